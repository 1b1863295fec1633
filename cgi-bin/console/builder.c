/*
 * The Flow Builder's requests: show, change, save, publish. Every button sends the settings along, so that
 * what was typed is stored with what the button does, in one POST on the draft that the page was made from;
 * what others saved since is merged in, or asked about. What it looks like is in builder_page.c.
 */
#include "console/builder.h"

#include <string.h>

#include "backend/flow_edit.h"
#include "console/flow.h"
#include "console/flow_conflict.h"
#include "console/flow_words.h"
#include "web/url.h"

/* One POST: its button, and the settings that came with it. */
struct attempt {
    struct str button, verb; /* "rule-remove:2", "rule-remove" */
    struct form form;
    struct settings typed;
    bool has_settings; /* a page that only asks (delete, undo) has none */
    bool good, there;  /* what the form is about is still in the draft */
};

/* --- where an answer leads ------------------------------------------------------------------------- */

/* To what is selected, with the focus where it was; or where the editor was about to go. */
static void go(struct ctx *ctx, const struct request *request, const struct builder *builder,
               struct response *response)
{
    struct str next = request_form(ctx, request, "next");
    if (url_is_local(next))
        response_redirect(response, "%.*s", STR_ARG(next));
    else
        response_redirect(response, "/flows/%.*s%.*s%s%.*s", STR_ARG(uuid_text(ctx->arena, builder->flow.id)),
                          STR_ARG(builder_address(ctx, builder)), builder->focus.n ? "&f=" : "",
                          STR_ARG(builder->focus));
}

/* --- what was typed --------------------------------------------------------------------------------- */

/* Another type was chosen: a title nobody has touched follows it, a code is required at first, and the
 * settings that only the new type has start as they are. */
static void retype(struct ctx *ctx, struct builder *builder, struct component *typed,
                   const struct component *stored)
{
    struct form *form = builder->form;
    if (str_eq(typed->title, builder_default_title(ctx, stored->type))) {
        typed->title = builder_default_title(ctx, typed->type);
        form->typed[SETTING_TITLE] = typed->title;
    }
    typed->required = typed->required || typed->type == COMPONENT_OTP;
    struct form fresh = settings_form(ctx, &builder->flow.draft.page[builder->selected.page], typed);
    static const enum setting kept[] = {SETTING_PAGE, SETTING_COMPONENT, SETTING_TITLE,
                                        SETTING_ID,   SETTING_HELP,      SETTING_NOTE};
    for (size_t i = 0; i < COUNT_OF(kept); i++)
        fresh.typed[kept[i]] = form->typed[kept[i]];
    memcpy(form->typed, fresh.typed, sizeof form->typed);
}

/* Another channel was chosen: a fallback that it cannot have is gone before the editor's eyes, not saved. */
static void rechannel(struct component *typed)
{
    if (typed->n_fallback > 0 && !flow_fallback_fits(typed->channel, typed->fallback[0]))
        typed->n_fallback = typed->fallback_after = 0;
}

/* Shows the newest draft with the typed values on top of it. */
static void answer_typed(struct ctx *ctx, struct request *request, struct response *response,
                         struct builder *builder, struct attempt *attempt)
{
    struct component component;
    const struct settings *typed = &attempt->typed;
    builder->form = &attempt->form;
    if (typed->component.n > 0) {
        const struct component *stored = builder->selected.component < 0
                                             ? NULL
                                             : flow_component_at(&builder->flow.draft, builder->selected);
        component = settings_component(ctx->arena, typed, stored);
        builder_choose_recipient(builder, &component);
        if (builder->focus.n > 0)
            rechannel(&component);
        if (typed->shown.n > 0 && !str_eq(typed->shown, typed->type))
            retype(ctx, builder, &component, stored ? stored : &component);
        builder->typed = &component;
    }
    builder_send(ctx, request, builder, response);
}

