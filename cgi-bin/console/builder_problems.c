/* The problems of the draft: always in view, each with the way to its very setting, and with its fix where
 * one is safe. Changes only the draft in memory. */
#include "console/builder.h"
#include "console/flow_words.h"

#include <string.h>

#include "backend/flow_fix.h"
#include "backend/rate.h"

#define SET(name) TPL_FLOW_BUILDER_PROBLEMS_##name
#define ROWS_MAX 50
#define FIXES_MAX 12 /* rows that offer one: each is tried on a copy of the draft */

/* The control that a problem is about: its name in the form, as the parameter f of an address. */
#define X(name, warning, msgid) [FLOW_PROBLEM_##name] = #name,
static const char *const names[FLOW_PROBLEM__COUNT] = {FLOW_PROBLEMS(X)};
#undef X
static const char *const controls[FLOW_PROBLEM__COUNT] = {
    [FLOW_PROBLEM_RESERVED_ID] = "id",
    [FLOW_PROBLEM_DUPLICATE_ID] = "id",
    [FLOW_PROBLEM_OFFICE_CANNOT] = "type",
    [FLOW_PROBLEM_BAD_DEFAULT] = "default",
    [FLOW_PROBLEM_NO_OPTIONS] = "options",
    [FLOW_PROBLEM_NO_COLUMNS] = "options",
    [FLOW_PROBLEM_OPTION_TWICE] = "options",
    [FLOW_PROBLEM_MIN_OVER_MAX] = "min",
    [FLOW_PROBLEM_OVER_LIMIT] = "max",
    [FLOW_PROBLEM_NO_TEXT] = "text",
    [FLOW_PROBLEM_NO_RECIPIENT] = "recipient",
    [FLOW_PROBLEM_RECIPIENT_GONE] = "recipient",
    [FLOW_PROBLEM_NEEDS_PHONE] = "recipient",
    [FLOW_PROBLEM_NEEDS_EMAIL] = "recipient",
    [FLOW_PROBLEM_RECIPIENT_LATER] = "recipient",
    [FLOW_PROBLEM_RECIPIENT_OPTIONAL] = "recipient",
    [FLOW_PROBLEM_RECIPIENT_HIDDEN] = "recipient",
    [FLOW_PROBLEM_RECIPIENT_RULED] = "recipient",
    [FLOW_PROBLEM_FALLBACK_MISFIT] = "fallback",
    [FLOW_PROBLEM_FALLBACK_TWICE] = "fallback",
    [FLOW_PROBLEM_FALLBACK_SECONDS] = "fallback_after",
    [FLOW_PROBLEM_DIGITS] = "digits",
    [FLOW_PROBLEM_MINUTES] = "minutes",
    [FLOW_PROBLEM_RULE_GONE] = "rule",
    [FLOW_PROBLEM_RULE_NO_FIELD] = "rule",
    [FLOW_PROBLEM_RULE_SELF] = "rule",
    [FLOW_PROBLEM_RULE_NO_ANSWER] = "rule",
    [FLOW_PROBLEM_RULE_LATER] = "rule",
    [FLOW_PROBLEM_RULE_VALUE] = "rule",
    [FLOW_PROBLEM_RULE_COMPARE] = "rule",
    [FLOW_PROBLEM_RULE_CIRCLE] = "rule",
    [FLOW_PROBLEM_RULE_FILL] = "rule",
    [FLOW_PROBLEM_OTP_INITIAL] = "type",
    [FLOW_PROBLEM_SAME_RECIPIENT] = "recipient",
    [FLOW_PROBLEM_FEW_DIGITS] = "digits",
    [FLOW_PROBLEM_NO_PHOTO_NEEDED] = "min",
    [FLOW_PROBLEM_NO_RATE] = "channel",
    [FLOW_PROBLEM_LOW_CREDIT] = "channel",
};

struct flow_problems builder_problems(struct ctx *ctx, const struct builder *builder)
{
    struct rate_list list;
    struct flow_facts facts = {.available = builder->request->session->available};
    /* Without the account the draft's own problems are still told. */
    if (rate_list_home(ctx, &list) != RC_OK)
        return flow_problem_list(ctx->arena, &builder->flow.draft);
    for (int i = 0; i < list.n; i++) {
        facts.home[list.rate[i].channel].has_rate = list.rate[i].allowed;
        facts.home[list.rate[i].channel].price = list.rate[i].price;
    }
    return flow_problem_list_with(ctx->arena, &builder->flow.draft, &facts);
}

/* Id of the component, or of the page, that has the problem. */
static struct str subject_of(const struct flow_definition *draft, const struct flow_problem *problem)
{
    if (problem->place.page < 0)
        return STR("");
    const struct flow_page *page = &draft->page[problem->place.page];
    return problem->place.component < 0 ? page->id : page->component[problem->place.component].id;
}

/* --- mending ----------------------------------------------------------------------------------------- */

/* "fix:DIGITS:otp:0" names the problem, not its number: what was typed may have mended another one. */
static struct str fix_of(struct ctx *ctx, const struct flow_definition *draft,
                         const struct flow_problem *problem)
{
    return str_printf(ctx->arena, "fix:%s:%.*s:%d", names[problem->kind], STR_ARG(subject_of(draft, problem)),
                      problem->which);
}

