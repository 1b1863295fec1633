/*
 * WhatsApp Cloud API (Meta Graph): an authentication template out, signed status callbacks in.
 * The code stands twice in a request: in the body and in the copy button that Meta makes a URL button.
 */
#include <jansson.h>
#include <string.h>

#include "base/hmac.h"
#include "channels/driver.h"
#include "channels/whatsapp.h"

#define PROVIDER_ID_MAX 200

static bool same_language(struct str a, struct str b)
{
    if (a.n != b.n)
        return false;
    for (size_t i = 0; i < a.n; i++) {
        struct str x = str_slice(a, i, i + 1), y = str_slice(b, i, i + 1);
        if (!str_eq_nocase(x, y) && !(strchr("-_", *x.s) && strchr("-_", *y.s)))
            return false;
    }
    return true;
}

static struct str primary(struct str language)
{
    size_t n = 0;
    while (n < language.n && language.s[n] != '-' && language.s[n] != '_')
        n++;
    return str_slice(language, 0, n);
}

/* The recipient's language as the template is approved in it, else its kin ("en" for "en-GB"), else the
 * sender's fallback. */
static struct str template_language(const struct sender *sender, struct str locale)
{
    struct str approved = whatsapp_value(sender, "template_languages", STR("en,id")), language,
               kin = STR_NONE;
    while (locale.n && str_split(&approved, ',', &language)) {
        language = str_trim(language);
        if (same_language(language, locale))
            return language;
        if (!kin.n && language.n && same_language(primary(language), primary(locale)))
            kin = language;
    }
    return kin.n ? kin : whatsapp_value(sender, "template_language", STR("en"));
}

static json_t *text_parameter(struct str code)
{
    return json_pack("[{s:s, s:s%}]", "type", "text", "text", code.s, code.n);
}

static struct str request_body(const struct sender *sender, const struct outgoing *message,
                               struct arena *arena)
{
    struct str to = message->recipient, reference = reference_text(arena, message->reference);
    struct str name =
        whatsapp_template_name(sender, whatsapp_template_minutes(sender, message->lifetime), arena);
    struct str language = template_language(sender, message->locale);
    if (str_starts(to, STR("+")))
        to = str_slice(to, 1, to.n);
    json_t *body =
        json_pack("{s:s, s:s, s:s%, s:s%, s:s, s:{s:s%, s:{s:s%}, s:[{s:s, s:o}, {s:s, s:s, s:s, s:o}]}}",
                  "messaging_product", "whatsapp", "recipient_type", "individual", "to", to.s, to.n,
                  "biz_opaque_callback_data", reference.s, reference.n, "type", "template", "template",
                  "name", name.s, name.n, "language", "code", language.s, language.n, "components", "type",
                  "body", "parameters", text_parameter(message->code), "type", "button", "sub_type", "url",
                  "index", "0", "parameters", text_parameter(message->code));
    return graph_dump(body, arena);
}

static enum composed compose(const struct sender *sender, const struct outgoing *message, struct arena *arena,
                             struct transfer *out, const char **why)
{
    struct str number = sender_value(sender, "phone_number_id");
    if (!whatsapp_request(sender, number, "messages", arena, out)) {
        *why = whatsapp_lacks(sender, number, "phone_number_id");
        return COMPOSE_UNUSABLE;
    }
    out->kind = TRANSFER_POST;
    out->body = request_body(sender, message, arena);
    *why = "unexpressible";
    return out->body.n ? COMPOSED : COMPOSE_IMPOSSIBLE;
}

/* --- answers ----------------------------------------------------------------------------------------------
 */

/* Answers that hold no error Graph would write: from a proxy, or nothing Meta documents. */
static struct verdict by_status(const struct answer *answer, struct arena *arena)
{
    struct verdict verdict = {.detail = str_printf(arena, "HTTP %d", answer->status)};
    if (answer->status == 429) {
        verdict.result = RESULT_BUSY;
        verdict.reason = "rate_limited";
    } else if (answer->status >= 300 && answer->status < 500) {
        verdict.result = RESULT_REJECTED;
        verdict.reason = answer->status == 401 ? "sender_unauthorized" : "request_refused";
        verdict.operator_fault = true;
    } else {
        verdict.result = RESULT_UNKNOWN;
        verdict.reason = answer->status >= 500 ? "provider_error" : "unreadable_answer";
    }
    return verdict;
}

