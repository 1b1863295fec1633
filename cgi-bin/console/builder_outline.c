/* The left pane of the Flow Builder: pages and what stands on them, and the buttons that arrange it. */
#include "console/builder.h"

#define SET(name) TPL_FLOW_BUILDER_OUTLINE_##name

/* "OTP · WhatsApp" */
static struct str type_words(struct ctx *ctx, const struct component *component)
{
    const char *words = say(ctx, component_type_words(component->type));
    if (component->type != COMPONENT_OTP)
        return str_from(words);
    return str_printf(ctx->arena, "%s · %s", words, say(ctx, channel_words(component->channel)));
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
    page_set_c(row, SET(ICON), component_type_label(component->type));
    if (component->n_rules > 0)
        template_show(row, SET(RULED));
    if (has_problem(problems, place.page, place.component))
        template_show(row, SET(BAD));
    if (!current)
        return;
    template_show(row, SET(CURRENT));
    if (!builder->read_only)
        template_show(row, SET(MOVES));
}

static void fill_adder(struct ctx *ctx, struct template_dict *page)
{
    struct template_dict *add = template_section(page, SET(ADD_HERE));
    for (int type = 0; type < COMPONENT__COUNT; type++)
        page_add_option(add, SET(NEW_TYPE), str_from(component_type_label((enum component_type)type)),
                        str_from(say(ctx, component_type_words((enum component_type)type))), false);
}

void builder_fill_outline(struct ctx *ctx, const struct builder *builder,
                          const struct flow_problems *problems, struct template_dict *pane)
{
    const struct flow_definition *draft = &builder->flow.draft;
    for (int i = 0; i < draft->n; i++) {
        struct template_dict *page = template_section(pane, SET(PAGE));
        page_set(page, SET(PAGE_ID), draft->page[i].id);
        page_set(page, SET(PAGE_TITLE), draft->page[i].title);
        if (i == 0)
            template_show(page, SET(PAGE_INITIAL));
        if (has_problem(problems, i, -1))
            template_show(page, SET(PAGE_BAD));
        for (int j = 0; j < draft->page[i].n; j++)
            fill_component(ctx, builder, problems, (struct flow_place){i, j}, page);
        if (builder->selected.page != i)
            continue;
        template_show(page, SET(PAGE_CURRENT));
        if (builder->selected.component < 0) {
            template_show(page, SET(PAGE_SELECTED));
            if (i > 0 && !builder->read_only)
                template_show(page, SET(PAGE_MOVES));
        }
        if (!builder->read_only)
            fill_adder(ctx, page);
    }
    if (!builder->read_only)
        template_show(pane, SET(ADD_PAGE));
    page_set(pane, SET(COUNT), text_count(ctx, "%s component", "%s components", flow_component_count(draft)));
}
