#ifndef BACKEND_CAP_H
#define BACKEND_CAP_H
/* How many codes may be started, as far as organisations make it stricter than the platform. Spending caps
 * are in limit.h. */
#include "base/ctx.h"

enum cap { CAP_RECIPIENT, CAP_RECIPIENT_DAY, CAP_TASK_STEP, CAP_PERSON, CAP_COUNT };

struct caps {
    bool on; /* false: the operator has lifted them all */
    struct {
        int64_t own;  /* 0: the platform's */
        int64_t most; /* the platform's */
    } of[CAP_COUNT];
};
enum rc start_cap_get(struct ctx *ctx, struct caps *out) MUST_USE;

/* own: of each, within 1 and the platform's, or 0. allowed is false for who is no admin any more; nothing is
 * changed then. */
enum rc start_cap_set(struct ctx *ctx, const int64_t own[CAP_COUNT], bool *allowed) MUST_USE;

#endif
