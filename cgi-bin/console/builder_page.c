/* The Flow Builder as a page: outline, phone preview, settings, problems. Changes nothing. */
#include "console/builder.h"

#include <string.h>

#include "backend/verification.h"

#define SET(name) TPL_FLOW_BUILDER_##name

static struct str number_text(struct ctx *ctx, int64_t n)
{
    return str_printf(ctx->arena, "%lld", (long long)n);
}

static const char *component_icon(const struct component *component)
{
    return component_type_label(component->type);
}

/* "OTP · WhatsApp" */
static struct str type_words(struct ctx *ctx, const struct component *component)
{
    const char *words = say(ctx, component_type_words(component->type));
    if (component->type != COMPONENT_OTP)
        return str_from(words);
    return str_printf(ctx->arena, "%s · %s", words, say(ctx, channel_words(component->channel)));
}

static void fill_head(struct ctx *ctx, const struct builder *builder, struct template_dict *body)
{
    const struct flow *flow = &builder->flow;
    struct str number = number_text(ctx, flow->published_version);
    bool published = flow->published_version > 0;
    page_set(body, SET(ID), uuid_text(ctx->arena, flow->id));
    page_set(body, SET(FLOW_NAME), flow->name);
    page_set(body, SET(BASE_VERSION), number_text(ctx, flow->base_version));
    page_set(body, SET(SELECTED), builder_address(ctx, builder));
    page_set_c(body, SET(STATUS_KIND), published ? "ok" : "");
    page_set_c(body, SET(STATUS_ICON), published ? "ok" : "edit");
    page_set(body, SET(STATUS),
             !published ? str_from(say(ctx, "Draft, not published yet"))
             : flow->changed
                 ? text_fill(ctx, TEXT("Version %1 is published, the draft has changes"), &number, 1)
                 : text_fill(ctx, TEXT("Version %1 is published"), &number, 1));
    if (flow->updated_by.n > 0)
        page_set(body, SET(SAVED_BY), text_fill(ctx, TEXT("Last saved by %1"), &flow->updated_by, 1));
    if (builder->form)
        page_set_c(body, SET(STATE),
                   say(ctx, builder->publishing ? TEXT("Saved in the draft") : TEXT("Not saved")));
}

static bool has_problem(const struct flow_problems *problems, int page, int component)
{
    for (int i = 0; i < problems->n; i++) {
        if (problems->problem[i].place.page == page && problems->problem[i].place.component == component &&
            !problems->problem[i].warning)
            return true;
    }
    return false;
}

static void fill_problem(struct ctx *ctx, const struct flow_definition *draft,
                         const struct flow_problem *problem, struct template_dict *list)
{
    struct template_dict *row = template_section(list, SET(PROBLEM));
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
    if (problem->warning)
        template_show(row, SET(WARNING));
    page_set(row, SET(TEXT), text_fill(ctx, flow_problem_sentence(problem->kind), values, 3));
    page_set(row, SET(WHERE), where);
}

static void fill_problems(struct ctx *ctx, const struct builder *builder,
                          const struct flow_problems *problems, struct template_dict *body)
{
    if (problems->n == 0)
        return;
    struct template_dict *list = template_section(body, SET(PROBLEMS));
    bool refused = builder->publishing && problems->errors > 0;
    page_set_c(list, SET(PROBLEMS_KIND), refused ? "bad" : problems->errors ? "wait" : "info");
    page_set_c(list, SET(PROBLEMS_ICON), refused ? "bad" : problems->errors ? "low" : "info");
    if (refused)
        template_show(list, SET(PROBLEMS_ALERT));
    if (problems->errors == 0)
        page_set_c(list, SET(PROBLEMS_TITLE), say(ctx, "This can be published."));
    else if (refused)
        page_set(list, SET(PROBLEMS_TITLE),
                 text_count(ctx, "Not published yet: %s thing to mend.",
                            "Not published yet: %s things to mend.", problems->errors));
    else
        page_set(list, SET(PROBLEMS_TITLE),
                 text_count(ctx, "%s thing to mend before this can be published.",
                            "%s things to mend before this can be published.", problems->errors));
    for (int i = 0; i < problems->n; i++)
        fill_problem(ctx, &builder->flow.draft, &problems->problem[i], list);
}

static void fill_component(struct ctx *ctx, const struct builder *builder,
                           const struct flow_problems *problems, struct flow_place place,
                           struct template_dict *page)
{
    const struct component *component = flow_component_at(&builder->flow.draft, place);
    bool current = builder->selected.page == place.page && builder->selected.component == place.component;
    struct template_dict *row = template_section(page, SET(COMPONENT));
    page_set(row, SET(COMPONENT_ID), component->id);
    if (current && builder->typed)
        component = builder->typed;
    page_set(row, SET(COMPONENT_TITLE), component->title);
    page_set(row, SET(COMPONENT_TYPE), type_words(ctx, component));
    page_set_c(row, SET(ICON), component_icon(component));
    if (has_problem(problems, place.page, place.component))
        template_show(row, SET(BAD));
    if (current) {
        template_show(row, SET(CURRENT));
        template_show(row, SET(MOVES));
    }
}

