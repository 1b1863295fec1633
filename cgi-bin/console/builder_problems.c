/* The problems of the draft: always in view, each with the way to its very setting. Changes nothing. */
#include "console/builder.h"

#define SET(name) TPL_FLOW_BUILDER_PROBLEMS_##name

static void fill_problem(struct ctx *ctx, const struct flow_definition *draft,
                         const struct flow_problem *problem, struct template_dict *pane)
{
    struct template_dict *row = template_section(pane, SET(PROBLEM));
    struct str values[3] = {STR_NONE, STR_NONE, problem->other};
    struct str where = STR("");
    if (problem->place.page >= 0) {
        const struct flow_page *page = &draft->page[problem->place.page];
        values[1] = page->title;
        where = str_printf(ctx->arena, "?p=%.*s", STR_ARG(page->id));
        if (problem->place.component >= 0) {
            values[0] = page->component[problem->place.component].title;
            where = str_printf(ctx->arena, "?c=%.*s", STR_ARG(page->component[problem->place.component].id));
        }
    }
    if (problem->kind == FLOW_PROBLEM_FALLBACK_MISFIT || problem->kind == FLOW_PROBLEM_FALLBACK_TWICE)
        values[2] = str_from(say(ctx, str_z(ctx->arena, problem->other))); /* a channel's name */
    page_set_c(row, SET(KIND), problem->warning ? "wait" : "bad");
    page_set_c(row, SET(ICON), problem->warning ? "low" : "bad");
    page_set_c(row, SET(SEVERITY), say(ctx, problem->warning ? TEXT("Worth a look:") : TEXT("To mend:")));
    page_set(row, SET(TEXT), text_fill(ctx, flow_problem_sentence(problem->kind), values, 3));
    page_set(row, SET(WHERE), where);
}

static struct str title_of(struct ctx *ctx, const struct builder *builder, int errors, int warnings)
{
    if (errors > 0 && builder->publishing)
        return text_count(ctx, "Not published yet: %s thing to mend.", "Not published yet: %s things to mend.",
                          errors);
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
    if (problems->errors == 0 && warnings > 0 && !builder->read_only)
        template_show(pane, SET(ANYWAY));
    for (int i = 0; i < problems->n; i++)
        fill_problem(ctx, &builder->flow.draft, &problems->problem[i], pane);
}
