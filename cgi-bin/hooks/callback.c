/*
 * Callbacks: find the sender, let its driver prove and read the bytes, apply the events. A fault is a 503,
 * so that the provider comes again; a forgery changes nothing.
 */
#include "backend/alert.h"
#include "backend/message.h"
#include "backend/sender.h"
#include "base/log.h"
#include "channels/driver.h"
#include "hooks/hooks.h"

#define APPLY_MAX 500

static enum rc answer(struct response *response, int status, struct str text)
{
    response->status = status;
    response->type = "text/plain; charset=utf-8";
    buf_put(&response->body, text);
    return RC_OK;
}

static struct sender sender_of(const struct sender_row *row, const struct driver *driver)
{
    struct sender sender = {.id = row->id, .name = row->name, .driver = driver, .version = row->version};
    for (int i = 0; i < row->n_pairs && i < SENDER_VALUES_MAX; i++) {
        sender.values[i].key = row->pairs[i].key;
        sender.values[i].value = row->pairs[i].value;
        sender.n_values++;
    }
    return sender;
}

/* *sender->driver stays NULL when the path names no sender of that driver. */
static enum rc find(struct ctx *ctx, const struct request *request, struct sender *sender)
{
    const struct driver *driver = driver_find(request->capture[0]);
    struct sender_row *row = NULL;
    *sender = (struct sender){0};
    if (!driver || !driver->callback || request->capture[1].n > 64 || !str_is_utf8(request->capture[1]))
        return RC_OK;
    enum rc rc = sender_find(ctx, request->capture[1], &row);
    if (!rc && row && str_eq(row->driver, request->capture[0]))
        *sender = sender_of(row, driver);
    return rc;
}

static struct message_event message_event(const struct sender *sender, const struct event *event)
{
    return (struct message_event){
        .sender = sender->id,
        .key = {event->reference.organisation, event->reference.message},
        .provider_id = event->provider_id,
        .status = event_status_label(event->status),
        .reason = str_from(event->reason),
        .detail = event->detail,
        .at_us = event->at_us,
    };
}

static enum rc apply(struct ctx *ctx, const struct sender *sender, const struct event *events, int n)
{
    struct message_event *items = ARENA_ARRAY(ctx->arena, struct message_event, APPLY_MAX);
    int take = 0;
    for (int i = 0; i < n; i++) {
        if (event_has_message(&events[i]))
            items[take++] = message_event(sender, &events[i]);
        if (take < APPLY_MAX && i + 1 < n)
            continue;
        enum rc rc = take ? message_events(ctx, items, take) : RC_OK;
        if (rc)
            return rc;
        take = 0;
    }
    return RC_OK;
}

/* One line and one alert a callback are enough: what ails a sender comes with every message. */
static enum rc complain(struct ctx *ctx, const struct sender *sender, const struct event *events, int n)
{
    for (int i = 0; i < n; i++) {
        if (!events[i].operator_fault)
            continue;
        struct alert_note note = {.sender = sender->id,
                                  .class = alert_class_of(str_from(events[i].reason)),
                                  .reason = str_from(events[i].reason),
                                  .detail = events[i].detail,
                                  .count = 1};
        log_event(LOG_ERROR, "sender.unusable", "sender=%s why=%s detail=%s", LOG_STR(sender->name),
                  events[i].reason, LOG_STR(events[i].detail));
        return alert_note(ctx, &note, 1);
    }
    return RC_OK;
}

/* As nginx got it, so that what a provider signed is what is compared. */
static struct str called_url(struct ctx *ctx, const struct request *request)
{
    struct str uri = request_param(request, "REQUEST_URI");
    return str_printf(ctx->arena, "%s%.*s", ctx->app->config.public_url, STR_ARG(uri));
}

static enum rc take(struct ctx *ctx, const struct request *request, const struct sender *sender,
                    struct response *response)
{
    struct callback callback = {
        .post = request->method == METHOD_POST,
        .url = called_url(ctx, request),
        .query = request->query,
        .body = request->body,
        .headers = request->environment,
        .keys = keyring_current(ctx->arena, &ctx->app->keys_callback),
    };
    struct event *events = NULL;
    int n = 0;
    switch (sender->driver->callback(sender, &callback, ctx->arena, &events, &n)) {
    case CALLBACK_FORGED:
        log_event(LOG_WARN, "callback.forged", "sender=%s address=%s", LOG_STR(sender->name),
                  LOG_STR(ctx->address));
        return answer(response, 403, STR("The signature is missing or wrong.\n"));
    case CALLBACK_MALFORMED:
        log_event(LOG_WARN, "callback.malformed", "sender=%s bytes=%zu", LOG_STR(sender->name),
                  request->body.n);
        return answer(response, 400, STR("This cannot be read.\n"));
    case CALLBACK_OK:
        break;
    }
    for (int i = 0; i < n; i++)
        events[i].detail = alert_detail(ctx->arena, events[i].detail);
    enum rc rc = apply(ctx, sender, events, n);
    if (!rc)
        rc = complain(ctx, sender, events, n);
    if (rc)
        return rc;
    log_event(LOG_INFO, "callback.applied", "sender=%s events=%d", LOG_STR(sender->name), n);
    return answer(response, 200, STR("ok\n"));
}

static enum rc serve(struct ctx *ctx, struct request *request, struct response *response, bool handshake)
{
    struct sender sender;
    enum rc rc = find(ctx, request, &sender);
    if (rc)
        return rc;
    if (!sender.driver)
        return answer(response, 404, STR("There is no such sender.\n"));
    if (!handshake || !sender.driver->handshake)
        return take(ctx, request, &sender, response);
    struct str echo = sender.driver->handshake(&sender, request->query, ctx->arena);
    return echo.s ? answer(response, 200, echo)
                  : answer(response, 403, STR("The token is missing or wrong.\n"));
}

enum rc hook_get(struct ctx *ctx, struct request *request, struct response *response)
{
    return serve(ctx, request, response, true);
}

enum rc hook_post(struct ctx *ctx, struct request *request, struct response *response)
{
    return serve(ctx, request, response, false);
}
