/* The generic HTTP driver: three gateways as plain rows of settings, and settings that must not work. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/hmac.h"
#include "channels/http_rules.h"
#include "channels/report.h"

static const struct keyring RING = {.count = 1, .id = {3}, .key = {{7}}};

#define ROWS_MAX 24
typedef const char *rows[ROWS_MAX][2];

static rows VONAGE = {
    {"base_url", "https://rest.vonage.example/sms/json"},
    {"number_format", "digits"},
    {"username", "key"},
    {"password", "s&cret"},
    {"from", "Sandi"},
    {"least_seconds", "20"},
    {"body", "api_key={username}&api_secret={password}&from={from}&to={to}&text={text}&type={encoding}"
             "&ttl={milliseconds}&callback={callback}&client-ref={message}"},
    {"answer_path", "messages.0.status"},
    {"answer_values", "0=accepted,1=busy,4=sender_unauthorized,7=recipient_denied,9=provider_credit,"
                      "14=sender_unauthorized,15=sender_forbidden,22=not_deliverable,29=not_on_allow_list,"
                      "33=invalid_recipient,5=unknown,*=request_refused"},
    {"id_path", "messages.0.message-id"},
    {"detail_path", "messages.0.error-text"},
    {"callback_id", "messageId"},
    {"callback_status", "status"},
    {"callback_detail", "err-code"},
    {"callback_values", "delivered=delivered,accepted=sent,buffered=ignored,expired=failed,failed=failed,"
                        "rejected=operator_refused,unknown=ignored"},
};

static rows ZENZIVA = {
    {"base_url", "https://gsm.zenziva.example/api/sendsms/"},
    {"number_format", "national"},
    {"country_code", "62"},
    {"username", "user"},
    {"password", "pass"},
    {"body", "userkey={username}&passkey={password}&nohp={to}&pesan={text}"},
    {"answer_path", "status"},
    {"answer_values", "1=accepted,*=request_refused"},
    {"id_path", "messageId"},
    {"detail_path", "text"},
};

static rows VERIHUBS = {
    {"base_url", "https://api.verihubs.example/v2/otp/send"},
    {"format", "json"},
    {"headers", "App-ID: {username}|API-Key: {password}"},
    {"number_format", "digits"},
    {"username", "app"},
    {"password", "key"},
    {"code_word", "$OTP"},
    {"body", "{\"msisdn\":\"{to}\",\"template\":\"{text}\",\"otp\":\"{code}\",\"time_limit\":\"{#seconds}\","
             "\"callback_url\":\"{callback}\"}"},
    {"statuses", "201=accepted,400=request_refused,401=sender_unauthorized,403=sender_unpaid,"
                 "409=recipient_denied,429=busy"},
    {"id_path", "session_id"},
    {"detail_path", "message"},
    {"callback_format", "query"},
    {"callback_id", "session_id"},
    {"callback_status", "status"},
    {"callback_values", "0=ignored,1=delivered,2=delivered,3=ignored,4=failed,5=request_refused,6=rejected,"
                        "7=not_deliverable,8=ignored,9=recipient_denied,10=spam_limited"},
};

static void set(struct sender *sender, const char *key, const char *value)
{
    for (int i = 0; i < sender->n_values; i++)
        if (str_eq(sender->values[i].key, str_from(key))) {
            sender->values[i].value = str_from(value);
            return;
        }
    sender->values[sender->n_values].key = str_from(key);
    sender->values[sender->n_values++].value = str_from(value);
}

static struct sender sender_new(rows from)
{
    struct sender sender = {.id = {{9}}, .name = STR("gateway"), .driver = &driver_http};
    for (int i = 0; i < ROWS_MAX && from[i][0]; i++)
        set(&sender, from[i][0], from[i][1]);
    return sender;
}

static struct outgoing message_new(void)
{
    return (struct outgoing){.reference = {{{1}}, {{2}}},
                             .recipient = STR("+6281234567890"),
                             .locale = STR("id"),
                             .code = STR("012345"),
                             .text = STR("012345 is your verification code.\n\n@otp.example #012345"),
                             .lifetime = 299,
                             .public_url = STR("https://otp.example"),
                             .callback = &RING};
}

static struct transfer compose(const struct sender *sender, const struct outgoing *message,
                               struct arena *arena)
{
    struct transfer transfer;
    const char *why = "";
    if (driver_http.compose(sender, message, arena, &transfer, &why) != COMPOSED)
        fail_msg("not composed: %s", why);
    return transfer;
}

static void assert_pair(struct arena *arena, struct str form, const char *name, const char *value)
{
    assert_string_equal(str_z(arena, query_value(arena, form, name)), value);
}

static void test_compose_vonage(void **state)
{
    (void)state;
    struct arena *arena = arena_open(1 << 20);
    struct sender sender = sender_new(VONAGE);
    struct outgoing message = message_new();
    struct transfer transfer = compose(&sender, &message, arena);
    assert_int_equal(transfer.kind, TRANSFER_POST);
    assert_string_equal(transfer.url.s, "https://rest.vonage.example/sms/json");
    assert_string_equal(transfer.headers[0].s, "Content-Type: application/x-www-form-urlencoded");
    assert_true(
        str_starts(transfer.body, STR("api_key=key&api_secret=s%26cret&from=Sandi&to=6281234567890&")));
    assert_non_null(strstr(str_z(arena, query_value(arena, transfer.body, "text")), "012345"));
    assert_pair(arena, transfer.body, "type", "text");
    assert_pair(arena, transfer.body, "ttl", "299000");
    assert_pair(arena, transfer.body, "client-ref", "02000000-0000-0000-0000-000000000000");
    assert_true(str_starts(query_value(arena, transfer.body, "callback"),
                           STR("https://otp.example/hooks/http/gateway?ref=01000000-")));
    message.lifetime = 7;
    transfer = compose(&sender, &message, arena);
    assert_pair(arena, transfer.body, "ttl", "20000");
    arena_close(arena);
}

static void test_compose_zenziva(void **state)
{
    (void)state;
    struct arena *arena = arena_open(1 << 20);
    struct sender sender = sender_new(ZENZIVA);
    struct outgoing message = message_new();
    struct transfer transfer = compose(&sender, &message, arena);
    const char *why;
    assert_pair(arena, transfer.body, "nohp", "081234567890");
    assert_pair(arena, transfer.body, "userkey", "user");
    message.recipient = STR("+6591234567");
    assert_int_equal(driver_http.compose(&sender, &message, arena, &transfer, &why), COMPOSE_IMPOSSIBLE);
    assert_string_equal(why, "country_restricted");
    message.recipient = STR("+6281234567890");
    set(&sender, "method", "GET");
    set(&sender, "base_url", "https://gsm.zenziva.example/apps/smsapi.php?v=1");
    transfer = compose(&sender, &message, arena);
    assert_int_equal(transfer.kind, TRANSFER_GET);
    assert_true(
        str_starts(transfer.url, STR("https://gsm.zenziva.example/apps/smsapi.php?v=1&userkey=user&")));
    assert_int_equal(transfer.n_headers, 0);
    arena_close(arena);
}

static void test_compose_verihubs(void **state)
{
    (void)state;
    struct arena *arena = arena_open(1 << 20);
    struct sender sender = sender_new(VERIHUBS);
    struct outgoing message = message_new();
    struct transfer transfer = compose(&sender, &message, arena);
    assert_int_equal(transfer.n_headers, 3);
    assert_string_equal(transfer.headers[0].s, "App-ID: app");
    assert_string_equal(transfer.headers[1].s, "API-Key: key");
    assert_string_equal(transfer.headers[2].s, "Content-Type: application/json");
    const char *body = str_z(arena, transfer.body);
    const char *start = "{\"msisdn\":\"6281234567890\",\"template\":\"$OTP ";
    assert_memory_equal(body, start, strlen(start));
    assert_non_null(
        strstr(body, ",\"otp\":\"012345\",\"time_limit\":299,\"callback_url\":\"https://otp.example/hooks/"));
    arena_close(arena);
}

/* Values are escaped for where they stand, whatever is in them. */
static void test_escaping(void **state)
{
    (void)state;
    struct arena *arena = arena_open(1 << 20);
    struct sender sender = sender_new(VERIHUBS);
    struct outgoing message = message_new();
    set(&sender, "username", "a\"b\\{code}&=%41");
    set(&sender, "headers", "X-App: x");
    set(&sender, "body", "{\"a\":\"{username} {Code} {\",\"b\":[1,true,{\"c\":\"{to}\"}]}");
    struct transfer transfer = compose(&sender, &message, arena);
    assert_string_equal(
        str_z(arena, transfer.body),
        "{\"a\":\"a\\\"b\\\\{code}&=%41 {Code} {\",\"b\":[1,true,{\"c\":\"6281234567890\"}]}");
    set(&sender, "format", "form");
    set(&sender, "body", "a={username}&b%26=%7Bto}&&c=1%2B1");
    transfer = compose(&sender, &message, arena);
    assert_string_equal(str_z(arena, transfer.body),
                        "a=a%22b%5C%7Bcode%7D%26%3D%2541&b%26=6281234567890&c=1%2B1");
    arena_close(arena);
}

