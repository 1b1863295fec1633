#ifndef BACKEND_DELIVERY_H
#define BACKEND_DELIVERY_H
/*
 * The delivery log: every message with a code and what became of it. Reads only. A member reads the own
 * organisation; staff name one, get recipients masked, and each reading is written to the audit log.
 */
#include "backend/channel.h"
#include "backend/outcome.h"
#include "base/credits.h"
#include "base/ctx.h"

#define DELIVERY_PAGE 50
#define DELIVERY_SCAN 5000 /* how many verifications one look goes through */

enum delivery_match { DELIVERY_ANY, DELIVERY_EXACT, DELIVERY_ENDS, DELIVERY_CONTAINS };

/* A row's place: verifications newest first, then the number of their message. at 0: before the first. */
struct delivery_cursor {
    int64_t at, number;
    struct uuid verification;
};

/* Absent texts are STR_NONE, absent ids nil. */
struct delivery_filter {
    enum delivery_match match;
    struct str recipient; /* with match */
    struct uuid task, flow;
    struct str words;    /* part of a task's title */
    struct str channel;  /* label */
    struct str statuses; /* labels of messages, joined by ',' */
    struct str from, to; /* days "2026-11-26" of the organisation's calendar, both inclusive */
    struct delivery_cursor before;
    int limit; /* 1 to DELIVERY_SCAN */
};

/* What a person means by text in a search for recipients: a number as written in home, its last digits, an
 * address or a part of it. */
void delivery_search(struct ctx *ctx, struct str text, struct str home, struct delivery_filter *filter);
/* A day that exists, from 2000 to 2999, and nothing else. */
bool delivery_day_check(struct str day) MUST_USE;

enum delivery_money { DELIVERY_RESERVED, DELIVERY_CHARGED, DELIVERY_RELEASED, DELIVERY_REFUNDED };

struct delivery {
    struct uuid message, verification, task; /* task nil: none */
    struct delivery_cursor place;
    int64_t created_at;
    struct str recipient, country, reason, task_title, flow_name;
    enum channel channel;
    enum message_status status;
    enum verification_status verification_status;
    struct credits price;
    enum delivery_money money;
};
struct delivery_list {
    struct delivery *delivery;
    int n;
    bool more;    /* older ones may fit: continue after next */
    bool refused; /* staff looked for recipients too often: nothing was looked for */
    struct delivery_cursor next;
};
/* Of the newest thousand that fit; complete: there are no more. */
struct delivery_total {
    int64_t messages, arrived, failed;
    struct credits charged;
    bool complete;
    int64_t since; /* the oldest counted; 0: none */
};
/* total NULL: not asked for. organisation is read for staff only. */
enum rc delivery_list(struct ctx *ctx, struct uuid organisation, const struct delivery_filter *filter,
                      struct delivery_list *out, struct delivery_total *total) MUST_USE;

struct delivery_flow {
    struct uuid id;
    struct str name;
};
/* The actor's organisation's flows by name; members only. */
enum rc delivery_flow_list(struct ctx *ctx, struct delivery_flow **out, int *n) MUST_USE;

#endif
