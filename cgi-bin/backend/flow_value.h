#ifndef BACKEND_FLOW_VALUE_H
#define BACKEND_FLOW_VALUE_H
/* The values of answers: how several stand in one, and how a rule compares them. Pure. */
#include "backend/component.h"

/* The next of several values, as choices with checkboxes and photos have them: a line each. */
bool flow_value_next(struct str *rest, struct str *value);
/* Whether wanted is one of them. */
bool flow_value_has(struct str values, struct str wanted);
int flow_value_count(struct str values);
/* Below, equal to or above 0 as a is less than, equal to or more than b; both are valid numbers. */
int flow_number_compare(struct str a, struct str b);
/* Digits with an optional sign and one decimal mark, as a person types them. */
bool flow_number_is_valid(struct str text);
/* Whether the test of a rule holds for the value of its field; field NULL: there is no such component. */
bool flow_rule_holds(const struct flow_rule *rule, const struct component *field, struct str value);

#endif
