/*
 * WhatsApp Cloud API (Meta Graph): an authentication template out, signed status callbacks in.
 * The code stands twice in a request: in the body and in the copy button that Meta makes a URL button.
 */
#include <jansson.h>
#include <string.h>

#include "base/hmac.h"
#include "channels/driver.h"

#define PROVIDER_ID_MAX 200
#define DETAIL_MAX 300

static struct str value_or(const struct sender *sender, const char *key, struct str fallback)
{
    struct str value = sender_value(sender, key);
    return value.n ? value : fallback;
}

static bool is_path_word(struct str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (!(text.s[i] == '.' || text.s[i] == '_' || text.s[i] == '-' ||
              (text.s[i] >= '0' && text.s[i] <= '9') ||
              ((text.s[i] | 0x20) >= 'a' && (text.s[i] | 0x20) <= 'z')))
            return false;
    return text.n > 0;
}

/* The recipient's language where the template is approved in it, else the sender's fallback. */
static struct str template_language(const struct sender *sender, struct str locale)
{
    struct str approved = value_or(sender, "template_languages", STR("en,id")), language;
    while (str_split(&approved, ',', &language))
        if (locale.n && str_eq_nocase(str_trim(language), locale))
            return str_trim(language);
    return value_or(sender, "template_language", STR("en"));
}

static json_t *text_parameter(struct str code)
{
    return json_pack("[{s:s, s:s%}]", "type", "text", "text", code.s, code.n);
}

static struct str request_body(const struct sender *sender, const struct outgoing *message,
                               struct arena *arena)
{
    struct str to = message->recipient, reference = reference_text(arena, message->reference);
    struct str name = value_or(sender, "template", STR("sandi_otp"));
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
    size_t size = body ? json_dumpb(body, NULL, 0, JSON_COMPACT) : 0;
    char *text = arena_alloc(arena, size + 1);
    if (size)
        size = json_dumpb(body, text, size, JSON_COMPACT);
    json_decref(body);
    return (struct str){text, size};
}

static enum composed compose(const struct sender *sender, const struct outgoing *message, struct arena *arena,
                             struct transfer *out, const char **why)
{
    struct str base = sender_value(sender, "base_url"), token = sender_value(sender, "token");
    struct str version = value_or(sender, "graph_version", STR("v23.0"));
    struct str number = sender_value(sender, "phone_number_id");
    *why = !base.n                                ? "base_url"
           : !is_path_word(version)               ? "graph_version"
           : !is_path_word(number)                ? "phone_number_id"
           : !token.n || !str_is_plain(token, "") ? "token"
                                                  : NULL;
    if (*why)
        return COMPOSE_UNUSABLE;
    struct str body = request_body(sender, message, arena);
    *why = "unexpressible";
    if (!body.n)
        return COMPOSE_IMPOSSIBLE;
    const char *slash = base.s[base.n - 1] == '/' ? "" : "/", *v = version.s[0] == 'v' ? "" : "v";
    *out = (struct transfer){
        .kind = TRANSFER_POST,
        .url = str_printf(arena, "%.*s%s%s%.*s/%.*s/messages", STR_ARG(base), slash, v, STR_ARG(version),
                          STR_ARG(number)),
        .headers = {str_printf(arena, "Authorization: Bearer %.*s", STR_ARG(token)),
                    STR("Content-Type: application/json")},
        .n_headers = 2,
        .body = body,
        .allow_private = sender_flag(sender, "allow_private"),
    };
    return COMPOSED;
}

/* --- what an error code means; Meta documents codes, not titles -------------------------------------------
 */

struct error_class {
    int from, to;
    enum result result;
    const char *reason;
    bool operator_fault;
    enum pace pace;
};

static const struct error_class ERRORS[] = {
    {0, 0, RESULT_REJECTED, "sender_unauthorized", true, PACE_STEADY},
    {1, 2, RESULT_BUSY, "provider_down", false, PACE_STEADY},
    {3, 3, RESULT_REJECTED, "sender_forbidden", true, PACE_STEADY},
    {4, 4, RESULT_BUSY, "rate_limited", false, PACE_STEADY},
    {10, 10, RESULT_REJECTED, "sender_forbidden", true, PACE_STEADY},
    {190, 190, RESULT_REJECTED, "sender_unauthorized", true, PACE_STEADY},
    {200, 299, RESULT_REJECTED, "sender_forbidden", true, PACE_STEADY},
    {368, 368, RESULT_REJECTED, "sender_blocked", true, PACE_STEADY},
    {80007, 80007, RESULT_BUSY, "rate_limited", false, PACE_STEADY},
    {130429, 130429, RESULT_BUSY, "rate_limited", false, PACE_STEADY},
    {130472, 130472, RESULT_REJECTED, "not_deliverable", false, PACE_STEADY},
    {130497, 130497, RESULT_REJECTED, "country_restricted", false, PACE_STEADY},
    {131000, 131000, RESULT_BUSY, "provider_down", false, PACE_STEADY},
    {131016, 131016, RESULT_BUSY, "provider_down", false, PACE_STEADY},
    {131021, 131021, RESULT_REJECTED, "invalid_recipient", false, PACE_STEADY},
    {131026, 131026, RESULT_REJECTED, "not_on_whatsapp", false, PACE_STEADY},
    {131030, 131030, RESULT_REJECTED, "not_on_allow_list", true, PACE_STEADY},
    {131031, 131031, RESULT_REJECTED, "sender_blocked", true, PACE_STEADY},
    {131037, 131037, RESULT_REJECTED, "sender_unapproved", true, PACE_STEADY},
    {131042, 131042, RESULT_REJECTED, "sender_unpaid", true, PACE_STEADY},
    {131045, 131045, RESULT_REJECTED, "sender_unapproved", true, PACE_STEADY},
    {131048, 131048, RESULT_REJECTED, "spam_limited", true, PACE_STEADY},
    {131049, 131050, RESULT_REJECTED, "not_deliverable", false, PACE_STEADY},
    {131056, 131056, RESULT_BUSY, "pair_limited", false, PACE_PAIR},
    {131057, 131057, RESULT_BUSY, "provider_down", false, PACE_STEADY},
    {131062, 131062, RESULT_REJECTED, "invalid_recipient", false, PACE_STEADY},
    {131064, 131064, RESULT_REJECTED, "spam_limited", true, PACE_STEADY},
    {132000, 132001, RESULT_REJECTED, "template_missing", true, PACE_STEADY},
    {132007, 132007, RESULT_REJECTED, "template_refused", true, PACE_STEADY},
    {132015, 132016, RESULT_REJECTED, "template_paused", true, PACE_STEADY},
    {137000, 137000, RESULT_REJECTED, "not_deliverable", false, PACE_STEADY},
};

