#ifndef BACKEND_STATEMENT_H
#define BACKEND_STATEMENT_H
/*
 * The statement of the actor's organisation: what it has, its entries with what stands behind them, and what
 * they add up to. Reads only. Entries never change and have no gaps, so that a range of numbers names the
 * same lines in every later call.
 */
#include "base/credits.h"
#include "base/ctx.h"

#define STATEMENT_PAYMENTS STR("top_up,bonus,correction") /* the kinds that belong to no message */

/* Absent texts are STR_NONE, absent ids nil. */
struct statement_filter {
    struct str from, to; /* days "2026-11-26" of the organisation's calendar, both inclusive */
    struct str kinds, channel, countries; /* labels and codes, several joined by ',' but for the channel */
    struct uuid flow, person;             /* of the verification behind it */
    int64_t before;                       /* lists: go on with this number; 0: from the newest on */
    int limit;                            /* lists: 1 to STATEMENT_LINES */
};
/* Does it leave out lines within its days? */
bool statement_is_filtered(const struct statement_filter *filter);

/* Entries first to last; none when last < first. opening + paid - spent = closing. */
struct statement_range {
    int64_t first, last;
    struct credits opening, closing, paid, spent; /* paid: top-ups, bonuses, corrections */
};

#define STATEMENT_SUM 1000000 /* entries that are added up for one page; of more, nothing is */
int64_t statement_size(const struct statement_range *range); /* entries of it */

/* One snapshot. */
struct credit_overview {
    struct credits balance, reserved, available, spent_month, spent_week;
    int64_t last_number;
    int64_t sends_left;           /* WhatsApp messages to the organisation's own country; -1: no price */
    int64_t days_left;            /* at the pace of the last seven days; -1: nothing was spent */
    struct statement_range range; /* of the days asked for */
    struct str today;             /* "2026-11-26", by the organisation's clock */
};
/* from and to as in a filter. */
enum rc credit_overview(struct ctx *ctx, struct str from, struct str to,
                        struct credit_overview *out) MUST_USE;

struct statement_line {
    int64_t number, at, refers_to;  /* refers_to 0: none */
    struct str kind;                /* top_up bonus charge release refund correction */
    struct credits amount, balance; /* balance after it */
    struct uuid message, task;      /* nil when it has none */
    struct str reference, reason, actor, channel, country;
    struct str recipient; /* not masked */
    int64_t rate_from;    /* since when the rate that it was priced by was in force; 0: no message */
    struct credits price;
    struct str task_title, flow_name, person_name, key_name;
};
struct statement_lines {
    struct statement_line *line; /* newest first */
    int n;
    int64_t next; /* older ones may fit: go on with this number; 0: there are none */
    bool more;    /* older ones do fit */
};
/* Lines of the range that fit. Looks no further back than is quick, so that there may be fewer although more
 * follow. */
#define STATEMENT_LINES 2000
enum rc statement_list(struct ctx *ctx, const struct statement_filter *filter,
                       const struct statement_range *range, struct statement_lines *out) MUST_USE;

struct statement_sum {
    int64_t lines;
    struct credits added, taken; /* taken is negative */
    bool complete;               /* false: too many entries to look through; nothing is counted */
};
/* All lines of the range that fit. */
enum rc statement_sum(struct ctx *ctx, const struct statement_filter *filter,
                      const struct statement_range *range, struct statement_sum *out) MUST_USE;

struct statement_person {
    struct uuid id;
    struct str name;
};
/* What a person means by a country's name, code or calling code, as a filter has it; "-" fits none. home: for
 * national numbers. */
enum rc statement_countries(struct ctx *ctx, struct str typed, struct str home,
                            struct str *countries) MUST_USE;
/* The organisation's members by name. */
enum rc statement_person_list(struct ctx *ctx, struct statement_person **out, int *n) MUST_USE;

#endif
