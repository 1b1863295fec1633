/* What an admin may give as the reason for an override. */
#include "unit.h"

#include "backend/otp_override.h"

static enum otp_reason check(const char *reason, const char *recipient)
{
    return otp_override_reason_check(str_from(reason), str_from(recipient));
}

static void a_reason_is_a_few_words(void **state)
{
    struct buf words = buf_new(*state, 4096);
    assert_int_equal(check("", "+6281234567890"), OTP_REASON_SHORT);
    assert_int_equal(check("no signal", "+6281234567890"), OTP_REASON_SHORT);
    assert_int_equal(check("no signal!", "+6281234567890"), OTP_REASON_GOOD);
    assert_int_equal(check("Kartu dicek\r\ndi tempat", ""), OTP_REASON_GOOD);
    assert_int_equal(check("passport \x01 seen", ""), OTP_REASON_NOT_TEXT);
    assert_int_equal(check("passport \xff seen", ""), OTP_REASON_NOT_TEXT);
    for (int i = 0; i < OTP_OVERRIDE_REASON_MAX; i++)
        buf_put(&words, STR("é"));
    assert_int_equal(otp_override_reason_check(buf_str(&words), STR("")), OTP_REASON_GOOD);
    buf_putc(&words, 'e');
    assert_int_equal(otp_override_reason_check(buf_str(&words), STR("")), OTP_REASON_LONG);
}

static void a_reason_does_not_name_the_recipient(void **state)
{
    static const char *const named[] = {
        "Called +6281234567890 and asked", "Called 0812-3456-7890 and asked",
        "Called 0812 3456 7890 and asked", "Called (0812) 3456.7890",
        "Called 34567890 and asked",
    };
    static const char *const unnamed[] = {
        "Called the number, asked for the card",
        "Parcel 456789, of 2026, was signed",
        "Order 2026-11-27, card 7890 seen",
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(named); i++)
        assert_int_equal(check(named[i], "+6281234567890"), OTP_REASON_RECIPIENT);
    for (size_t i = 0; i < COUNT_OF(unnamed); i++)
        assert_int_equal(check(unnamed[i], "+6281234567890"), OTP_REASON_GOOD);
    assert_int_equal(check("Mail to Rina@Example.com came back", "rina@example.com"), OTP_REASON_RECIPIENT);
    assert_int_equal(check("Mail to Rina came back", "rina@example.com"), OTP_REASON_GOOD);
    assert_int_equal(check("The recipient was erased before", "erased"), OTP_REASON_GOOD);
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(a_reason_is_a_few_words),
                                       TEST(a_reason_does_not_name_the_recipient)};
    return cmocka_run_group_tests_name("otp_override", tests, NULL, NULL);
}