/* The draft that this was made from is no longer kept, so that nothing can be compared. */
static enum rc answer_stale(struct ctx *ctx, struct request *request, struct response *response,
                            struct builder *builder, struct attempt *attempt)
{
    enum rc rc;
    const struct settings *typed = &attempt->typed;
    if (!builder_open(ctx, request, response, builder, &rc))
        return rc;
    bool there = builder_choose(builder, typed->component, typed->page);
    if (!there && typed->component.n > 0)
        builder->selected.component = -1;
    builder->conflict = there ? CONFLICT_CHANGED : CONFLICT_GONE;
    builder->status = 409;
    if (attempt->has_settings)
        answer_typed(ctx, request, response, builder, attempt);
    else
        builder_send(ctx, request, builder, response);
    return RC_OK;
}

/* Puts the typed component into the draft; one that was deleted meanwhile comes back at its page's end. */
static bool store_component(struct ctx *ctx, struct builder *builder, struct settings *typed, bool there)
{
    struct flow_definition *draft = &builder->flow.draft;
    if (!there) {
        if (!flow_component_add(ctx->arena, draft, builder->selected.page, COMPONENT_TEXT, typed->title))
            return false;
        builder->selected.component = draft->page[builder->selected.page].n - 1;
    }
    int n = 0;
    for (int i = 0; i < typed->n_rules; i++) {
        if (typed->rule[i].field.n > 0)
            typed->rule[n++] = typed->rule[i];
    }
    typed->n_rules = n;
    flow_component_rename(draft, builder->selected, typed->id);
    struct component *stored = &draft->page[builder->selected.page].component[builder->selected.component];
    *stored = settings_component(ctx->arena, typed, stored);
    builder_choose_recipient(builder, stored);
    return true;
}

static bool store(struct ctx *ctx, struct builder *builder, struct attempt *attempt)
{
    if (!attempt->has_settings)
        return true;
    if (attempt->typed.component.n > 0)
        return store_component(ctx, builder, &attempt->typed, attempt->there);
    builder->flow.draft.page[builder->selected.page].title = attempt->typed.title;
    return true;
}

/* --- buttons ---------------------------------------------------------------------------------------- */

static enum rc publish(struct ctx *ctx, struct request *request, struct response *response,
                       struct builder *builder, struct attempt *attempt)
{
    enum flow_outcome outcome = FLOW_PROBLEMS_LEFT;
    struct flow_problems problems = flow_problem_list(ctx->arena, &builder->flow.draft);
    bool warned = builder_asks(&problems) && request_form(ctx, request, "anyway").s == NULL;
    enum rc rc = warned ? RC_OK : flow_publish(ctx, &builder->flow, attempt->typed.note, &outcome);
    if (rc != RC_OK)
        return rc;
    if (outcome == FLOW_DONE) {
        struct str number = builder_number(ctx, builder->flow.published_version);
        page_flash(
            ctx, response, "success",
            text_fill(ctx, TEXT("Version %1 is published. New tasks take it; tasks that exist keep theirs."),
                      &number, 1));
        go(ctx, request, builder, response);
        return RC_OK;
    }
    if (outcome == FLOW_STALE)
        return answer_stale(ctx, request, response, builder, attempt);
    builder->publishing = true;
    builder->status = 422;
    builder->form = &attempt->form;
    builder_send(ctx, request, builder, response);
    return RC_OK;
}

/* Said and done: to the next page, with the sentence on it. */
static void answer_saved(struct ctx *ctx, struct request *request, struct response *response,
                         struct builder *builder)
{
    page_flash(ctx, response, "success",
               builder->said.n ? builder->said : str_from(say(ctx, "Saved in the draft.")));
    go(ctx, request, builder, response);
}

/* After a merge the same thing may stand elsewhere. */
static void choose_again(struct builder *builder, struct str component, struct str page)
{
    if (!builder_choose(builder, component, page))
        builder_choose(builder, STR_NONE, STR_NONE);
}

/* What the button changes, as the log of the draft calls it. */
static struct flow_edit edit_of(const struct builder *builder, const struct change *change, bool one)
{
    struct str title = builder->subject;
    if (title.n == 0) {
        const struct component *component = builder_component(builder);
        title = component ? component->title : builder->flow.draft.page[builder->selected.page].title;
    }
    return (struct flow_edit){!change ? "settings"
                              : one   ? change->of_component
                                      : change->of_page,
                              str_head(title, FLOW_SUBJECT_MAX)};
}

