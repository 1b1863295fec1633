#ifndef BACKEND_FLOW_DIFF_H
#define BACKEND_FLOW_DIFF_H
/* What differs between two definitions, page by page and component by component: the id says which is which.
 * Pure. */
#include "backend/flow_field.h"

enum flow_difference { FLOW_ADDED, FLOW_REMOVED, FLOW_CHANGED };

/* One page or component that differs. */
struct flow_diff_row {
    enum flow_difference kind;
    bool moved;                      /* to another page, or among what stands beside it */
    bool page;                       /* the page itself: component is -1 in both places */
    struct str id;                   /* of the page or component */
    struct flow_place before, after; /* page -1: not there */
    bool differs[FLOW_FIELD__COUNT]; /* settings, when it is there in both; none: only moved */
};
struct flow_diff {
    struct flow_diff_row *row; /* in the order of after; what was removed stands where it stood */
    int n;
};

/* No row: both are the same, and so is their JSON. */
struct flow_diff flow_diff(struct arena *arena, const struct flow_definition *before,
                           const struct flow_definition *after);

#endif
