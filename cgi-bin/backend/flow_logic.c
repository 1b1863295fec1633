/*
 * Rules are edges between components: a component is evaluated once all that its rules test have been.
 * What is left when nothing can be evaluated any more stands in or behind a circle.
 */
#include "backend/flow_logic.h"

#include <string.h>

/* All components in one row, and where their rules point. */
struct graph {
    const struct component **component;
    struct flow_state **state; /* NULL where only the edges are looked at */
    int n;
    int *edge; /* of rule k of component i: edge[i * FLOW_RULES_MAX + k]; -1: there is no such component */
};

static struct graph graph_new(struct arena *arena, const struct flow_definition *definition)
{
    size_t n = (size_t)flow_component_count(definition);
    struct graph graph = {
        .component = ARENA_ARRAY(arena, const struct component *, n + 1),
        .state = ARENA_ARRAY(arena, struct flow_state *, n + 1),
        .n = (int)n,
        .edge = ARENA_ARRAY(arena, int, n *FLOW_RULES_MAX + 1),
    };
    int at = 0;
    for (int i = 0; i < definition->n; i++) {
        for (int j = 0; j < definition->page[i].n; j++)
            graph.component[at++] = &definition->page[i].component[j];
    }
    return graph;
}

static int find(const struct graph *graph, struct str id)
{
    for (int i = 0; i < graph->n; i++) {
        if (str_eq(graph->component[i]->id, id))
            return i;
    }
    return -1;
}

static void connect(struct graph *graph)
{
    for (int i = 0; i < graph->n; i++) {
        for (int k = 0; k < graph->component[i]->n_rules; k++)
            graph->edge[i * FLOW_RULES_MAX + k] = find(graph, graph->component[i]->rule[k].field);
    }
}

/* --- states ---------------------------------------------------------------------------------------- */

/* What was typed; STR_NONE when it was not asked yet. */
static struct str typed_at(const struct component *component, const struct answer *answer, int n)
{
    for (int i = 0; i < n; i++) {
        if (str_eq(answer[i].component, component->id))
            return answer[i].value.n ? answer[i].value : STR("");
    }
    return STR_NONE;
}

bool flow_logic_is_fill(const struct component *component, struct str text)
{
    for (int i = 0; i < component->n_rules; i++) {
        if (component->rule[i].action == RULE_FILL && str_eq(component->rule[i].fill, text))
            return true;
    }
    return false;
}

/* Which value counts while the component is shown. */
static void take_value(const struct component *component, struct str typed, struct str fill,
                       struct flow_state *state)
{
    bool asked = typed.s != NULL;
    if (typed.n > 0 && !flow_logic_is_fill(component, typed)) {
        state->source = FLOW_SOURCE_TYPED;
        state->value = typed;
    } else if (fill.n > 0) {
        state->source = FLOW_SOURCE_RULE;
        state->value = fill;
    } else if (!asked && component->initial.n > 0) {
        state->source = FLOW_SOURCE_DEFAULT;
        state->value = component->initial;
    }
}

/* ruled: its rules count, all that they test has been evaluated. */
static void evaluate(const struct graph *graph, int i, struct str typed, bool ruled)
{
    const struct component *component = graph->component[i];
    struct flow_state *state = graph->state[i];
    struct str fill = STR("");
    *state =
        (struct flow_state){.shown = !component->hidden, .required = component->required, .value = STR("")};
    for (int k = 0; ruled && k < component->n_rules; k++) {
        const struct flow_rule *rule = &component->rule[k];
        int field = graph->edge[i * FLOW_RULES_MAX + k];
        if (!flow_rule_holds(rule, field < 0 ? NULL : graph->component[field],
                             field < 0 ? STR("") : graph->state[field]->value))
            continue;
        switch (rule->action) {
        case RULE_SHOW:
        case RULE_HIDE:
            state->shown = rule->action == RULE_SHOW;
            break;
        case RULE_REQUIRE:
            state->required = true;
            break;
        case RULE_FILL:
            fill = rule->fill;
            break;
        case RULE_ACTION__COUNT:
            break;
        }
    }
    state->required = state->required && state->shown;
    if (state->shown)
        take_value(component, typed, fill, state);
}

