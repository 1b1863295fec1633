/* The Twilio driver against fixtures: the request's bytes, its error table, reports signed and forged. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/hmac.h"
#include "channels/report.h"

static const struct keyring RING = {.count = 1, .id = {3}, .key = {{7}}};

static struct sender sender_new(void)
{
    struct sender sender = {.id = {{9}}, .name = STR("sms-2"), .driver = &driver_twilio, .n_values = 4};
    const char *const pairs[][2] = {{"base_url", "https://api.twilio.example"},
                                    {"account_sid", "AC1"},
                                    {"auth_token", "12345"},
                                    {"from", "+15005550006"}};
    for (int i = 0; i < sender.n_values; i++) {
        sender.values[i].key = str_from(pairs[i][0]);
        sender.values[i].value = str_from(pairs[i][1]);
    }
    return sender;
}

static void set(struct sender *sender, const char *key, const char *value)
{
    sender->values[sender->n_values].key = str_from(key);
    sender->values[sender->n_values++].value = str_from(value);
}

static struct outgoing message_new(void)
{
    return (struct outgoing){.reference = {{{1}}, {{2}}},
                             .recipient = STR("+6281234567890"),
                             .locale = STR("en"),
                             .code = STR("012345"),
                             .text = STR("012345 is your verification code."),
                             .lifetime = 299,
                             .public_url = STR("https://otp.example"),
                             .callback = &RING};
}

static void test_compose(void **state)
{
    (void)state;
    struct arena *arena = arena_open(1 << 20);
    struct sender sender = sender_new();
    struct outgoing message = message_new();
    struct transfer transfer;
    const char *why;
    assert_int_equal(driver_twilio.compose(&sender, &message, arena, &transfer, &why), COMPOSED);
    assert_int_equal(transfer.kind, TRANSFER_POST);
    assert_string_equal(transfer.url.s, "https://api.twilio.example/2010-04-01/Accounts/AC1/Messages.json");
    assert_string_equal(transfer.headers[0].s, "Authorization: Basic QUMxOjEyMzQ1");
    struct str body = transfer.body;
    assert_string_equal(str_z(arena, query_value(arena, body, "To")), "+6281234567890");
    assert_string_equal(str_z(arena, query_value(arena, body, "From")), "+15005550006");
    assert_string_equal(str_z(arena, query_value(arena, body, "ValidityPeriod")), "299");
    assert_non_null(strstr(str_z(arena, query_value(arena, body, "Body")), "012345"));
    struct str report = query_value(arena, body, "StatusCallback");
    assert_true(str_starts(report, STR("https://otp.example/hooks/twilio/sms-2?ref=01000000-")));
    set(&sender, "messaging_service_sid", "MG1");
    set(&sender, "api_key", "SK1");
    set(&sender, "api_secret", "s");
    assert_int_equal(driver_twilio.compose(&sender, &message, arena, &transfer, &why), COMPOSED);
    assert_string_equal(transfer.headers[0].s, "Authorization: Basic U0sxOnM=");
    assert_false(query_value(arena, transfer.body, "From").n);
    assert_string_equal(str_z(arena, query_value(arena, transfer.body, "MessagingServiceSid")), "MG1");
    sender.values[1].value = STR("../x");
    assert_int_equal(driver_twilio.compose(&sender, &message, arena, &transfer, &why), COMPOSE_UNUSABLE);
    assert_string_equal(why, "account_sid");
    arena_close(arena);
}

static struct verdict interpret(struct arena *arena, int status, const char *body)
{
    struct answer answer = {.state = ANSWER_COMPLETE, .status = status, .body = str_from(body)};
    return driver_twilio.interpret(&(struct sender){0}, &answer, arena);
}

static void test_errors(void **state)
{
    (void)state;
    static const struct {
        int status, code;
        enum result result;
        const char *reason;
        bool operator_fault;
    } CASES[] = {
        {401, 20003, RESULT_REJECTED, "sender_unauthorized", true},
        {429, 20429, RESULT_BUSY, "rate_limited", false},
        {400, 21211, RESULT_REJECTED, "invalid_recipient", false},
        {400, 21408, RESULT_REJECTED, "country_restricted", true},
        {400, 21606, RESULT_REJECTED, "sender_forbidden", true},
        {400, 21608, RESULT_REJECTED, "not_on_allow_list", true},
        {400, 21610, RESULT_REJECTED, "recipient_opted_out", false},
        {400, 21612, RESULT_REJECTED, "sender_forbidden", true},
        {400, 21614, RESULT_REJECTED, "recipient_incapable", false},
        {400, 21635, RESULT_REJECTED, "recipient_incapable", false},
        {400, 30003, RESULT_REJECTED, "handset_unreachable", false},
        {400, 30005, RESULT_REJECTED, "invalid_recipient", false},
        {400, 30006, RESULT_REJECTED, "recipient_incapable", false},
        {400, 30007, RESULT_REJECTED, "message_filtered", true},
        {400, 30008, RESULT_REJECTED, "not_deliverable", false},
        {400, 30450, RESULT_REJECTED, "fraud_suspected", false},
        {400, 30453, RESULT_REJECTED, "fraud_suspected", false},
        {400, 63016, RESULT_REJECTED, "not_deliverable", false},
        {400, 63024, RESULT_REJECTED, "invalid_recipient", false},
        {400, 21999, RESULT_REJECTED, "request_refused", true},
        {500, 20500, RESULT_UNKNOWN, "provider_error", false},
    };
    struct arena *arena = arena_open(1 << 20);
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        struct str body = str_printf(arena, "{\"code\":%d,\"message\":\"m\",\"status\":%d}", CASES[i].code,
                                     CASES[i].status);
        struct verdict verdict = interpret(arena, CASES[i].status, str_z(arena, body));
        assert_int_equal(verdict.result, CASES[i].result);
        assert_string_equal(verdict.reason, CASES[i].reason);
        assert_int_equal(verdict.operator_fault, CASES[i].operator_fault);
        assert_true(str_ends(verdict.detail, STR(": m")));
    }
    arena_close(arena);
}

static void test_answers(void **state)
{
    (void)state;
    struct arena *arena = arena_open(1 << 20);
    struct verdict verdict =
        interpret(arena, 201, "{\"sid\":\"SM1\",\"status\":\"queued\",\"error_code\":null}");
    assert_int_equal(verdict.result, RESULT_ACCEPTED);
    assert_string_equal(str_z(arena, verdict.provider_id), "SM1");
    assert_int_equal(interpret(arena, 201, "").result, RESULT_UNKNOWN);
    assert_int_equal(interpret(arena, 201, "{\"sid\":7}").result, RESULT_UNKNOWN);
    assert_int_equal(interpret(arena, 201, "{\"sid\":\"a b\"}").result, RESULT_UNKNOWN);
    assert_int_equal(interpret(arena, 503, "<html>").result, RESULT_UNKNOWN);
    assert_int_equal(interpret(arena, 401, NULL).result, RESULT_REJECTED);
    assert_int_equal(interpret(arena, 429, NULL).result, RESULT_BUSY);
    assert_int_equal(interpret(arena, 302, NULL).result, RESULT_REJECTED);
    struct answer lost = {.state = ANSWER_MISSING, .status = 201, .body = STR("{\"sid\":\"SM1\"}")};
    assert_int_equal(driver_twilio.interpret(&(struct sender){0}, &lost, arena).result, RESULT_UNKNOWN);
    arena_close(arena);
}

/* The published example of the signature's algorithm: address, parameters in the order of their names. */
static void test_signature_of_the_manual(void **state)
{
    (void)state;
    struct arena *arena = arena_open(1 << 20);
    unsigned char mac[HMAC_SHA1_SIZE];
    hmac_sha1(arena, STR("12345"),
              STR("https://mycompany.com/myapp.php?foo=1&bar=2CallSidCA1234567890ABCDECaller+14158675309"
                  "Digits1234From+14158675309To+18005551212"),
              mac);
    assert_string_equal(str_z(arena, base64_text(arena, str_bytes(mac, sizeof mac))),
                        "RSOYDt4T1cUTdK1PDd93/VVr8B8=");
    arena_close(arena);
}

