#ifndef BACKEND_API_KEY_H
#define BACKEND_API_KEY_H
/* Who calls the JSON API. */
#include "base/ctx.h"

struct api_key {
    struct uuid organisation;
    unsigned char hash[HASH_SIZE]; /* of its secret */
    struct uuid id;
    char home[3]; /* its organisation's country, alpha-2 */
    bool may_read, may_send;
};

/*
 * Of a bearer token; *found is false when it is unknown, revoked or expired. Every call looks it up, so that
 * a revoked key is refused at once; calls that come together share a statement. recent: one that was found
 * within the last second will do, for the operation asks for it again and refuses as OUTCOME_UNAUTHORIZED.
 */
enum rc api_key_find(struct ctx *ctx, struct str token, bool recent, struct api_key *key,
                     bool *found) MUST_USE;

#endif