/* Whatever stands in the settings: the request goes to the address that is set, and no line is added. */
static void test_unusable(void **state)
{
    (void)state;
    static const struct {
        const char *key, *value, *why;
    } CASES[] = {
        {"base_url", "", "base_url"},
        {"body", "", "body"},
        {"body", "{\"a\":", "body"},
        {"body", "{\"a\":\"{nothing}\"}", "places"},
        {"body", "{\"a\":\"{from}\"}", "from"},
        {"method", "GET", "format"},
        {"headers", "Host: evil.example", "headers"},
        {"headers", "host : evil.example", "headers"},
        {"headers", "Content-Length: 0", "headers"},
        {"headers", "Transfer-Encoding: chunked", "headers"},
        {"headers", "X-A: a\r\nHost: evil.example", "headers"},
        {"headers", "X A: a", "headers"},
        {"headers", "X-A", "headers"},
        {"headers", "X-Text: {text}\n", "headers"},
        {"headers", "A: 1|B: 2|C: 3|D: 4|E: 5|F: 6|G: 7|H: 8", "headers"},
        {"statuses", "201", "statuses"},
        {"statuses", "201=delivered", "statuses"},
        {"statuses", "201=everything_fine", "statuses"},
        {"answer_values", "1=accepted", "answer_values"},
        {"answer_path", "status", "answer_values"},
        {"callback_values", "1=accepted", "callback_values"},
    };
    struct arena *arena = arena_open(1 << 20);
    struct outgoing message = message_new();
    struct transfer transfer;
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        struct sender sender = sender_new(VERIHUBS);
        const char *why = "composed";
        set(&sender, CASES[i].key, CASES[i].value);
        if (driver_http.compose(&sender, &message, arena, &transfer, &why) != COMPOSE_UNUSABLE ||
            strcmp(why, CASES[i].why) != 0)
            fail_msg("%s=%s: %s", CASES[i].key, CASES[i].value, why);
    }
    struct sender sender = sender_new(VERIHUBS);
    const char *why;
    message.callback = NULL;
    assert_int_equal(driver_http.compose(&sender, &message, arena, &transfer, &why), COMPOSE_UNUSABLE);
    assert_string_equal(why, "callback");
    sender = sender_new(VERIHUBS);
    message = message_new();
    set(&sender, "password", "k\r\nX: y");
    assert_int_equal(driver_http.compose(&sender, &message, arena, &transfer, &why), COMPOSE_UNUSABLE);
    set(&sender, "password", "k");
    set(&sender, "base_url", "https://api.example/{to}");
    transfer = compose(&sender, &message, arena);
    assert_string_equal(transfer.url.s, "https://api.example/{to}");
    arena_close(arena);
}