static bool is_ready(const struct graph *graph, int i, const bool *done)
{
    for (int k = 0; k < graph->component[i]->n_rules; k++) {
        int field = graph->edge[i * FLOW_RULES_MAX + k];
        if (field >= 0 && !done[field])
            return false;
    }
    return true;
}

struct flow_logic flow_logic_run(struct arena *arena, const struct flow_definition *definition,
                                 const struct answer *answer, int n)
{
    struct flow_logic logic = {definition,
                               ARENA_ARRAY(arena, struct flow_state *, (size_t)definition->n + 1)};
    struct graph graph = graph_new(arena, definition);
    bool *done = ARENA_ARRAY(arena, bool, (size_t)graph.n + 1);
    int at = 0;
    connect(&graph);
    for (int i = 0; i < definition->n; i++) {
        logic.page[i] = ARENA_ARRAY(arena, struct flow_state, (size_t)definition->page[i].n + 1);
        for (int j = 0; j < definition->page[i].n; j++)
            graph.state[at++] = &logic.page[i][j];
    }
    for (bool moved = true; moved;) {
        moved = false;
        for (int i = 0; i < graph.n; i++) {
            if (done[i] || !is_ready(&graph, i, done))
                continue;
            evaluate(&graph, i, typed_at(graph.component[i], answer, n), true);
            done[i] = moved = true;
        }
    }
    for (int i = 0; i < graph.n; i++) {
        if (!done[i])
            evaluate(&graph, i, typed_at(graph.component[i], answer, n), false);
    }
    return logic;
}

const struct flow_state *flow_logic_at(const struct flow_logic *logic, struct flow_place place)
{
    return &logic->page[place.page][place.component];
}

static bool is_shown_on(const struct flow_logic *logic, int page)
{
    const struct flow_page *of = &logic->definition->page[page];
    for (int j = 0; j < of->n; j++) {
        if (logic->page[page][j].shown && (page > 0 || of->component[j].type == COMPONENT_OTP))
            return true;
    }
    return false;
}

bool flow_logic_page_is_run(const struct flow_logic *logic, int page)
{
    for (int i = 0; i < logic->definition->n; i++) {
        if (is_shown_on(logic, i))
            return is_shown_on(logic, page);
    }
    return page == logic->definition->n - 1;
}

/* --- circles --------------------------------------------------------------------------------------- */

/* Whether a walk along the edges from i comes back to i. */
static bool comes_back(const struct graph *graph, int i, bool *seen, int *stack)
{
    int n = 0;
    memset(seen, 0, sizeof(*seen) * (size_t)graph->n);
    stack[n++] = i;
    while (n > 0) {
        int at = stack[--n];
        for (int k = 0; k < graph->component[at]->n_rules; k++) {
            int next = graph->edge[at * FLOW_RULES_MAX + k];
            if (next == i)
                return true;
            if (next >= 0 && !seen[next]) {
                seen[next] = true;
                stack[n++] = next;
            }
        }
    }
    return false;
}

bool **flow_logic_circles(struct arena *arena, const struct flow_definition *definition)
{
    bool **circle = ARENA_ARRAY(arena, bool *, (size_t)definition->n + 1);
    struct graph graph = graph_new(arena, definition);
    bool *seen = ARENA_ARRAY(arena, bool, (size_t)graph.n + 1);
    int *stack = ARENA_ARRAY(arena, int, (size_t)graph.n + 2);
    int at = 0;
    connect(&graph);
    for (int i = 0; i < definition->n; i++) {
        circle[i] = ARENA_ARRAY(arena, bool, (size_t)definition->page[i].n + 1);
        for (int j = 0; j < definition->page[i].n; j++, at++)
            circle[i][j] = graph.component[at]->n_rules > 0 && comes_back(&graph, at, seen, stack);
    }
    return circle;
}
