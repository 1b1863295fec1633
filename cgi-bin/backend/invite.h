#ifndef BACKEND_INVITE_H
#define BACKEND_INVITE_H
/* Invitations to join an organisation: sent by admins, answered by whoever has the link. */
#include "backend/organisation.h"

struct invite {
    struct uuid id;
    struct str email, by_name;
    enum role role;
    int64_t made_at, expires_at;
};
struct invite_list {
    struct invite *invite; /* open ones, newest first */
    int n;
};
enum rc invite_list(struct ctx *ctx, struct invite_list *out) MUST_USE;
enum rc invite_get(struct ctx *ctx, struct uuid id, struct invite *out, bool *found) MUST_USE;

/* Also for one that is open: its earlier link ends. change DONE, FORBIDDEN, INVALID, OWNER_ONLY, EXISTS (a
 * member has that address) or TOO_MANY. */
enum rc invite_send(struct ctx *ctx, struct str email, enum role role, enum change *change) MUST_USE;
/* change DONE, FORBIDDEN, NOT_FOUND or OWNER_ONLY. */
enum rc invite_revoke(struct ctx *ctx, struct uuid id, enum change *change) MUST_USE;

/* What a link leads to; nobody needs to be signed in. Changes nothing. */
struct invite_offer {
    struct str organisation_name, email, by_name;
    enum role role;
    bool open;  /* else it ended */
    bool known; /* somebody has that login and signs in to accept */
};
enum rc invite_find(struct ctx *ctx, struct str token, struct invite_offer *out, bool *found) MUST_USE;

/* Accepts for a new person, or (new NULL) for the one who is signed in. actor is then the member. change
 * DONE, ENDED, KNOWN or FORBIDDEN. */
struct invite_person {
    struct str name;
    const struct secret *password;
};
enum rc invite_accept(struct ctx *ctx, struct str token, const struct invite_person *new, struct actor *actor,
                      enum change *change) MUST_USE;

#endif
