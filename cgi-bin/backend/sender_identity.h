#ifndef BACKEND_SENDER_IDENTITY_H
#define BACKEND_SENDER_IDENTITY_H
/* Who sends for an organisation, as its own people may know it. */
#include "backend/channel.h"
#include "base/ctx.h"

struct sender_identity {
    bool found, own;
    struct str name, shown; /* shown: the name or address that recipients see; STR_NONE: not known here */
};
/* The sender that the actor's organisation uses on the channel. */
enum rc sender_identity_find(struct ctx *ctx, enum channel channel, struct sender_identity *out) MUST_USE;

#endif
