#ifndef BACKEND_API_KEY_H
#define BACKEND_API_KEY_H
/* Who calls the JSON API. */
#include "base/ctx.h"

/*
 * The actor and home country of a bearer key; *found is false when it is unknown, revoked or expired. Every
 * call looks it up, so that a revoked key is refused at once; calls that come together share a statement.
 */
enum rc api_key_find(struct ctx *ctx, struct str token, struct actor *actor, struct str *home,
                     bool *found) MUST_USE;

#endif
