#ifndef BACKEND_FLOW_READ_H
#define BACKEND_FLOW_READ_H
/* Reading a flow's definition that somebody else wrote: everything that is wrong with it, by path. Pure. */
#include "backend/flow_definition.h"

/* What is wrong with a definition that somebody wrote: where, as "pages[1].components[3].type", and a msgid
 * with %1 for the value or limit. */
struct flow_fault {
    struct str path;
    const char *sentence;
    struct str value;
};
#define FLOW_FAULTS_MAX 50
struct flow_faults {
    struct flow_fault fault[FLOW_FAULTS_MAX]; /* in the order of the text */
    int n;
    int more; /* that did not fit */
};

/* Reads schema 1. False: faults says why, and *out is not set. Values live in the arena. */
bool flow_definition_read(struct arena *arena, struct str json, struct flow_definition *out,
                          struct flow_faults *faults) MUST_USE;

#endif