static void fill_outline(struct ctx *ctx, const struct builder *builder, const struct flow_problems *problems,
                         struct template_dict *body)
{
    const struct flow_definition *draft = &builder->flow.draft;
    for (int i = 0; i < draft->n; i++) {
        struct template_dict *page = template_section(body, SET(PAGE));
        page_set(page, SET(PAGE_ID), draft->page[i].id);
        page_set(page, SET(PAGE_TITLE), draft->page[i].title);
        if (i == 0)
            template_show(page, SET(PAGE_INITIAL));
        for (int j = 0; j < draft->page[i].n; j++)
            fill_component(ctx, builder, problems, (struct flow_place){i, j}, page);
        if (builder->selected.page != i)
            continue;
        template_show(page, SET(PAGE_CURRENT));
        if (builder->selected.component < 0)
            template_show(page, SET(PAGE_SELECTED));
        struct template_dict *add = template_section(page, SET(ADD_HERE));
        for (int type = 0; type < COMPONENT__COUNT; type++) {
            struct template_dict *option = template_section(add, SET(NEW_TYPE));
            page_set_c(option, SET(VALUE), component_type_label((enum component_type)type));
            page_set_c(option, SET(LABEL), say(ctx, component_type_words((enum component_type)type)));
        }
    }
}

/* --- settings -------------------------------------------------------------------------------------- */

static void fill_component_settings(struct ctx *ctx, const struct builder *builder,
                                    const struct component *component, struct template_dict *body)
{
    struct template_dict *settings = template_section(body, SET(COMPONENT_SETTINGS));
    for (int type = 0; type < COMPONENT__COUNT; type++)
        builder_add_option(settings, SET(TYPE_OPTION),
                           str_from(component_type_label((enum component_type)type)),
                           str_from(say(ctx, component_type_words((enum component_type)type))),
                           component->type == (enum component_type)type);
    if (component->required)
        template_show(settings, SET(REQUIRED_CHOSEN));
    if (builder->focus && strcmp(builder->focus, "type") == 0)
        template_show(settings, SET(FOCUS_TYPE));
    if (component->type == COMPONENT_OTP)
        builder_fill_otp(ctx, builder, component, settings);
    else
        template_show(settings, SET(FIELD_SETTINGS));
}

/* The settings of what is selected, as a form that was typed. */
static struct form stored_form(struct ctx *ctx, const struct builder *builder)
{
    const struct flow_page *page = &builder->flow.draft.page[builder->selected.page];
    struct form form = {.fields = SETTINGS, .n_fields = SETTING__COUNT};
    form.typed[SETTING_PAGE] = page->id;
    form.typed[SETTING_TITLE] = page->title;
    form.typed[SETTING_DIGITS] = STR("6");
    if (builder->selected.component < 0)
        return form;
    const struct component *component = &page->component[builder->selected.component];
    form.typed[SETTING_COMPONENT] = component->id;
    form.typed[SETTING_TITLE] = component->title;
    form.typed[SETTING_ID] = component->id;
    form.typed[SETTING_HELP] = component->help;
    form.typed[SETTING_INITIAL] = component->initial;
    if (component->type == COMPONENT_OTP)
        form.typed[SETTING_DIGITS] = number_text(ctx, component->digits);
    return form;
}

static void fill_settings(struct ctx *ctx, const struct builder *builder, struct template_dict *body)
{
    struct form form = builder->form ? *builder->form : stored_form(ctx, builder);
    const struct component *component = builder->typed;
    if (component == NULL && builder->selected.component >= 0)
        component = flow_component_at(&builder->flow.draft, builder->selected);
    if (form.typed[SETTING_DIGITS].n == 0)
        form.typed[SETTING_DIGITS] = STR("6");
    form.typed[SETTING_BASE_VERSION] = number_text(ctx, builder->flow.base_version);
    form_fill(ctx, &form, body);
    page_set(body, SET(PAGE_VALUE), builder->flow.draft.page[builder->selected.page].id);
    if (builder->selected.component >= 0)
        page_set(body, SET(COMPONENT_VALUE), flow_component_at(&builder->flow.draft, builder->selected)->id);
    if (component) {
        fill_component_settings(ctx, builder, component, body);
        template_show(body, SET(DELETE));
        return;
    }
    template_show(body, SET(PAGE_SETTINGS));
    if (builder->selected.page > 0) {
        template_show(body, SET(PAGE_MOVES));
        if (builder->flow.draft.n > 2)
            template_show(body, SET(DELETE));
    }
}

