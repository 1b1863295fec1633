/* What came of deliveries: interpreted once, kept in memory until the recorder has it in the database, in
 * order of coming back. */
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/random.h"
#include "dispatcher/backoff.h"
#include "dispatcher/dispatcher.h"
#include "dispatcher/health.h"
#include "dispatcher/record.h"

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
    health_note(d->health, delivery->sender, &delivery->verdict);
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
    const struct roster_entry *entry = roster_find(d->roster, delivery->sender);
    atomic_store(&d->counters.breaker_open, breaker_open_all(d->breaker));
    health_breaker(d->health, delivery->sender, open_countries(d, delivery->sender));
    log_event(LOG_WARN, failed ? "breaker.opened" : "breaker.closed", "sender=%s country=%s",
              LOG_STR(entry ? entry->sender.name : STR("?")), delivery->lane.country);
}

bool settle_collect(struct dispatcher *d)
{
    bool any = false;
    for (struct job *job = job_queue_take_all(d->done), *next; job; job = next) {
        next = job->next;
        struct delivery *delivery = job->owner;
        struct roster_entry *entry = roster_find(d->roster, delivery->sender);
        const struct sender *sender = entry ? &entry->sender : &(struct sender){.driver = delivery->driver};
        delivery->verdict = delivery->driver->interpret(sender, &job->answer, delivery->arena);
        hide_code(delivery);
        judge(d, delivery);
        if (entry && delivery->verdict.operator_fault)
            roster_complain(entry, delivery->verdict.reason, delivery->verdict.detail);
        share_take(d, delivery, -1);
        settle_later(d, delivery);
        any = true;
    }
    return any;
}

static void report(struct dispatcher *d, const struct delivery *delivery)
{
    static const char *const EVENTS[] = {"message.accepted", "message.busy", "message.rejected",
                                         "message.unknown"};
    atomic_long *counts[] = {&d->counters.accepted, &d->counters.busy, &d->counters.rejected,
                             &d->counters.unknown};
    const struct roster_entry *entry = roster_find(d->roster, delivery->sender);
    atomic_fetch_add(counts[delivery->verdict.result], 1);
    struct str id = uuid_text(delivery->arena, delivery->key.message);
    log_event(LOG_INFO, EVENTS[delivery->verdict.result],
              "message=%.*s sender=%s tries=%d reason=%s detail=%s", STR_ARG(id),
              LOG_STR(entry ? entry->sender.name : STR("?")), delivery->tries,
              delivery->verdict.reason ? delivery->verdict.reason : "-", LOG_STR(delivery->verdict.detail));
}

void settle_begin(struct dispatcher *d)
{
    if (d->recording || !d->settling)
        return;
    struct delivery *last = NULL;
    int n = 0;
    d->recording = d->settling;
    d->recording_busy = false;
    for (struct delivery *at = d->settling; at && n < RECORD_MAX; at = at->next, n++) {
        d->recording_busy = d->recording_busy || at->verdict.result == RESULT_BUSY;
        last = at;
    }
    d->settling = last->next;
    last->next = NULL;
    if (!d->settling)
        d->last = &d->settling;
    recorder_give(d->recorder, d->recording);
}

/* What is recorded is done with; what may not be goes first again. */
static void finish(struct dispatcher *d, enum rc rc)
{
    struct delivery *first = d->recording, **end = &first;
    d->recording = NULL;
    d->recording_busy = false;
    d->unsettled = rc != RC_OK;
    while (rc == RC_OK && first) {
        struct delivery *done = first;
        first = done->next;
        report(d, done);
        delivery_free(d, done);
    }
    while (*end)
        end = &(*end)->next;
    *end = d->settling;
    if (!d->settling)
        d->last = first ? end : &d->settling;
    d->settling = first;
}

bool settle_end(struct dispatcher *d)
{
    enum rc rc;
    if (!d->recording || !recorder_taken(d->recorder, &rc))
        return false;
    finish(d, rc);
    return true;
}

bool settle_all(struct dispatcher *d)
{
    while (d->recording || d->settling) {
        settle_begin(d);
        finish(d, recorder_wait(d->recorder));
        if (d->unsettled)
            return false;
    }
    return true;
}