static struct verdict by_error(const json_t *error, const struct answer *answer, struct arena *arena)
{
    const struct whatsapp_error *class = whatsapp_error(json_integer_value(json_object_get(error, "code")));
    return (struct verdict){.result = class->result,
                            .reason = class->reason,
                            .detail = graph_error_detail(error, arena),
                            .pace = class->pace,
                            .operator_fault = class->operator_fault,
                            .retry_after = answer->retry_after};
}

static struct verdict interpret(const struct sender *sender, const struct answer *answer, struct arena *arena)
{
    (void)sender;
    struct verdict verdict;
    if (verdict_without_answer(answer, &verdict))
        return verdict;
    json_t *body = json_loadb(answer->body.n ? answer->body.s : "", answer->body.n, 0, NULL);
    const json_t *error = json_object_get(body, "error");
    struct str id = graph_text(json_object_get(json_array_get(json_object_get(body, "messages"), 0), "id"));
    if (json_is_integer(json_object_get(error, "code")))
        verdict = by_error(error, answer, arena);
    else if (answer->status == 200 && id.n && id.n <= PROVIDER_ID_MAX)
        verdict = (struct verdict){.result = RESULT_ACCEPTED, .provider_id = str_copy(arena, id)};
    else
        verdict = by_status(answer, arena);
    json_decref(body);
    return verdict;
}

/* --- callbacks --------------------------------------------------------------------------------------------
 */

/* While an app secret is being changed both stand at the sender, and either signs. */
static bool is_signed(const struct sender *sender, const struct callback *callback)
{
    static const char *const SECRETS[] = {"app_secret", "app_secret_previous"};
    struct str signature = callback_header(callback, STR("X-Hub-Signature-256"));
    unsigned char given[HMAC_SIZE], right[HMAC_SIZE];
    bool found = false;
    if (!str_starts(signature, STR("sha256=")) ||
        !hex_decode(str_slice(signature, 7, signature.n), given, sizeof given))
        return false;
    for (size_t i = 0; i < COUNT_OF(SECRETS); i++) {
        struct str secret = sender_value(sender, SECRETS[i]);
        if (!secret.n)
            continue;
        hmac_sha256(secret, callback->body, right);
        found |= same_secret(str_bytes(given, sizeof given), str_bytes(right, sizeof right));
    }
    return found;
}

static bool event_status(struct str label, enum event_status *out)
{
    for (int i = EVENT_SENT; i <= EVENT_FAILED; i++)
        if (str_eq(label, str_from(event_status_label((enum event_status)i)))) {
            *out = (enum event_status)i;
            return true;
        }
    return false;
}

static void read_failure(const json_t *error, struct arena *arena, struct event *out)
{
    const json_t *code = json_object_get(error, "code");
    out->reason = "not_deliverable";
    if (json_is_integer(code)) {
        out->reason = whatsapp_error(json_integer_value(code))->reason;
        out->operator_fault = whatsapp_error(json_integer_value(code))->operator_fault;
    }
    out->detail = error ? graph_error_detail(error, arena) : STR_NONE;
}

/* False for what says nothing about a message of ours: other statuses, no id at all. */
static bool read_status(const json_t *status, struct arena *arena, struct event *out)
{
    *out = (struct event){0};
    struct str id = graph_text(json_object_get(status, "id")),
               timestamp = graph_text(json_object_get(status, "timestamp"));
    bool ours =
        reference_parse(graph_text(json_object_get(status, "biz_opaque_callback_data")), &out->reference);
    if (!event_status(graph_text(json_object_get(status, "status")), &out->status) ||
        (!ours && (!id.n || id.n > PROVIDER_ID_MAX)))
        return false;
    if (id.n <= PROVIDER_ID_MAX)
        out->provider_id = str_copy(arena, id);
    int64_t seconds;
    if (str_to_i64(timestamp, 1, INT64_C(253402300799), &seconds))
        out->at_us = seconds * 1000000;
    if (out->status == EVENT_FAILED)
        read_failure(json_array_get(json_object_get(status, "errors"), 0), arena, out);
    return true;
}

