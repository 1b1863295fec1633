/* Every problem is found where it is, and what mends it mends it and breaks nothing else. */
#include "unit.h"

#include "backend/flow_edit.h"
#include "backend/flow_fix.h"

/* Components of the flow that has no problem. */
enum { PHONE, EMAIL, WEIGHT };                               /* of the Initial Page */
enum { STATE, REASON, PHOTO, PARTS, NOTE, OTP, BOXES, DAY }; /* of page 1 */

static void set_options(struct arena *arena, struct component *component, const char *const *text, int n)
{
    component->option = ARENA_ARRAY(arena, struct str, (size_t)n + 1);
    for (int i = 0; i < n; i++)
        component->option[i] = str_from(text[i]);
    component->n_options = n;
}

static void add_rule(struct arena *arena, struct component *component, struct flow_rule rule)
{
    if (component->n_rules == 0)
        component->rule = ARENA_ARRAY(arena, struct flow_rule, FLOW_RULES_MAX);
    component->rule[component->n_rules++] = rule;
}

static struct component *add(struct arena *arena, struct flow_definition *flow, int page,
                             enum component_type type, const char *id)
{
    struct component *component = flow_component_add(arena, flow, page, type, STR("Title"));
    component->id = str_from(id);
    return component;
}

static struct flow_definition good(struct arena *arena)
{
    static const char *const states[] = {"Delivered", "Refused"}, *const columns[] = {"Part", "Number"},
                             *const boxes[] = {"Wet", "Torn", "Late"};
    struct flow_definition flow = flow_definition_new(arena, STR("Initial Page"), STR("Hand over"));
    add(arena, &flow, 0, COMPONENT_PHONE, "phone");
    add(arena, &flow, 0, COMPONENT_EMAIL, "mail");
    add(arena, &flow, 0, COMPONENT_NUMBER, "weight");
    set_options(arena, add(arena, &flow, 1, COMPONENT_CHOICE, "state"), states, 2);
    struct component *reason = add(arena, &flow, 1, COMPONENT_TEXT, "reason");
    reason->hidden = true;
    add_rule(arena, reason, (struct flow_rule){RULE_SHOW, STR("state"), TEST_IS, STR("refused"), STR("")});
    add(arena, &flow, 1, COMPONENT_PHOTO, "photo");
    set_options(arena, add(arena, &flow, 1, COMPONENT_LIST, "parts"), columns, 2);
    add(arena, &flow, 1, COMPONENT_NOTE, "note")->text = STR("Ring twice.");
    add(arena, &flow, 1, COMPONENT_OTP, "otp")->recipient = STR("phone");
    struct component *ticks = add(arena, &flow, 1, COMPONENT_CHOICE, "boxes");
    set_options(arena, ticks, boxes, 3);
    ticks->style = CHOICE_CHECKBOXES;
    add(arena, &flow, 1, COMPONENT_DATE, "day");
    return flow;
}

static int count(struct arena *arena, const struct flow_definition *flow, enum flow_problem_kind kind)
{
    struct flow_problems problems = flow_problem_list(arena, flow);
    int n = 0;
    for (int i = 0; i < problems.n; i++)
        n += problems.problem[i].kind == kind;
    return n;
}

/* --- one way to make each problem ------------------------------------------------------------------- */

struct scene {
    struct arena *arena;
    struct flow_definition *flow;
    struct component *office, *worker; /* rows of the two pages */
};

typedef void spoil(struct scene *scene);

/* A rule of component which, on the worker's page. */
static void rule(struct scene *scene, int which, struct flow_rule added)
{
    add_rule(scene->arena, &scene->worker[which], added);
}

