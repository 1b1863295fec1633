/* The mail driver: a whole mail byte by byte, no way into a header, TLS by setting, reply codes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "channels/driver.h"

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
                             .code = STR("012345"),
                             .subject = STR("Kode verifikasi Anda: 012345"),
                             .text = STR("012345 adalah kode verifikasi Anda.\n\nBerlaku 5 menit."),
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
    assert_int_equal(transfer.tls, TLS_REQUIRED);
    assert_string_equal(
        str_z(arena, transfer.body),
        "From: Sandi <otp@sandi.example>\r\nTo: addr@example.com\r\nSubject: Kode verifikasi Anda: 012345\r\n"
        "Date: Sun, 23 Nov 2025 00:00:00 +0000\r\n"
        "Message-ID: <02000000-0000-0000-0000-000000000000@sandi.example>\r\nMIME-Version: 1.0\r\n"
        "Auto-Submitted: auto-generated\r\nX-Auto-Response-Suppress: OOF, AutoReply\r\n"
        "Content-Type: multipart/alternative; boundary=\"=_02000000-0000-0000-0000-000000000000\"\r\n\r\n"
        "--=_02000000-0000-0000-0000-000000000000\r\nContent-Type: text/plain; charset=utf-8\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
        "012345 adalah kode verifikasi Anda.\r\n\r\nBerlaku 5 menit.\r\n"
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

/* Encoded words (RFC 2047): at most 75 characters each, whole characters in each, no line over 76. */
static void test_encoded_subject(void **state)
{
    (void)state;
    struct arena *arena = arena_open(1 << 20);
    struct sender sender = sender_new("otp@sandi.example");
    struct outgoing message = message_new();
    struct transfer transfer;
    const char *why;
    message.subject = STR("Ваш код подтверждения для «Быстрая доставка», пожалуйста, никому: 012345");
    assert_int_equal(driver_smtp.compose(&sender, &message, arena, &transfer, &why), COMPOSED);
    struct str rest = transfer.body, line;
    int words = 0;
    while (str_split(&rest, '\n', &line) && line.n > 1) {
        size_t at = str_index(line, '=', 0);
        if (!str_starts(str_slice(line, at, line.n), STR("=?UTF-8?B?")))
            continue;
        assert_true(at == strlen("Subject: ") || at == 1);
        assert_true(str_ends(line, STR("?=\r")) && line.n - 1 <= 76);
        words++;
    }
    assert_int_equal(words, 4);
    message.subject = STR("=?UTF-8?Q?x?=");
    assert_int_equal(driver_smtp.compose(&sender, &message, arena, &transfer, &why), COMPOSED);
    assert_non_null(strstr(str_z(arena, transfer.body), "Subject: =?UTF-8?B?PT9VVEYtOD9RP3g/PQ==?=\r\n"));
    message.subject = STR("x\r\nBcc: eve@example.com");
    assert_int_equal(driver_smtp.compose(&sender, &message, arena, &transfer, &why), COMPOSED);
    assert_null(strstr(str_z(arena, transfer.body), "Bcc"));
    arena_close(arena);
}

static void set(struct sender *sender, const char *key, const char *value)
{
    sender->values[sender->n_values].key = str_from(key);
    sender->values[sender->n_values++].value = str_from(value);
}

