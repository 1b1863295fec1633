/* base: codes of authenticator apps, against RFC 6238 (appendix B) and RFC 4648 (section 10). */
#include "unit.h"

#include "base/totp.h"

#define SECRET STR("12345678901234567890")

static void codes(void **state)
{
    static const struct {
        int64_t seconds;
        const char *code; /* the last six of the appendix's eight digits */
    } KNOWN[] = {{59, "287082"},         {1111111109, "081804"}, {1111111111, "050471"},
                 {1234567890, "005924"}, {2000000000, "279037"}, {20000000000, "353130"}};
    for (size_t i = 0; i < COUNT_OF(KNOWN); i++)
        assert_str(totp_code(*state, SECRET, KNOWN[i].seconds / 30), KNOWN[i].code);
}

static void windows(void **state)
{
    const int64_t now = INT64_C(1111111111) * 1000000, step = 1111111111 / 30;
    for (int64_t s = step - 3; s <= step + 3; s++) {
        bool near = s >= step - 1 && s <= step + 1;
        assert_int_equal(totp_find(*state, SECRET, now, totp_code(*state, SECRET, s)), near ? s : 0);
    }
    assert_int_equal(totp_find(*state, SECRET, now, STR("050 471")), step);
    static const char *const WRONG[] = {"", "05047", "0504711", "050472", "      ", "05047a"};
    for (size_t i = 0; i < COUNT_OF(WRONG); i++)
        assert_int_equal(totp_find(*state, SECRET, now, str_from(WRONG[i])), 0);
}

static void base32(void **state)
{
    static const char *const KNOWN[][2] = {{"", ""},         {"f", "MY"},         {"fo", "MZXQ"},
                                           {"foo", "MZXW6"}, {"foob", "MZXW6YQ"}, {"foobar", "MZXW6YTBOI"}};
    for (size_t i = 0; i < COUNT_OF(KNOWN); i++)
        assert_str(base32_text(*state, str_from(KNOWN[i][0])), KNOWN[i][1]);
    assert_str(base32_text(*state, SECRET), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(codes), TEST(windows), TEST(base32)};
    return cmocka_run_group_tests_name("base/totp", tests, NULL, NULL);
}
