/*
 * Twilio's Messages (SMS). It has no idempotency key: what got no answer is unknown, never sent again. A
 * report is believed when Twilio signed it, and when it names a message, that name must carry our own proof
 * too.
 */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/hmac.h"
#include "channels/report.h"

#define BODY_MAX 8192
#define DETAIL_MAX 300
#define PROVIDER_ID_MAX 64
#define VALIDITY_MOST 36000 /* s, Twilio's */
#define PARAMETERS_MAX 100

static void parameter(struct buf *body, const char *name, struct str value)
{
    buf_printf(body, "%s%s=", body->n ? "&" : "", name);
    buf_put_percent(body, value);
}

/* An API key where there is one, so that the token that signs reports need not travel. */
static struct str authorization(const struct sender *sender, struct arena *arena)
{
    struct str key = sender_value(sender, "api_key"), secret = sender_value(sender, "api_secret");
    if (!key.n || !secret.n) {
        key = sender_value(sender, "account_sid");
        secret = sender_value(sender, "auth_token");
    }
    struct str pair = str_printf(arena, "%.*s:%.*s", STR_ARG(key), STR_ARG(secret));
    return str_printf(arena, "Authorization: Basic %.*s", STR_ARG(base64_text(arena, pair)));
}

static struct str request_body(const struct sender *sender, const struct outgoing *message, struct str report,
                               struct arena *arena)
{
    struct str service = sender_value(sender, "messaging_service_sid");
    struct buf body = buf_new(arena, BODY_MAX);
    int validity = message->lifetime < 1               ? 1
                   : message->lifetime > VALIDITY_MOST ? VALIDITY_MOST
                                                       : message->lifetime;
    parameter(&body, "To", message->recipient);
    if (service.n)
        parameter(&body, "MessagingServiceSid", service);
    else
        parameter(&body, "From", sender_value(sender, "from"));
    parameter(&body, "Body", message->text);
    parameter(&body, "StatusCallback", report);
    buf_printf(&body, "&ValidityPeriod=%d", validity);
    return body.broken ? STR_NONE : buf_str(&body);
}

static enum composed compose(const struct sender *sender, const struct outgoing *message, struct arena *arena,
                             struct transfer *out, const char **why)
{
    struct str base = sender_value(sender, "base_url"), account = sender_value(sender, "account_sid");
    struct str report = report_url(sender, message, arena);
    bool key = sender_value(sender, "api_key").n && sender_value(sender, "api_secret").n;
    bool from = sender_value(sender, "from").n || sender_value(sender, "messaging_service_sid").n;
    *why = !base.n                                         ? "base_url"
           : !is_path_word(account)                        ? "account_sid"
           : !key && !sender_value(sender, "auth_token").n ? "auth_token"
           : !from                                         ? "from"
           : !report.n                                     ? "callback key"
                                                           : NULL;
    if (*why)
        return COMPOSE_UNUSABLE;
    struct str body = request_body(sender, message, report, arena);
    *why = "unexpressible";
    if (!body.n)
        return COMPOSE_IMPOSSIBLE;
    *out = (struct transfer){
        .kind = TRANSFER_POST,
        .url = str_printf(arena, "%.*s%s2010-04-01/Accounts/%.*s/Messages.json", STR_ARG(base),
                          base.s[base.n - 1] == '/' ? "" : "/", STR_ARG(account)),
        .headers = {authorization(sender, arena), STR("Content-Type: application/x-www-form-urlencoded")},
        .n_headers = 2,
        .body = body,
        .allow_private = sender_flag(sender, "allow_private"),
    };
    return COMPOSED;
}

/* --- what an error code means, in answers and in reports
 * ----------------------------------------------------- */

struct error_class {
    int code;
    enum result result;
    const char *reason;
    bool operator_fault;
};

