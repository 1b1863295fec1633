/* What came of deliveries: interpreted once, kept in memory until the database has it, in order of coming
 * back. */
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/random.h"
#include "dispatcher/backoff.h"
#include "dispatcher/dispatcher.h"
#include "dispatcher/health.h"

#define SETTLE_MAX 500
#define DETAIL_MAX 300

/* A busy provider is asked again while the code is of use; else the message ends with that reason. */
static void plan(struct delivery *delivery)
{
    struct verdict *verdict = &delivery->verdict;
    int64_t wait_us;
    if (verdict->result != RESULT_BUSY)
        return;
    int asked = delivery->job.answer.retry_after; /* whatever the driver made of the rest */
    const struct backoff in = {.pace = verdict->pace,
                               .retry_after = verdict->retry_after ? verdict->retry_after : asked,
                               .tries = delivery->tries,
                               .left_us = delivery->expires_at - FLOOR_US - LEAST_US - clock_now_us(),
                               .chance = random_below(BACKOFF_CHANCES)};
    if (backoff(&in, &wait_us))
        delivery->retry_at = clock_now_us() + wait_us;
    else
        verdict->result = RESULT_REJECTED;
}

void settle_later(struct dispatcher *d, struct delivery *delivery)
{
    /* Before plan: a provider that stays busy until the code's end has failed, though the message is
     * rejected. */
    health_note(d, delivery->sender, &delivery->verdict);
    plan(delivery);
    delivery->next = NULL;
    *d->last = delivery;
    d->last = &delivery->next;
}

/* A provider that quotes the request would put the code and the recipient into a row, a page and the log. */
static void hide_code(struct delivery *delivery)
{
    struct str code = str_bytes(delivery->code.s, delivery->code.n);
    struct verdict *verdict = &delivery->verdict;
    verdict->detail = alert_detail(delivery->arena, words(delivery->arena, verdict->detail, DETAIL_MAX));
    if (code.n && verdict->detail.n && memmem(verdict->detail.s, verdict->detail.n, code.s, code.n))
        verdict->detail = STR_NONE;
    if (code.n && verdict->provider_id.n &&
        memmem(verdict->provider_id.s, verdict->provider_id.n, code.s, code.n) &&
        verdict->provider_id.n < 2 * code.n)
        verdict->provider_id = STR_NONE;
}

/* To how many countries a sender's messages wait because its provider fails. */
static int open_countries(const struct dispatcher *d, struct uuid sender)
{
    struct breaker_key key;
    int n = 0, at = 0;
    bool probe;
    while (breaker_next(d->breaker, &at, 0, &key, &probe))
        n += uuid_eq(key.sender, sender);
    return n;
}

/* Whether the provider failed is a matter of results that say something about it: not of limits that we
 * overran, nor of what an operator must mend. */
static void judge(struct dispatcher *d, const struct delivery *delivery)
{
    const struct verdict *verdict = &delivery->verdict;
    bool limited = delivery->job.answer.status == 429 || verdict->pace == PACE_PAIR ||
                   (verdict->reason && !strcmp(verdict->reason, "rate_limited"));
    if (limited || verdict->operator_fault) {
        if (delivery->probe)
            breaker_untold(d->breaker, delivery->lane, clock_monotonic_us());
        return;
    }
    bool failed = verdict->result == RESULT_UNKNOWN || verdict->result == RESULT_BUSY;
    if (!breaker_result(d->breaker, delivery->lane, failed, delivery->probe, clock_monotonic_us()))
        return;
    const struct roster_entry *entry = roster_find(d, delivery->sender);
    atomic_store(&d->counters.breaker_open, breaker_open_all(d->breaker));
    health_breaker(d, delivery->sender, open_countries(d, delivery->sender));
    log_event(LOG_WARN, failed ? "breaker.opened" : "breaker.closed", "sender=%s country=%s",
              LOG_STR(entry ? entry->sender.name : STR("?")), delivery->lane.country);
}

void settle_collect(struct dispatcher *d)
{
    for (struct job *job = job_queue_take_all(d->done), *next; job; job = next) {
        next = job->next;
        struct delivery *delivery = job->owner;
        struct roster_entry *entry = roster_find(d, delivery->sender);
        const struct sender *sender = entry ? &entry->sender : &(struct sender){.driver = delivery->driver};
        delivery->verdict = delivery->driver->interpret(sender, &job->answer, delivery->arena);
        hide_code(delivery);
        judge(d, delivery);
        if (entry && delivery->verdict.operator_fault)
            roster_complain(entry, delivery->verdict.reason, delivery->verdict.detail);
        share_take(d, delivery, -1);
        settle_later(d, delivery);
    }
}

static struct message_settlement settlement(const struct delivery *delivery)
{
    static const char *const LABELS[] = {"accepted", "busy", "rejected", "unknown"};
    const struct verdict *verdict = &delivery->verdict;
    return (struct message_settlement){
        .key = delivery->key,
        .outcome = LABELS[verdict->result],
        .provider_id = verdict->provider_id,
        .reason = str_from(verdict->reason),
        .detail = verdict->detail,
        .retry_at = verdict->result == RESULT_BUSY ? delivery->retry_at : 0,
    };
}

static void report(struct dispatcher *d, struct arena *arena, const struct delivery *delivery)
{
    static const char *const EVENTS[] = {"message.accepted", "message.busy", "message.rejected",
                                         "message.unknown"};
    atomic_long *counts[] = {&d->counters.accepted, &d->counters.busy, &d->counters.rejected,
                             &d->counters.unknown};
    const struct roster_entry *entry = roster_find(d, delivery->sender);
    atomic_fetch_add(counts[delivery->verdict.result], 1);
    struct str id = uuid_text(arena, delivery->key.message);
    log_event(LOG_INFO, EVENTS[delivery->verdict.result],
              "message=%.*s sender=%s tries=%d reason=%s detail=%s", STR_ARG(id),
              LOG_STR(entry ? entry->sender.name : STR("?")), delivery->tries,
              delivery->verdict.reason ? delivery->verdict.reason : "-", LOG_STR(delivery->verdict.detail));
}

enum rc settle_round(struct dispatcher *d, struct ctx *ctx)
{
    while (d->settling) {
        struct message_settlement *items = ARENA_ARRAY(ctx->arena, struct message_settlement, SETTLE_MAX);
        int n = 0;
        for (const struct delivery *at = d->settling; at && n < SETTLE_MAX; at = at->next)
            items[n++] = settlement(at);
        enum rc rc = message_settle(ctx, d->worker, items, n);
        if (rc)
            return rc;
        for (; n; n--) {
            struct delivery *done = d->settling;
            d->settling = done->next;
            report(d, ctx->arena, done);
            delivery_free(d, done);
        }
        if (!d->settling)
            d->last = &d->settling;
    }
    return RC_OK;
}
