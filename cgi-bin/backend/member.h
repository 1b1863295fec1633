#ifndef BACKEND_MEMBER_H
#define BACKEND_MEMBER_H
/* People of the actor's organisation, as lists to choose from. */
#include "base/ctx.h"

struct member {
    struct uuid person;
    struct str name, email;
    bool worker; /* the role is worker, nothing more */
};
struct member_list {
    struct member *member; /* workers first, then by name */
    int n;
};

/* Those who can run a task: everybody who may sign in. */
enum rc member_list_active(struct ctx *ctx, struct member_list *out) MUST_USE;

#endif
