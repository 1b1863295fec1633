/* From due to held: claim, unseal, compose. Nothing leaves here. */
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "channels/text.h"
#include "dispatcher/dispatcher.h"
#include "web/templates.h"

#define DELIVERY_MAX ((size_t)1024 * 1024)
#define HTML_MAX ((size_t)32 * 1024)
#define LEASE_SPARE_MS 5000 /* a launch takes this long at most */
#define UNUSABLE_RETRY_S 5  /* an operator may mend the sender meanwhile */

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

void delivery_free(struct dispatcher *d, struct delivery *delivery)
{
    secret_wipe(&delivery->code);
    str_wipe(delivery->job.transfer.body);
    if (delivery->job.transfer.kind == TRANSFER_GET)
        str_wipe(delivery->job.transfer.url);
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

static void append(void *cookie, const char *s, size_t n)
{
    buf_put(cookie, (struct str){s, n});
}

/* The mail's HTML form; STR_NONE (a plain text mail) when the templates are not there. */
static struct str mail_html(struct dispatcher *d, const struct outgoing *message, struct arena *arena)
{
    bool indonesian = str_starts(message->locale, STR("id"));
    const struct template_cache *cache = d->templates[indonesian];
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
    if (entry->sender.driver->channel == CHANNEL_EMAIL)
        message.html = mail_html(d, &message, delivery->arena);
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
    struct roster_entry *entry = roster_find(d, due->sender);
    const char *why = NULL;
    delivery->key = (struct message_key){due->organisation, due->message};
    delivery->sender = due->sender;
    delivery->expires_at = due->expires_at;
    delivery->tries = due->tries;
    delivery->verdict = undeliverable(RESULT_BUSY, "sender_missing");
    if (!entry || !entry->sender.driver)
        return false;
    delivery->driver = entry->sender.driver;
    if (!unseal(d, due, &delivery->code)) {
        log_event(LOG_ERROR, "code.unsealable", "key=%d", due->seal_key);
        delivery->verdict = undeliverable(RESULT_BUSY, "code_unsealable");
        return false;
    }
    switch (compose(d, due, entry, delivery, &why)) {
    case COMPOSED:
        return true;
    case COMPOSE_UNUSABLE:
        roster_complain(entry, why, STR_NONE);
        delivery->verdict = undeliverable(RESULT_BUSY, "sender_unusable");
        break;
    case COMPOSE_IMPOSSIBLE:
        delivery->verdict = undeliverable(RESULT_REJECTED, why);
        break;
    }
    return false;
}

/* Senders that have what they can take: their messages stay where they are. */
static int full_senders(struct dispatcher *d, struct uuid *full)
{
    int n = 0;
    for (int i = 0; i < d->roster.n; i++)
        if (!roster_has_room(d, &d->roster.entries[i]))
            full[n++] = d->roster.entries[i].sender.id;
    return n;
}

enum rc claim_round(struct dispatcher *d, struct ctx *ctx, bool *more)
{
    struct message_due *due;
    int n, room = IN_FLIGHT_MAX - d->in_flight;
    *more = false;
    d->choked = room <= 0;
    if (room <= 0)
        return RC_OK;
    struct uuid *full = ARENA_ARRAY(ctx->arena, struct uuid, (size_t)d->roster.n + 1);
    struct message_claim claim = {.worker = d->worker, .lease_ms = LEASE_MS, .busy = full};
    claim.max = room < CLAIM_MAX ? room : CLAIM_MAX;
    claim.n_busy = full_senders(d, full);
    d->choked = claim.n_busy > 0;
    int64_t lease_ends_us = clock_monotonic_us() + (LEASE_MS - LEASE_SPARE_MS) * INT64_C(1000);
    enum rc rc = message_claim(ctx, &claim, &due, &n);
    if (rc)
        return rc;
    for (int i = 0; i < n; i++) {
        struct delivery *delivery = delivery_new(d);
        delivery->lease_ends_us = lease_ends_us;
        if (!prepare(d, &due[i], delivery)) {
            settle_later(d, delivery);
            continue;
        }
        *d->held_last = delivery;
        d->held_last = &delivery->next;
    }
    atomic_fetch_add(&d->counters.claimed, n);
    *more = n == claim.max;
    return RC_OK;
}
