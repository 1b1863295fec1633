/* backend: which passwords are taken, what is said of a device, recovery codes. */
#include "unit.h"

#include <string.h>

#include "backend/device.h"
#include "backend/factor_secret.h"
#include "backend/password.h"

static enum password_verdict verdict(const char *text)
{
    struct secret password = {.n = strlen(text)};
    memcpy(password.s, text, password.n);
    return password_check(&password, STR("ani.lestari@example.com"), STR("Ani Lestari"));
}

static void rules(void **state)
{
    (void)state;
    assert_int_equal(verdict(""), PASSWORD_SHORT);
    assert_int_equal(verdict("123456789"), PASSWORD_SHORT);
    assert_int_equal(verdict("åäöåäöåäö"), PASSWORD_SHORT); /* nine characters in eighteen bytes */
    assert_int_equal(verdict("ANI.Lestari@example.com"), PASSWORD_PERSONAL);
    assert_int_equal(verdict("ani.lestari"), PASSWORD_PERSONAL);
    assert_int_equal(verdict("ani lestari"), PASSWORD_PERSONAL);
    assert_int_equal(verdict("PassWord123"), PASSWORD_COMMON);
    assert_int_equal(verdict("indonesia123"), PASSWORD_COMMON);
    assert_int_equal(verdict("aaaaaaaaaaaa"), PASSWORD_COMMON);
    assert_int_equal(verdict("kuda betul baterai"), PASSWORD_GOOD);
    assert_string_equal(password_sentence(PASSWORD_GOOD), "");
}

static void devices(void **state)
{
    static const char *const KNOWN[][2] = {
        {"Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:120.0) Gecko/20100101 Firefox/120.0",
         "Firefox, Windows"},
        {"Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/120.0.0.0 Mobile Safari/537.36",
         "Chrome, Android"},
        {"Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605 Version/17.0 Safari/604.1",
         "Safari, iPhone"},
        {"Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120.0.0.0 Safari/537.36 Edg/120.0",
         "Edge, Windows"},
        {"curl/8.0", "curl"},
        {"<script>", ""},
        {"", ""},
    };
    for (size_t i = 0; i < COUNT_OF(KNOWN); i++)
        assert_str(device_words(*state, str_from(KNOWN[i][0])), KNOWN[i][1]);
}

static void recovery(void **state)
{
    const struct uuid a = {{1}}, b = {{2}};
    struct str code = recovery_code_new(*state);
    assert_int_equal(code.n, 19);
    assert_false(str_eq(code, recovery_code_new(*state)));
    struct str hash = recovery_code_hash(*state, a, STR("ABCD-EFGH-JKLM-NPQR"));
    assert_true(str_eq(hash, recovery_code_hash(*state, a, STR("abcd efghjklm-npqr"))));
    assert_false(str_eq(hash, recovery_code_hash(*state, b, STR("ABCD-EFGH-JKLM-NPQR"))));
    assert_false(str_eq(hash, recovery_code_hash(*state, a, STR("ABCD-EFGH-JKLM-NPQS"))));
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(rules), TEST(devices), TEST(recovery)};
    return cmocka_run_group_tests_name("backend/password", tests, NULL, NULL);
}
