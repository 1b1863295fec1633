/*
 * From due to under way: claim, unseal, compose, launch, submit. No byte leaves before the launch is
 * committed; what was not launched may be claimed again, what was launched never.
 */
#include <sodium.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "channels/text.h"
#include "dispatcher/dispatcher.h"
#include "web/templates.h"

#define DELIVERY_MAX ((size_t)1024 * 1024)
#define HTML_MAX ((size_t)32 * 1024)

struct delivery *delivery_new(struct dispatcher *d)
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

static void wipe(struct str text)
{
    if (text.n)
        sodium_memzero((char *)(uintptr_t)text.s, text.n);
}

void delivery_free(struct dispatcher *d, struct delivery *delivery)
{
    secret_wipe(&delivery->code);
    wipe(delivery->job.transfer.body);
    if (delivery->job.transfer.kind == TRANSFER_GET)
        wipe(delivery->job.transfer.url);
    arena_reset(delivery->arena);
    delivery->next = d->idle;
    d->idle = delivery;
    d->in_flight--;
}

static struct verdict busy(const char *reason)
{
    return (struct verdict){.result = RESULT_BUSY, .reason = reason};
}

static bool unseal(struct dispatcher *d, const struct message_due *due, struct secret *code)
{
    unsigned char bound[sizeof due->organisation.b + sizeof due->verification.b];
    memcpy(bound, due->organisation.b, sizeof due->organisation.b);
    memcpy(bound + sizeof due->organisation.b, due->verification.b, sizeof due->verification.b);
    return due->sealed.n && seal_open(&d->app.keys_seal, due->seal_key, (struct str){(char *)bound, sizeof bound},
                                      due->sealed, code);
}

static void append(void *cookie, const char *s, size_t n)
{
    buf_put(cookie, (struct str){s, n});
}

/* The mail's HTML form; STR_NONE (a plain text mail) when the templates are not there. */
static struct str mail_html(struct dispatcher *d, const struct outgoing *message, struct arena *arena)
{
    bool indonesian = str_starts(message->locale, STR("id"));
    const struct template_cache *cache = d->mails[indonesian];
    if (!cache)
        return STR_NONE;
    struct message_text text = message_text(arena, message->locale, message->code, message->lifetime);
    struct template_dict *dict = template_dict_new("mail");
    template_set(dict, TPL_MAIL_CODE_LANGUAGE, indonesian ? "id" : "en", 2);
    template_set(dict, TPL_MAIL_CODE_SUBJECT, text.subject.s, text.subject.n);
    template_set(dict, TPL_MAIL_CODE_SENTENCE, text.sentence.s, text.sentence.n);
    template_set(dict, TPL_MAIL_CODE_HINT, text.hint.s, text.hint.n);
    template_set(dict, TPL_MAIL_CODE_CODE, message->code.s, message->code.n);
    struct buf html = buf_new(arena, HTML_MAX);
    bool done = template_expand(cache, template_files[TEMPLATE_MAIL_CODE], dict, append, &html);
    template_dict_free(dict);
    return done && !html.broken ? buf_str(&html) : STR_NONE;
}

static enum composed compose(struct dispatcher *d, const struct message_due *due, const struct roster_entry *entry,
                             struct delivery *delivery, const char **why)
{
    struct outgoing message = {
        .reference = {due->organisation, due->message},
        .recipient = due->recipient,
        .locale = due->locale,
        .code = {(const char *)delivery->code.s, delivery->code.n},
        .lifetime = (int)((due->expires_at - clock_now_us()) / SECOND_US),
        .now_us = clock_now_us(),
        .public_url = str_from(d->app.config.public_url),
        .callback = &d->app.keys_callback,
    };
    if (entry->sender.driver->channel == CHANNEL_EMAIL)
        message.html = mail_html(d, &message, delivery->arena);
    return entry->sender.driver->compose(&entry->sender, &message, delivery->arena, &delivery->job.transfer, why);
}

