/* The WhatsApp driver against fixtures: bytes of a request, classes of answers, callbacks good and forged. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/hmac.h"
#include "channels/whatsapp.h"

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
        {401, 0, RESULT_REJECTED, "sender_unauthorized", true},
        {500, 1, RESULT_BUSY, "provider_down", false},
        {500, 2, RESULT_BUSY, "provider_down", false},
        {403, 3, RESULT_REJECTED, "sender_forbidden", true},
        {400, 4, RESULT_BUSY, "rate_limited", false},
        {403, 10, RESULT_REJECTED, "sender_forbidden", true},
        {401, 190, RESULT_REJECTED, "sender_unauthorized", true},
        {403, 200, RESULT_REJECTED, "sender_forbidden", true},
        {403, 299, RESULT_REJECTED, "sender_forbidden", true},
        {403, 368, RESULT_REJECTED, "sender_blocked", true},
        {400, 80007, RESULT_BUSY, "rate_limited", false},
        {429, 130429, RESULT_BUSY, "rate_limited", false},
        {400, 130472, RESULT_REJECTED, "not_deliverable", false},
        {403, 130497, RESULT_REJECTED, "country_restricted", false},
        {500, 131000, RESULT_BUSY, "provider_down", false},
        {400, 131008, RESULT_REJECTED, "request_refused", true},
        {400, 131009, RESULT_REJECTED, "request_refused", true},
        {500, 131016, RESULT_BUSY, "provider_down", false},
        {400, 131021, RESULT_REJECTED, "invalid_recipient", false},
        {400, 131026, RESULT_REJECTED, "not_on_whatsapp", false},
        {400, 131030, RESULT_REJECTED, "not_on_allow_list", true},
        {403, 131031, RESULT_REJECTED, "sender_blocked", true},
        {400, 131037, RESULT_REJECTED, "sender_unapproved", true},
        {400, 131042, RESULT_REJECTED, "sender_unpaid", true},
        {500, 131045, RESULT_REJECTED, "sender_unapproved", true},
        {400, 131047, RESULT_REJECTED, "request_refused", true},
        {429, 131048, RESULT_REJECTED, "spam_limited", true},
        {400, 131049, RESULT_REJECTED, "not_deliverable", false},
        {400, 131050, RESULT_REJECTED, "not_deliverable", false},
        {501, 131051, RESULT_REJECTED, "request_refused", true},
        {400, 131056, RESULT_BUSY, "pair_limited", false},
        {503, 131057, RESULT_BUSY, "provider_down", false},
        {400, 131062, RESULT_REJECTED, "invalid_recipient", false},
        {400, 131064, RESULT_REJECTED, "spam_limited", true},
        {400, 132000, RESULT_REJECTED, "template_missing", true},
        {404, 132001, RESULT_REJECTED, "template_missing", true},
        {400, 132005, RESULT_REJECTED, "request_refused", true},
        {400, 132007, RESULT_REJECTED, "template_refused", true},
        {400, 132008, RESULT_REJECTED, "request_refused", true},
        {400, 132012, RESULT_REJECTED, "request_refused", true},
        {400, 132015, RESULT_REJECTED, "template_paused", true},
        {400, 132016, RESULT_REJECTED, "template_paused", true},
        {400, 135000, RESULT_REJECTED, "request_refused", true},
        {400, 137000, RESULT_REJECTED, "not_deliverable", false},
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
    assert_int_equal(interpret(arena, 400, "{\"error\":{\"code\":130429}}").pace, PACE_STEADY);
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

/* Every class of error has the same meaning by callback; busy ones have failed by then. */
static void test_callback_errors(void **state)
{
    (void)state;
    static const int CODES[] = {190, 130429, 131000, 131026, 131042, 131049, 131056, 132015, 99999999};
    struct arena *arena = arena_open(1 << 20);
    struct event *events;
    int n;
    for (size_t i = 0; i < COUNT_OF(CODES); i++) {
        const struct whatsapp_error *class = whatsapp_error(CODES[i]);
        struct str body = str_printf(
            arena, WRAP("{\"id\":\"w\",\"status\":\"failed\",\"errors\":[{\"code\":%d}]}"), CODES[i]);
        assert_int_equal(call(arena, body, "s3cret", &events, &n), CALLBACK_OK);
        assert_int_equal(n, 1);
        assert_string_equal(events[0].reason, class->reason);
        assert_int_equal(events[0].operator_fault, class->operator_fault);
    }
    assert_int_equal(call(arena, STR(WRAP("{\"id\":\"w\",\"status\":\"failed\"}")), "s3cret", &events, &n),
                     CALLBACK_OK);
    assert_string_equal(events[0].reason, "not_deliverable");
    arena_close(arena);
}

