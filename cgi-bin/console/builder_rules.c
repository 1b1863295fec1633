/* The rules of the selected component as rows of selects: what it does, which field it looks at, and how. */
#include "console/builder.h"

#define SET(name) TPL_FLOW_BUILDER_RULES_##name

/* The fields whose answers a rule can look at: all that are asked for, but its own component. */
static void fill_fields(struct ctx *ctx, const struct builder *builder, struct str chosen,
                        struct template_dict *row)
{
    bool there = chosen.n == 0;
    const struct flow_definition *draft = &builder->flow.draft;
    for (int i = 0; i < draft->n; i++) {
        for (int j = 0; j < draft->page[i].n; j++) {
            const struct component *field = &draft->page[i].component[j];
            bool own = builder->selected.page == i && builder->selected.component == j;
            bool same = str_eq(field->id, chosen);
            if ((own || !component_is_asked(field->type)) && !same)
                continue;
            there = there || same;
            struct str words[] = {field->title, draft->page[i].title};
            page_add_option(row, SET(FIELD_OPTION), field->id, text_fill(ctx, TEXT("%1 (%2)"), words, 2),
                            same);
        }
    }
    if (!there)
        page_add_option(row, SET(FIELD_OPTION), chosen, text_fill(ctx, TEXT("%1 (deleted)"), &chosen, 1),
                        true);
}

static void fill_rule(struct ctx *ctx, const struct builder *builder, const struct component *component,
                      int i, struct template_dict *pane)
{
    const struct flow_rule *rule = &component->rule[i];
    struct template_dict *row = template_section(pane, SET(RULE));
    struct str number = builder_number(ctx, i + 1);
    page_set(row, SET(AT), number);
    page_set(row, SET(RULE_WORDS), text_fill(ctx, TEXT("Rule %1"), &number, 1));
    page_set(row, SET(RULE_REMOVE), text_fill(ctx, TEXT("Remove rule %1"), &number, 1));
    for (int action = 0; action < RULE_ACTION__COUNT; action++)
        page_add_option(row, SET(ACTION_OPTION), str_from(rule_action_label((enum rule_action)action)),
                        str_from(say(ctx, rule_action_words((enum rule_action)action))),
                        rule->action == (enum rule_action)action);
    fill_fields(ctx, builder, rule->field, row);
    for (int test = 0; test < RULE_TEST__COUNT; test++)
        page_add_option(row, SET(TEST_OPTION), str_from(rule_test_label((enum rule_test)test)),
                        str_from(say(ctx, rule_test_words((enum rule_test)test))),
                        rule->test == (enum rule_test)test);
    page_set(row, SET(RULE_VALUE), rule->value);
    page_set(row, SET(RULE_FILL), rule->fill);
    if (str_eq(builder->focus, str_printf(ctx->arena, "rule-%d", i + 1)))
        template_show(row, SET(FOCUS_ROW));
}

void builder_fill_rules(struct ctx *ctx, const struct builder *builder, const struct component *component,
                        struct template_dict *pane)
{
    for (int i = 0; i < component->n_rules; i++)
        fill_rule(ctx, builder, component, i, pane);
    if (component->n_rules == 0)
        template_show(pane, SET(NONE));
    if (component->n_rules < FLOW_RULES_MAX && !builder->read_only)
        template_show(pane, SET(ADD));
}