static enum rc store_draft(struct ctx *ctx, struct builder *builder, const struct flow_edit *edit,
                           struct flow_merging *merging, enum flow_outcome *outcome)
{
    const struct flow_page *page = &builder->flow.draft.page[builder->selected.page];
    struct str page_id = page->id;
    struct str component =
        builder->selected.component < 0 ? STR_NONE : page->component[builder->selected.component].id;
    struct flow_definition readable;
    *outcome = FLOW_TOO_LARGE;
    /* What cannot be read again would be lost. */
    if (!flow_definition_parse(ctx->arena, flow_definition_json(ctx->arena, &builder->flow.draft), &readable))
        return RC_OK;
    enum rc rc = flow_save_merged(ctx, &builder->flow, edit, merging, outcome);
    if (rc == RC_OK && (*outcome == FLOW_DONE || *outcome == FLOW_MERGED || *outcome == FLOW_NOTHING))
        choose_again(builder, component, page_id);
    return rc;
}

/* Stores what was typed and what the button does, in one save; nothing when neither changes anything. */
static enum rc save(struct ctx *ctx, struct request *request, struct response *response,
                    struct builder *builder, struct attempt *attempt)
{
    struct flow_merging merging = {0};
    enum flow_outcome outcome = FLOW_TOO_LARGE;
    const struct change *change = change_find(attempt->verb);
    bool one = builder->selected.component >= 0;
    bool fits = store(ctx, builder, attempt);
    bool done = fits && (change == NULL || change->change(ctx, builder, request));
    const struct flow_edit edit = edit_of(builder, done ? change : NULL, one);
    enum rc rc = fits ? store_draft(ctx, builder, &edit, &merging, &outcome) : RC_OK;
    if (rc != RC_OK)
        return rc;
    if (outcome == FLOW_STALE)
        return answer_stale(ctx, request, response, builder, attempt);
    if (outcome == FLOW_CONFLICT) {
        flow_conflict_send(ctx, request, &builder->flow, &merging, response);
    } else if (outcome == FLOW_NOT_FOUND) {
        page_error(ctx, request, 404, response);
    } else if (outcome == FLOW_TOO_LARGE) {
        page_flash(ctx, response, "error",
                   str_from(say(ctx, "Not saved: a flow has at most 200 components on 30 pages.")));
        go(ctx, request, builder, response);
    } else if (!done) {
        page_flash(ctx, response, "info",
                   str_from(say(ctx, "Nothing was changed: it goes no further that way.")));
        go(ctx, request, builder, response);
    } else if (str_eq(attempt->verb, STR("publish")) && outcome != FLOW_MERGED) {
        return publish(ctx, request, response, builder, attempt);
    } else {
        if (outcome == FLOW_MERGED)
            builder->said = flow_merged_words(ctx, &merging.theirs);
        answer_saved(ctx, request, response, builder);
    }
    return RC_OK;
}

/* Undo and redo come without settings: what was typed beside them is not part of the draft. */
static enum rc step(struct ctx *ctx, struct request *request, struct response *response,
                    struct builder *builder, struct attempt *attempt)
{
    enum flow_outcome outcome;
    bool undo = str_eq(attempt->verb, STR("undo"));
    struct flow_step *what = undo ? &builder->flow.undo : &builder->flow.redo;
    struct str words = flow_step_words(ctx, what);
    builder->focus = attempt->verb;
    builder->flow.base_version = attempt->typed.base_version;
    enum rc rc = undo ? flow_undo(ctx, &builder->flow, &outcome) : flow_redo(ctx, &builder->flow, &outcome);
    if (rc != RC_OK)
        return rc;
    if (outcome == FLOW_STALE)
        return answer_stale(ctx, request, response, builder, attempt);
    page_flash(ctx, response, outcome == FLOW_DONE ? "success" : "info",
               outcome != FLOW_DONE ? str_from(say(ctx, undo ? TEXT("There is nothing to undo.")
                                                             : TEXT("There is nothing to redo.")))
               : undo ? text_fill(ctx, TEXT("Undone: %1."), &words, 1)
                                    : text_fill(ctx, TEXT("Done again: %1."), &words, 1));
    struct uuid id = builder->flow.id;
    rc = flow_get(ctx, id, &builder->flow, &outcome);
    if (rc != RC_OK)
        return rc;
    choose_again(builder, attempt->typed.component, attempt->typed.page);
    go(ctx, request, builder, response);
    return RC_OK;
}

