/* Which numbers and addresses may be sent to, and what is shown of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "backend/recipient.h"
#include "shim/phone.h"

struct expected {
    const char *typed;
    enum channel channel;
    const char *home;
    enum outcome outcome;
    const char *to, *country;
};

static const struct expected numbers[] = {
    {"+6281234567890", CHANNEL_WHATSAPP, "ID", OUTCOME_DONE, "+6281234567890", "ID"},
    {"+62 812-3456-7890", CHANNEL_WHATSAPP, "ID", OUTCOME_DONE, "+6281234567890", "ID"},
    {" (0812) 3456.7890 ", CHANNEL_WHATSAPP, "ID", OUTCOME_DONE, "+6281234567890", "ID"},
    {"6281234567890", CHANNEL_SMS, "ID", OUTCOME_DONE, "+6281234567890", "ID"},
    {"+62 0812 3456 7890", CHANNEL_SMS, "ID", OUTCOME_DONE, "+6281234567890", "ID"},
    {"006281234567890", CHANNEL_SMS, NULL, OUTCOME_DONE, "+6281234567890", "ID"},
    {"00 62 812 3456 7890", CHANNEL_SMS, "US", OUTCOME_DONE, "+6281234567890", "ID"},
    {"081234567890", CHANNEL_SMS, NULL, OUTCOME_INVALID_RECIPIENT, NULL, NULL},
    {"+12025550123", CHANNEL_SMS, "ID", OUTCOME_DONE, "+12025550123", "US"},
    {"+12042345678", CHANNEL_SMS, "ID", OUTCOME_DONE, "+12042345678", "CA"},
    {"+79161234567", CHANNEL_SMS, "ID", OUTCOME_DONE, "+79161234567", "RU"},
    {"+77012345678", CHANNEL_SMS, "ID", OUTCOME_DONE, "+77012345678", "KZ"},
    {"+447400123456", CHANNEL_SMS, "ID", OUTCOME_DONE, "+447400123456", "GB"},
    {"+62215550123", CHANNEL_SMS, "ID", OUTCOME_NOT_MOBILE, NULL, NULL},
    {"+622155501234", CHANNEL_WHATSAPP, "ID", OUTCOME_DONE, "+622155501234", "ID"},
    {"+18002345678", CHANNEL_WHATSAPP, "ID", OUTCOME_NOT_MOBILE, NULL, NULL},
    {"+80012345678", CHANNEL_SMS, "ID", OUTCOME_INVALID_RECIPIENT, NULL, NULL},
    {"+870773111632", CHANNEL_SMS, "ID", OUTCOME_INVALID_RECIPIENT, NULL, NULL},
    {"+8816 1234 5678", CHANNEL_SMS, "ID", OUTCOME_INVALID_RECIPIENT, NULL, NULL},
    {"+883510012345678", CHANNEL_SMS, "ID", OUTCOME_INVALID_RECIPIENT, NULL, NULL},
    {"+6281", CHANNEL_SMS, "ID", OUTCOME_INVALID_RECIPIENT, NULL, NULL},
    {"+62 812 3456 7890 ext. 5", CHANNEL_SMS, "ID", OUTCOME_INVALID_RECIPIENT, NULL, NULL},
    {"+62 812abc", CHANNEL_SMS, "ID", OUTCOME_INVALID_RECIPIENT, NULL, NULL},
    {"tel:+6281234567890", CHANNEL_SMS, "ID", OUTCOME_INVALID_RECIPIENT, NULL, NULL},
    {"++6281234567890", CHANNEL_SMS, "ID", OUTCOME_INVALID_RECIPIENT, NULL, NULL},
    {"62+81234567890", CHANNEL_SMS, "ID", OUTCOME_INVALID_RECIPIENT, NULL, NULL},
    {"+6281234567890\n", CHANNEL_SMS, "ID", OUTCOME_INVALID_RECIPIENT, NULL, NULL},
    {"+62812345678\xef\xbc\x99\xef\xbc\x90", CHANNEL_SMS, "ID", OUTCOME_INVALID_RECIPIENT, NULL, NULL},
    {"", CHANNEL_SMS, "ID", OUTCOME_INVALID_RECIPIENT, NULL, NULL},
    {"+", CHANNEL_SMS, "ID", OUTCOME_INVALID_RECIPIENT, NULL, NULL},
    {"00", CHANNEL_SMS, "ID", OUTCOME_INVALID_RECIPIENT, NULL, NULL},
    {"rina@example.com", CHANNEL_SMS, "ID", OUTCOME_INVALID_RECIPIENT, NULL, NULL},
    {"+628123456789012345678901234567890123456789012345678901234567890123", CHANNEL_SMS, "ID",
     OUTCOME_INVALID_RECIPIENT, NULL, NULL},
};

static const struct expected addresses[] = {
    {"rina@example.com", CHANNEL_EMAIL, NULL, OUTCOME_DONE, "rina@example.com", NULL},
    {" First.Last+otp@Example.CO.ID ", CHANNEL_EMAIL, NULL, OUTCOME_DONE, "First.Last+otp@example.co.id",
     NULL},
    {"o'neil@mail-1.example.com", CHANNEL_EMAIL, NULL, OUTCOME_DONE, "o'neil@mail-1.example.com", NULL},
    {"rina@localhost", CHANNEL_EMAIL, NULL, OUTCOME_INVALID_RECIPIENT, NULL, NULL},
    {"rina@example.com.", CHANNEL_EMAIL, NULL, OUTCOME_INVALID_RECIPIENT, NULL, NULL},
    {"rina@.example.com", CHANNEL_EMAIL, NULL, OUTCOME_INVALID_RECIPIENT, NULL, NULL},
    {"rina@-a.example.com", CHANNEL_EMAIL, NULL, OUTCOME_INVALID_RECIPIENT, NULL, NULL},
    {"rina@127.0.0.1", CHANNEL_EMAIL, NULL, OUTCOME_INVALID_RECIPIENT, NULL, NULL},
    {"rina@[127.0.0.1]", CHANNEL_EMAIL, NULL, OUTCOME_INVALID_RECIPIENT, NULL, NULL},
    {"rina@@example.com", CHANNEL_EMAIL, NULL, OUTCOME_INVALID_RECIPIENT, NULL, NULL},
    {"rina@example.com@example.net", CHANNEL_EMAIL, NULL, OUTCOME_INVALID_RECIPIENT, NULL, NULL},
    {".rina@example.com", CHANNEL_EMAIL, NULL, OUTCOME_INVALID_RECIPIENT, NULL, NULL},
    {"rina..s@example.com", CHANNEL_EMAIL, NULL, OUTCOME_INVALID_RECIPIENT, NULL, NULL},
    {"\"rina s\"@example.com", CHANNEL_EMAIL, NULL, OUTCOME_INVALID_RECIPIENT, NULL, NULL},
    {"rina s@example.com", CHANNEL_EMAIL, NULL, OUTCOME_INVALID_RECIPIENT, NULL, NULL},
    {"rina@example.com\r\nBcc: a@example.com", CHANNEL_EMAIL, NULL, OUTCOME_INVALID_RECIPIENT, NULL, NULL},
    {"rina@ex\xc3\xa4mple.com", CHANNEL_EMAIL, NULL, OUTCOME_INVALID_RECIPIENT, NULL, NULL},
    {"Name <name@example.com>", CHANNEL_EMAIL, NULL, OUTCOME_INVALID_RECIPIENT, NULL, NULL},
    {"rina@example.com,a@example.com", CHANNEL_EMAIL, NULL, OUTCOME_INVALID_RECIPIENT, NULL, NULL},
    {"@example.com", CHANNEL_EMAIL, NULL, OUTCOME_INVALID_RECIPIENT, NULL, NULL},
    {"rina@", CHANNEL_EMAIL, NULL, OUTCOME_INVALID_RECIPIENT, NULL, NULL},
    {"+6281234567890", CHANNEL_EMAIL, "ID", OUTCOME_INVALID_RECIPIENT, NULL, NULL},
};

static void expect(const struct expected *row, size_t n)
{
    for (size_t i = 0; i < n; i++, row++) {
        struct ctx ctx = {.arena = arena_open(1 << 16)};
        struct recipient got;
        enum outcome outcome =
            recipient_parse(&ctx, str_from(row->typed), row->channel, str_from(row->home), &got);
        if (outcome != row->outcome || (row->to && !str_eq(got.to, str_from(row->to))) ||
            (row->to && !str_eq(got.country, str_from(row->country))))
            fail_msg("\"%s\": %s %.*s %.*s", row->typed, outcome_label(outcome), STR_ARG(got.to),
                     STR_ARG(got.country));
        arena_close(ctx.arena);
    }
}

static void numbers_are_read(void **state)
{
    (void)state;
    expect(numbers, COUNT_OF(numbers));
}

static void addresses_are_read(void **state)
{
    (void)state;
    expect(addresses, COUNT_OF(addresses));
}

static void a_zero_byte_is_no_end(void **state)
{
    (void)state;
    struct ctx ctx = {.arena = arena_open(1 << 16)};
    struct recipient got;
    const struct str number = {"+6281234567890\0x", 16}, address = {"rina@example.com\0x", 18};
    assert_int_equal(recipient_parse(&ctx, number, CHANNEL_SMS, STR("ID"), &got), OUTCOME_INVALID_RECIPIENT);
    assert_int_equal(recipient_parse(&ctx, address, CHANNEL_EMAIL, STR("ID"), &got),
                     OUTCOME_INVALID_RECIPIENT);
    arena_close(ctx.arena);
}

static void lengths_are_bounded(void **state)
{
    (void)state;
    struct ctx ctx = {.arena = arena_open(1 << 16)};
    struct recipient got;
    char longest[300];
    memset(longest, 'a', sizeof longest);
    longest[64] = '@';
    for (size_t i = 65; i < sizeof longest; i += 50)
        longest[i + 49 < sizeof longest ? i + 49 : sizeof longest - 1] = '.';
    struct str at_most = {longest, 254}, over = {longest, 255};
    assert_int_equal(recipient_parse(&ctx, at_most, CHANNEL_EMAIL, STR_NONE, &got), OUTCOME_DONE);
    assert_int_equal(recipient_parse(&ctx, over, CHANNEL_EMAIL, STR_NONE, &got), OUTCOME_INVALID_RECIPIENT);
    arena_close(ctx.arena);
}

static void a_prefix_hides_four_digits(void **state)
{
    (void)state;
    struct ctx ctx = {.arena = arena_open(1 << 16)};
    struct recipient got;
    assert_int_equal(recipient_parse(&ctx, STR("081234567890"), CHANNEL_SMS, STR("ID"), &got), OUTCOME_DONE);
    assert_true(str_eq(got.prefix, STR("+628123456")));
    assert_false(got.email);
    assert_true(str_eq(recipient_format(ctx.arena, got.to), STR("+62 812-3456-7890")));
    struct str mask = recipient_mask(ctx.arena, got.to);
    for (size_t i = 0; i + 5 <= got.to.n; i++) /* no five digits in a row of the middle survive */
        if (i >= 3 && i <= 6)
            assert_false(mask.n == got.to.n && memcmp(mask.s + i, got.to.s + i, 5) == 0);
    arena_close(ctx.arena);
}