struct reply {
    int status;
    const char *body;
    enum result result;
    const char *reason, *id;
    bool operator_fault;
};

static void check_replies(rows from, const struct reply *replies, size_t n)
{
    struct arena *arena = arena_open(1 << 20);
    struct sender sender = sender_new(from);
    for (size_t i = 0; i < n; i++) {
        struct answer answer = {
            .state = ANSWER_COMPLETE, .status = replies[i].status, .body = str_from(replies[i].body)};
        struct verdict verdict = driver_http.interpret(&sender, &answer, arena);
        if (verdict.result != replies[i].result || (verdict.reason == NULL) != (replies[i].reason == NULL) ||
            (verdict.reason && strcmp(verdict.reason, replies[i].reason) != 0) ||
            !str_eq(verdict.provider_id, str_from(replies[i].id)) ||
            verdict.operator_fault != replies[i].operator_fault)
            fail_msg("%s: %d %s", replies[i].body ? replies[i].body : "", (int)verdict.result,
                     verdict.reason ? verdict.reason : "-");
    }
    struct answer lost = {.state = ANSWER_MISSING};
    assert_int_equal(driver_http.interpret(&sender, &lost, arena).result, RESULT_UNKNOWN);
    lost.state = ANSWER_NEVER_LEFT;
    assert_int_equal(driver_http.interpret(&sender, &lost, arena).result, RESULT_BUSY);
    arena_close(arena);
}

