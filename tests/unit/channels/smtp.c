/* The mail driver and the texts: a whole mail byte by byte, no way into a header, reply codes, GSM-7. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "channels/driver.h"
#include "channels/text.h"

static struct sender sender_new(const char *from)
{
    return (struct sender){
        .name = STR("demo-email"),
        .driver = &driver_smtp,
        .n_values = 2,
        .values = {{STR("base_url"), STR("smtp://127.0.0.1:2525")}, {STR("from"), str_from(from)}}};
}

static struct outgoing message_new(void)
{
    return (struct outgoing){.reference = {{{1}}, {{2}}},
                             .recipient = STR("addr@example.com"),
                             .locale = STR("id"),
                             .code = STR("012345"),
                             .lifetime = 300,
                             .now_us = INT64_C(1763856000000000),
                             .html = STR("<p>a=b</p>")};
}

static void test_compose(void **state)
{
    (void)state;
    struct arena *arena = arena_open(1 << 20);
    struct sender sender = sender_new("Sandi <otp@sandi.example>");
    struct outgoing message = message_new();
    struct transfer transfer;
    const char *why;
    assert_int_equal(driver_smtp.compose(&sender, &message, arena, &transfer, &why), COMPOSED);
    assert_string_equal(transfer.mail_from.s, "otp@sandi.example");
    assert_string_equal(transfer.mail_to.s, "addr@example.com");
    assert_true(transfer.tls);
    assert_string_equal(
        str_z(arena, transfer.body),
        "From: Sandi <otp@sandi.example>\r\nTo: addr@example.com\r\nSubject: Kode verifikasi Anda\r\n"
        "Date: Sun, 23 Nov 2025 00:00:00 +0000\r\n"
        "Message-ID: <02000000-0000-0000-0000-000000000000@sandi.example>\r\nMIME-Version: 1.0\r\n"
        "Auto-Submitted: auto-generated\r\nX-Auto-Response-Suppress: OOF, AutoReply\r\n"
        "Content-Type: multipart/alternative; boundary=\"=_02000000-0000-0000-0000-000000000000\"\r\n\r\n"
        "--=_02000000-0000-0000-0000-000000000000\r\nContent-Type: text/plain; charset=utf-8\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
        "012345 adalah kode verifikasi Anda. Berlaku 5 menit.\r\n\r\n"
        "Jika Anda tidak menunggu kode ini, abaikan pesan ini.\r\n"
        "--=_02000000-0000-0000-0000-000000000000\r\nContent-Type: text/html; charset=utf-8\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\n\r\n<p>a=3Db</p>\r\n"
        "--=_02000000-0000-0000-0000-000000000000--\r\n");
    arena_close(arena);
}

static void test_no_header_is_injected(void **state)
{
    (void)state;
    struct arena *arena = arena_open(1 << 20);
    struct transfer transfer;
    const char *why;
    struct outgoing message = message_new();
    struct sender sender = sender_new("otp@sandi.example");
    const char *const recipients[] = {
        "a@b\r\nBcc: c@d", "a@b\n", "a b@c", "<a@b>", "a@b,c@d", "@b", "a@", "a", "", "é@b"};
    for (size_t i = 0; i < COUNT_OF(recipients); i++) {
        message.recipient = str_from(recipients[i]);
        assert_int_equal(driver_smtp.compose(&sender, &message, arena, &transfer, &why), COMPOSE_IMPOSSIBLE);
    }
    message = message_new();
    const char *const senders[] = {"Sandi\r\nBcc: x@y <otp@sandi.example>", "Sandi <otp@sandi.example\r\n>",
                                   "Sandi", ""};
    for (size_t i = 0; i < COUNT_OF(senders); i++) {
        sender = sender_new(senders[i]);
        assert_int_equal(driver_smtp.compose(&sender, &message, arena, &transfer, &why), COMPOSE_UNUSABLE);
    }
    sender = sender_new("Kurir \"Cepat\", Tbk <otp@sandi.example>");
    assert_int_equal(driver_smtp.compose(&sender, &message, arena, &transfer, &why), COMPOSED);
    assert_true(
        str_starts(transfer.body, STR("From: =?UTF-8?B?S3VyaXIgIkNlcGF0IiwgVGJr?= <otp@sandi.example>\r\n")));
    arena_close(arena);
}

static void test_interpret(void **state)
{
    (void)state;
    static const struct {
        int code;
        enum result result;
    } CASES[] = {{250, RESULT_ACCEPTED}, {450, RESULT_BUSY},     {451, RESULT_BUSY},
                 {550, RESULT_REJECTED}, {554, RESULT_REJECTED}, {535, RESULT_REJECTED}};
    struct arena *arena = arena_open(1 << 20);
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        struct answer answer = {.state = ANSWER_COMPLETE, .status = CASES[i].code, .body = STR("words")};
        assert_int_equal(driver_smtp.interpret(&(struct sender){0}, &answer, arena).result, CASES[i].result);
    }
    struct answer answer = {.state = ANSWER_MISSING, .status = 354};
    assert_int_equal(driver_smtp.interpret(&(struct sender){0}, &answer, arena).result, RESULT_UNKNOWN);
    arena_close(arena);
}

static void test_texts(void **state)
{
    (void)state;
    struct arena *arena = arena_open(1 << 20);
    const char *const locales[] = {"en", "id", "", "de", "indigo"};
    for (size_t i = 0; i < COUNT_OF(locales); i++) {
        struct str text =
            sms_text(arena, str_from(locales[i]), STR("0123456789"), 600, STR("https://otp.example.com"));
        assert_in_range(gsm7_length(text), 1, GSM7_SEGMENT);
        assert_true(str_ends(text, STR("\n@otp.example.com #0123456789")));
    }
    assert_true(str_starts(sms_text(arena, STR("id-ID"), STR("1234"), 59, STR("")), STR("1234 adalah kode")));
    assert_non_null(strstr(str_z(arena, message_text(arena, STR("en"), STR("1"), 30).sentence), "1 minute."));
    assert_null(memchr(sms_text(arena, STR("en"), STR("1234"), 300, STR("https://h:8443")).s, '@', 40));
    assert_int_equal(gsm7_length(STR("a€[")), 5);
    assert_int_equal(gsm7_length(STR("`")), -1);
    assert_int_equal(gsm7_length(STR("ç")), -1);
    assert_int_equal(gsm7_length(STR("\xff")), -1);
    arena_close(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_compose),
        cmocka_unit_test(test_no_header_is_injected),
        cmocka_unit_test(test_interpret),
        cmocka_unit_test(test_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