static bool same(const char *a, const char *b)
{
    return recipient_is_same(str_from(a), str_from(b)) && recipient_is_same(str_from(b), str_from(a));
}

static void one_mailbox_has_many_spellings(void **state)
{
    (void)state;
    assert_true(same("+6281234567890", "+6281234567890"));
    assert_false(same("+6281234567890", "+6281234567891"));
    assert_true(same("rina@example.com", "Rina@Example.com"));
    assert_true(same("rina+door@example.com", "rina@example.com"));
    assert_true(same("rina+a@example.com", "RINA+b@example.com"));
    assert_false(same("rina@example.com", "rina@example.org"));
    assert_false(same("rina@example.com", "tono@example.com"));
    assert_false(same("+@example.com", "rina@example.com"));
    assert_false(same("+62812@example.com", "+62812"));
    assert_true(same("r.i.n.a@gmail.com", "rina@gmail.com"));
    assert_true(same("r.ina.+door@Gmail.com", "Rin.a@googlemail.com"));
    assert_false(same("r.ina@example.com", "rina@example.com"));
    assert_false(same("r.ina@gmail.com", "rin@gmail.com"));
    assert_false(same("rina@gmail.com", "rina@example.com"));
    assert_false(recipient_is_same(STR(""), STR("")));
    assert_false(recipient_is_same(STR_NONE, STR_NONE));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_read),           cmocka_unit_test(addresses_are_read),
        cmocka_unit_test(a_zero_byte_is_no_end),      cmocka_unit_test(lengths_are_bounded),
        cmocka_unit_test(a_prefix_hides_four_digits), cmocka_unit_test(one_mailbox_has_many_spellings),
    };
    phone_open();
    return cmocka_run_group_tests_name("recipient", tests, NULL, NULL);
}
