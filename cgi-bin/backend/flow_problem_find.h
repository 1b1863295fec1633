#ifndef BACKEND_FLOW_PROBLEM_FIND_H
#define BACKEND_FLOW_PROBLEM_FIND_H
/* Between the files that find problems: flow_problem.c, flow_problem_otp.c and flow_problem_rule.c. */
#include "backend/flow_problem.h"

struct finder {
    struct arena *arena;
    const struct flow_definition *definition;
    const struct flow_facts *facts; /* or NULL */
    bool **circle;                  /* flow_logic_circles */
    struct flow_problems *found;
    int room;
};

/* which: the rule, option or fallback; 0 where there is none. */
void flow_problem_add(struct finder *finder, enum flow_problem_kind kind, struct flow_place place, int which,
                      struct str other);
void flow_problem_find_otp(struct finder *finder, const struct component *otp, struct flow_place place);
void flow_problem_find_rules(struct finder *finder, const struct component *component,
                             struct flow_place place);

/* Whether a text is an answer that the component could have; phones and mail addresses by their shape. */
bool flow_value_fits(struct arena *arena, const struct component *component, struct str value);
/* Whether something that the component is hidden by can change while a task runs. */
bool flow_is_conditional(const struct component *component);
/* Hidden, and no rule ever shows it. */
bool flow_is_never_shown(const struct component *component);

#endif
