#ifndef BACKEND_CODE_LINK_H
#define BACKEND_CODE_LINK_H
/*
 * The link on which a recipient types the code himself. Its token holds the organisation's id and 128 bits
 * that only the holder of the hash key can make again, so that the worker's page shows the same link each
 * time while the database keeps a hash. It counts for one verification, while that is pending.
 */
#include "base/ctx.h"
#include "base/rc.h"

/* *hash is what is stored with a verification that is about to start, made with this key of app->keys_hash.
 */
enum rc code_link_prepare(struct ctx *ctx, struct uuid verification, uint8_t key, struct str *hash) MUST_USE;

/* The token of a verification's link; empty when it has none, or has ended. */
enum rc code_link_get(struct ctx *ctx, struct uuid verification, struct str *token) MUST_USE;

struct code_link {
    struct uuid organisation, verification;
    int digits;
};
/* *found is false for every token that opens nothing, whatever the reason; otherwise the actor, who is
 * nobody, acts for that organisation. */
enum rc code_link_find(struct ctx *ctx, struct str token, struct code_link *link, bool *found) MUST_USE;

#endif
