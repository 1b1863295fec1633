#ifndef BACKEND_CREDIT_H
#define BACKEND_CREDIT_H
/* The organisation's prepaid credit: balance and statement. Only functions in sql/functions move it
 * (top_up.h). */
#include "backend/outcome.h"
#include "base/credits.h"
#include "base/ctx.h"

struct credit {
    struct credits balance, reserved, available;
};
/* One snapshot of the actor's organisation. */
enum rc credit_get(struct ctx *ctx, struct credit *credit) MUST_USE;

struct credit_entry {
    int64_t number;
    struct str kind;                /* top_up bonus charge release refund correction */
    struct credits amount, balance; /* balance after it */
    int64_t at;
    struct uuid message;                            /* nil when it has none */
    int64_t refers_to;                              /* entry number, 0 when none */
    struct str reference, reason, channel, country; /* STR_NONE when absent */
};
struct credit_entries {
    struct credit_entry *entry; /* newest first */
    int n;
    bool more; /* there are older ones after the last */
};
/* Entries with a number below before (0: the newest), at most limit (1..500). */
enum rc credit_entry_list(struct ctx *ctx, int64_t before, int limit, struct credit_entries *out) MUST_USE;

#endif
