/* The Kannel driver: the URL byte by byte, answers, delivery reports that cannot be made up. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "channels/driver.h"

static struct keyring ring = {.count = 1, .id = {3}, .key = {{42}}};

static struct sender sender_new(void)
{
    struct sender sender = {.id = {{9}}, .name = STR("demo-sms"), .driver = &driver_kannel, .n_values = 4};
    const char *const pairs[][2] = {{"base_url", "http://h:1/cgi-bin/sendsms"},
                                    {"username", "u"},
                                    {"password", "p&w"},
                                    {"from", "Sandi"}};
    for (int i = 0; i < sender.n_values; i++) {
        sender.values[i].key = str_from(pairs[i][0]);
        sender.values[i].value = str_from(pairs[i][1]);
    }
    return sender;
}

static struct outgoing message_new(void)
{
    return (struct outgoing){.reference = {{{1}}, {{2}}},
                             .recipient = STR("+6281234567890"),
                             .code = STR("012345"),
                             .text = STR("012345 is it.\n\n@otp.example #012345"),
                             .lifetime = 299,
                             .public_url = STR("https://otp.example"),
                             .callback = &ring};
}

static void test_compose(void **state)
{
    (void)state;
    struct arena *arena = arena_open(1 << 20);
    struct sender sender = sender_new();
    struct outgoing message = message_new();
    struct transfer transfer;
    const char *why;
    assert_int_equal(driver_kannel.compose(&sender, &message, arena, &transfer, &why), COMPOSED);
    assert_int_equal(transfer.kind, TRANSFER_GET);
    const char *url = str_z(arena, transfer.url);
    const char *start =
        "http://h:1/cgi-bin/sendsms?username=u&password=p%26w&from=Sandi&to=%2B6281234567890"
        "&text=012345%20is%20it.%0A%0A%40otp.example%20%23012345&charset=UTF-8&coding=0&validity=4&dlr-mask="
        "31"
        "&dlr-url=https%3A%2F%2Fotp.example%2Fhooks%2Fkannel%2Fdemo-sms%3Fref%3D"
        "01000000-0000-0000-0000-000000000000.02000000-0000-0000-0000-000000000000%26key%3D3%26mac%3D";
    assert_memory_equal(url, start, strlen(start));
    assert_non_null(strstr(url, "%26type%3D%25d%26at%3D%25T%26text%3D%25A"));
    message.text = STR("код 012345");
    assert_int_equal(driver_kannel.compose(&sender, &message, arena, &transfer, &why), COMPOSED);
    assert_non_null(
        strstr(str_z(arena, transfer.url), "&text=%D0%BA%D0%BE%D0%B4%20012345&charset=UTF-8&coding=2"));
    message.text = STR("");
    assert_int_equal(driver_kannel.compose(&sender, &message, arena, &transfer, &why), COMPOSE_IMPOSSIBLE);
    message = message_new();
    message.callback = &(struct keyring){0};
    assert_int_equal(driver_kannel.compose(&sender, &message, arena, &transfer, &why), COMPOSE_UNUSABLE);
    arena_close(arena);
}

static enum result result_of(struct arena *arena, int status, const char *body)
{
    struct answer answer = {.state = ANSWER_COMPLETE, .status = status, .body = str_from(body)};
    return driver_kannel.interpret(&(struct sender){0}, &answer, arena).result;
}

static void test_interpret(void **state)
{
    (void)state;
    struct arena *arena = arena_open(1 << 20);
    assert_int_equal(result_of(arena, 202, "0: Accepted for delivery"), RESULT_ACCEPTED);
    assert_int_equal(result_of(arena, 202, "3: Queued for later delivery"), RESULT_ACCEPTED);
    assert_int_equal(result_of(arena, 403, "Authorization failed for sendsms"), RESULT_REJECTED);
    assert_int_equal(result_of(arena, 400, "bad"), RESULT_REJECTED);
    assert_int_equal(result_of(arena, 400, NULL), RESULT_REJECTED);
    struct answer denied = {.status = 400,
                            .body = STR("Number(s) has/have been denied by white- and/or black-lists.")};
    assert_false(driver_kannel.interpret(&(struct sender){0}, &denied, arena).operator_fault);
    assert_int_equal(result_of(arena, 503, "Temporal failure, try again later."), RESULT_BUSY);
    assert_int_equal(result_of(arena, 500, ""), RESULT_UNKNOWN);
    assert_int_equal(result_of(arena, 200, "something else"), RESULT_UNKNOWN);
    arena_close(arena);
}

/* The dlr-url of a composed request, decoded, with type in place of %d. */
static struct str report_query(struct arena *arena, int type)
{
    struct sender sender = sender_new();
    struct outgoing message = message_new();
    struct transfer transfer;
    const char *why;
    assert_int_equal(driver_kannel.compose(&sender, &message, arena, &transfer, &why), COMPOSED);
    struct str query = str_slice(transfer.url, str_index(transfer.url, '?', 0) + 1, transfer.url.n);
    struct str url = query_value(arena, query, "dlr-url");
    url = str_slice(url, str_index(url, '?', 0) + 1, url.n);
    size_t at = str_index(url, '%', 0);
    return str_printf(arena, "%.*s%d&at=1731234567&text=DELIVRD", STR_ARG(str_slice(url, 0, at)), type);
}