static void test_settings(void **state)
{
    (void)state;
    static const struct {
        const char *tls, *private, *username;
        enum composed composed;
        enum transfer_tls want;
    } CASES[] = {
        {"", "", "", COMPOSED, TLS_REQUIRED},
        {"", "true", "", COMPOSED, TLS_OPTIONAL},
        {"required", "true", "", COMPOSED, TLS_REQUIRED},
        {"optional", "", "", COMPOSED, TLS_OPTIONAL},
        {"off", "", "", COMPOSED, TLS_OFF},
        {"maybe", "", "", COMPOSE_UNUSABLE, TLS_REQUIRED},
        {"optional", "", "me", COMPOSE_UNUSABLE, TLS_REQUIRED}, /* a password in clear text */
        {"off", "true", "me", COMPOSED, TLS_OFF},
        {"required", "", "me", COMPOSED, TLS_REQUIRED},
    };
    struct arena *arena = arena_open(1 << 20);
    struct outgoing message = message_new();
    const char *why;
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        struct sender sender = sender_new("otp@sandi.example");
        struct transfer transfer = {0};
        set(&sender, "tls", CASES[i].tls);
        set(&sender, "allow_private", CASES[i].private);
        set(&sender, "username", CASES[i].username);
        assert_int_equal(driver_smtp.compose(&sender, &message, arena, &transfer, &why), CASES[i].composed);
        if (CASES[i].composed == COMPOSED)
            assert_int_equal(transfer.tls, CASES[i].want);
        else
            assert_string_equal(why, "tls");
    }
    struct sender sender = sender_new("Sandi <otp@sandi.example>");
    struct transfer transfer;
    set(&sender, "envelope_from", "bounces@sandi.example");
    set(&sender, "ca_file", "/etc/relay.pem");
    assert_int_equal(driver_smtp.compose(&sender, &message, arena, &transfer, &why), COMPOSED);
    assert_string_equal(transfer.mail_from.s, "bounces@sandi.example");
    assert_string_equal(transfer.ca_file.s, "/etc/relay.pem");
    sender.values[sender.n_values - 2].value = STR("a@b\r\nRCPT TO:<c@d>");
    assert_int_equal(driver_smtp.compose(&sender, &message, arena, &transfer, &why), COMPOSE_UNUSABLE);
    arena_close(arena);
}

static void test_interpret(void **state)
{
    (void)state;
    static const struct {
        int code;
        const char *line;
        enum result result;
        const char *reason;
        bool operator_fault;
    } CASES[] = {
        {250, "250 2.0.0 ok", RESULT_ACCEPTED, NULL, false},
        {421, "421 4.3.2 later", RESULT_BUSY, "provider_down", false},
        {451, "451 try later", RESULT_BUSY, "provider_down", false},
        {450, "450 4.2.0 greylisted", RESULT_BUSY, "not_deliverable", false},
        {450, "450 4.1.2 Domain not found", RESULT_BUSY, "not_deliverable", false},
        {452, "452 4.2.2 full", RESULT_BUSY, "not_deliverable", false},
        {450, "450 no", RESULT_BUSY, "not_deliverable", false},
        {550, "550 no such user", RESULT_REJECTED, "invalid_recipient", false},
        {550, "550 5.1.1 no such user", RESULT_REJECTED, "invalid_recipient", false},
        {552, "552 5.2.2 full", RESULT_REJECTED, "not_deliverable", false},
        {550, "550 5.7.26 not authenticated", RESULT_REJECTED, "request_refused", true},
        {554, "554 no", RESULT_REJECTED, "request_refused", false},
        {535, "535 5.7.8 wrong", RESULT_REJECTED, "sender_unauthorized", true},
    };
    struct arena *arena = arena_open(1 << 20);
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        struct answer answer = {
            .state = ANSWER_COMPLETE, .status = CASES[i].code, .body = str_from(CASES[i].line)};
        struct verdict verdict = driver_smtp.interpret(&(struct sender){0}, &answer, arena);
        assert_int_equal(verdict.result, CASES[i].result);
        assert_int_equal(verdict.operator_fault, CASES[i].operator_fault);
        if (CASES[i].reason)
            assert_string_equal(verdict.reason, CASES[i].reason);
        bool recipients = verdict.result == RESULT_BUSY && !strcmp(CASES[i].reason, "not_deliverable");
        assert_int_equal(verdict.pace,
                         recipients ? PACE_PAIR : PACE_STEADY); /* counts not against the server */
    }
    struct answer answer = {.state = ANSWER_MISSING, .status = 354};
    assert_int_equal(driver_smtp.interpret(&(struct sender){0}, &answer, arena).result, RESULT_UNKNOWN);
    answer = (struct answer){.state = ANSWER_NEVER_LEFT, .tls_failed = true};
    struct verdict verdict = driver_smtp.interpret(&(struct sender){0}, &answer, arena);
    assert_int_equal(verdict.result, RESULT_BUSY);
    assert_string_equal(verdict.reason, "tls_failed");
    assert_true(verdict.operator_fault);
    arena_close(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_compose),   cmocka_unit_test(test_no_header_is_injected),
        cmocka_unit_test(test_interpret), cmocka_unit_test(test_encoded_subject),
        cmocka_unit_test(test_settings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
