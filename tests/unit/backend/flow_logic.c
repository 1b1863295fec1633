/* Conditional logic: what is shown, required and counts, whatever the order; circles cannot hang it. */
#include "unit.h"

#include "backend/flow_logic.h"

#define SIZE 12

/* One page of SIZE text fields f0 … f11 without rules, on a flow of two pages. */
static struct flow_definition fields(struct arena *arena)
{
    struct flow_definition definition = flow_definition_new(arena, STR("Initial"), STR("Page"));
    struct flow_page *page = &definition.page[1];
    page->component = ARENA_ARRAY(arena, struct component, SIZE);
    page->n = SIZE;
    for (int i = 0; i < SIZE; i++) {
        page->component[i] = component_new(COMPONENT_TEXT, str_printf(arena, "f%d", i), STR("Field"));
        page->component[i].rule = ARENA_ARRAY(arena, struct flow_rule, FLOW_RULES_MAX);
    }
    return definition;
}

static void rule(struct flow_definition *definition, int of, struct flow_rule added)
{
    struct component *component = &definition->page[1].component[of];
    component->rule[component->n_rules++] = added;
}

static const struct flow_state *state_of(struct arena *arena, const struct flow_definition *definition,
                                         int which, const char *f0)
{
    const struct answer answer = {STR("f0"), str_from(f0)};
    struct flow_logic logic = flow_logic_run(arena, definition, &answer, 1);
    return &logic.page[1][which];
}

static void without_rules_its_own_settings_count(void **state)
{
    struct flow_definition definition = fields(*state);
    struct component *component = definition.page[1].component;
    component[1].hidden = component[1].required = true;
    component[1].initial = STR("x");
    component[2].required = true;
    component[2].initial = STR("start");
    struct flow_logic logic = flow_logic_run(*state, &definition, NULL, 0);
    assert_true(logic.page[1][0].shown && !logic.page[1][0].required);
    assert_false(logic.page[1][1].shown || logic.page[1][1].required);
    assert_int_equal(logic.page[1][1].value.n, 0);
    assert_true(logic.page[1][2].required);
    assert_str(logic.page[1][2].value, "start");
    assert_int_equal(logic.page[1][2].source, FLOW_SOURCE_DEFAULT);
    const struct answer emptied = {STR("f2"), STR("")};
    logic = flow_logic_run(*state, &definition, &emptied, 1);
    assert_int_equal(logic.page[1][2].value.n, 0);
}

static void the_last_rule_whose_test_holds_counts(void **state)
{
    struct flow_definition definition = fields(*state);
    rule(&definition, 1, (struct flow_rule){RULE_HIDE, STR("f0"), TEST_FILLED, STR(""), STR("")});
    rule(&definition, 1, (struct flow_rule){RULE_SHOW, STR("f0"), TEST_IS, STR("Yes"), STR("")});
    rule(&definition, 1, (struct flow_rule){RULE_REQUIRE, STR("f0"), TEST_IS, STR("yes"), STR("")});
    assert_true(state_of(*state, &definition, 1, "")->shown);
    assert_false(state_of(*state, &definition, 1, "no")->shown);
    assert_true(state_of(*state, &definition, 1, "yes")->shown);
    assert_true(state_of(*state, &definition, 1, "yes")->required);
    assert_false(state_of(*state, &definition, 1, "no")->required);
}

static void a_fill_gives_way_to_what_is_typed_and_goes_with_its_test(void **state)
{
    struct flow_definition definition = fields(*state);
    rule(&definition, 1, (struct flow_rule){RULE_FILL, STR("f0"), TEST_IS, STR("a"), STR("from a")});
    struct answer answer[] = {{STR("f0"), STR("a")}, {STR("f1"), STR("mine")}};
    struct flow_logic logic = flow_logic_run(*state, &definition, answer, 1);
    assert_str(logic.page[1][1].value, "from a");
    assert_int_equal(logic.page[1][1].source, FLOW_SOURCE_RULE);
    logic = flow_logic_run(*state, &definition, answer, 2);
    assert_str(logic.page[1][1].value, "mine");
    answer[1].value = STR("from a"); /* as a form sends it back */
    answer[0].value = STR("b");
    logic = flow_logic_run(*state, &definition, answer, 2);
    assert_int_equal(logic.page[1][1].value.n, 0);
}