static void test_answers_vonage(void **state)
{
    (void)state;
#define MESSAGE(status)                                                                                      \
    "{\"message-count\":\"1\",\"messages\":[{\"status\":\"" status                                           \
    "\",\"message-id\":\"0A01\",\"error-text\":\"words\"}]}"
    static const struct reply REPLIES[] = {
        {200, MESSAGE("0"), RESULT_ACCEPTED, NULL, "0A01", false},
        {200, MESSAGE("1"), RESULT_BUSY, "rate_limited", NULL, false},
        {200, MESSAGE("2"), RESULT_REJECTED, "request_refused", NULL, true},
        {200, MESSAGE("4"), RESULT_REJECTED, "sender_unauthorized", NULL, true},
        {200, MESSAGE("5"), RESULT_UNKNOWN, "unreadable_answer", NULL, false},
        {200, MESSAGE("7"), RESULT_REJECTED, "recipient_denied", NULL, false},
        {200, MESSAGE("9"), RESULT_REJECTED, "provider_credit", NULL, true},
        {200, MESSAGE("33"), RESULT_REJECTED, "invalid_recipient", NULL, false},
        {200, "{\"messages\":[]}", RESULT_UNKNOWN, "unreadable_answer", NULL, false},
        {200, "<html>", RESULT_UNKNOWN, "unreadable_answer", NULL, false},
        {200, "", RESULT_UNKNOWN, "unreadable_answer", NULL, false},
        {200, "{\"messages\":[{\"status\":[0]}]}", RESULT_UNKNOWN, "unreadable_answer", NULL, false},
        {500, MESSAGE("0"), RESULT_UNKNOWN, "provider_error", NULL, false},
        {429, "", RESULT_BUSY, "rate_limited", NULL, false},
        {401, "", RESULT_REJECTED, "sender_unauthorized", NULL, true},
        {302, "", RESULT_REJECTED, "request_refused", NULL, true},
    };
    check_replies(VONAGE, REPLIES, COUNT_OF(REPLIES));
}

static void test_answers_zenziva(void **state)
{
    (void)state;
    static const struct reply REPLIES[] = {
        {200, "{\"messageId\":17,\"to\":\"08\",\"status\":\"1\",\"text\":\"Success\"}", RESULT_ACCEPTED, NULL,
         "17", false},
        {201, "{\"messageId\":17,\"status\":1}", RESULT_ACCEPTED, NULL, "17", false},
        {200, "{\"status\":\"0\",\"text\":\"Wrong userkey\"}", RESULT_REJECTED, "request_refused", NULL,
         true},
        {200, "{\"text\":\"no status\"}", RESULT_UNKNOWN, "unreadable_answer", NULL, false},
        {503, "", RESULT_UNKNOWN, "provider_error", NULL, false},
    };
    check_replies(ZENZIVA, REPLIES, COUNT_OF(REPLIES));
}

