/*
 * From held to under way. No byte leaves before the launch is committed; what was not launched may be
 * claimed again, what was launched never: so when nobody heard the end of a launch, it is asked for.
 */
#include "base/clock.h"
#include "base/log.h"
#include "base/random.h"
#include "dispatcher/dispatcher.h"

#define LAUNCH_MAX 256 /* in one commit */

int roster_room(const struct dispatcher *d, const struct roster_entry *entry)
{
    if (!entry->sender.driver || entry->sender.driver->channel != CHANNEL_EMAIL)
        return SENDER_HTTP_MAX - entry->in_flight;
    return mail_share_room(d->mail_share, sender_value(&entry->sender, "base_url"), clock_monotonic_us());
}

void share_take(struct dispatcher *d, struct delivery *delivery, int change)
{
    struct roster_entry *entry = roster_find(d->roster, delivery->sender);
    struct str url = delivery->job.transfer.url;
    int64_t now = clock_monotonic_us(), since = delivery->shared_us;
    if (entry)
        entry->in_flight += change;
    delivery->shared_us = now;
    if (delivery->job.transfer.kind != TRANSFER_MAIL)
        return;
    if (change > 0)
        mail_share_take(d->mail_share, url, now);
    else
        mail_share_give(d->mail_share, url, since, delivery->job.deadline_us > 0, now);
}

static void held_count(struct dispatcher *d, const struct delivery *delivery, int change)
{
    struct roster_entry *entry = roster_find(d->roster, delivery->sender);
    if (entry)
        entry->held += change;
}

void hold(struct dispatcher *d, struct delivery *delivery)
{
    delivery->next = NULL;
    *d->held_last = delivery;
    d->held_last = &delivery->next;
    held_count(d, delivery, 1);
}

/* Deliveries that leave the held list in one round: to be launched, or given back. */
struct round {
    struct delivery *launch[LAUNCH_MAX], *back[LAUNCH_MAX];
    int64_t back_due[LAUNCH_MAX];
    int launches, backs;
};

/* A mail counts at the server that it goes to, whatever became of its sender meanwhile. */
static bool has_room(const struct dispatcher *d, const struct delivery *delivery)
{
    const struct transfer *transfer = &delivery->job.transfer;
    const struct roster_entry *entry = roster_find(d->roster, delivery->sender);
    if (transfer->kind == TRANSFER_MAIL)
        return mail_share_room(d->mail_share, transfer->url, clock_monotonic_us()) > 0;
    return !entry || roster_room(d, entry) > 0;
}

/* Where one that is held goes now; false: it stays. */
static bool place(struct dispatcher *d, struct delivery *delivery, struct round *round, int64_t now)
{
    if (now >= delivery->hold_ends_us) {
        round->back[round->backs++] = delivery;
        return true;
    }
    if (!has_room(d, delivery))
        return false;
    enum breaker_pass pass = breaker_pass(d->breaker, delivery->lane, delivery->expires_at, now);
    if (pass == BREAKER_WAIT) {
        round->back_due[round->backs] = clock_now_us() + BREAKER_PROBE_US + random_below(BREAKER_PROBE_US);
        round->back[round->backs++] = delivery;
        return true;
    }
    delivery->probe = pass == BREAKER_PROBE;
    share_take(d, delivery, 1);
    round->launch[round->launches++] = delivery;
    return true;
}

static void pick(struct dispatcher *d, struct round *round)
{
    struct delivery **at = &d->held, *delivery;
    int64_t now = clock_monotonic_us();
    for (delivery = breaker_open_all(d->breaker) ? d->held : NULL; delivery; delivery = delivery->next)
        breaker_offer(d->breaker, delivery->lane, delivery->expires_at, now);
    while ((delivery = *at) && round->launches < LAUNCH_MAX && round->backs < LAUNCH_MAX) {
        if (!place(d, delivery, round, now)) {
            at = &delivery->next;
            continue;
        }
        *at = delivery->next;
        held_count(d, delivery, -1);
    }
    while (*at)
        at = &(*at)->next;
    d->held_last = at;
}

