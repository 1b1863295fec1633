#ifndef BACKEND_CREDIT_H
#define BACKEND_CREDIT_H
/* The organisation's prepaid credit: balance, statement, top-up. Only functions in sql/functions move it. */
#include "backend/outcome.h"
#include "base/credits.h"
#include "base/ctx.h"

struct credit {
    struct credits balance, reserved, available, spent_this_month;
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

struct top_up_request {
    struct uuid organisation;
    struct credits amount;
    struct str kind;      /* top_up or bonus */
    struct str reference; /* required, unique per organisation for ever */
    struct str reason;
    struct uuid form; /* the form's hidden token */
};
struct top_up_receipt {
    enum outcome outcome; /* DONE, REPLAYED, KEY_REUSED (the reference is another top-up's), FORBIDDEN,
                             INVALID_FIELD, NOT_FOUND */
    int64_t number, at;
    struct credits before, amount, balance;
    struct str reference, organisation_name;
};
/* Staff only: the session and role are checked again in SQL. */
enum rc credit_top_up(struct ctx *ctx, const struct top_up_request *request,
                      struct top_up_receipt *receipt) MUST_USE;
/* The same from the command line: form and kind are not read, the kind is top_up. */
enum rc credit_top_up_operator(struct ctx *ctx, const struct top_up_request *request,
                               struct top_up_receipt *receipt) MUST_USE;
/* The receipt of a top-up that was made, by entry number; NOT_FOUND when there is none. Staff only. */
enum rc credit_receipt(struct ctx *ctx, struct uuid organisation, int64_t number,
                       struct top_up_receipt *receipt) MUST_USE;

#endif
