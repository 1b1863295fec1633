#ifndef BACKEND_FLOW_PART_H
#define BACKEND_FLOW_PART_H
/* The pages, or the components, of a definition in one row, to be paired with those of another. Pure. */
#include <jansson.h>

#include "backend/flow_field.h"

struct flow_part {
    struct str id;
    struct flow_place place; /* component -1: a page */
    const json_t *json;
};
struct flow_parts {
    struct flow_part *part; /* in the order of the flow */
    int n;
};

/* The definition as JSON, to be released by the caller. */
json_t *flow_tree(struct arena *arena, const struct flow_definition *definition);
void flow_tree_release(json_t **tree);
struct flow_parts flow_parts_of(struct arena *arena, const struct flow_definition *definition,
                                const json_t *tree, bool pages);
/*
 * For each of from the index of its pair in to, -1 without one: the same id, and where an id stands several
 * times, the same occurrence of it.
 */
int *flow_parts_pair(struct arena *arena, const struct flow_parts *from, const struct flow_parts *to);
/* Whether a setting is the same in both. */
bool flow_part_same(const json_t *one, const json_t *other, enum flow_field field);

/*
 * Which of n things that stood in the order 0 … n-1 were moved, when now[i] tells where i stands: as few as
 * possible. Several choices may do; late prefers to call those moved that stood later.
 */
bool *flow_moved(struct arena *arena, const int *now, int n, bool late);

#endif
