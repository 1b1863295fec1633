#ifndef BACKEND_STATEMENT_MONTH_H
#define BACKEND_STATEMENT_MONTH_H
/* The statement by months and days, and what moved credit in them. Reads only. */
#include "backend/statement.h"

/* A month "2026-11" or a day "2026-11-26". */
struct statement_period {
    struct str name;
    struct statement_range range;
};
struct statement_periods {
    struct statement_period *period;
    int n;
};
/* The organisation's months, newest first; at most 120. */
enum rc statement_month_list(struct ctx *ctx, struct statement_periods *out) MUST_USE;
/* The days from to to, oldest first, at most 400, of the first last_number entries. */
enum rc statement_day_list(struct ctx *ctx, struct str from, struct str to, int64_t last_number,
                           struct statement_periods *out) MUST_USE;

struct statement_kind {
    struct str kind, channel, country;
    int64_t lines;
    struct credits amount;
};
/* The range by kind, channel and country, dearest first; *n is -1 when it has too many entries to count. */
enum rc statement_kind_list(struct ctx *ctx, const struct statement_range *range, struct statement_kind **out,
                            int *n) MUST_USE;

#endif