bool builder_fix(struct ctx *ctx, struct builder *builder, struct request *request)
{
    struct str button = request_form(ctx, request, "do");
    struct flow_definition *draft = &builder->flow.draft;
    struct flow_problems problems = flow_problem_list(ctx->arena, draft);
    for (int i = 0; i < problems.n; i++) {
        const struct flow_problem *problem = &problems.problem[i];
        if (!str_eq(button, fix_of(ctx, draft, problem)))
            continue;
        enum flow_fix fix = flow_fix_find(draft, problem);
        struct str id = subject_of(draft, problem);
        const struct flow_page *page = &draft->page[problem->place.page < 0 ? 0 : problem->place.page];
        bool one = problem->place.component >= 0;
        builder->subject = one ? page->component[problem->place.component].title : page->title;
        if (!flow_fix_apply(ctx->arena, draft, problem))
            return false;
        struct str words[] = {str_from(say(ctx, flow_fix_words(fix))), builder->subject};
        builder->said = text_fill(ctx, TEXT("Mended “%2”: %1."), words, 2);
        builder->focus = STR("problems");
        if (!builder_choose(builder, one ? id : STR_NONE, one ? STR_NONE : id))
            builder_choose(builder, STR_NONE, STR_NONE);
        return true;
    }
    builder->said = str_from(say(ctx, "That is mended already."));
    builder->focus = STR("problems");
    return true;
}

/* --- showing ----------------------------------------------------------------------------------------- */

static struct str where_of(struct ctx *ctx, const struct flow_definition *draft,
                           const struct flow_problem *problem)
{
    const char *control = controls[problem->kind] ? controls[problem->kind] : "title";
    if (problem->place.page < 0)
        return STR("");
    struct str at = str_printf(ctx->arena, "?%c=%.*s&f=%s", problem->place.component < 0 ? 'p' : 'c',
                               STR_ARG(subject_of(draft, problem)), control);
    return strcmp(control, "rule") == 0 ? str_printf(ctx->arena, "%.*s-%d", STR_ARG(at), problem->which + 1)
                                        : at;
}

static void fill_problem(struct ctx *ctx, const struct builder *builder, const struct flow_problem *problem,
                         bool mends, struct template_dict *pane)
{
    const struct flow_definition *draft = &builder->flow.draft;
    struct template_dict *row = template_section(pane, SET(PROBLEM));
    page_set_c(row, SET(KIND), problem->warning ? "wait" : "bad");
    page_set_c(row, SET(ICON), problem->warning ? "low" : "bad");
    page_set_c(row, SET(SEVERITY), say(ctx, problem->warning ? TEXT("Worth a look:") : TEXT("To mend:")));
    page_set(row, SET(TEXT), flow_problem_words(ctx, draft, problem));
    page_set(row, SET(WHERE), where_of(ctx, draft, problem));
    enum flow_fix fix = mends ? flow_fix_find(draft, problem) : FLOW_FIX_NONE;
    if (fix == FLOW_FIX_NONE)
        return;
    struct template_dict *button = template_section(row, SET(FIX));
    page_set(button, SET(FIX_VALUE), fix_of(ctx, draft, problem));
    page_set_c(button, SET(FIX_WORDS), say(ctx, flow_fix_words(fix)));
}

static struct str title_of(struct ctx *ctx, const struct builder *builder, int errors, int warnings)
{
    if (errors > 0 && builder->publishing)
        return text_count(ctx, "Not published yet: %s thing to mend.",
                          "Not published yet: %s things to mend.", errors);
    if (errors > 0)
        return text_count(ctx, "%s thing to mend before this can be published.",
                          "%s things to mend before this can be published.", errors);
    if (warnings > 0 && builder->publishing)
        return text_count(ctx, "Not published yet: %s thing is worth a look.",
                          "Not published yet: %s things are worth a look.", warnings);
    if (warnings > 0)
        return text_count(ctx, "This can be published; %s thing is worth a look.",
                          "This can be published; %s things are worth a look.", warnings);
    return str_from(say(ctx, "No problems: this can be published."));
}

/* Of the account, not of the draft: they are told, and nobody has to tick them away. */
static bool is_of_account(const struct flow_problem *problem)
{
    return problem->kind == FLOW_PROBLEM_NO_RATE || problem->kind == FLOW_PROBLEM_LOW_CREDIT;
}

bool builder_asks(const struct flow_problems *problems)
{
    for (int i = 0; i < problems->n; i++) {
        if (problems->problem[i].warning && !is_of_account(&problems->problem[i]))
            return true;
    }
    return false;
}

void builder_fill_problems(struct ctx *ctx, const struct builder *builder,
                           const struct flow_problems *problems, struct template_dict *pane)
{
    int warnings = problems->n - problems->errors;
    const char *kind = problems->errors ? "bad" : warnings ? "wait" : "ok";
    page_set_c(pane, SET(PROBLEMS_KIND), problems->n == 0 ? "ok" : builder->publishing ? kind : "wait");
    page_set_c(pane, SET(PROBLEMS_ICON), problems->errors ? "bad" : warnings ? "low" : "ok");
    page_set(pane, SET(PROBLEMS_TITLE), title_of(ctx, builder, problems->errors, warnings));
    if (builder->publishing && problems->n > 0)
        template_show(pane, SET(PROBLEMS_ALERT));
    if (problems->n > 0)
        template_show(pane, SET(PROBLEMS_OPEN));
    if (problems->errors == 0 && builder_asks(problems) && !builder->read_only)
        template_show(pane, SET(ANYWAY));
    for (int i = 0; i < problems->n && i < ROWS_MAX; i++)
        fill_problem(ctx, builder, &problems->problem[i], i < FIXES_MAX && !builder->read_only, pane);
    if (problems->n > ROWS_MAX)
        page_set(pane, SET(PROBLEMS_MORE),
                 text_count(ctx, "And %s more.", "And %s more.", problems->n - ROWS_MAX));
}