static void test_answers_verihubs(void **state)
{
    (void)state;
    static const struct reply REPLIES[] = {
        {201, "{\"message\":\"OTP is sent\",\"session_id\":\"s-1\"}", RESULT_ACCEPTED, NULL, "s-1", false},
        {201, "", RESULT_ACCEPTED, NULL, NULL, false},
        {400, "{\"message\":\"x\"}", RESULT_REJECTED, "request_refused", NULL, true},
        {401, "", RESULT_REJECTED, "sender_unauthorized", NULL, true},
        {403, "", RESULT_REJECTED, "sender_unpaid", NULL, true},
        {409, "", RESULT_REJECTED, "recipient_denied", NULL, false},
        {429, "", RESULT_BUSY, "rate_limited", NULL, false},
        {500, "", RESULT_UNKNOWN, "provider_error", NULL, false},
    };
    check_replies(VERIHUBS, REPLIES, COUNT_OF(REPLIES));
}

static struct str report_query(struct arena *arena, const struct sender *sender)
{
    struct outgoing message = message_new();
    struct str url = report_url(sender, &message, arena);
    return str_slice(url, str_index(url, '?', 0) + 1, url.n);
}

/* result: the number of events, -1 forged, -2 malformed */
static int call(struct arena *arena, const struct sender *sender, struct str query, const char *body,
                struct event *out)
{
    struct event *events;
    int n;
    struct callback callback = {.post = body != NULL, .query = query, .body = str_from(body), .keys = &RING};
    switch (driver_http.callback(sender, &callback, arena, &events, &n)) {
    case CALLBACK_FORGED:
        return -1;
    case CALLBACK_MALFORMED:
        return -2;
    case CALLBACK_OK:
        break;
    }
    if (n)
        *out = events[0];
    return n;
}

static void test_report_vonage(void **state)
{
    (void)state;
    static const struct {
        const char *status;
        int n;
        enum event_status event;
    } CASES[] = {
        {"delivered", 1, EVENT_DELIVERED}, {"expired", 1, EVENT_FAILED}, {"failed", 1, EVENT_FAILED},
        {"rejected", 1, EVENT_FAILED},     {"accepted", 1, EVENT_SENT},  {"buffered", 0, EVENT_SENT},
        {"unknown", 0, EVENT_SENT},        {"new-one", 0, EVENT_SENT},   {"", -2, EVENT_SENT},
    };
    struct arena *arena = arena_open(1 << 20);
    struct sender sender = sender_new(VONAGE);
    struct event event = {0};
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        struct str dlr =
            str_printf(arena, "msisdn=62812&messageId=0A01&status=%s&err-code=6", CASES[i].status);
        struct str query = report_query(arena, &sender);
        struct str both = str_printf(arena, "%.*s&%.*s", STR_ARG(query), STR_ARG(dlr));
        /* as a GET with all in the address, as one with a second '?', and as a form */
        assert_int_equal(call(arena, &sender, both, NULL, &event), CASES[i].n);
        *(char *)(uintptr_t)(both.s + query.n) = '?';
        assert_int_equal(call(arena, &sender, both, NULL, &event), CASES[i].n);
        assert_int_equal(call(arena, &sender, query, dlr.s, &event), CASES[i].n);
        if (CASES[i].n != 1)
            continue;
        assert_int_equal(event.status, CASES[i].event);
        assert_int_equal(event.reference.message.b[0], 2);
        assert_string_equal(str_z(arena, event.provider_id), "0A01");
        assert_int_equal(event.reason != NULL, event.status == EVENT_FAILED);
    }
    arena_close(arena);
}

static void test_report_verihubs(void **state)
{
    (void)state;
    static const int WANTED[] = {-9,           EVENT_DELIVERED, EVENT_DELIVERED, -9,
                                 EVENT_FAILED, EVENT_FAILED,    EVENT_FAILED,    EVENT_FAILED,
                                 -9,           EVENT_FAILED,    EVENT_FAILED};
    struct arena *arena = arena_open(1 << 20);
    struct sender sender = sender_new(VERIHUBS);
    struct event event = {0};
    for (int i = 0; i < (int)COUNT_OF(WANTED); i++) {
        struct str query =
            str_printf(arena, "%.*s&session_id=s-1&status=%d", STR_ARG(report_query(arena, &sender)), i);
        int n = call(arena, &sender, query, NULL, &event);
        assert_int_equal(n, WANTED[i] != -9);
        if (n)
            assert_int_equal(event.status, WANTED[i]);
    }
    arena_close(arena);
}