/* The same of type 2 with that receipt, encoded. */
static struct str failed_query(struct arena *arena, const char *receipt)
{
    struct str query = report_query(arena, 2);
    return str_printf(arena, "%.*s%s", STR_ARG(str_slice(query, 0, query.n - strlen("DELIVRD"))), receipt);
}

static enum callback_result call(struct arena *arena, struct str query, struct event **events, int *n)
{
    static struct sender sender;
    sender = sender_new();
    struct callback callback = {.query = query, .keys = &ring};
    return driver_kannel.callback(&sender, &callback, arena, events, n);
}

static void test_quoted_message(void **state)
{
    (void)state;
    static const struct {
        const char *receipt, *detail;
    } CASES[] = {
        {"id:7+sub:001+stat:UNDELIV+err:034+text:012345+is+your+verif", "id:7 sub:001 stat:UNDELIV err:034"},
        {"stat:UNDELIV+err:034+Text:Kode:+012", "stat:UNDELIV err:034"},
        {"no+route+for+012345", "no route for …"},
        {"0123+is+it", "… is it"},
        {"err+034", "err 034"},
        {"text:0123", ""},
    };
    struct arena *arena = arena_open(1 << 20);
    struct event *events;
    int n;
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        assert_int_equal(call(arena, failed_query(arena, CASES[i].receipt), &events, &n), CALLBACK_OK);
        assert_int_equal(n, 1);
        assert_string_equal(str_z(arena, events[0].detail), CASES[i].detail);
    }
    arena_close(arena);
}

/* A cut must not leave half a code, which nobody would find in it. */
static void test_cut_number(void **state)
{
    (void)state;
    struct arena *arena = arena_open(1 << 20);
    assert_string_equal(str_z(arena, words(arena, STR("code 012345 it"), 8)), "code ");
    assert_string_equal(str_z(arena, words(arena, STR("code 012345 it"), 11)), "code 012345");
    assert_string_equal(str_z(arena, words(arena, STR("012345"), 3)), "");
    assert_string_equal(str_z(arena, report_words(arena, STR("30008"), 300)), "30008");
    arena_close(arena);
}

static void test_callback(void **state)
{
    (void)state;
    static const struct {
        int type, n;
        enum event_status status;
    } CASES[] = {{1, 1, EVENT_DELIVERED}, {2, 1, EVENT_FAILED},  {4, 0, EVENT_SENT},
                 {8, 1, EVENT_SENT},      {16, 1, EVENT_FAILED}, {0, 0, EVENT_SENT}};
    struct arena *arena = arena_open(1 << 20);
    struct event *events;
    int n;
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        assert_int_equal(call(arena, report_query(arena, CASES[i].type), &events, &n), CALLBACK_OK);
        assert_int_equal(n, CASES[i].n);
        if (n)
            assert_int_equal(events[0].status, CASES[i].status);
    }
    assert_int_equal(call(arena, report_query(arena, 1), &events, &n), CALLBACK_OK);
    assert_int_equal(events[0].reference.message.b[0], 2);
    assert_int_equal(events[0].at_us, 1731234567000000);
    arena_close(arena);
}

static void test_callback_forged(void **state)
{
    (void)state;
    struct arena *arena = arena_open(1 << 20);
    struct event *events;
    int n;
    struct str right = report_query(arena, 1);
    const char *const places[] = {"ref=", "key=", "mac="};
    for (size_t i = 0; i < COUNT_OF(places); i++) {
        char *wrong = (char *)(uintptr_t)str_z(arena, right);
        char *value = strstr(wrong, places[i]) + 4;
        *value = *value == '1' ? '2' : '1';
        assert_int_equal(call(arena, str_from(wrong), &events, &n), CALLBACK_FORGED);
    }
    assert_int_equal(call(arena, STR("type=1"), &events, &n), CALLBACK_FORGED);
    assert_int_equal(call(arena, STR_NONE, &events, &n), CALLBACK_FORGED);
    struct sender other = sender_new();
    other.id.b[0] = 8;
    struct callback callback = {.query = right, .keys = &ring};
    assert_int_equal(driver_kannel.callback(&other, &callback, arena, &events, &n), CALLBACK_FORGED);
    arena_close(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_compose),        cmocka_unit_test(test_interpret),
        cmocka_unit_test(test_quoted_message), cmocka_unit_test(test_cut_number),
        cmocka_unit_test(test_callback),       cmocka_unit_test(test_callback_forged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
