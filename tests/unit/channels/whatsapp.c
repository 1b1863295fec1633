/* The WhatsApp driver against fixtures: bytes of a request, classes of answers, callbacks good and forged. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/hmac.h"
#include "channels/driver.h"

static const struct uuid ORGANISATION = {{1}}, MESSAGE = {{2}};
#define REFERENCE "01000000-0000-0000-0000-000000000000.02000000-0000-0000-0000-000000000000"

static struct sender sender_new(void)
{
    struct sender sender = {.name = STR("demo-whatsapp"), .driver = &driver_whatsapp, .n_values = 7};
    const char *const pairs[][2] = {{"base_url", "http://127.0.0.1:1/graph"},
                                    {"graph_version", "v23.0"},
                                    {"phone_number_id", "4711"},
                                    {"token", "T0ken"},
                                    {"app_secret", "s3cret"},
                                    {"verify_token", "v3rify"},
                                    {"allow_private", "true"}};
    for (int i = 0; i < sender.n_values; i++) {
        sender.values[i].key = str_from(pairs[i][0]);
        sender.values[i].value = str_from(pairs[i][1]);
    }
    return sender;
}

static struct outgoing message_new(void)
{
    return (struct outgoing){.reference = {ORGANISATION, MESSAGE},
                             .recipient = STR("+6281234567890"),
                             .locale = STR("id"),
                             .code = STR("012345"),
                             .lifetime = 300};
}

static void test_compose(void **state)
{
    (void)state;
    struct arena *arena = arena_open(1 << 20);
    struct sender sender = sender_new();
    struct outgoing message = message_new();
    struct transfer transfer;
    const char *why;
    assert_int_equal(driver_whatsapp.compose(&sender, &message, arena, &transfer, &why), COMPOSED);
    assert_string_equal(str_z(arena, transfer.url), "http://127.0.0.1:1/graph/v23.0/4711/messages");
    assert_string_equal(str_z(arena, transfer.headers[0]), "Authorization: Bearer T0ken");
    assert_true(transfer.allow_private);
    assert_string_equal(
        str_z(arena, transfer.body),
        "{\"messaging_product\":\"whatsapp\",\"recipient_type\":\"individual\",\"to\":\"6281234567890\","
        "\"biz_opaque_callback_data\":\"" REFERENCE
        "\",\"type\":\"template\",\"template\":{\"name\":\"sandi_otp\","
        "\"language\":{\"code\":\"id\"},\"components\":[{\"type\":\"body\",\"parameters\":[{\"type\":"
        "\"text\","
        "\"text\":\"012345\"}]},{\"type\":\"button\",\"sub_type\":\"url\",\"index\":\"0\",\"parameters\":["
        "{\"type\":\"text\",\"text\":\"012345\"}]}]}}");
    message.locale = STR("fr");
    driver_whatsapp.compose(&sender, &message, arena, &transfer, &why);
    assert_non_null(strstr(str_z(arena, transfer.body), "\"language\":{\"code\":\"en\"}"));
    sender.values[3].value = STR_NONE;
    assert_int_equal(driver_whatsapp.compose(&sender, &message, arena, &transfer, &why), COMPOSE_UNUSABLE);
    assert_string_equal(why, "token");
    sender = sender_new();
    sender.values[2].value = STR("../4711");
    assert_int_equal(driver_whatsapp.compose(&sender, &message, arena, &transfer, &why), COMPOSE_UNUSABLE);
    arena_close(arena);
}

static struct verdict interpret(struct arena *arena, int status, const char *body)
{
    struct answer answer = {.state = ANSWER_COMPLETE, .status = status, .body = str_from(body)};
    return driver_whatsapp.interpret(&(struct sender){0}, &answer, arena);
}

static void test_interpret(void **state)
{
    (void)state;
    static const struct {
        int status, code;
        enum result result;
        const char *reason;
        bool operator_fault;
    } CASES[] = {
        {401, 190, RESULT_REJECTED, "sender_unauthorized", true},
        {403, 200, RESULT_REJECTED, "sender_forbidden", true},
        {403, 299, RESULT_REJECTED, "sender_forbidden", true},
        {429, 130429, RESULT_BUSY, "rate_limited", false},
        {400, 80007, RESULT_BUSY, "rate_limited", false},
        {400, 131056, RESULT_BUSY, "pair_limited", false},
        {500, 131016, RESULT_BUSY, "provider_down", false},
        {500, 2, RESULT_BUSY, "provider_down", false},
        {400, 131026, RESULT_REJECTED, "not_on_whatsapp", false},
        {403, 130497, RESULT_REJECTED, "country_restricted", false},
        {400, 131042, RESULT_REJECTED, "sender_unpaid", true},
        {404, 132001, RESULT_REJECTED, "template_missing", true},
        {400, 132015, RESULT_REJECTED, "template_paused", true},
        {400, 131009, RESULT_REJECTED, "request_refused", true},
        {400, 99999999, RESULT_REJECTED, "request_refused", true},
    };
    struct arena *arena = arena_open(1 << 20);
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        struct str body = str_printf(
            arena, "{\"error\":{\"message\":\"m\",\"code\":%d,\"error_data\":{\"details\":\"d\"}}}",
            CASES[i].code);
        struct verdict verdict = interpret(arena, CASES[i].status, str_z(arena, body));
        assert_int_equal(verdict.result, CASES[i].result);
        assert_string_equal(verdict.reason, CASES[i].reason);
        assert_int_equal(verdict.operator_fault, CASES[i].operator_fault);
        assert_true(str_ends(verdict.detail, STR(": d")));
    }
    assert_int_equal(interpret(arena, 400, "{\"error\":{\"code\":131056}}").pace, PACE_PAIR);
    arena_close(arena);
}

static void test_interpret_without_an_error(void **state)
{
    (void)state;
    struct arena *arena = arena_open(1 << 20);
    struct verdict verdict = interpret(arena, 200, "{\"messages\":[{\"id\":\"wamid.X\"}]}");
    assert_int_equal(verdict.result, RESULT_ACCEPTED);
    assert_string_equal(str_z(arena, verdict.provider_id), "wamid.X");
    assert_int_equal(interpret(arena, 200, "").result, RESULT_UNKNOWN);
    assert_int_equal(interpret(arena, 200, "{\"messages\":[]}").result, RESULT_UNKNOWN);
    assert_int_equal(interpret(arena, 200, "{\"messages\":[{\"id\":7}]}").result, RESULT_UNKNOWN);
    assert_int_equal(interpret(arena, 500, "<html>").result, RESULT_UNKNOWN);
    assert_int_equal(interpret(arena, 502, NULL).result, RESULT_UNKNOWN);
    assert_int_equal(interpret(arena, 429, "slow down").result, RESULT_BUSY);
    assert_int_equal(interpret(arena, 404, "no such page").result, RESULT_REJECTED);
    assert_int_equal(interpret(arena, 302, "").result, RESULT_REJECTED);
    struct answer answer = {.state = ANSWER_NEVER_LEFT, .error = STR("refused")};
    assert_int_equal(driver_whatsapp.interpret(&(struct sender){0}, &answer, arena).result, RESULT_BUSY);
    answer.state = ANSWER_MISSING;
    answer.status = 200;
    assert_int_equal(driver_whatsapp.interpret(&(struct sender){0}, &answer, arena).result, RESULT_UNKNOWN);
    arena_close(arena);
}

static enum callback_result call(struct arena *arena, struct str body, const char *secret,
                                 struct event **events, int *n)
{
    static struct sender sender;
    unsigned char mac[HMAC_SIZE];
    sender = sender_new();
    hmac_sha256(str_from(secret), body, mac);
    struct str header = str_printf(arena, "HTTP_X_HUB_SIGNATURE_256=sha256=%.*s",
                                   STR_ARG(hex_encode(arena, mac, sizeof mac)));
    const char *const headers[] = {"HTTP_ACCEPT=*/*", header.s, NULL};
    struct callback callback = {.post = true, .body = body, .headers = headers};
    return driver_whatsapp.callback(&sender, &callback, arena, events, n);
}