/* Of the account and its templates: events without a message, for an operator; the rest is nobody's. */
static void test_callback_about_the_sender(void **state)
{
    (void)state;
    static const struct {
        const char *change, *reason;
    } CASES[] = {
        {"\"field\":\"messages\",\"value\":{\"errors\":[{\"code\":131042,\"title\":\"x\"}]}",
         "sender_unpaid"},
        {"\"field\":\"messages\",\"value\":{\"errors\":[{\"code\":130429,\"title\":\"x\"}]}", NULL},
        {"\"field\":\"messages\",\"value\":{\"errors\":[{\"title\":\"x\"},7,null]}", NULL},
        {"\"field\":\"message_template_status_update\",\"value\":{\"event\":\"PAUSED\","
         "\"message_template_name\":\"sandi_otp\"}",
         "template_paused"},
        {"\"field\":\"message_template_status_update\",\"value\":{\"event\":\"REJECTED\"}",
         "template_refused"},
        {"\"field\":\"message_template_status_update\",\"value\":{\"event\":\"APPROVED\"}", NULL},
        {"\"field\":\"message_template_status_update\",\"value\":7", NULL},
        {"\"field\":\"account_update\",\"value\":{\"event\":\"ACCOUNT_RESTRICTION\"}", "sender_blocked"},
        {"\"field\":\"account_update\",\"value\":{\"event\":\"PARTNER_ADDED\"}", NULL},
        {"\"field\":\"phone_number_quality_update\",\"value\":{\"event\":\"PAUSED\"}", NULL},
    };
    struct arena *arena = arena_open(1 << 20);
    struct event *events;
    int n;
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        struct str body = str_printf(arena, "{\"entry\":[{\"changes\":[{%s}]}]}", CASES[i].change);
        assert_int_equal(call(arena, body, "s3cret", &events, &n), CALLBACK_OK);
        assert_int_equal(n, CASES[i].reason != NULL);
        if (!n)
            continue;
        assert_string_equal(events[0].reason, CASES[i].reason);
        assert_true(events[0].operator_fault);
        assert_false(event_has_message(&events[0]));
    }
    arena_close(arena);
}

static void test_changed_app_secret(void **state)
{
    (void)state;
    struct arena *arena = arena_open(1 << 20);
    struct str body = STR(WRAP("{\"id\":\"w1\",\"status\":\"read\"}"));
    struct sender sender = sender_new();
    struct event *events;
    int n;
    sender.values[sender.n_values].key = STR("app_secret_previous");
    sender.values[sender.n_values++].value = STR("old3r");
    static const char *const SECRETS[] = {"s3cret", "old3r", "other"};
    for (size_t i = 0; i < COUNT_OF(SECRETS); i++) {
        unsigned char mac[HMAC_SIZE];
        hmac_sha256(str_from(SECRETS[i]), body, mac);
        struct str header = str_printf(arena, "HTTP_X_HUB_SIGNATURE_256=sha256=%.*s",
                                       STR_ARG(hex_encode(arena, mac, sizeof mac)));
        const char *const headers[] = {header.s, NULL};
        struct callback callback = {.post = true, .body = body, .headers = headers};
        assert_int_equal(driver_whatsapp.callback(&sender, &callback, arena, &events, &n),
                         i < 2 ? CALLBACK_OK : CALLBACK_FORGED);
    }
    arena_close(arena);
}

static void set(struct sender *sender, const char *key, const char *value)
{
    sender->values[sender->n_values].key = str_from(key);
    sender->values[sender->n_values++].value = str_from(value);
}

static void test_template_choice(void **state)
{
    (void)state;
    static const struct {
        const char *locale;
        int lifetime;
        const char *name, *language;
    } CASES[] = {
        {"id", 600, "otp_10", "id"},      {"id", 599, "otp_10", "id"},      {"id", 580, "otp_5", "id"},
        {"en-GB", 300, "otp_5", "en_US"}, {"pt-br", 299, "otp_5", "pt_BR"}, {"fr", 200, "otp_1", "id"},
        {"", 45, "otp_1", "id"},          {"i", 10, "otp_1", "id"},
    };
    struct arena *arena = arena_open(1 << 20);
    struct sender sender = sender_new();
    set(&sender, "template", "otp_{minutes}");
    set(&sender, "template_minutes", "1, 10,5");
    set(&sender, "template_languages", "en_US, id,pt_BR");
    set(&sender, "template_language", "id");
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        struct outgoing message = message_new();
        struct transfer transfer;
        const char *why;
        message.locale = str_from(CASES[i].locale);
        message.lifetime = CASES[i].lifetime;
        assert_int_equal(driver_whatsapp.compose(&sender, &message, arena, &transfer, &why), COMPOSED);
        struct str wanted = str_printf(arena, "{\"name\":\"%s\",\"language\":{\"code\":\"%s\"}",
                                       CASES[i].name, CASES[i].language);
        if (!strstr(str_z(arena, transfer.body), str_z(arena, wanted)))
            fail_msg("case %zu: %.*s", i, STR_ARG(transfer.body));
    }
    arena_close(arena);
}

static void test_template_body(void **state)
{
    (void)state;
    struct arena *arena = arena_open(1 << 20);
    struct whatsapp_template wanted = {STR("otp_5"), STR("id"), whatsapp_button(STR("id")), 5};
    assert_string_equal(
        str_z(arena, whatsapp_template_body(&wanted, arena)),
        "{\"name\":\"otp_5\",\"language\":\"id\",\"category\":\"authentication\","
        "\"message_send_ttl_seconds\":300,\"components\":[{\"type\":\"body\","
        "\"add_security_recommendation\":false},{\"type\":\"footer\",\"code_expiration_minutes\":5},"
        "{\"type\":\"buttons\",\"buttons\":[{\"type\":\"otp\",\"otp_type\":\"copy_code\","
        "\"text\":\"Salin kode\"}]}]}");
    wanted.minutes = 90;
    assert_non_null(strstr(str_z(arena, whatsapp_template_body(&wanted, arena)), "_seconds\":900"));
    assert_false(whatsapp_button(STR("xx")).n);
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
        cmocka_unit_test(test_callback_errors),
        cmocka_unit_test(test_callback_about_the_sender),
        cmocka_unit_test(test_changed_app_secret),
        cmocka_unit_test(test_template_choice),
        cmocka_unit_test(test_template_body),
        cmocka_unit_test(test_callback_refused),
        cmocka_unit_test(test_handshake),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