/* --- two editors ------------------------------------------------------------------------------------ */

static void add_difference(struct ctx *ctx, struct template_dict *list, const char *label, struct str mine,
                           struct str now)
{
    if (str_eq(mine, now))
        return;
    struct template_dict *row = template_section(list, SET(DIFFERENCE));
    struct str quoted = now.n ? now : str_from(say(ctx, "empty"));
    page_set_c(row, SET(LABEL), label);
    page_set(row, SET(NOW), text_fill(ctx, TEXT("saved now: %1"), &quoted, 1));
}

static void fill_differences(struct ctx *ctx, const struct builder *builder, struct template_dict *conflict)
{
    struct template_dict *list = template_section(conflict, SET(DIFFERENCES));
    const struct component *mine = builder->typed;
    if (mine == NULL || builder->selected.component < 0) {
        const struct flow_page *page = &builder->flow.draft.page[builder->selected.page];
        if (mine == NULL && builder->form)
            add_difference(ctx, list, say(ctx, "Page title"), builder->form->typed[SETTING_TITLE],
                           page->title);
        return;
    }
    const struct component *now = flow_component_at(&builder->flow.draft, builder->selected);
    add_difference(ctx, list, say(ctx, "Component Type"), type_words(ctx, mine), type_words(ctx, now));
    add_difference(ctx, list, say(ctx, "Title"), mine->title, now->title);
    add_difference(ctx, list, say(ctx, "Id"), mine->id, now->id);
    add_difference(ctx, list, say(ctx, "Help"), mine->help, now->help);
    add_difference(ctx, list, say(ctx, "Default"), mine->initial, now->initial);
    add_difference(ctx, list, say(ctx, "Required"),
                   str_from(say(ctx, mine->required ? TEXT("yes") : TEXT("no"))),
                   str_from(say(ctx, now->required ? TEXT("yes") : TEXT("no"))));
    if (mine->type != COMPONENT_OTP)
        return;
    add_difference(ctx, list, say(ctx, "Digits"), number_text(ctx, mine->digits),
                   number_text(ctx, now->digits));
    add_difference(ctx, list, say(ctx, "Recipient Field"), mine->recipient, now->recipient);
    add_difference(ctx, list, say(ctx, "Fallback"), builder_fallback_words(ctx, mine),
                   builder_fallback_words(ctx, now));
    add_difference(ctx, list, say(ctx, "Fallback After"), builder_after_words(ctx, mine->fallback_after),
                   builder_after_words(ctx, now->fallback_after));
}

static void fill_conflict(struct ctx *ctx, const struct builder *builder, struct template_dict *body)
{
    if (builder->conflict == CONFLICT_NONE)
        return;
    struct template_dict *conflict = template_section(body, SET(CONFLICT));
    struct str who = builder->flow.updated_by.n ? builder->flow.updated_by : str_from(say(ctx, "Somebody"));
    page_set(conflict, SET(CONFLICT_TITLE),
             text_fill(ctx,
                       builder->conflict == CONFLICT_GONE ? TEXT("%1 deleted this meanwhile.")
                                                          : TEXT("%1 saved a newer draft meanwhile."),
                       &who, 1));
    page_set_c(
        conflict, SET(CONFLICT_TEXT),
        say(ctx, builder->form == NULL
                     ? TEXT("Nothing of yours was changed. This is the newest draft: please do it again.")
                 : builder->conflict == CONFLICT_GONE
                     ? TEXT("Yours is not saved. It stands below as you typed it: Save puts it back.")
                     : TEXT("Yours is not saved. It stands below as you typed it: Save keeps yours.")));
    if (builder->form)
        fill_differences(ctx, builder, conflict);
}

void builder_send(struct ctx *ctx, struct request *request, const struct builder *builder,
                  struct response *response)
{
    struct flow_problems problems = flow_problem_list(ctx->arena, &builder->flow.draft);
    struct page page =
        page_new(ctx, request, LAYOUT_CONSOLE, TEMPLATE_FLOW_BUILDER, str_z(ctx->arena, builder->flow.name));
    fill_head(ctx, builder, page.body);
    fill_conflict(ctx, builder, page.body);
    fill_problems(ctx, builder, &problems, page.body);
    fill_outline(ctx, builder, &problems, page.body);
    builder_fill_preview(ctx, builder, page.body);
    fill_settings(ctx, builder, page.body);
    builder_fill_text(ctx, request, builder, page.body);
    page_send(ctx, &page, builder->status ? builder->status : 200, response);
}
