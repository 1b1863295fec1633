#ifndef BACKEND_SENDER_SECRET_H
#define BACKEND_SENDER_SECRET_H
/* One secret of a sender as its row holds it: sealed, bound to the sender and the setting's name. */
#include "base/ctx.h"

struct sealed {
    struct uuid sender;
    const char *name; /* of the setting */
    int64_t key_id;
    struct str hex;
};

/* False when no ring of ours opens it. *ring is the one that did, as its file has it now. */
bool sender_secret_open(struct ctx *ctx, const struct sealed *sealed, struct secret *plain,
                        const struct keyring **ring) MUST_USE;

/* With the ring's newest key; key_id 0: the ring is not ours to read. */
struct sealed sender_secret_seal(struct ctx *ctx, struct uuid sender, const char *name,
                                 const struct keyring *ring, const struct secret *plain);

/* "name":{"key_id":1,"sealed":"hex"} behind what stands in the JSON object already. */
void sender_secret_put(struct buf *object, const struct sealed *sealed);

#endif
