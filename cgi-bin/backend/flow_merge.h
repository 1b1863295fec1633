#ifndef BACKEND_FLOW_MERGE_H
#define BACKEND_FLOW_MERGE_H
/*
 * Three definitions made one: what two editors made of the same base. Each setting of each page and component
 * is taken from whoever changed it; what both changed, differently, is a conflict and needs a choice. Pure.
 */
#include "backend/flow_field.h"

enum flow_side { FLOW_BASE, FLOW_MINE, FLOW_THEIRS, FLOW_SIDES };

enum flow_conflict_kind {
    FLOW_CONFLICT_FIELD,   /* a setting */
    FLOW_CONFLICT_REMOVED, /* one side removed it, the other changed it, or what stands on it */
    FLOW_CONFLICT_PAGE,    /* each moved the component to another page */
    FLOW_CONFLICT_ORDER,   /* each ordered the page's components, or the flow's pages, otherwise */
};

struct flow_conflict {
    enum flow_conflict_kind kind;
    enum flow_field field;               /* of FIELD */
    struct str key;                      /* names the conflict in a form; stays the same for the same pair */
    bool page;                           /* about a page, not a component */
    struct str id;                       /* of the page or component; empty: the order of the flow's pages */
    struct flow_place place[FLOW_SIDES]; /* page -1: not there */
    struct str seen;                     /* names what theirs is, for the choice that is made of it */
    bool chosen, mine;                   /* by the choices; without one it is theirs */
    bool again; /* chosen when theirs was something else: chosen no longer, mine stays */
};

struct flow_choice {
    struct str key, seen; /* of the conflict that was shown */
    bool mine;
};
struct flow_choices {
    const struct flow_choice *choice;
    int n;
};

struct flow_merge {
    struct flow_conflict *conflict;
    int n, open;                   /* open: without a choice */
    struct flow_definition result; /* when fits */
    bool fits;                     /* false: together they are over a limit */
};

/*
 * of holds the three. A component that both added under one id stays one when it is the same, else mine gets
 * another id. Where both added something at one place, theirs comes first.
 */
struct flow_merge flow_merge(struct arena *arena, const struct flow_definition of[FLOW_SIDES],
                             const struct flow_choices *choices);

#endif
