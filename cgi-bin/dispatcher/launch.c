/*
 * From held to under way. No byte leaves before the launch is committed; what was not launched may be
 * claimed again, what was launched never. A decision without a transfer is launched too: only then may it be
 * settled.
 */
#include "base/clock.h"
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
    if (delivery->decided)
        return;
    if (entry)
        entry->in_flight += change;
    if (delivery->job.transfer.kind == TRANSFER_MAIL)
        d->mails += change;
}

static bool may_go(struct dispatcher *d, const struct delivery *delivery)
{
    const struct roster_entry *entry = roster_find(d, delivery->sender);
    return delivery->decided || !entry || roster_has_room(d, entry);
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
    if (delivery->decided)
        settle_later(d, delivery);
    else if (delivery->job.transfer.kind == TRANSFER_MAIL)
        mail_submit(d->mail, &delivery->job);
    else
        http_submit(d->http, &delivery->job);
}

enum rc launch_round(struct dispatcher *d, struct ctx *ctx)
{
    struct delivery **picked = ARENA_ARRAY(ctx->arena, struct delivery *, IN_FLIGHT_MAX);
    struct message_key *keys = ARENA_ARRAY(ctx->arena, struct message_key, IN_FLIGHT_MAX);
    bool *launched = ARENA_ARRAY(ctx->arena, bool, IN_FLIGHT_MAX);
    int n = pick(d, picked, IN_FLIGHT_MAX);
    if (!n)
        return RC_OK;
    for (int i = 0; i < n; i++)
        keys[i] = picked[i]->key;
    enum rc rc = message_launch(ctx, d->worker, keys, n, launched);
    for (int i = 0; i < n; i++) {
        if (!rc && launched[i]) {
            atomic_fetch_add(&d->counters.launched, 1);
            submit(d, picked[i]);
        } else { /* withdrawn or expired meanwhile; after a fault nobody knows, and so it must not go */
            share_take(d, picked[i], -1);
            delivery_free(d, picked[i]);
        }
    }
    return rc;
}
