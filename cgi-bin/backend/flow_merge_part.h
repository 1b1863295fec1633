#ifndef BACKEND_FLOW_MERGE_PART_H
#define BACKEND_FLOW_MERGE_PART_H
/* What the files of the merge share: one row for each page or component that any of the three has. */
#include "backend/flow_merge.h"
#include "backend/flow_part.h"

struct merge_part {
    int at[FLOW_SIDES]; /* index in that side's parts, -1: not there */
    struct str id;
    bool kept;
    int page;     /* of a component: the row of the page that it stands on in the end */
    json_t *json; /* when kept */
};
struct merge_parts {
    struct merge_part *row;
    int n;
    struct flow_parts side[FLOW_SIDES];
    int *row_of[FLOW_SIDES]; /* by index in the side's parts */
};
struct merge {
    struct arena *arena;
    const struct flow_definition *of; /* by side; ids that mine shares by chance are changed already */
    const struct flow_choices *choices;
    struct merge_parts pages, components;
    json_t *made; /* owns what json points at */
    struct flow_merge out;
};

/* Notes a conflict about row of parts (NULL: about the flow's pages) and says whether mine is chosen. */
bool merge_conflict(struct merge *merge, const struct merge_parts *parts, int row,
                    const struct flow_conflict *conflict);

/* Of a side, the row of the page on which component row stands there; -1 when it is not there. */
int merge_page_of(const struct merge *merge, int row, enum flow_side side);

/* flow_merge_order.c: the rows of the components of a page (of pages: page -1) in their order; *n of them. */
int *merge_order(struct merge *merge, int page, int *n);

#endif
