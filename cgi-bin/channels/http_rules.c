/* Maps and paths of the generic HTTP driver, and what they make of answers and reports. */
#include "channels/http_rules.h"

#include <string.h>

#include "base/hmac.h"
#include "channels/report.h"

#define DETAIL_MAX 300
#define PROVIDER_ID_MAX 200
#define PATH_DEEP 10

static const struct meaning MEANINGS[] = {
    {"accepted", MEANS_ACCEPTED, EVENT_SENT, false},
    {"busy", MEANS_BUSY, EVENT_SENT, false},
    {"unknown", MEANS_UNKNOWN, EVENT_SENT, false},
    {"ignored", MEANS_IGNORED, EVENT_SENT, false},
    {"sent", MEANS_EVENT, EVENT_SENT, false},
    {"delivered", MEANS_EVENT, EVENT_DELIVERED, false},
    {"read", MEANS_EVENT, EVENT_READ, false},
    {"failed", MEANS_EVENT, EVENT_FAILED, false},
    {"country_restricted", MEANS_REFUSED, EVENT_FAILED, false},
    {"fraud_suspected", MEANS_REFUSED, EVENT_FAILED, false},
    {"handset_unreachable", MEANS_REFUSED, EVENT_FAILED, false},
    {"invalid_recipient", MEANS_REFUSED, EVENT_FAILED, false},
    {"not_deliverable", MEANS_REFUSED, EVENT_FAILED, false},
    {"not_on_whatsapp", MEANS_REFUSED, EVENT_FAILED, false},
    {"operator_refused", MEANS_REFUSED, EVENT_FAILED, false},
    {"recipient_denied", MEANS_REFUSED, EVENT_FAILED, false},
    {"recipient_incapable", MEANS_REFUSED, EVENT_FAILED, false},
    {"recipient_opted_out", MEANS_REFUSED, EVENT_FAILED, false},
    {"rejected", MEANS_REFUSED, EVENT_FAILED, false},
    {"message_filtered", MEANS_REFUSED, EVENT_FAILED, true},
    {"not_on_allow_list", MEANS_REFUSED, EVENT_FAILED, true},
    {"provider_credit", MEANS_REFUSED, EVENT_FAILED, true},
    {"request_refused", MEANS_REFUSED, EVENT_FAILED, true},
    {"sender_blocked", MEANS_REFUSED, EVENT_FAILED, true},
    {"sender_forbidden", MEANS_REFUSED, EVENT_FAILED, true},
    {"sender_unapproved", MEANS_REFUSED, EVENT_FAILED, true},
    {"sender_unauthorized", MEANS_REFUSED, EVENT_FAILED, true},
    {"sender_unpaid", MEANS_REFUSED, EVENT_FAILED, true},
    {"spam_limited", MEANS_REFUSED, EVENT_FAILED, true},
    {"template_missing", MEANS_REFUSED, EVENT_FAILED, true},
    {"template_refused", MEANS_REFUSED, EVENT_FAILED, true},
};

static const struct meaning *meaning_find(struct str word)
{
    for (size_t i = 0; i < COUNT_OF(MEANINGS); i++)
        if (str_eq(word, str_from(MEANINGS[i].word)))
            return &MEANINGS[i];
    return NULL;
}

static bool map_next(struct str *rest, struct str *value, struct str *word)
{
    struct str entry;
    if (!str_split(rest, ',', &entry))
        return false;
    size_t equals = str_index(entry, '=', 0);
    *value = str_trim(str_slice(entry, 0, equals));
    *word = str_trim(str_slice(entry, equals + 1, entry.n));
    return true;
}

const struct meaning *map_find(struct str map, struct str value)
{
    const struct meaning *other = NULL;
    struct str key, word;
    while (map_next(&map, &key, &word)) {
        if (value.n && str_eq(key, value))
            return meaning_find(word);
        if (str_eq(key, STR("*")))
            other = meaning_find(word);
    }
    return value.n ? other : NULL;
}

bool map_check(struct str map, bool of_report)
{
    struct str key, word;
    while (map_next(&map, &key, &word)) {
        const struct meaning *meaning = meaning_find(word);
        if (!key.n || !meaning)
            return false;
        bool report = meaning->kind == MEANS_EVENT || meaning->kind == MEANS_IGNORED;
        if (meaning->kind != MEANS_REFUSED && report != of_report)
            return false;
    }
    return true;
}