static struct str report_query(struct arena *arena)
{
    struct sender sender = sender_new();
    struct outgoing message = message_new();
    struct str url = report_url(&sender, &message, arena);
    return str_slice(url, str_index(url, '?', 0) + 1, url.n);
}

/* Signs as Twilio would with these parameters in sorted order, and calls with them as they come. */
static enum callback_result call(struct arena *arena, struct str query, const char *sorted, const char *body,
                                 struct event **events, int *n)
{
    unsigned char mac[HMAC_SHA1_SIZE];
    struct sender sender = sender_new();
    set(&sender, "auth_token_previous", "old");
    struct str url =
        str_printf(arena, "https://otp.example/hooks/twilio/sms-2%s%.*s", query.n ? "?" : "", STR_ARG(query));
    hmac_sha1(arena, STR("12345"), str_printf(arena, "%.*s%s", STR_ARG(url), sorted), mac);
    struct str header = str_printf(arena, "HTTP_X_TWILIO_SIGNATURE=%.*s",
                                   STR_ARG(base64_text(arena, str_bytes(mac, sizeof mac))));
    const char *const headers[] = {header.s, NULL};
    struct callback callback = {
        .post = true, .url = url, .query = query, .body = str_from(body), .headers = headers, .keys = &RING};
    return driver_twilio.callback(&sender, &callback, arena, events, n);
}