/* The buttons that store nothing: another type or channel, one rule more or less. */
static bool only_shows(struct ctx *ctx, struct builder *builder, struct attempt *attempt)
{
    struct settings *typed = &attempt->typed;
    int64_t which = 0;
    struct str rest = str_slice(attempt->button, attempt->verb.n + 1, attempt->button.n);
    if (str_eq(attempt->verb, STR("rule-add"))) {
        if (typed->n_rules < FLOW_RULES_MAX)
            typed->rule[typed->n_rules++] = (struct flow_rule){0};
        builder->focus = str_printf(ctx->arena, "rule-%d", typed->n_rules);
    } else if (str_eq(attempt->verb, STR("rule-remove")) && str_to_i64(rest, 1, typed->n_rules, &which)) {
        for (int i = (int)which; i < typed->n_rules; i++)
            typed->rule[i - 1] = typed->rule[i];
        typed->n_rules--;
        builder->focus = STR("rule-add");
    } else if (str_eq(attempt->verb, STR("look")) || str_eq(attempt->verb, STR("screen"))) {
        builder->focus = STR("");
    } else if (str_eq(attempt->verb, STR("update"))) {
        builder->focus = str_eq(typed->type, STR("otp")) ? STR("channel") : STR("type");
    } else {
        return false;
    }
    memset(attempt->form.errors, 0, sizeof attempt->form.errors);
    attempt->form.n_errors = 0;
    attempt->form.summary = STR_NONE;
    return true;
}

static struct attempt attempt_read(struct ctx *ctx, const struct request *request)
{
    struct attempt attempt = {.button = request_form(ctx, request, "do")};
    attempt.verb = str_slice(attempt.button, 0, str_index(attempt.button, ':', 0));
    attempt.has_settings = request_form(ctx, request, "title").s != NULL;
    attempt.good = settings_read(ctx, request, &attempt.form, &attempt.typed);
    return attempt;
}

/* The draft that the form was made from, which may be an older one. False: it is no longer kept. */
static enum rc open_base(struct ctx *ctx, struct builder *builder, struct attempt *attempt, bool *kept)
{
    enum flow_outcome outcome = FLOW_DONE;
    if (attempt->form.errors[SETTING_BASE_VERSION] == NULL) {
        enum rc rc =
            flow_get_at(ctx, builder->flow.id, attempt->typed.base_version, &builder->flow, &outcome);
        if (rc != RC_OK)
            return rc;
    }
    attempt->there = builder_choose(builder, attempt->typed.component, attempt->typed.page);
    *kept = outcome == FLOW_DONE && (attempt->has_settings || attempt->there);
    return RC_OK;
}

enum rc page_flow_change(struct ctx *ctx, struct request *request, struct response *response)
{
    enum rc rc;
    struct builder builder = {0};
    bool kept = false;
    if (!builder_open(ctx, request, response, &builder, &rc))
        return rc;
    struct attempt attempt = attempt_read(ctx, request);
    if (str_eq(attempt.verb, STR("undo")) || str_eq(attempt.verb, STR("redo")))
        return step(ctx, request, response, &builder, &attempt);
    rc = open_base(ctx, &builder, &attempt, &kept);
    if (rc != RC_OK)
        return rc;
    if (only_shows(ctx, &builder, &attempt)) {
        builder.only_screen = str_eq(attempt.verb, STR("screen"));
        answer_typed(ctx, request, response, &builder, &attempt);
        return RC_OK;
    }
    if (!kept)
        return answer_stale(ctx, request, response, &builder, &attempt);
    if (attempt.has_settings)
        settings_check(ctx, &builder.flow.draft, &attempt.typed, &attempt.form);
    if (attempt.has_settings && (!attempt.good || attempt.form.n_errors > 0)) {
        builder.status = 422;
        answer_typed(ctx, request, response, &builder, &attempt);
        return RC_OK;
    }
    return save(ctx, request, response, &builder, &attempt);
}