static void test_report_forged(void **state)
{
    (void)state;
    struct arena *arena = arena_open(1 << 20);
    struct sender sender = sender_new(VERIHUBS), other = sender;
    struct event event;
    struct str query = report_query(arena, &sender);
    const char *const places[] = {"ref=", "key=", "mac="};
    assert_int_equal(call(arena, &sender, STR("session_id=s-1&status=1"), NULL, &event), -1);
    assert_int_equal(call(arena, &sender, STR_NONE, NULL, &event), -1);
    for (size_t i = 0; i < COUNT_OF(places); i++) {
        char *wrong = (char *)(uintptr_t)str_printf(arena, "%.*s&status=1", STR_ARG(query)).s;
        char *value = strstr(wrong, places[i]) + 4;
        *value = *value == '1' ? '2' : '1';
        assert_int_equal(call(arena, &sender, str_from(wrong), NULL, &event), -1);
    }
    other.id.b[0] = 8;
    struct str right = str_printf(arena, "%.*s&status=1", STR_ARG(query));
    assert_int_equal(call(arena, &other, right, NULL, &event), -1);
    assert_int_equal(call(arena, &sender, right, NULL, &event), 1);
    arena_close(arena);
}

/* A provider that signs: matched by its own id, and by ours only with our proof besides. */
static void test_report_signed(void **state)
{
    (void)state;
    struct arena *arena = arena_open(1 << 20);
    struct sender sender = sender_new(VONAGE);
    struct event *events;
    int n;
    set(&sender, "callback_format", "json");
    set(&sender, "callback_id", "data.id");
    set(&sender, "callback_status", "data.state");
    set(&sender, "callback_values", "DONE=delivered");
    set(&sender, "callback_signature", "X-Gateway-Signature");
    set(&sender, "callback_secret", "new");
    set(&sender, "callback_secret_previous", "old");
    struct str body = STR("{\"data\":{\"id\":\"g-1\",\"state\":\"DONE\"}}");
    static const char *const SECRETS[] = {"new", "old", "other"};
    for (size_t i = 0; i < COUNT_OF(SECRETS); i++) {
        unsigned char mac[HMAC_SIZE];
        hmac_sha256(str_from(SECRETS[i]), body, mac);
        struct str header = str_printf(arena, "HTTP_X_GATEWAY_SIGNATURE=%s%.*s", i ? "sha256=" : "",
                                       STR_ARG(hex_encode(arena, mac, sizeof mac)));
        const char *const headers[] = {header.s, NULL};
        struct callback callback = {.post = true, .body = body, .headers = headers, .keys = &RING};
        assert_int_equal(driver_http.callback(&sender, &callback, arena, &events, &n),
                         i < 2 ? CALLBACK_OK : CALLBACK_FORGED);
        if (i == 2)
            continue;
        assert_int_equal(n, 1);
        assert_int_equal(events[0].status, EVENT_DELIVERED);
        assert_string_equal(str_z(arena, events[0].provider_id), "g-1");
        callback.query = STR("ref=01000000-0000-0000-0000-000000000000.02000000-0000-0000-0000-000000000000");
        assert_int_equal(driver_http.callback(&sender, &callback, arena, &events, &n), CALLBACK_FORGED);
        callback.query = report_query(arena, &sender);
        assert_int_equal(driver_http.callback(&sender, &callback, arena, &events, &n), CALLBACK_OK);
        callback.headers = NULL;
        assert_int_equal(driver_http.callback(&sender, &callback, arena, &events, &n), CALLBACK_FORGED);
    }
    arena_close(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_compose_vonage),   cmocka_unit_test(test_compose_zenziva),
        cmocka_unit_test(test_compose_verihubs), cmocka_unit_test(test_escaping),
        cmocka_unit_test(test_unusable),         cmocka_unit_test(test_answers_vonage),
        cmocka_unit_test(test_answers_zenziva),  cmocka_unit_test(test_answers_verihubs),
        cmocka_unit_test(test_report_vonage),    cmocka_unit_test(test_report_verihubs),
        cmocka_unit_test(test_report_forged),    cmocka_unit_test(test_report_signed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