struct str path_text(const json_t *root, struct str path, struct arena *arena)
{
    struct str step;
    const json_t *at = path.n ? root : NULL;
    for (int deep = 0; at && deep < PATH_DEEP && str_split(&path, '.', &step); deep++) {
        int64_t place;
        if (json_is_array(at))
            at = str_to_i64(step, 0, 1000, &place) ? json_array_get(at, (size_t)place) : NULL;
        else
            at = json_object_get(at, str_z(arena, step));
    }
    if (!at || path.n)
        return STR_NONE;
    if (json_is_string(at))
        return str_copy(arena, (struct str){json_string_value(at), json_string_length(at)});
    if (json_is_integer(at))
        return str_printf(arena, "%" JSON_INTEGER_FORMAT, json_integer_value(at));
    return json_is_boolean(at) ? json_is_true(at) ? STR("true") : STR("false") : STR_NONE;
}

/* --- answers -----------------------------------------------------------------------------------------------
 */

/* By the operator's map, else as most providers mean it; NULL when only the operator could know. */
static const struct meaning *status_meaning(const struct sender *sender, int status, struct arena *arena)
{
    struct str text = str_printf(arena, "%d", status);
    const struct meaning *found = map_find(sender_value(sender, "statuses"), text);
    if (!found)
        found = map_find(STR("200=accepted,201=accepted,202=accepted,401=sender_unauthorized,"
                             "403=sender_forbidden,429=busy"),
                         text);
    if (!found && status >= 300 && status < 500)
        found = meaning_find(STR("request_refused"));
    return found;
}

static struct verdict verdict_of(const struct meaning *meaning, const struct answer *answer)
{
    struct verdict verdict = {.result = RESULT_UNKNOWN,
                              .reason = answer->status >= 500 ? "provider_error" : "unreadable_answer"};
    if (!meaning)
        return verdict;
    switch (meaning->kind) {
    case MEANS_ACCEPTED:
        return (struct verdict){.result = RESULT_ACCEPTED};
    case MEANS_BUSY:
        return (struct verdict){
            .result = RESULT_BUSY, .reason = "rate_limited", .retry_after = answer->retry_after};
    case MEANS_REFUSED:
        return (struct verdict){
            .result = RESULT_REJECTED, .reason = meaning->word, .operator_fault = meaning->operator_fault};
    case MEANS_UNKNOWN:
    case MEANS_IGNORED:
    case MEANS_EVENT:
        break;
    }
    return verdict;
}

/* The body's own word counts for more than the status, but nothing that it says makes an error a success. */
static const struct meaning *answer_meaning(const struct sender *sender, const struct answer *answer,
                                            const json_t *body, struct arena *arena)
{
    const struct meaning *by_status = status_meaning(sender, answer->status, arena);
    struct str path = sender_value(sender, "answer_path");
    bool accepted = by_status && by_status->kind == MEANS_ACCEPTED;
    if (!path.n)
        return by_status;
    const struct meaning *by_body =
        map_find(sender_value(sender, "answer_values"), path_text(body, path, arena));
    return accepted || (by_body && by_body->kind != MEANS_ACCEPTED) ? by_body : by_status;
}

struct verdict http_interpret(const struct sender *sender, const struct answer *answer, struct arena *arena)
{
    struct verdict verdict;
    if (verdict_without_answer(answer, &verdict))
        return verdict;
    json_t *body = json_loadb(answer->body.n ? answer->body.s : "", answer->body.n, 0, NULL);
    verdict = verdict_of(answer_meaning(sender, answer, body, arena), answer);
    if (verdict.result == RESULT_ACCEPTED) {
        struct str id = path_text(body, sender_value(sender, "id_path"), arena);
        if (id.n <= PROVIDER_ID_MAX && str_is_plain(id, ""))
            verdict.provider_id = id;
    } else {
        verdict.detail =
            words(arena, path_text(body, sender_value(sender, "detail_path"), arena), DETAIL_MAX);
        if (!verdict.detail.n)
            verdict.detail = str_printf(arena, "HTTP %d", answer->status);
    }
    json_decref(body);
    return verdict;
}

/* --- reports
 * ------------------------------------------------------------------------------------------------ */

