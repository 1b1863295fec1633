#ifndef BACKEND_MEMBER_H
#define BACKEND_MEMBER_H
/* People of the actor's organisation: as lists to choose from, and as admins look after them. */
#include "backend/organisation.h"
#include "backend/outcome.h"

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

struct member_row {
    struct uuid person;
    struct str name, email, phone; /* phone: the person's own, E.164; STR_NONE: unknown */
    enum role role;
    int64_t deactivated_at, seen_at, joined_at; /* 0: not */
    bool disabled;                              /* by the platform */
};
struct member_page {
    struct member_row *row; /* by name */
    int n;
    bool more;
    int64_t total; /* that fit, on all pages */
};
#define MEMBER_PAGE 50
/* query: a part of a name or address. after: the last row of the page before, the nil id for the first. */
enum rc member_list(struct ctx *ctx, struct str query, struct uuid after, struct member_page *out) MUST_USE;
enum rc member_get(struct ctx *ctx, struct uuid person, struct member_row *out, bool *found) MUST_USE;

/* change DONE, FORBIDDEN, NOT_FOUND, INVALID, OWNER_ONLY, LAST_OWNER or SELF. */
enum rc member_role_set(struct ctx *ctx, struct uuid person, enum role role, enum change *change) MUST_USE;
enum rc member_activate(struct ctx *ctx, struct uuid person, bool active, enum change *change) MUST_USE;

struct member_phone {
    enum outcome outcome;
    enum change change;
};
/* The person's own number as it is typed, in the organisation's national format, too; "" forgets it. outcome
 * DONE, or why it is no number; change DONE, FORBIDDEN, NOT_FOUND or OWNER_ONLY, once it is one. */
enum rc member_phone_set(struct ctx *ctx, struct uuid person, struct str typed, struct str home,
                         struct member_phone *result) MUST_USE;
/* Whether a recipient is this member's own number or login address. */
enum rc member_owns(struct ctx *ctx, struct uuid person, struct str to, bool *own) MUST_USE;

#endif