static void test_statuses(void **state)
{
    (void)state;
    static const struct {
        const char *status;
        int n;
        enum event_status event;
    } CASES[] = {
        {"queued", 0, EVENT_SENT},        {"accepted", 0, EVENT_SENT},
        {"scheduled", 0, EVENT_SENT},     {"sending", 0, EVENT_SENT},
        {"sent", 1, EVENT_SENT},          {"delivered", 1, EVENT_DELIVERED},
        {"undelivered", 1, EVENT_FAILED}, {"failed", 1, EVENT_FAILED},
        {"read", 1, EVENT_READ},          {"partially_delivered", 1, EVENT_SENT},
        {"canceled", 1, EVENT_FAILED},    {"invented", 0, EVENT_SENT},
    };
    struct arena *arena = arena_open(1 << 20);
    struct event *events;
    int n;
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        struct str body = str_printf(
            arena, "To=%%2B62812&MessageStatus=%s&MessageSid=SM1&ErrorCode=30007&New=a+b", CASES[i].status);
        struct str sorted =
            str_printf(arena, "ErrorCode30007MessageSidSM1MessageStatus%sNewa bTo+62812", CASES[i].status);
        assert_int_equal(call(arena, report_query(arena), sorted.s, body.s, &events, &n), CALLBACK_OK);
        assert_int_equal(n, CASES[i].n);
        if (!n)
            continue;
        assert_int_equal(events[0].status, CASES[i].event);
        assert_int_equal(events[0].reference.message.b[0], 2);
        assert_string_equal(str_z(arena, events[0].provider_id), "SM1");
        assert_int_equal(events[0].operator_fault, CASES[i].event == EVENT_FAILED);
        if (events[0].status == EVENT_FAILED)
            assert_string_equal(events[0].reason, "message_filtered");
    }
    arena_close(arena);
}

static void test_forged(void **state)
{
    (void)state;
    struct arena *arena = arena_open(1 << 20);
    struct event *events;
    int n;
    struct str query = report_query(arena);
    const char *const sorted = "MessageSidSM1MessageStatusread", *const body =
                                                                     "MessageSid=SM1&MessageStatus=read";
    assert_int_equal(call(arena, query, sorted, body, &events, &n), CALLBACK_OK);
    /* another parameter, another value, one less */
    assert_int_equal(call(arena, query, sorted, "MessageSid=SM1&MessageStatus=read&x=y", &events, &n),
                     CALLBACK_FORGED);
    assert_int_equal(call(arena, query, sorted, "MessageSid=SM2&MessageStatus=read", &events, &n),
                     CALLBACK_FORGED);
    assert_int_equal(call(arena, query, sorted, "MessageStatus=read", &events, &n), CALLBACK_FORGED);
    assert_int_equal(n, 0);
    /* rightly signed, but for a message that we never gave the provider */
    char *wrong = (char *)(uintptr_t)str_z(arena, query);
    *(strstr(wrong, "ref=") + 4) = '7';
    assert_int_equal(call(arena, str_from(wrong), sorted, body, &events, &n), CALLBACK_FORGED);
    /* rightly signed without a reference: by the provider's id */
    assert_int_equal(call(arena, STR_NONE, sorted, body, &events, &n), CALLBACK_OK);
    assert_true(uuid_is_nil(events[0].reference.message));
    assert_int_equal(call(arena, query, "", "", &events, &n), CALLBACK_MALFORMED);
    struct sender sender = sender_new();
    struct callback bare = {
        .post = true, .url = STR("https://otp.example/"), .body = str_from(body), .keys = &RING};
    assert_int_equal(driver_twilio.callback(&sender, &bare, arena, &events, &n), CALLBACK_FORGED);
    sender.values[2].value = STR_NONE;
    assert_int_equal(driver_twilio.callback(&sender, &bare, arena, &events, &n), CALLBACK_FORGED);
    arena_close(arena);
}

static void test_changed_token(void **state)
{
    (void)state;
    struct arena *arena = arena_open(1 << 20);
    struct sender sender = sender_new();
    struct event *events;
    int n;
    sender.values[2].value = STR("newer");
    set(&sender, "auth_token_previous", "12345");
    unsigned char mac[HMAC_SHA1_SIZE];
    hmac_sha1(arena, STR("12345"), STR("https://otp.example/xMessageSidSM1MessageStatusread"), mac);
    struct str header = str_printf(arena, "HTTP_X_TWILIO_SIGNATURE=%.*s",
                                   STR_ARG(base64_text(arena, str_bytes(mac, sizeof mac))));
    const char *const headers[] = {header.s, NULL};
    struct callback callback = {.post = true,
                                .url = STR("https://otp.example/x"),
                                .body = STR("MessageSid=SM1&MessageStatus=read"),
                                .headers = headers,
                                .keys = &RING};
    assert_int_equal(driver_twilio.callback(&sender, &callback, arena, &events, &n), CALLBACK_OK);
    assert_int_equal(n, 1);
    arena_close(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_compose),       cmocka_unit_test(test_errors),
        cmocka_unit_test(test_answers),       cmocka_unit_test(test_signature_of_the_manual),
        cmocka_unit_test(test_statuses),      cmocka_unit_test(test_forged),
        cmocka_unit_test(test_changed_token),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