static void empty_page(struct scene *s)
{
    flow_page_add(s->arena, s->flow, STR("Later"));
}
static void hidden_page(struct scene *s)
{
    flow_page_add(s->arena, s->flow, STR("Later"));
    add(s->arena, s->flow, 2, COMPONENT_TEXT, "later")->hidden = true;
}
static void no_page_title(struct scene *s)
{
    s->flow->page[1].title = STR("");
}
static void no_title(struct scene *s)
{
    s->worker[DAY].title = STR("");
}
static void reserved_id(struct scene *s)
{
    flow_component_rename(s->flow, (struct flow_place){1, STATE}, STR("status"));
}
static void duplicate_id(struct scene *s)
{
    s->worker[DAY].id = STR("phone");
}
static void office_cannot(struct scene *s)
{
    add(s->arena, s->flow, 0, COMPONENT_SIGNATURE, "sign");
}
static void bad_default(struct scene *s)
{
    s->worker[DAY].initial = STR("31/02/2026");
}
static void no_options(struct scene *s)
{
    s->worker[BOXES].n_options = 0;
}
static void no_columns(struct scene *s)
{
    s->worker[PARTS].n_options = 0;
}
static void option_twice(struct scene *s)
{
    s->worker[BOXES].option[2] = STR("Wet");
}
static void min_over_max(struct scene *s)
{
    s->worker[PHOTO].min = 3;
    s->worker[PHOTO].max = 2;
}
static void over_limit(struct scene *s)
{
    s->worker[BOXES].min = 2;
    s->worker[BOXES].max = 9;
}
static void no_text(struct scene *s)
{
    s->worker[NOTE].text = STR(" \n");
}
static void no_recipient(struct scene *s)
{
    s->worker[OTP].recipient = STR("");
}
static void recipient_gone(struct scene *s)
{
    s->worker[OTP].recipient = STR("gone");
}
static void needs_phone(struct scene *s)
{
    s->worker[OTP].recipient = STR("mail");
}
static void needs_email(struct scene *s)
{
    s->worker[OTP].channel = CHANNEL_EMAIL;
}
static void recipient_later(struct scene *s)
{
    flow_page_add(s->arena, s->flow, STR("Later"));
    add(s->arena, s->flow, 2, COMPONENT_PHONE, "second");
    s->worker[OTP].recipient = STR("second");
}
static void recipient_optional(struct scene *s)
{
    s->office[PHONE].required = false;
}
static void recipient_hidden(struct scene *s)
{
    s->office[PHONE].hidden = true;
}
static void recipient_ruled(struct scene *s)
{
    add_rule(s->arena, &s->office[PHONE],
             (struct flow_rule){RULE_HIDE, STR("weight"), TEST_LESS, STR("5"), STR("")});
}
static void fallback_misfit(struct scene *s)
{
    s->worker[OTP].fallback[s->worker[OTP].n_fallback++] = CHANNEL_EMAIL;
}
static void fallback_twice(struct scene *s)
{
    s->worker[OTP].fallback[s->worker[OTP].n_fallback++] = CHANNEL_WHATSAPP;
}
static void fallback_seconds(struct scene *s)
{
    s->worker[OTP].fallback[s->worker[OTP].n_fallback++] = CHANNEL_SMS;
    s->worker[OTP].fallback_after = 3;
}
static void digits(struct scene *s)
{
    s->worker[OTP].digits = 11;
}
static void minutes(struct scene *s)
{
    s->worker[OTP].minutes = 0;
}
static void rule_gone(struct scene *s)
{
    rule(s, DAY, (struct flow_rule){RULE_SHOW, STR("gone"), TEST_FILLED, STR(""), STR("")});
}
static void rule_no_field(struct scene *s)
{
    rule(s, DAY, (struct flow_rule){RULE_SHOW, STR(""), TEST_FILLED, STR(""), STR("")});
}
static void rule_self(struct scene *s)
{
    rule(s, DAY, (struct flow_rule){RULE_HIDE, STR("day"), TEST_EMPTY, STR(""), STR("")});
}
static void rule_no_answer(struct scene *s)
{
    rule(s, DAY, (struct flow_rule){RULE_HIDE, STR("note"), TEST_EMPTY, STR(""), STR("")});
}
static void rule_later(struct scene *s)
{
    add_rule(s->arena, &s->office[WEIGHT],
             (struct flow_rule){RULE_REQUIRE, STR("state"), TEST_FILLED, STR(""), STR("")});
}
static void rule_value(struct scene *s)
{
    rule(s, DAY, (struct flow_rule){RULE_SHOW, STR("state"), TEST_IS_NOT, STR("Lost"), STR("")});
}
static void rule_compare(struct scene *s)
{
    rule(s, PHOTO, (struct flow_rule){RULE_HIDE, STR("day"), TEST_MORE, STR("31/12/2026"), STR("")});
}
static void rule_circle(struct scene *s)
{
    rule(s, DAY, (struct flow_rule){RULE_SHOW, STR("boxes"), TEST_FILLED, STR(""), STR("")});
    rule(s, BOXES, (struct flow_rule){RULE_SHOW, STR("day"), TEST_FILLED, STR(""), STR("")});
}
static void rule_fill(struct scene *s)
{
    rule(s, DAY, (struct flow_rule){RULE_FILL, STR("state"), TEST_FILLED, STR(""), STR("tomorrow")});
}
static void too_many(struct scene *s)
{
    struct flow_page *page = &s->flow->page[1];
    struct component *all = ARENA_ARRAY(s->arena, struct component, FLOW_COMPONENTS_MAX + 1);
    for (int i = 0; i < FLOW_COMPONENTS_MAX + 1; i++)
        all[i] = i < page->n ? page->component[i]
                             : component_new(COMPONENT_TEXT, str_printf(s->arena, "t%d", i), STR("T"));
    page->component = all;
    page->n = FLOW_COMPONENTS_MAX + 1;
}
static void otp_initial(struct scene *s)
{
    add(s->arena, s->flow, 0, COMPONENT_OTP, "first")->recipient = STR("phone");
    s->worker[OTP].recipient = STR("mail");
    s->worker[OTP].channel = CHANNEL_EMAIL;
}
static void same_recipient(struct scene *s)
{
    add(s->arena, s->flow, 1, COMPONENT_OTP, "again")->recipient = STR("phone");
}
static void few_digits(struct scene *s)
{
    s->worker[OTP].digits = 4;
}
static void no_photo_needed(struct scene *s)
{
    s->worker[PHOTO].required = true;
}
static void long_title(struct scene *s)
{
    s->worker[DAY].title = STR("A title that nobody would like to read on the small screen of a phone");
}