/* An error of the account as a whole. One that passes by itself needs nobody. */
static bool read_account_error(const json_t *error, struct arena *arena, struct event *out)
{
    *out = (struct event){.status = EVENT_FAILED};
    read_failure(error, arena, out);
    return out->operator_fault && json_is_integer(json_object_get(error, "code"));
}

/* What Meta decided about our template or account, under fields of their own. */
static bool read_decision(const json_t *change, struct arena *arena, struct event *out)
{
    static const struct {
        const char *field, *event, *reason;
    } DECISIONS[] = {
        {"message_template_status_update", "PAUSED", "template_paused"},
        {"message_template_status_update", "DISABLED", "template_paused"},
        {"message_template_status_update", "REJECTED", "template_refused"},
        {"message_template_status_update", "DELETED", "template_missing"},
        {"account_update", "ACCOUNT_RESTRICTION", "sender_blocked"},
        {"account_update", "ACCOUNT_VIOLATION", "sender_blocked"},
        {"account_update", "ACCOUNT_DELETED", "sender_blocked"},
        {"account_update", "DISABLED_UPDATE", "sender_blocked"},
    };
    const json_t *value = json_object_get(change, "value");
    struct str field = graph_text(json_object_get(change, "field"));
    struct str event = graph_text(json_object_get(value, "event"));
    struct str name = words(arena, graph_text(json_object_get(value, "message_template_name")), 100);
    for (size_t i = 0; i < COUNT_OF(DECISIONS); i++)
        if (str_eq(field, str_from(DECISIONS[i].field)) && str_eq(event, str_from(DECISIONS[i].event))) {
            *out = (struct event){.status = EVENT_FAILED,
                                  .reason = DECISIONS[i].reason,
                                  .detail = str_printf(arena, "%s%s%.*s", DECISIONS[i].event,
                                                       name.n ? ": " : "", STR_ARG(name)),
                                  .operator_fault = true};
            return true;
        }
    return false;
}

/* All events anywhere in the callback; with events NULL only how many there can be. */
static int each_event(const json_t *body, struct arena *arena, struct event *events)
{
    int n = 0;
    size_t e, c, i;
    const json_t *entry, *change, *item;
    json_array_foreach(json_object_get(body, "entry"), e, entry)
    {
        json_array_foreach(json_object_get(entry, "changes"), c, change)
        {
            const json_t *value = json_object_get(change, "value");
            n += !events || read_decision(change, arena, &events[n]);
            json_array_foreach(json_object_get(value, "statuses"), i, item) n +=
                !events || read_status(item, arena, &events[n]);
            json_array_foreach(json_object_get(value, "errors"), i, item) n +=
                !events || read_account_error(item, arena, &events[n]);
        }
    }
    return n;
}

static enum callback_result callback(const struct sender *sender, const struct callback *callback,
                                     struct arena *arena, struct event **events, int *n)
{
    *n = 0;
    if (!is_signed(sender, callback))
        return CALLBACK_FORGED;
    json_t *body = json_loadb(callback->body.n ? callback->body.s : "", callback->body.n, 0, NULL);
    if (!json_is_object(body)) {
        json_decref(body);
        return CALLBACK_MALFORMED;
    }
    *events = ARENA_ARRAY(arena, struct event, (size_t)each_event(body, arena, NULL) + 1);
    *n = each_event(body, arena, *events);
    json_decref(body);
    return CALLBACK_OK;
}

static struct str handshake(const struct sender *sender, struct str query, struct arena *arena)
{
    struct str token = sender_value(sender, "verify_token");
    struct str challenge = query_value(arena, query, "hub.challenge");
    bool right = token.n && same_secret(query_value(arena, query, "hub.verify_token"), token);
    if (!right || !str_eq(query_value(arena, query, "hub.mode"), STR("subscribe")) || challenge.n > 1000 ||
        !str_is_plain(challenge, ""))
        return STR_NONE;
    return challenge;
}

const struct driver driver_whatsapp = {
    .name = "whatsapp",
    .channel = CHANNEL_WHATSAPP,
    .compose = compose,
    .interpret = interpret,
    .callback = callback,
    .handshake = handshake,
};
