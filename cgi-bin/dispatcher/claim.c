/* From due to held: claim, unseal, compose. Nothing leaves here. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "dispatcher/health.h"
#include "dispatcher/words.h"

#define DELIVERY_MAX ((size_t)4 * 1024 * 1024)
#define LEASE_SPARE_MS 12000 /* a launch and an exchange take this long at most */
#define HOLD_SPARE_MS 1000   /* giving back takes this long at most */
#define LANES_MAX 512        /* of failing providers, in one claim */
#define MORE_LIKELY 8        /* a claim of as many is followed by another */
#define UNUSABLE_RETRY_S 5   /* an operator may mend the sender meanwhile */

static struct delivery *delivery_new(struct dispatcher *d)
{
    struct delivery *delivery = d->idle;
    if (delivery)
        d->idle = delivery->next;
    else
        delivery = ARENA_NEW(d->arena, struct delivery);
    struct arena *arena = delivery->arena ? delivery->arena : arena_open(DELIVERY_MAX);
    *delivery = (struct delivery){.arena = arena, .job = {.arena = arena, .owner = delivery}};
    d->in_flight++;
    return delivery;
}

void delivery_free(struct dispatcher *d, struct delivery *delivery)
{
    secret_wipe(&delivery->code);
    arena_reset(delivery->arena);
    delivery->next = d->idle;
    d->idle = delivery;
    d->in_flight--;
}

static bool unseal(struct dispatcher *d, const struct message_due *due, struct secret *code)
{
    unsigned char bound[sizeof due->organisation.b + sizeof due->verification.b];
    memcpy(bound, due->organisation.b, sizeof due->organisation.b);
    memcpy(bound + sizeof due->organisation.b, due->verification.b, sizeof due->verification.b);
    return due->sealed.n &&
           seal_open(&d->app.keys_seal, due->seal_key, str_bytes(bound, sizeof bound), due->sealed, code);
}

static enum composed compose(struct dispatcher *d, const struct message_due *due,
                             const struct roster_entry *entry, struct delivery *delivery, const char **why)
{
    struct outgoing message = {
        .reference = {due->organisation, due->message},
        .recipient = due->recipient,
        .locale = due->locale,
        .code = str_bytes(delivery->code.s, delivery->code.n),
        .lifetime = (int)((due->expires_at - clock_now_us()) / SECOND_US),
        .now_us = clock_now_us(),
        .public_url = str_from(d->app.config.public_url),
        .callback = &d->app.keys_callback,
    };
    words_fill(d, due, &message, delivery->arena);
    return entry->sender.driver->compose(&entry->sender, &message, delivery->arena, &delivery->job.transfer,
                                         why);
}

static struct verdict undeliverable(enum result result, const char *reason)
{
    return (struct verdict){.result = result, .reason = reason, .retry_after = UNUSABLE_RETRY_S};
}

/* Composes the transfer; false: there will be none, and the verdict says why. */
static bool prepare(struct dispatcher *d, const struct message_due *due, struct delivery *delivery)
{
    struct roster_entry *entry = roster_find(d->roster, due->sender);
    const char *why = NULL;
    delivery->key = (struct message_key){due->organisation, due->message};
    delivery->sender = due->sender;
    delivery->lane.sender = due->sender;
    (void)snprintf(delivery->lane.country, sizeof delivery->lane.country, "%.*s", STR_ARG(due->country));
    delivery->expires_at = due->expires_at;
    delivery->tries = due->tries;
    delivery->verdict = undeliverable(RESULT_BUSY, "sender_missing");
    if (!entry || !entry->sender.driver)
        return false;
    delivery->driver = entry->sender.driver;
    if (!unseal(d, due, &delivery->code)) {
        log_event(LOG_ERROR, "code.unsealable", "key=%d", due->seal_key);
        health_alert(d->health, due->sender, "code_unsealable", STR_NONE);
        delivery->verdict = undeliverable(RESULT_BUSY, "code_unsealable");
        return false;
    }
    switch (compose(d, due, entry, delivery, &why)) {
    case COMPOSED:
        return true;
    case COMPOSE_UNUSABLE:
        roster_complain(entry, why, STR_NONE);
        health_alert(d->health, due->sender, "sender_unusable", str_from(why));
        delivery->verdict = undeliverable(RESULT_BUSY, "sender_unusable");
        break;
    case COMPOSE_IMPOSSIBLE:
        delivery->verdict = undeliverable(RESULT_REJECTED, why);
        break;
    }
    return false;
}