#define WRAP(statuses) "{\"entry\":[{\"changes\":[{\"value\":{\"statuses\":[" statuses "]}}]}]}"

static void test_callback(void **state)
{
    (void)state;
    struct arena *arena = arena_open(1 << 20);
    struct event *events;
    int n;
    struct str body = STR(
        WRAP("{\"id\":\"w1\",\"status\":\"sent\",\"timestamp\":\"1731234567\",\"biz_opaque_callback_data\":"
             "\"" REFERENCE "\"},"
             "{\"id\":\"w1\",\"status\":\"sent\",\"timestamp\":\"1731234567\",\"unknown\":{\"deep\":[1,2]}},"
             "{\"id\":\"w2\",\"status\":\"failed\",\"errors\":[{\"code\":131026,\"title\":\"Message "
             "undeliverable\"}]},"
             "{\"id\":\"w3\",\"status\":\"played\"},{\"status\":\"read\"},7,null,{\"id\":\"w4\",\"status\":"
             "\"read\",\"timestamp\":9}"));
    assert_int_equal(call(arena, body, "s3cret", &events, &n), CALLBACK_OK);
    assert_int_equal(n, 4);
    assert_true(uuid_eq(events[0].reference.organisation, ORGANISATION));
    assert_true(uuid_eq(events[0].reference.message, MESSAGE));
    assert_int_equal(events[0].at_us, 1731234567000000);
    assert_true(uuid_is_nil(events[1].reference.message));
    assert_int_equal(events[2].status, EVENT_FAILED);
    assert_string_equal(events[2].reason, "not_on_whatsapp");
    assert_string_equal(str_z(arena, events[2].detail), "131026: Message undeliverable");
    assert_int_equal(events[3].status, EVENT_READ);
    assert_int_equal(events[3].at_us, 0);
    arena_close(arena);
}