static const struct error_class ERRORS[] = {
    {20003, RESULT_REJECTED, "sender_unauthorized", true},
    {20404, RESULT_REJECTED, "sender_unauthorized", true}, /* no such account */
    {20429, RESULT_BUSY, "rate_limited", false},
    {21211, RESULT_REJECTED, "invalid_recipient", false},
    {21408, RESULT_REJECTED, "country_restricted", true},
    {21606, RESULT_REJECTED, "sender_forbidden", true},
    {21608, RESULT_REJECTED, "not_on_allow_list", true},
    {21610, RESULT_REJECTED, "recipient_opted_out", false},
    {21611, RESULT_BUSY, "rate_limited", false}, /* the number's queue is full */
    {21612, RESULT_REJECTED, "sender_forbidden", true},
    {21614, RESULT_REJECTED, "recipient_incapable", false},
    {21635, RESULT_REJECTED, "recipient_incapable", false},
    {30002, RESULT_REJECTED, "sender_blocked", true},
    {30003, RESULT_REJECTED, "handset_unreachable", false},
    {30005, RESULT_REJECTED, "invalid_recipient", false},
    {30006, RESULT_REJECTED, "recipient_incapable", false},
    {30007, RESULT_REJECTED, "message_filtered", true},
    {30008, RESULT_REJECTED, "not_deliverable", false},
    {30450, RESULT_REJECTED, "fraud_suspected", false},
    {30453, RESULT_REJECTED, "fraud_suspected", false},
    {63016, RESULT_REJECTED, "not_deliverable", false},
    {63024, RESULT_REJECTED, "invalid_recipient", false},
};

static const struct error_class *error_class(int64_t code)
{
    for (size_t i = 0; i < COUNT_OF(ERRORS); i++)
        if (ERRORS[i].code == code)
            return &ERRORS[i];
    return NULL;
}

static struct verdict by_status(int status)
{
    if (status == 429)
        return (struct verdict){.result = RESULT_BUSY, .reason = "rate_limited"};
    if (status == 401)
        return (struct verdict){
            .result = RESULT_REJECTED, .reason = "sender_unauthorized", .operator_fault = true};
    if (status >= 300 && status < 500)
        return (struct verdict){
            .result = RESULT_REJECTED, .reason = "request_refused", .operator_fault = true};
    return (struct verdict){.result = RESULT_UNKNOWN,
                            .reason = status >= 500 ? "provider_error" : "unreadable_answer"};
}

static struct str json_text(const json_t *value)
{
    return json_is_string(value) ? (struct str){json_string_value(value), json_string_length(value)}
                                 : STR_NONE;
}

static struct verdict interpret(const struct sender *sender, const struct answer *answer, struct arena *arena)
{
    (void)sender;
    struct verdict verdict;
    if (verdict_without_answer(answer, &verdict))
        return verdict;
    json_t *body = json_loadb(answer->body.n ? answer->body.s : "", answer->body.n, 0, NULL);
    struct str sid = json_text(json_object_get(body, "sid"));
    const json_t *code = json_object_get(body, "code");
    const struct error_class *class =
        answer->status >= 400 && json_is_integer(code) ? error_class(json_integer_value(code)) : NULL;
    if ((answer->status == 200 || answer->status == 201) && is_path_word(sid) && sid.n <= PROVIDER_ID_MAX) {
        verdict = (struct verdict){.result = RESULT_ACCEPTED, .provider_id = str_copy(arena, sid)};
    } else {
        verdict = by_status(answer->status);
        if (class)
            verdict = (struct verdict){
                .result = class->result, .reason = class->reason, .operator_fault = class->operator_fault};
        struct str theirs = words(arena, json_text(json_object_get(body, "message")), DETAIL_MAX);
        verdict.detail = json_is_integer(code)
                             ? str_printf(arena, "%" JSON_INTEGER_FORMAT "%s%.*s", json_integer_value(code),
                                          theirs.n ? ": " : "", STR_ARG(theirs))
                             : str_printf(arena, "HTTP %d", answer->status);
        verdict.retry_after = answer->retry_after;
    }
    json_decref(body);
    return verdict;
}

/* --- reports
 * -------------------------------------------------------------------------------------------------- */

struct pair {
    struct str name, value;
};

static int compare_text(struct str a, struct str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n ? memcmp(a.s, b.s, n) : 0;
    return order ? order : (a.n > b.n) - (a.n < b.n);
}

static int compare_pair(const void *a, const void *b)
{
    const struct pair *x = a, *y = b;
    int order = compare_text(x->name, y->name);
    return order ? order : compare_text(x->value, y->value);
}

