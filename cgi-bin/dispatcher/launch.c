/*
 * From held to under way. No byte leaves before the launch is committed; what was not launched may be
 * claimed again, what was launched never: so when nobody heard the end of a launch, it is asked for.
 */
#include "base/clock.h"
#include "base/log.h"
#include "dispatcher/dispatcher.h"

bool roster_has_room(const struct dispatcher *d, const struct roster_entry *entry)
{
    if (entry->sender.driver && entry->sender.driver->channel == CHANNEL_EMAIL)
        return entry->in_flight < SENDER_MAIL_MAX && d->mails < MAIL_THREADS;
    return entry->in_flight < SENDER_HTTP_MAX;
}

void share_take(struct dispatcher *d, const struct delivery *delivery, int change)
{
    struct roster_entry *entry = roster_find(d, delivery->sender);
    if (entry)
        entry->in_flight += change;
    if (delivery->job.transfer.kind == TRANSFER_MAIL)
        d->mails += change;
}

static bool may_go(struct dispatcher *d, const struct delivery *delivery)
{
    const struct roster_entry *entry = roster_find(d, delivery->sender);
    return !entry || roster_has_room(d, entry);
}

/* Takes from the held list what may go now; forgets what was held until its lease was nearly over. */
static int pick(struct dispatcher *d, struct delivery **picked, int max)
{
    int64_t now = clock_monotonic_us();
    int n = 0;
    struct delivery **at = &d->held, *delivery;
    while ((delivery = *at) && n < max) {
        bool late = now >= delivery->lease_ends_us;
        if (!late && !may_go(d, delivery)) {
            at = &delivery->next;
            continue;
        }
        *at = delivery->next;
        if (late) {
            delivery_free(d, delivery);
        } else {
            share_take(d, delivery, 1);
            picked[n++] = delivery;
        }
    }
    while (*at)
        at = &(*at)->next;
    d->held_last = at;
    return n;
}

static void submit(struct dispatcher *d, struct delivery *delivery)
{
    int64_t life = delivery->expires_at - clock_now_us();
    delivery->job.deadline_us = clock_monotonic_us() + (life < TIMEOUT_US ? life : TIMEOUT_US);
    if (delivery->job.transfer.kind == TRANSFER_MAIL)
        mail_submit(d->mail, &delivery->job);
    else
        http_submit(d->http, &delivery->job);
}

static void drop(struct dispatcher *d, struct delivery *delivery)
{
    share_take(d, delivery, -1);
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
    struct message_key keys[IN_FLIGHT_MAX];
    bool launched[IN_FLIGHT_MAX];
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
        share_take(d, delivery, -1);
        delivery->next = NULL;
        *d->held_last = delivery;
        d->held_last = &delivery->next;
    }
    if (n)
        log_event(LOG_WARN, "launch.resolved", "messages=%d", n);
    return RC_OK;
}

enum rc launch_round(struct dispatcher *d, struct ctx *ctx)
{
    struct delivery *picked[IN_FLIGHT_MAX];
    struct message_key keys[IN_FLIGHT_MAX];
    bool launched[IN_FLIGHT_MAX];
    enum rc rc = resolve(d, ctx);
    int n = rc ? 0 : pick(d, picked, IN_FLIGHT_MAX);
    if (!n)
        return rc;
    for (int i = 0; i < n; i++)
        keys[i] = picked[i]->key;
    rc = message_launch(ctx, d->worker, keys, n, launched);
    for (int i = n; rc && i-- > 0;) {
        picked[i]->next = d->doubtful;
        d->doubtful = picked[i];
    }
    for (int i = 0; !rc && i < n; i++)
        go(d, picked[i], launched[i]);
    return rc;
}