static void what_is_not_shown_is_empty_for_the_rules_behind_it(void **state)
{
    struct flow_definition definition = fields(*state);
    rule(&definition, 2, (struct flow_rule){RULE_HIDE, STR("f0"), TEST_IS, STR("hide"), STR("")});
    rule(&definition, 1, (struct flow_rule){RULE_HIDE, STR("f2"), TEST_EMPTY, STR(""), STR("")});
    struct answer answer[] = {{STR("f0"), STR("hide")}, {STR("f2"), STR("typed")}};
    struct flow_logic logic = flow_logic_run(*state, &definition, answer, 2);
    assert_false(logic.page[1][2].shown);
    assert_false(logic.page[1][1].shown);
    answer[0].value = STR("show");
    logic = flow_logic_run(*state, &definition, answer, 2);
    assert_true(logic.page[1][1].shown);
}

static void circles_have_no_effect(void **state)
{
    struct flow_definition definition = fields(*state);
    rule(&definition, 1, (struct flow_rule){RULE_HIDE, STR("f2"), TEST_EMPTY, STR(""), STR("")});
    rule(&definition, 2, (struct flow_rule){RULE_HIDE, STR("f1"), TEST_EMPTY, STR(""), STR("")});
    rule(&definition, 3, (struct flow_rule){RULE_HIDE, STR("f1"), TEST_EMPTY, STR(""), STR("")});
    rule(&definition, 4, (struct flow_rule){RULE_HIDE, STR("f4"), TEST_EMPTY, STR(""), STR("")});
    struct flow_logic logic = flow_logic_run(*state, &definition, NULL, 0);
    bool **circle = flow_logic_circles(*state, &definition);
    for (int i = 1; i <= 4; i++) {
        assert_true(logic.page[1][i].shown);
        assert_int_equal(circle[1][i], i != 3);
    }
    assert_false(circle[1][0]);
}

static void a_page_with_nothing_shown_is_skipped(void **state)
{
    struct flow_definition definition = fields(*state);
    for (int i = 0; i < SIZE; i++)
        definition.page[1].component[i].hidden = true;
    struct flow_logic logic = flow_logic_run(*state, &definition, NULL, 0);
    assert_false(flow_logic_page_is_run(&logic, 0));
    assert_true(flow_logic_page_is_run(&logic, 1)); /* the last: a task has at least one step */
    rule(&definition, 1, (struct flow_rule){RULE_SHOW, STR("f9"), TEST_EMPTY, STR(""), STR("")});
    logic = flow_logic_run(*state, &definition, NULL, 0);
    assert_true(flow_logic_page_is_run(&logic, 1));
    definition.page[0].component = ARENA_ARRAY(*state, struct component, 1);
    definition.page[0].component[0] = component_new(COMPONENT_TEXT, STR("office"), STR("Office"));
    definition.page[0].n = 1;
    logic = flow_logic_run(*state, &definition, NULL, 0);
    assert_false(flow_logic_page_is_run(&logic, 0));
    definition.page[0].component[0].type = COMPONENT_OTP;
    logic = flow_logic_run(*state, &definition, NULL, 0);
    assert_true(flow_logic_page_is_run(&logic, 0));
}

static bool holds(struct component field, enum rule_test test, const char *value, const char *with)
{
    struct flow_rule tested = {RULE_SHOW, field.id, test, str_from(with), STR("")};
    return flow_rule_holds(&tested, &field, str_from(value));
}

static void tests_compare_as_the_type_does(void **state)
{
    (void)state;
    struct component number = {.type = COMPONENT_NUMBER}, date = {.type = COMPONENT_DATE};
    struct component text = {.type = COMPONENT_TEXT}, list = {.type = COMPONENT_LIST};
    struct component boxes = {.type = COMPONENT_CHOICE, .style = CHOICE_CHECKBOXES};
    assert_true(holds(number, TEST_LESS, "9", "10"));
    assert_true(holds(number, TEST_LESS, "-10", "-9,5"));
    assert_true(holds(number, TEST_MORE, "0.10", "0.099"));
    assert_true(holds(number, TEST_IS, "1,50", "1.5"));
    assert_true(holds(number, TEST_IS, "-0", "0"));
    assert_true(holds(number, TEST_MORE, "123456789012345678901", "123456789012345678900"));
    assert_false(holds(number, TEST_LESS, "", "10"));
    assert_false(holds(number, TEST_LESS, "x", "10"));
    assert_true(holds(date, TEST_LESS, "2026-01-31", "2026-02-01"));
    assert_true(holds(text, TEST_CONTAINS, "Not Home today", "home"));
    assert_false(holds(text, TEST_CONTAINS, "Not home", ""));
    assert_true(holds(boxes, TEST_CONTAINS, "Wet\nTorn", "torn"));
    assert_false(holds(boxes, TEST_CONTAINS, "Wet\nTorn", "tor"));
    assert_true(holds(boxes, TEST_MORE, "Wet\nTorn", "1"));
    assert_true(holds(list, TEST_IS_NOT, "", "1"));
    assert_true(holds(list, TEST_MORE, "[[\"a [[\\\"[\",\"1\"],[\"b\",\"2\"]]", "1"));
    assert_false(holds(list, TEST_MORE, "[[\"a [[\\\"[\",\"1\"],[\"b\",\"2\"]]", "2"));
    struct flow_rule missing = {RULE_SHOW, STR("gone"), TEST_EMPTY, STR(""), STR("")};
    assert_true(flow_rule_holds(&missing, NULL, STR("anything")));
}