/* Hexadecimal HMAC-SHA256 of the body (of the query, where there is no body), "sha256=" before it or not. */
static bool is_signed(const struct sender *sender, const struct callback *callback)
{
    static const char *const SECRETS[] = {"callback_secret", "callback_secret_previous"};
    struct str signature = callback_header(callback, sender_value(sender, "callback_signature"));
    struct str bytes = callback->post ? callback->body : callback->query;
    unsigned char given[HMAC_SIZE], right[HMAC_SIZE];
    bool found = false;
    if (str_starts(signature, STR("sha256=")))
        signature = str_slice(signature, 7, signature.n);
    if (!hex_decode(signature, given, sizeof given))
        return false;
    for (size_t i = 0; i < COUNT_OF(SECRETS); i++) {
        struct str secret = sender_value(sender, SECRETS[i]);
        if (!secret.n)
            continue;
        hmac_sha256(secret, bytes, right);
        found |= same_secret(str_bytes(given, sizeof given), str_bytes(right, sizeof right));
    }
    return found;
}

/* Some providers put '?' before their parameters although the address has one. */
static struct str one_query(struct str query, struct arena *arena)
{
    char *copy = arena_alloc(arena, query.n + 1);
    for (size_t i = 0; i < query.n; i++)
        copy[i] = query.s[i] == '?' ? '&' : query.s[i];
    return (struct str){copy, query.n};
}

/* By the provider's signature where one is set up; and what names a message carries our proof in any case. */
static bool is_proved(const struct sender *sender, const struct callback *callback, struct arena *arena,
                      struct reference *reference)
{
    struct callback clean = *callback;
    bool must_sign = sender_value(sender, "callback_signature").n > 0;
    clean.query = one_query(callback->query, arena);
    if (must_sign && !is_signed(sender, callback))
        return false;
    return query_value(arena, clean.query, "ref").s ? report_is_proved(sender, &clean, arena, reference)
                                                    : must_sign;
}

struct fields {
    struct arena *arena;
    struct str query, form;
    json_t *json;
};

static struct str field(const struct sender *sender, const struct fields *fields, const char *setting)
{
    struct str name = sender_value(sender, setting);
    if (!name.n)
        return STR_NONE;
    struct str value = path_text(fields->json, name, fields->arena);
    if (!value.n)
        value = query_value(fields->arena, fields->form, str_z(fields->arena, name));
    return value.n ? value : query_value(fields->arena, fields->query, str_z(fields->arena, name));
}

static int read_report(const struct sender *sender, const struct fields *fields, struct event *event)
{
    const struct meaning *meaning =
        map_find(sender_value(sender, "callback_values"), field(sender, fields, "callback_status"));
    struct str id = field(sender, fields, "callback_id");
    if (id.n <= PROVIDER_ID_MAX && str_is_utf8(id) && str_is_plain(id, ""))
        event->provider_id = id;
    if (!meaning || (meaning->kind != MEANS_EVENT && meaning->kind != MEANS_REFUSED) ||
        !event_has_message(event))
        return 0;
    event->status = meaning->status;
    if (event->status == EVENT_FAILED) {
        event->reason = meaning->kind == MEANS_REFUSED ? meaning->word : "not_deliverable";
        event->operator_fault = meaning->operator_fault;
        event->detail = report_words(fields->arena, field(sender, fields, "callback_detail"), DETAIL_MAX);
    }
    return 1;
}

enum callback_result http_callback(const struct sender *sender, const struct callback *callback,
                                   struct arena *arena, struct event **events, int *n)
{
    struct event *event = ARENA_NEW(arena, struct event);
    struct str format = sender_value(sender, "callback_format");
    *n = 0;
    *events = event;
    if (!is_proved(sender, callback, arena, &event->reference))
        return CALLBACK_FORGED;
    struct fields fields = {.arena = arena, .query = one_query(callback->query, arena)};
    if (str_eq(format, STR("json")))
        fields.json = json_loadb(callback->body.n ? callback->body.s : "", callback->body.n, 0, NULL);
    else if (!str_eq(format, STR("query")))
        fields.form = callback->body;
    bool readable = field(sender, &fields, "callback_status").n > 0;
    if (readable)
        *n = read_report(sender, &fields, event);
    json_decref(fields.json);
    return readable ? CALLBACK_OK : CALLBACK_MALFORMED;
}