static const struct error_class *error_class(json_int_t code)
{
    static const struct error_class OTHER = {0, 0, RESULT_REJECTED, "request_refused", true, PACE_STEADY};
    for (size_t i = 0; i < COUNT_OF(ERRORS); i++)
        if (code >= ERRORS[i].from && code <= ERRORS[i].to)
            return &ERRORS[i];
    return &OTHER;
}

static struct str json_str(const json_t *value)
{
    return json_is_string(value) ? (struct str){json_string_value(value), json_string_length(value)}
                                 : STR_NONE;
}

/* error_data.details, else the message, behind the code that Meta's pages are searched by. */
static struct str error_detail(const json_t *error, struct arena *arena)
{
    struct str detail = json_str(json_object_get(json_object_get(error, "error_data"), "details"));
    if (!detail.n)
        detail = json_str(json_object_get(error, "message"));
    if (!detail.n)
        detail = json_str(json_object_get(error, "title"));
    detail = words(arena, detail, DETAIL_MAX);
    json_int_t code = json_integer_value(json_object_get(error, "code"));
    return str_printf(arena, "%" JSON_INTEGER_FORMAT "%s%.*s", code, detail.n ? ": " : "", STR_ARG(detail));
}

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
    const struct error_class *class = error_class(json_integer_value(json_object_get(error, "code")));
    return (struct verdict){.result = class->result,
                            .reason = class->reason,
                            .detail = error_detail(error, arena),
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
    struct str id = json_str(json_object_get(json_array_get(json_object_get(body, "messages"), 0), "id"));
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

static bool is_signed(const struct sender *sender, const struct callback *callback)
{
    struct str secret = sender_value(sender, "app_secret");
    struct str signature = callback_header(callback, STR("X-Hub-Signature-256"));
    unsigned char given[HMAC_SIZE], right[HMAC_SIZE];
    if (!secret.n || !str_starts(signature, STR("sha256=")) ||
        !hex_decode(str_slice(signature, 7, signature.n), given, sizeof given))
        return false;
    hmac_sha256(secret, callback->body, right);
    return same_secret(str_bytes(given, sizeof given), str_bytes(right, sizeof right));
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

/* False for what says nothing about a message of ours: other statuses, no id at all. */
static bool read_status(const json_t *status, struct arena *arena, struct event *out)
{
    *out = (struct event){0};
    struct str id = json_str(json_object_get(status, "id")),
               timestamp = json_str(json_object_get(status, "timestamp"));
    bool ours =
        reference_parse(json_str(json_object_get(status, "biz_opaque_callback_data")), &out->reference);
    if (!event_status(json_str(json_object_get(status, "status")), &out->status) || (!ours && !id.n))
        return false;
    if (id.n <= PROVIDER_ID_MAX)
        out->provider_id = str_copy(arena, id);
    int64_t seconds;
    if (str_to_i64(timestamp, 1, INT64_C(253402300799), &seconds))
        out->at_us = seconds * 1000000;
    if (out->status == EVENT_FAILED) {
        const json_t *error = json_array_get(json_object_get(status, "errors"), 0);
        const json_t *code = json_object_get(error, "code");
        out->reason = "not_deliverable";
        if (json_is_integer(code)) {
            out->reason = error_class(json_integer_value(code))->reason;
            out->operator_fault = error_class(json_integer_value(code))->operator_fault;
        }
        out->detail = error ? error_detail(error, arena) : STR_NONE;
    }
    return true;
}

/* Calls read_status for every status anywhere in the callback; with events NULL it only counts them. */
static int each_status(const json_t *body, struct arena *arena, struct event *events)
{
    int n = 0;
    size_t e, c, s;
    const json_t *entry, *change, *status;
    json_array_foreach(json_object_get(body, "entry"), e, entry)
    {
        json_array_foreach(json_object_get(entry, "changes"), c, change)
        {
            const json_t *statuses = json_object_get(json_object_get(change, "value"), "statuses");
            json_array_foreach(statuses, s, status)
            {
                if (!events || read_status(status, arena, &events[n]))
                    n++;
            }
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
    *events = ARENA_ARRAY(arena, struct event, (size_t)each_status(body, arena, NULL) + 1);
    *n = each_status(body, arena, *events);
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