/* --- the same as a naive fixpoint ------------------------------------------------------------------ */

static uint32_t seed;

static int random_below(int n)
{
    seed = seed * 1664525u + 1013904223u;
    return (int)((seed >> 10) % (uint32_t)n);
}

/* Component i may test only those of a lower rank, so that there is no circle. */
static void random_rules(struct arena *arena, struct flow_definition *definition, const int *rank)
{
    static const char *const words[] = {"", "a", "b", "ab"};
    for (int i = 0; i < SIZE; i++) {
        struct component *component = &definition->page[1].component[i];
        component->hidden = random_below(4) == 0;
        component->required = random_below(3) == 0;
        for (int k = random_below(FLOW_RULES_MAX); k > 0; k--) {
            int field = random_below(SIZE);
            if (rank[field] >= rank[i])
                continue;
            rule(definition, i,
                 (struct flow_rule){(enum rule_action)random_below(RULE_ACTION__COUNT),
                                    str_printf(arena, "f%d", field),
                                    (enum rule_test)random_below(RULE_TEST__COUNT),
                                    str_from(words[random_below(4)]), str_from(words[random_below(4)])});
        }
    }
}

/* As the comment of struct flow_rule says it, from the states of the round before. */
static struct flow_state naive(const struct component *component, struct str typed,
                               const struct component *field, const struct flow_state *before)
{
    struct flow_state now = {.shown = !component->hidden, .required = component->required};
    struct str fill = STR("");
    for (int k = 0; k < component->n_rules; k++) {
        const struct flow_rule *tested = &component->rule[k];
        int64_t at = 0;
        assert_true(str_to_i64(str_slice(tested->field, 1, tested->field.n), 0, SIZE - 1, &at));
        if (!flow_rule_holds(tested, &field[at], before[at].value))
            continue;
        if (tested->action == RULE_SHOW || tested->action == RULE_HIDE)
            now.shown = tested->action == RULE_SHOW;
        if (tested->action == RULE_REQUIRE)
            now.required = true;
        if (tested->action == RULE_FILL)
            fill = tested->fill;
    }
    for (int k = 0; k < component->n_rules; k++) {
        if (component->rule[k].action == RULE_FILL && str_eq(component->rule[k].fill, typed))
            typed = STR("");
    }
    now.required = now.required && now.shown;
    now.value = !now.shown ? STR("") : typed.n ? typed : fill;
    return now;
}

static void any_order_gives_the_same_as_a_naive_fixpoint(void **state)
{
    static const char *const words[] = {"", "a", "b", "ab"};
    for (int round = 0; round < 2000; round++) {
        struct arena *arena = *state;
        struct flow_definition definition = fields(arena);
        struct answer answer[SIZE];
        struct flow_state now[SIZE] = {{0}};
        int rank[SIZE];
        seed = (uint32_t)round;
        for (int i = 0; i < SIZE; i++) {
            rank[i] = random_below(SIZE);
            answer[i] = (struct answer){definition.page[1].component[i].id, str_from(words[random_below(4)])};
        }
        random_rules(arena, &definition, rank);
        for (int i = 0; i < SIZE; i++) {
            struct flow_state next[SIZE];
            for (int j = 0; j < SIZE; j++)
                next[j] = naive(&definition.page[1].component[j], answer[j].value,
                                definition.page[1].component, now);
            memcpy(now, next, sizeof now);
        }
        struct flow_logic logic = flow_logic_run(arena, &definition, answer, SIZE);
        for (int i = 0; i < SIZE; i++) {
            assert_int_equal(logic.page[1][i].shown, now[i].shown);
            assert_int_equal(logic.page[1][i].required, now[i].required);
            assert_true(str_eq(logic.page[1][i].value, now[i].value));
        }
        arena_reset(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(without_rules_its_own_settings_count),
        TEST(the_last_rule_whose_test_holds_counts),
        TEST(a_fill_gives_way_to_what_is_typed_and_goes_with_its_test),
        TEST(what_is_not_shown_is_empty_for_the_rules_behind_it),
        TEST(circles_have_no_effect),
        TEST(a_page_with_nothing_shown_is_skipped),
        TEST(tests_compare_as_the_type_does),
        TEST(any_order_gives_the_same_as_a_naive_fixpoint),
    };
    return cmocka_run_group_tests_name("backend/flow_logic", tests, NULL, NULL);
}