static const struct {
    enum flow_problem_kind kind;
    spoil *spoil;
    enum flow_fix fix;
} scenes[] = {
    {FLOW_PROBLEM_EMPTY_PAGE, empty_page, FLOW_FIX_DELETE_PAGE},
    {FLOW_PROBLEM_HIDDEN_PAGE, hidden_page, FLOW_FIX_NONE},
    {FLOW_PROBLEM_NO_PAGE_TITLE, no_page_title, FLOW_FIX_NONE},
    {FLOW_PROBLEM_NO_TITLE, no_title, FLOW_FIX_NONE},
    {FLOW_PROBLEM_RESERVED_ID, reserved_id, FLOW_FIX_RENAME},
    {FLOW_PROBLEM_DUPLICATE_ID, duplicate_id, FLOW_FIX_RENAME},
    {FLOW_PROBLEM_OFFICE_CANNOT, office_cannot, FLOW_FIX_MOVE_TO_WORKER},
    {FLOW_PROBLEM_BAD_DEFAULT, bad_default, FLOW_FIX_CLEAR_DEFAULT},
    {FLOW_PROBLEM_NO_OPTIONS, no_options, FLOW_FIX_NONE},
    {FLOW_PROBLEM_NO_COLUMNS, no_columns, FLOW_FIX_NONE},
    {FLOW_PROBLEM_OPTION_TWICE, option_twice, FLOW_FIX_DROP_OPTION},
    {FLOW_PROBLEM_MIN_OVER_MAX, min_over_max, FLOW_FIX_SWAP_LIMITS},
    {FLOW_PROBLEM_OVER_LIMIT, over_limit, FLOW_FIX_LOWER_LIMITS},
    {FLOW_PROBLEM_NO_TEXT, no_text, FLOW_FIX_NONE},
    {FLOW_PROBLEM_NO_RECIPIENT, no_recipient, FLOW_FIX_CHOOSE_RECIPIENT},
    {FLOW_PROBLEM_RECIPIENT_GONE, recipient_gone, FLOW_FIX_CHOOSE_RECIPIENT},
    {FLOW_PROBLEM_NEEDS_PHONE, needs_phone, FLOW_FIX_CHOOSE_RECIPIENT},
    {FLOW_PROBLEM_NEEDS_EMAIL, needs_email, FLOW_FIX_CHOOSE_RECIPIENT},
    {FLOW_PROBLEM_RECIPIENT_LATER, recipient_later, FLOW_FIX_MOVE_TO_RECIPIENT},
    {FLOW_PROBLEM_RECIPIENT_OPTIONAL, recipient_optional, FLOW_FIX_REQUIRE_RECIPIENT},
    {FLOW_PROBLEM_RECIPIENT_HIDDEN, recipient_hidden, FLOW_FIX_SHOW_RECIPIENT},
    {FLOW_PROBLEM_RECIPIENT_RULED, recipient_ruled, FLOW_FIX_SHOW_ALIKE},
    {FLOW_PROBLEM_FALLBACK_MISFIT, fallback_misfit, FLOW_FIX_DROP_FALLBACK},
    {FLOW_PROBLEM_FALLBACK_TWICE, fallback_twice, FLOW_FIX_DROP_FALLBACK},
    {FLOW_PROBLEM_FALLBACK_SECONDS, fallback_seconds, FLOW_FIX_USUAL_SECONDS},
    {FLOW_PROBLEM_DIGITS, digits, FLOW_FIX_USUAL_DIGITS},
    {FLOW_PROBLEM_MINUTES, minutes, FLOW_FIX_USUAL_MINUTES},
    {FLOW_PROBLEM_RULE_GONE, rule_gone, FLOW_FIX_DROP_RULE},
    {FLOW_PROBLEM_RULE_NO_FIELD, rule_no_field, FLOW_FIX_DROP_RULE},
    {FLOW_PROBLEM_RULE_SELF, rule_self, FLOW_FIX_DROP_RULE},
    {FLOW_PROBLEM_RULE_NO_ANSWER, rule_no_answer, FLOW_FIX_DROP_RULE},
    {FLOW_PROBLEM_RULE_LATER, rule_later, FLOW_FIX_DROP_RULE},
    {FLOW_PROBLEM_RULE_VALUE, rule_value, FLOW_FIX_DROP_RULE},
    {FLOW_PROBLEM_RULE_COMPARE, rule_compare, FLOW_FIX_DROP_RULE},
    {FLOW_PROBLEM_RULE_CIRCLE, rule_circle, FLOW_FIX_NONE},
    {FLOW_PROBLEM_RULE_FILL, rule_fill, FLOW_FIX_DROP_RULE},
    {FLOW_PROBLEM_TOO_MANY, too_many, FLOW_FIX_NONE},
    {FLOW_PROBLEM_OTP_INITIAL, otp_initial, FLOW_FIX_MOVE_TO_WORKER},
    {FLOW_PROBLEM_SAME_RECIPIENT, same_recipient, FLOW_FIX_NONE},
    {FLOW_PROBLEM_FEW_DIGITS, few_digits, FLOW_FIX_USUAL_DIGITS},
    {FLOW_PROBLEM_NO_PHOTO_NEEDED, no_photo_needed, FLOW_FIX_NEED_PHOTO},
    {FLOW_PROBLEM_LONG_TITLE, long_title, FLOW_FIX_NONE},
};