/* Senders that have what they can take, and those whose provider fails: their messages stay where they are.
 */
static void lanes_fill(struct dispatcher *d, struct arena *arena, struct message_claim *claim)
{
    int64_t now = clock_monotonic_us();
    struct message_lane *lanes = ARENA_ARRAY(arena, struct message_lane, (size_t)d->roster->n + LANES_MAX);
    struct breaker_key key;
    int n = 0, at = 0;
    bool probe;
    d->choked = false;
    for (int i = 0; i < d->roster->n; i++) {
        const struct roster_entry *entry = &d->roster->entries[i];
        int room = roster_room(d, entry) - entry->held;
        if (room >= claim->max)
            continue;
        lanes[n++] = (struct message_lane){.sender = entry->sender.id, .most = room > 0 ? room : 0};
        d->choked = true;
    }
    for (int i = 0; i < LANES_MAX && breaker_next(d->breaker, &at, now, &key, &probe); i++) {
        struct str country = str_printf(arena, "%s", key.country);
        lanes[n++] = (struct message_lane){.sender = key.sender, .country = country, .most = probe};
    }
    claim->lanes = lanes;
    claim->n_lanes = n;
}

static void take(struct dispatcher *d, const struct message_due *due, int64_t began_us)
{
    struct delivery *delivery = delivery_new(d);
    delivery->hold_ends_us = began_us + (HOLD_MS - HOLD_SPARE_MS) * INT64_C(1000);
    delivery->lease_ends_us = began_us + (LEASE_MS - LEASE_SPARE_MS) * INT64_C(1000);
    if (!prepare(d, due, delivery)) {
        settle_later(d, delivery);
        return;
    }
    hold(d, delivery);
}

/* Claims by what the caller set of the claim; *n: how many. */
static enum rc take_due(struct dispatcher *d, struct ctx *ctx, struct message_claim *claim, int *n)
{
    struct message_due *due;
    int room = IN_FLIGHT_MAX - d->in_flight;
    *n = 0;
    d->choked = room <= 0;
    if (room <= 0)
        return RC_OK;
    claim->worker = d->worker;
    claim->lease_ms = LEASE_MS;
    claim->hold_ms = HOLD_MS;
    claim->floor_ms = (FLOOR_US + LEAST_US) / 1000;
    claim->max = room < CLAIM_MAX ? room : CLAIM_MAX;
    lanes_fill(d, ctx->arena, claim);
    int64_t began_us = clock_monotonic_us();
    enum rc rc = message_claim(ctx, claim, &due, n);
    if (rc)
        return rc;
    for (int i = 0; i < *n; i++)
        take(d, &due[i], began_us);
    atomic_fetch_add(&d->counters.claimed, *n);
    return RC_OK;
}

enum rc claim_round(struct dispatcher *d, struct ctx *ctx, bool *more)
{
    struct message_claim all = {.after = d->claim_after};
    int n;
    enum rc rc = take_due(d, ctx, &all, &n);
    d->n_rung = 0; /* they are among all */
    d->claim_after = all.after;
    *more = n >= MORE_LIKELY || (n && n == all.max);
    return rc;
}

enum rc claim_rung(struct dispatcher *d, struct ctx *ctx)
{
    struct message_claim named = {.named = d->rung, .n_named = d->n_rung};
    int n;
    enum rc rc = take_due(d, ctx, &named, &n);
    d->n_rung = 0; /* one that could not be claimed now is found by the next claim of all */
    return rc;
}