static void test_callback_refused(void **state)
{
    (void)state;
    struct arena *arena = arena_open(64 << 20);
    struct event *events;
    struct sender sender = sender_new();
    int n;
    struct str body = STR(WRAP("{\"id\":\"w1\",\"status\":\"read\"}"));
    assert_int_equal(call(arena, body, "other", &events, &n), CALLBACK_FORGED);
    assert_int_equal(n, 0);
    const char *const signatures[] = {"", "sha256=", "sha256=00", "sha1=0000", "SHA256=zz"};
    for (size_t i = 0; i < COUNT_OF(signatures); i++) {
        struct str header = str_printf(arena, "HTTP_X_HUB_SIGNATURE_256=%s", signatures[i]);
        const char *const headers[] = {header.s, NULL};
        struct callback callback = {.body = body, .headers = headers};
        assert_int_equal(driver_whatsapp.callback(&sender, &callback, arena, &events, &n), CALLBACK_FORGED);
    }
    assert_int_equal(call(arena, STR("{\"entry\":"), "s3cret", &events, &n), CALLBACK_MALFORMED);
    assert_int_equal(call(arena, STR("[]"), "s3cret", &events, &n), CALLBACK_MALFORMED);
    assert_int_equal(call(arena, STR(""), "s3cret", &events, &n), CALLBACK_MALFORMED);
    assert_int_equal(call(arena, STR("{\"entry\":{\"changes\":7}}"), "s3cret", &events, &n), CALLBACK_OK);
    assert_int_equal(n, 0);
    struct buf deep = buf_new(arena, 1 << 20);
    for (int i = 0; i < 500000; i++)
        buf_putc(&deep, '[');
    assert_int_equal(call(arena, buf_str(&deep), "s3cret", &events, &n), CALLBACK_MALFORMED);
    struct buf many = buf_new(arena, 1 << 20);
    buf_put(&many,
            STR("{\"entry\":[{\"changes\":[{\"value\":{\"statuses\":[{\"id\":\"a\",\"status\":\"read\"}"));
    for (int i = 1; i < 30000; i++)
        buf_put(&many, STR(",{\"id\":\"a\",\"status\":\"read\"}"));
    buf_put(&many, STR("]}}]}]}"));
    assert_int_equal(call(arena, buf_str(&many), "s3cret", &events, &n), CALLBACK_OK);
    assert_int_equal(n, 30000);
    sender.values[4].value = STR_NONE;
    struct callback unsigned_one = {.body = body};
    assert_int_equal(driver_whatsapp.callback(&sender, &unsigned_one, arena, &events, &n), CALLBACK_FORGED);
    arena_close(arena);
}

static void test_handshake(void **state)
{
    (void)state;
    struct arena *arena = arena_open(1 << 20);
    struct sender sender = sender_new();
    struct str right = STR("hub.mode=subscribe&hub.verify_token=v3rify&hub.challenge=11%2E58");
    assert_string_equal(str_z(arena, driver_whatsapp.handshake(&sender, right, arena)), "11.58");
    assert_null(driver_whatsapp
                    .handshake(&sender, STR("hub.mode=subscribe&hub.verify_token=no&hub.challenge=1"), arena)
                    .s);
    assert_null(driver_whatsapp.handshake(&sender, STR("hub.verify_token=v3rify&hub.challenge=1"), arena).s);
    assert_null(driver_whatsapp.handshake(&sender, STR(""), arena).s);
    sender.values[5].value = STR_NONE;
    assert_null(
        driver_whatsapp.handshake(&sender, STR("hub.mode=subscribe&hub.verify_token=&hub.challenge=1"), arena)
            .s);
    arena_close(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_compose),
        cmocka_unit_test(test_interpret),
        cmocka_unit_test(test_interpret_without_an_error),
        cmocka_unit_test(test_callback),
        cmocka_unit_test(test_callback_refused),
        cmocka_unit_test(test_handshake),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
