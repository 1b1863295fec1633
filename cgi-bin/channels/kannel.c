/*
 * Kannel's sendsms (SMS through one's own gateway). Kannel signs nothing and gives no message id: the
 * address it reports deliveries to carries our reference and a proof that only we can make.
 */
#include <string.h>

#include "channels/report.h"
#include "channels/segment.h"

#define URL_MAX 8192
#define DETAIL_MAX 300

static void parameter(struct buf *url, const char *name, struct str value)
{
    buf_printf(url, "&%s=", name);
    buf_put_percent(url, value);
}

static enum composed compose(const struct sender *sender, const struct outgoing *message, struct arena *arena,
                             struct transfer *out, const char **why)
{
    struct str base = sender_value(sender, "base_url"), report = report_url(sender, message, arena);
    struct str username = sender_value(sender, "username"), password = sender_value(sender, "password");
    *why = !base.n       ? "base_url"
           : !username.n ? "username"
           : !password.n ? "password"
           : !report.n   ? "callback key"
                         : NULL;
    if (*why)
        return COMPOSE_UNUSABLE;
    struct buf url = buf_new(arena, URL_MAX);
    buf_put(&url, base);
    buf_put(&url, STR("?username="));
    buf_put_percent(&url, username);
    parameter(&url, "password", password);
    parameter(&url, "from", sender_value(sender, "from"));
    parameter(&url, "to", message->recipient);
    parameter(&url, "text", message->text);
    buf_printf(&url, "&charset=UTF-8&coding=%d&validity=%d&dlr-mask=31",
               gsm7_length(message->text) < 0 ? 2 : 0, message->lifetime < 60 ? 1 : message->lifetime / 60);
    parameter(&url, "dlr-url", str_printf(arena, "%.*s&type=%%d&at=%%T&text=%%A", STR_ARG(report)));
    buf_putc(&url, '\0');
    *why = "unexpressible";
    if (url.broken || !message->text.n) /* Kannel would take an empty one */
        return COMPOSE_IMPOSSIBLE;
    *out = (struct transfer){.kind = TRANSFER_GET,
                             .url = {url.s, url.n - 1},
                             .allow_private = sender_flag(sender, "allow_private")};
    return COMPOSED;
}

static struct verdict interpret(const struct sender *sender, const struct answer *answer, struct arena *arena)
{
    (void)sender;
    struct verdict verdict;
    if (verdict_without_answer(answer, &verdict))
        return verdict;
    int status = answer->status;
    verdict = (struct verdict){.detail = words(arena, answer->body, DETAIL_MAX),
                               .retry_after = answer->retry_after};
    if (status == 202) {
        verdict = (struct verdict){.result = RESULT_ACCEPTED};
    } else if (status == 503 || status == 429) {
        verdict.result = RESULT_BUSY; /* "Temporal failure, try again later." */
        verdict.reason = "provider_down";
    } else if (status == 401 || status == 403) {
        verdict.result = RESULT_REJECTED;
        verdict.reason = "sender_unauthorized";
        verdict.operator_fault = true;
    } else if (status == 400 && memmem(answer->body.n ? answer->body.s : "", answer->body.n, "denied", 6)) {
        verdict.result = RESULT_REJECTED; /* by Kannel's own lists of numbers */
        verdict.reason = "recipient_denied";
    } else if (status >= 300 && status < 500) {
        verdict.result = RESULT_REJECTED;
        verdict.reason = "request_refused";
        verdict.operator_fault = true;
    } else {
        verdict.result = RESULT_UNKNOWN;
        verdict.reason = status >= 500 ? "provider_error" : "unreadable_answer";
    }
    return verdict;
}

/* A receipt of SMPP (appendix B) ends with the beginning of the message: "stat:UNDELIV err:034 text:012345
 * is". */
static struct str unquoted(struct str receipt)
{
    for (size_t i = 0; i < receipt.n; i++)
        if (str_starts_nocase(str_slice(receipt, i, receipt.n), STR("text:")))
            return str_trim(str_slice(receipt, 0, i));
    return receipt;
}

/* One report a request: 1 delivered, 2 failed, 4 queued at the operator, 8 taken by it, 16 rejected by it. */
static enum callback_result callback(const struct sender *sender, const struct callback *callback,
                                     struct arena *arena, struct event **events, int *n)
{
    struct event *event = ARENA_NEW(arena, struct event);
    int64_t type, seconds;
    *n = 0;
    *events = event;
    if (!report_is_proved(sender, callback, arena, &event->reference))
        return CALLBACK_FORGED;
    if (!str_to_i64(query_value(arena, callback->query, "type"), 0, 255, &type))
        return CALLBACK_MALFORMED;
    if (type != 1 && type != 2 && type != 8 && type != 16)
        return CALLBACK_OK;
    if (str_to_i64(query_value(arena, callback->query, "at"), 1, INT64_C(253402300799), &seconds))
        event->at_us = seconds * 1000000;
    event->status = type == 1 ? EVENT_DELIVERED : type == 8 ? EVENT_SENT : EVENT_FAILED;
    if (event->status == EVENT_FAILED) {
        event->reason = type == 16 ? "operator_refused" : "not_deliverable";
        event->detail =
            report_words(arena, unquoted(query_value(arena, callback->query, "text")), DETAIL_MAX);
    }
    *n = 1;
    return CALLBACK_OK;
}

const struct driver driver_kannel = {
    .name = "kannel",
    .channel = CHANNEL_SMS,
    .compose = compose,
    .interpret = interpret,
    .callback = callback,
};