static struct flow_definition spoiled(struct arena *arena, spoil *how)
{
    struct flow_definition flow = good(arena);
    struct scene scene = {arena, &flow, flow.page[0].component, flow.page[1].component};
    how(&scene);
    return flow;
}

static void each_problem_is_found_and_no_other(void **state)
{
    struct flow_definition flow = good(*state);
    assert_int_equal(flow_problem_list(*state, &flow).n, 0);
    for (size_t i = 0; i < COUNT_OF(scenes); i++) {
        flow = spoiled(*state, scenes[i].spoil);
        struct flow_problems problems = flow_problem_list(*state, &flow);
        if (count(*state, &flow, scenes[i].kind) == 0)
            fail_msg("not found: %s", flow_problem_sentence(scenes[i].kind));
        for (int j = 0; j < problems.n; j++) {
            if (problems.problem[j].kind != scenes[i].kind)
                fail_msg("%s: also %s", flow_problem_sentence(scenes[i].kind),
                         flow_problem_sentence(problems.problem[j].kind));
        }
    }
}

static void each_kind_has_a_scene(void **state)
{
    (void)state;
    bool seen[FLOW_PROBLEM__COUNT] = {[FLOW_PROBLEM_NO_RATE] = true, [FLOW_PROBLEM_LOW_CREDIT] = true};
    for (size_t i = 0; i < COUNT_OF(scenes); i++)
        seen[scenes[i].kind] = true;
    for (int i = 0; i < FLOW_PROBLEM__COUNT; i++)
        assert_true(seen[i]);
}