/* The address as it was called and behind it each parameter, sorted, name and value: what Twilio signs. */
static struct str signed_text(const struct callback *callback, struct arena *arena)
{
    struct pair *pairs = ARENA_ARRAY(arena, struct pair, PARAMETERS_MAX);
    struct str rest = callback->body;
    size_t n = 0;
    while (n < PARAMETERS_MAX && query_next(arena, &rest, &pairs[n].name, &pairs[n].value))
        n++;
    if (rest.n && n == PARAMETERS_MAX)
        return STR_NONE;
    qsort(pairs, n, sizeof *pairs, compare_pair);
    struct buf text = buf_new(arena, callback->url.n + callback->body.n + 1);
    buf_put(&text, callback->url);
    for (size_t i = 0; i < n; i++) {
        buf_put(&text, pairs[i].name);
        buf_put(&text, pairs[i].value);
    }
    return text.broken ? STR_NONE : buf_str(&text);
}

/* While a token is being changed both stand at the sender, and either signs. */
static bool is_signed(const struct sender *sender, const struct callback *callback, struct arena *arena)
{
    static const char *const TOKENS[] = {"auth_token", "auth_token_previous"};
    struct str given = callback_header(callback, STR("X-Twilio-Signature"));
    struct str text = signed_text(callback, arena);
    bool found = false;
    for (size_t i = 0; i < COUNT_OF(TOKENS) && text.n; i++) {
        unsigned char mac[HMAC_SHA1_SIZE];
        struct str token = sender_value(sender, TOKENS[i]);
        if (!token.n)
            continue;
        hmac_sha1(arena, token, text, mac);
        found |= same_secret(given, base64_text(arena, str_bytes(mac, sizeof mac)));
    }
    return found;
}

/* False for what moves nothing: Twilio's own steps before the network took it. */
static bool event_status(struct str label, enum event_status *out)
{
    static const struct {
        const char *label;
        enum event_status status;
    } STATUSES[] = {
        {"sent", EVENT_SENT},       {"partially_delivered", EVENT_SENT}, {"delivered", EVENT_DELIVERED},
        {"read", EVENT_READ},       {"undelivered", EVENT_FAILED},       {"failed", EVENT_FAILED},
        {"canceled", EVENT_FAILED},
    };
    for (size_t i = 0; i < COUNT_OF(STATUSES); i++)
        if (str_eq(label, str_from(STATUSES[i].label))) {
            *out = STATUSES[i].status;
            return true;
        }
    return false;
}

static void read_failure(const struct callback *callback, struct arena *arena, struct event *event)
{
    struct str code = query_value(arena, callback->body, "ErrorCode");
    int64_t number;
    event->reason = "not_deliverable";
    if (!str_to_i64(code, 1, 999999, &number))
        return;
    const struct error_class *class = error_class(number);
    event->detail = str_printf(arena, "%d", (int)number);
    if (class) {
        event->reason = class->reason;
        event->operator_fault = class->operator_fault;
    }
}

static enum callback_result callback(const struct sender *sender, const struct callback *callback,
                                     struct arena *arena, struct event **events, int *n)
{
    struct event *event = ARENA_NEW(arena, struct event);
    *n = 0;
    *events = event;
    bool named = query_value(arena, callback->query, "ref").s;
    if (!callback->post || !is_signed(sender, callback, arena) ||
        (named && !report_is_proved(sender, callback, arena, &event->reference)))
        return CALLBACK_FORGED;
    struct str sid = query_value(arena, callback->body, "MessageSid");
    struct str status = query_value(arena, callback->body, "MessageStatus");
    if (!status.n)
        return CALLBACK_MALFORMED;
    if (is_path_word(sid) && sid.n <= PROVIDER_ID_MAX)
        event->provider_id = sid;
    if (!event_status(status, &event->status) || !event_has_message(event))
        return CALLBACK_OK;
    if (event->status == EVENT_FAILED)
        read_failure(callback, arena, event);
    *n = 1;
    return CALLBACK_OK;
}

const struct driver driver_twilio = {
    .name = "twilio",
    .channel = CHANNEL_SMS,
    .compose = compose,
    .interpret = interpret,
    .callback = callback,
};