/* What the database does not hear of is free again when its hold is over. */
static void give_back(struct dispatcher *d, struct ctx *ctx, const struct round *round)
{
    struct message_key keys[LAUNCH_MAX];
    for (int i = 0; i < round->backs; i++) {
        keys[i] = round->back[i]->key;
        delivery_free(d, round->back[i]);
    }
    if (round->backs && message_put_back(ctx, d->worker, keys, round->backs, round->back_due) != RC_OK)
        log_event(LOG_WARN, "claim.kept", "messages=%d", round->backs);
}

void launch_give_back(struct dispatcher *d, struct ctx *ctx)
{
    while (d->held) {
        struct round *round = ARENA_NEW(ctx->arena, struct round);
        while (d->held && round->backs < LAUNCH_MAX) {
            struct delivery *delivery = d->held;
            d->held = delivery->next;
            held_count(d, delivery, -1);
            round->back[round->backs++] = delivery;
        }
        give_back(d, ctx, round);
    }
    d->held_last = &d->held;
}

static void submit(struct dispatcher *d, struct delivery *delivery)
{
    int64_t life = delivery->expires_at - FLOOR_US - clock_now_us();
    delivery->job.deadline_us = clock_monotonic_us() + (life < TIMEOUT_US ? life : TIMEOUT_US);
    if (delivery->job.transfer.kind == TRANSFER_MAIL)
        mail_submit(d->mail, &delivery->job);
    else
        http_submit(d->http, &delivery->job);
}

/* It does not leave after all. */
static void stand_down(struct dispatcher *d, struct delivery *delivery)
{
    share_take(d, delivery, -1);
    if (delivery->probe)
        breaker_untold(d->breaker, delivery->lane, clock_monotonic_us());
    delivery->probe = false;
}

static void drop(struct dispatcher *d, struct delivery *delivery)
{
    stand_down(d, delivery);
    delivery_free(d, delivery);
}

/* Sends what was launched; the rest was withdrawn or ended meanwhile, or its lease is over. */
static void go(struct dispatcher *d, struct delivery *delivery, bool launched)
{
    if (launched) {
        atomic_fetch_add(&d->counters.launched, 1);
        submit(d, delivery);
    } else {
        drop(d, delivery);
    }
}

/* Launched all the same: sent now. Not launched: held again. Past its lease: left to the sweep. */
static enum rc resolve(struct dispatcher *d, struct ctx *ctx)
{
    struct message_key keys[LAUNCH_MAX];
    bool launched[LAUNCH_MAX];
    int n = 0;
    for (const struct delivery *at = d->doubtful; at; at = at->next)
        keys[n++] = at->key;
    enum rc rc = n ? message_launched(ctx, d->worker, keys, n, launched) : RC_OK;
    if (rc)
        return rc;
    int64_t now = clock_monotonic_us();
    for (int i = 0; i < n; i++) {
        struct delivery *delivery = d->doubtful;
        d->doubtful = delivery->next;
        if (launched[i] || now >= delivery->lease_ends_us) {
            go(d, delivery, launched[i] && now < delivery->lease_ends_us);
            continue;
        }
        stand_down(d, delivery);
        hold(d, delivery);
    }
    if (n)
        log_event(LOG_WARN, "launch.resolved", "messages=%d", n);
    return RC_OK;
}

enum rc launch_round(struct dispatcher *d, struct ctx *ctx)
{
    struct round *round = ARENA_NEW(ctx->arena, struct round);
    struct message_key keys[LAUNCH_MAX];
    bool launched[LAUNCH_MAX];
    enum rc rc = resolve(d, ctx);
    if (rc)
        return rc;
    pick(d, round);
    give_back(d, ctx, round);
    int n = round->launches;
    if (!n)
        return RC_OK;
    for (int i = 0; i < n; i++)
        keys[i] = round->launch[i]->key;
    const struct message_launch launch = {d->worker, (FLOOR_US + LEAST_US) / 1000, keys, n};
    rc = message_launch(ctx, &launch, launched);
    for (int i = n; rc && i-- > 0;) {
        round->launch[i]->next = d->doubtful;
        d->doubtful = round->launch[i];
    }
    for (int i = 0; !rc && i < n; i++)
        go(d, round->launch[i], launched[i]);
    return rc;
}
