/* Codes as people type them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "backend/code.h"

static void reads(const char *typed, const char *code)
{
    struct secret secret = {0};
    bool possible = code_normalise(str_from(typed), &secret);
    if (!code) {
        assert_false(possible);
        return;
    }
    assert_true(possible);
    assert_int_equal(secret.n, strlen(code));
    assert_memory_equal(secret.s, code, secret.n);
}

static void typed_codes_are_normalised(void **state)
{
    (void)state;
    reads("123456", "123456");
    reads(" 123 456 ", "123456");
    reads("123-456", "123456");
    reads("123\xe2\x80\x91"
          "456",
          "123456"); /* non-breaking hyphen */
    reads("123\xc2\xa0"
          "456",
          "123456"); /* no-break space */
    reads("\xe2\x80\xaa"
          "0123\xe2\x80\xac",
          "0123");                                                     /* direction marks */
    reads("\xd9\xa1\xd9\xa2\xd9\xa3\xd9\xa4", "1234");                 /* Arabic-Indic */
    reads("\xdb\xb1\xdb\xb2\xdb\xb3\xdb\xb4", "1234");                 /* Persian */
    reads("\xe0\xa5\xa6\xe0\xa5\xa7\xe0\xa5\xa8\xe0\xa5\xaf", "0129"); /* Devanagari */
    reads("\xef\xbc\x90\xef\xbc\x91\xef\xbc\x92\xef\xbc\x99", "0129"); /* full width */
    reads("1234567890", "1234567890");
}

static void what_cannot_be_a_code_is_refused(void **state)
{
    (void)state;
    reads("", NULL);
    reads("   ", NULL);
    reads("123", NULL);
    reads("12345678901", NULL);
    reads("12345a", NULL);
    reads("12.345", NULL);
    reads("+12345", NULL);
    reads("1234\xff", NULL);
    reads("\xc2\xbd\xc2\xb2\xc2\xb3\xc2\xb9", NULL); /* fractions and superscripts are no digits */
    reads("\xf0\x9f\x98\x80"
          "1234",
          NULL);
}

static void finds(const char *text, const char *found)
{
    struct str got = code_find(str_from(text), 6);
    if (!str_eq(got, str_from(found)))
        fail_msg("“%s” gave “%.*s”", text, STR_ARG(got));
}

static void a_code_is_found_in_a_message(void **state)
{
    (void)state;
    finds("123456 is your code. It ends in 5 minutes.", "123456");
    finds("<#> Code: 123 456.", "123 456");
    finds("123-456", "123-456");
    finds("Your code is 123456\n@demo.example #123456", "123456");
    finds("\xef\xbc\x91\xef\xbc\x92\xef\xbc\x93\xef\xbc\x94\xef\xbc\x95\xef\xbc\x96 dari 2026",
          "\xef\xbc\x91\xef\xbc\x92\xef\xbc\x93\xef\xbc\x94\xef\xbc\x95\xef\xbc\x96");
    finds("123456 or 654321", "123456 or 654321"); /* which? */
    finds("1234567", "1234567");
    finds("no code", "no code");
    finds("", "");
    finds("123456\xff", "123456\xff");
}

static void made_codes_have_their_length_and_vary(void **state)
{
    (void)state;
    int zeros = 0;
    for (int round = 0; round < 400; round++) {
        struct secret code = {0};
        code_make(CODE_DIGITS_MIN, &code);
        assert_int_equal(code.n, CODE_DIGITS_MIN);
        for (size_t i = 0; i < code.n; i++)
            assert_in_range(code.s[i], '0', '9');
        zeros += code.s[0] == '0';
    }
    assert_in_range(zeros, 5, 120); /* a leading zero is as likely as any digit: 40 of 400 */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(typed_codes_are_normalised),
        cmocka_unit_test(what_cannot_be_a_code_is_refused),
        cmocka_unit_test(a_code_is_found_in_a_message),
        cmocka_unit_test(made_codes_have_their_length_and_vary),
    };
    return cmocka_run_group_tests_name("code", tests, NULL, NULL);
}