static bool is_full(const struct roster_entry *entry)
{
    bool mail = entry->sender.driver->channel == CHANNEL_EMAIL;
    return entry->in_flight >= (mail ? MAIL_THREADS : SENDER_HTTP_MAX);
}

/* True when the delivery is ready to be launched; else it was put on the settling list. */
static bool prepare(struct dispatcher *d, const struct message_due *due, struct delivery *delivery)
{
    struct roster_entry *entry = roster_find(d, due->sender);
    const char *why = NULL;
    delivery->key = (struct message_key){due->organisation, due->message};
    delivery->sender = due->sender;
    delivery->expires_at = due->expires_at;
    delivery->tries = due->tries;
    struct verdict verdict = busy("sender_missing");
    if (entry && entry->sender.driver) {
        delivery->driver = entry->sender.driver;
        if (is_full(entry)) {
            verdict = busy("sender_full");
        } else if (!unseal(d, due, &delivery->code)) {
            log_event(LOG_ERROR, "code.unsealable", "key=%d", due->seal_key);
            verdict = busy("unsealable");
        } else {
            switch (compose(d, due, entry, delivery, &why)) {
            case COMPOSED:
                entry->in_flight++;
                return true;
            case COMPOSE_UNUSABLE:
                roster_complain(entry, why, STR_NONE);
                verdict = busy("sender_unusable");
                break;
            case COMPOSE_IMPOSSIBLE:
                verdict = (struct verdict){.result = RESULT_REJECTED, .reason = why};
                break;
            }
        }
    }
    settle_without_transfer(d, delivery, verdict);
    return false;
}

static void submit(struct dispatcher *d, struct delivery *delivery)
{
    int64_t life = delivery->expires_at - clock_now_us();
    delivery->launched = true;
    delivery->job.deadline_us = clock_monotonic_us() + (life < TIMEOUT_US ? life : TIMEOUT_US);
    if (delivery->job.transfer.kind == TRANSFER_MAIL)
        mail_submit(d->mail, &delivery->job);
    else
        http_submit(d->http, &delivery->job);
}

/* Neither launched nor lost: withdrawn or expired meanwhile, or its lease will let another round have it. */
static void drop(struct dispatcher *d, struct delivery *delivery)
{
    struct roster_entry *entry = roster_find(d, delivery->sender);
    if (entry)
        entry->in_flight--;
    delivery_free(d, delivery);
}

enum rc claim_round(struct dispatcher *d, struct ctx *ctx, bool *more)
{
    struct message_due *due;
    int n, ready = 0, room = IN_FLIGHT_MAX - d->in_flight;
    *more = false;
    if (room <= 0)
        return RC_OK;
    room = room < CLAIM_MAX ? room : CLAIM_MAX;
    enum rc rc = message_claim(ctx, d->worker, LEASE_MS, room, &due, &n);
    if (rc || !n)
        return rc;
    struct delivery **deliveries = ARENA_ARRAY(ctx->arena, struct delivery *, (size_t)n);
    struct message_key *keys = ARENA_ARRAY(ctx->arena, struct message_key, (size_t)n);
    bool *launched = ARENA_ARRAY(ctx->arena, bool, (size_t)n);
    for (int i = 0; i < n; i++) {
        struct delivery *delivery = delivery_new(d);
        if (!prepare(d, &due[i], delivery))
            continue;
        keys[ready] = delivery->key;
        deliveries[ready++] = delivery;
    }
    atomic_fetch_add(&d->counters.claimed, n);
    if (ready)
        rc = message_launch(ctx, d->worker, keys, ready, launched);
    for (int i = 0; i < ready; i++) {
        if (!rc && launched[i]) {
            atomic_fetch_add(&d->counters.launched, 1);
            submit(d, deliveries[i]);
        } else {
            drop(d, deliveries[i]);
        }
    }
    *more = n == room;
    return rc;
}
