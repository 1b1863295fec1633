/* What can be wrong with the rules of a component: what they test, with what, and what they fill in. */
#include "backend/answer_read.h"
#include "backend/flow_problem_find.h"

static bool is_compared(enum rule_test test)
{
    return test != TEST_FILLED && test != TEST_EMPTY;
}

static bool is_ordered(enum rule_test test)
{
    return test == TEST_LESS || test == TEST_MORE;
}

/* Dates and times are compared as they are stored. */
static bool is_stored_form(struct arena *arena, enum component_type type, struct str value)
{
    struct str read;
    if (type == COMPONENT_DATE)
        return answer_date_read(arena, value, false, &read) && str_eq(read, value);
    return answer_time_read(arena, value, &read) && str_eq(read, value);
}

/* Whether the test makes sense for answers of the field's type and the rule's value. */
static bool can_compare(struct arena *arena, const struct component *field, const struct flow_rule *rule)
{
    bool several = field->style == CHOICE_CHECKBOXES;
    switch (field->type) {
    case COMPONENT_NUMBER:
        return rule->test != TEST_CONTAINS && flow_number_is_valid(rule->value);
    case COMPONENT_DATE:
    case COMPONENT_TIME:
        return rule->test != TEST_CONTAINS && is_stored_form(arena, field->type, rule->value);
    case COMPONENT_CHOICE:
        return !is_ordered(rule->test) || (several && flow_number_is_valid(rule->value));
    case COMPONENT_PHOTO:
    case COMPONENT_LIST:
        return is_ordered(rule->test) && flow_number_is_valid(rule->value);
    case COMPONENT_TEXT:
        return rule->value.n > 0 && (!is_ordered(rule->test) || flow_number_is_valid(rule->value));
    case COMPONENT_PHONE:
    case COMPONENT_EMAIL:
    case COMPONENT_ADDRESS:
        return rule->value.n > 0 && !is_ordered(rule->test);
    case COMPONENT_COORDINATE:
    case COMPONENT_SIGNATURE:
    case COMPONENT_NOTE:
    case COMPONENT_OTP:
    case COMPONENT__COUNT:
        break;
    }
    return false;
}

/* A choice is tested for what can be chosen, whatever the case. */
static bool is_never_chosen(const struct component *field, const struct flow_rule *rule)
{
    if (field->type != COMPONENT_CHOICE || !is_compared(rule->test) || is_ordered(rule->test))
        return false;
    for (int i = 0; i < field->n_options; i++) {
        if (str_eq_nocase(field->option[i], rule->value))
            return false;
    }
    return true;
}

static void find_in_test(struct finder *finder, const struct component *component,
                         const struct flow_rule *rule, struct flow_place place)
{
    struct flow_place at;
    int which = (int)(rule - component->rule);
    if (rule->field.n == 0) {
        flow_problem_add(finder, FLOW_PROBLEM_RULE_NO_FIELD, place, which, STR_NONE);
        return;
    }
    if (str_eq(rule->field, component->id)) {
        flow_problem_add(finder, FLOW_PROBLEM_RULE_SELF, place, which, STR_NONE);
        return;
    }
    if (!flow_component_find(finder->definition, rule->field, &at)) {
        flow_problem_add(finder, FLOW_PROBLEM_RULE_GONE, place, which, rule->field);
        return;
    }
    const struct component *field = flow_component_at(finder->definition, at);
    if (!component_is_asked(field->type))
        flow_problem_add(finder, FLOW_PROBLEM_RULE_NO_ANSWER, place, which, field->title);
    else if (at.page > place.page)
        flow_problem_add(finder, FLOW_PROBLEM_RULE_LATER, place, which, field->title);
    else if (is_never_chosen(field, rule))
        flow_problem_add(finder, FLOW_PROBLEM_RULE_VALUE, place, which, rule->value);
    else if (is_compared(rule->test) && !can_compare(finder->arena, field, rule))
        flow_problem_add(finder, FLOW_PROBLEM_RULE_COMPARE, place, which, field->title);
}

static bool tests_itself(const struct component *component)
{
    for (int i = 0; i < component->n_rules; i++) {
        if (str_eq(component->rule[i].field, component->id))
            return true;
    }
    return false;
}

void flow_problem_find_rules(struct finder *finder, const struct component *component,
                             struct flow_place place)
{
    for (int i = 0; i < component->n_rules; i++) {
        const struct flow_rule *rule = &component->rule[i];
        find_in_test(finder, component, rule, place);
        if (rule->action == RULE_FILL &&
            (rule->fill.n == 0 || !flow_value_fits(finder->arena, component, rule->fill)))
            flow_problem_add(finder, FLOW_PROBLEM_RULE_FILL, place, i, rule->fill);
    }
    if (finder->circle[place.page][place.component] && !tests_itself(component))
        flow_problem_add(finder, FLOW_PROBLEM_RULE_CIRCLE, place, 0, STR_NONE);
}