static void a_fix_mends_its_problem_and_breaks_nothing(void **state)
{
    for (size_t i = 0; i < COUNT_OF(scenes); i++) {
        struct flow_definition flow = spoiled(*state, scenes[i].spoil);
        struct str before = flow_definition_json(*state, &flow);
        struct flow_problems problems = flow_problem_list(*state, &flow);
        const struct flow_problem *problem = &problems.problem[0];
        if (flow_fix_find(&flow, problem) != scenes[i].fix)
            fail_msg("another fix: %s", flow_problem_sentence(problem->kind));
        assert_true(str_eq(flow_definition_json(*state, &flow), before));
        bool fixed = flow_fix_apply(*state, &flow, problem);
        assert_int_equal(fixed, scenes[i].fix != FLOW_FIX_NONE);
        struct flow_problems after = flow_problem_list(*state, &flow);
        assert_int_equal(after.n, fixed ? problems.n - 1 : problems.n);
        assert_int_equal(str_eq(flow_definition_json(*state, &flow), before), !fixed);
    }
}

static void a_fix_that_is_not_safe_is_not_offered(void **state)
{
    struct flow_definition flow = spoiled(*state, no_recipient);
    add(*state, &flow, 0, COMPONENT_PHONE, "phone2"); /* which of the two? */
    struct flow_problems problems = flow_problem_list(*state, &flow);
    assert_int_equal(flow_fix_find(&flow, &problems.problem[0]), FLOW_FIX_NONE);
    flow = good(*state);
    flow.page[1].n = 0; /* the last page of the worker stays */
    problems = flow_problem_list(*state, &flow);
    assert_int_equal(problems.problem[0].kind, FLOW_PROBLEM_EMPTY_PAGE);
    assert_false(flow_fix_apply(*state, &flow, &problems.problem[0]));
}

static void the_account_is_looked_at_when_it_is_known(void **state)
{
    struct flow_definition flow = good(*state);
    struct flow_facts facts = {.available = {100000}};
    struct flow_problems problems = flow_problem_list_with(*state, &flow, &facts);
    assert_int_equal(problems.n, 1);
    assert_int_equal(problems.problem[0].kind, FLOW_PROBLEM_NO_RATE);
    facts.home[CHANNEL_WHATSAPP].has_rate = true;
    facts.home[CHANNEL_WHATSAPP].price.thousandths = 5000;
    assert_int_equal(flow_problem_list_with(*state, &flow, &facts).n, 0);
    facts.available.thousandths = 99999;
    problems = flow_problem_list_with(*state, &flow, &facts);
    assert_int_equal(problems.problem[0].kind, FLOW_PROBLEM_LOW_CREDIT);
    assert_str(problems.problem[0].other, "19");
    assert_int_equal(problems.errors, 0);
}

static void an_otp_may_share_its_recipients_rules(void **state)
{
    struct flow_definition flow = spoiled(*state, recipient_ruled);
    struct flow_problems problems = flow_problem_list(*state, &flow);
    assert_true(flow_fix_apply(*state, &flow, &problems.problem[0]));
    assert_int_equal(flow.page[1].component[OTP].n_rules, 1);
    assert_int_equal(flow_problem_list(*state, &flow).n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(each_problem_is_found_and_no_other),         TEST(each_kind_has_a_scene),
        TEST(a_fix_mends_its_problem_and_breaks_nothing), TEST(a_fix_that_is_not_safe_is_not_offered),
        TEST(the_account_is_looked_at_when_it_is_known),  TEST(an_otp_may_share_its_recipients_rules),
    };
    return cmocka_run_group_tests_name("backend/flow_problem", tests, NULL, NULL);
}
