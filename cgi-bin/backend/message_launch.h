#ifndef BACKEND_MESSAGE_LAUNCH_H
#define BACKEND_MESSAGE_LAUNCH_H
/* From claimed to launched, or back into the queue. What was launched never comes back. */
#include "backend/message.h"

/* Gives back what was claimed and not launched: due at once for anybody, or (due[i]) not before then. */
enum rc message_put_back(struct ctx *ctx, struct uuid worker, const struct message_key *keys, int n,
                         const int64_t *due) MUST_USE;

/* Frees at most max claims whose dispatcher neither launched nor gave them back in time. */
enum rc message_recover(struct ctx *ctx, int max, int64_t *n) MUST_USE;

/*
 * Marks them launched, durably. Only those with launched[i] true may be sent, and once only: the others
 * were withdrawn, expired, taken over, or have no more than floor_ms of life left. On a fault none may be
 * sent before message_launched has said so.
 */
struct message_launch {
    struct uuid worker;
    int floor_ms;
    const struct message_key *keys;
    int n;
};
enum rc message_launch(struct ctx *ctx, const struct message_launch *launch, bool *launched) MUST_USE;

/* After a fault of message_launch: which of them it launched all the same, durably. */
enum rc message_launched(struct ctx *ctx, struct uuid worker, const struct message_key *keys, int n,
                         bool *launched) MUST_USE;

#endif
