#ifndef BACKEND_FLOW_LOGIC_H
#define BACKEND_FLOW_LOGIC_H
/*
 * Conditional logic evaluated: what a flow shows, requires and counts as answered, given what was typed so
 * far. Pure; static/field.js does the same while somebody types. The result does not depend on the order in
 * which components stand; rules that lead in a circle, and those that wait for them, have no effect.
 */
#include "backend/flow_definition.h"

struct answer {
    struct str component, value;
};

/* Where a value comes from. What equals a text that one of the component's own rules fills in counts as
 * filled, not as typed: it goes when the rule's test no longer holds. */
enum flow_source { FLOW_SOURCE_NONE, FLOW_SOURCE_DEFAULT, FLOW_SOURCE_RULE, FLOW_SOURCE_TYPED };

/* Whether the text is what one of the component's own rules fills in. */
bool flow_logic_is_fill(const struct component *component, struct str text);

struct flow_state {
    bool shown, required;    /* required only while it is shown */
    enum flow_source source; /* DEFAULT: nobody was asked yet */
    struct str value;        /* that counts: typed, else a rule's, else the default; "" while not shown */
};

struct flow_logic {
    const struct flow_definition *definition;
    struct flow_state **page; /* state of page[i].component[j] is page[i][j] */
};

/* Of several answers of one component the first counts; one with an empty value was asked and left empty. */
struct flow_logic flow_logic_run(struct arena *arena, const struct flow_definition *definition,
                                 const struct answer *answer, int n);

const struct flow_state *flow_logic_at(const struct flow_logic *logic, struct flow_place place);
/* Whether the worker comes to the page: something on it is shown; of the Initial Page an OTP. Where that is
 * no page, the last one is. */
bool flow_logic_page_is_run(const struct flow_logic *logic, int page);
/* Which components' rules lead back to themselves; by place, as in flow_logic. */
bool **flow_logic_circles(struct arena *arena, const struct flow_definition *definition);

#endif
