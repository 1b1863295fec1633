/* base: ids, credits, times, masks and log values as text and back. */
#include "unit.h"

#include "base/clock.h"
#include "base/credits.h"
#include "base/log.h"
#include "base/uuid.h"

static void uuids(void **state)
{
    struct uuid id = uuid_v7(INT64_C(1700000000123) * 1000 + 999), again;
    struct str text = uuid_text(*state, id);
    assert_int_equal(text.n, 36);
    assert_str(str_slice(text, 0, 15), "018bcfe5-687b-7");
    assert_true(text.s[19] == '8' || text.s[19] == '9' || text.s[19] == 'a' || text.s[19] == 'b');
    assert_true(uuid_parse(text, &again));
    assert_true(uuid_eq(id, again));
    assert_false(uuid_eq(id, uuid_v7(INT64_C(1700000000123) * 1000)));
    assert_true(uuid_parse(STR("0123ABCD-0123-4567-89ab-cdefCDEF0123"), &again));
    assert_str(uuid_text(*state, again), "0123abcd-0123-4567-89ab-cdefcdef0123");
    static const char *const WRONG[] = {"",
                                        "0123abcd-0123-4567-89ab-cdefcdef012",
                                        "0123abcd00123-4567-89ab-cdefcdef0123",
                                        "0123abcd-0123-4567-89ab-cdefcdef012g",
                                        "{123abcd-0123-4567-89ab-cdefcdef012}",
                                        "0123abcd-0123-4567-89ab-cdefcdef01234",
                                        "-123abcd-0123-4567-89ab-cdefcdef0123"};
    for (size_t i = 0; i < COUNT_OF(WRONG); i++)
        assert_false(uuid_parse(str_from(WRONG[i]), &again));
    assert_true(uuid_is_nil(UUID_NIL));
    assert_false(uuid_is_nil(id));
}

static void credits(void **state)
{
    static const struct {
        int64_t thousandths;
        const char *text;
    } PAIRS[] = {{0, "0"},
                 {2500, "2.5"},
                 {10000000, "10000"},
                 {-125, "-0.125"},
                 {1, "0.001"},
                 {-1000, "-1"},
                 {1010, "1.01"},
                 {INT64_C(9000000000000000), "9000000000000"},
                 {-INT64_C(9000000000000000), "-9000000000000"}};
    struct credits amount;
    for (size_t i = 0; i < COUNT_OF(PAIRS); i++) {
        assert_str(credits_text(*state, (struct credits){PAIRS[i].thousandths}), PAIRS[i].text);
        assert_true(credits_parse(str_from(PAIRS[i].text), &amount));
        assert_true(amount.thousandths == PAIRS[i].thousandths);
    }
    assert_true(credits_parse(STR("2.500"), &amount));
    assert_int_equal(amount.thousandths, 2500);
    assert_str(credits_text(*state, (struct credits){INT64_MIN}), "-9223372036854775.808");
    static const char *const WRONG[] = {"",
                                        "-",
                                        ".5",
                                        "1.",
                                        "1,000",
                                        "1.2345",
                                        "1e3",
                                        " 1",
                                        "1 ",
                                        "--1",
                                        "-.1",
                                        "+1",
                                        "1.-1",
                                        "0.+1",
                                        "1.2.3",
                                        "1_0",
                                        "NaN",
                                        "9000000000000.001",
                                        "9000000000001",
                                        "99999999999999999999",
                                        "-9000000000000.001"};
    amount.thousandths = 42;
    for (size_t i = 0; i < COUNT_OF(WRONG); i++)
        assert_false(credits_parse(str_from(WRONG[i]), &amount));
    assert_int_equal(amount.thousandths, 42);
}

static void times(void **state)
{
    assert_str(clock_rfc3339(*state, 0), "1970-01-01T00:00:00Z");
    assert_str(clock_rfc3339(*state, -1), "1969-12-31T23:59:59.999999Z");
    assert_str(clock_rfc3339(*state, INT64_C(1767225600500000)), "2026-01-01T00:00:00.5Z");
    assert_str(clock_rfc3339(*state, INT64_C(1767225600000001)), "2026-01-01T00:00:00.000001Z");
    assert_str(clock_rfc3339(*state, INT64_C(1767225610000000)), "2026-01-01T00:00:10Z");
}

static void masks(void **state)
{
    assert_str(log_mask(*state, STR("+6281234567890")), "+62812*****90");
    assert_str(log_mask(*state, STR("addr@example.com")), "a***@example.com");
    assert_str(log_mask(*state, STR("+155512")), "*****");
    assert_str(log_mask(*state, STR("+1555123")), "+1*****23");
    assert_str(log_mask(*state, STR("@x")), "*****");
    assert_str(log_mask(*state, STR_NONE), "*****");
}

static void log_values(void **state)
{
    (void)state;
    assert_string_equal(LOG_STR(STR("plain")), "plain");
    assert_string_equal(LOG_STR(STR("")), "\"\"");
    assert_string_equal(LOG_STR(STR("a b\"c\\")), "\"a b\\\"c\\\\\"");
    assert_string_equal(LOG_STR(STR("a\nlevel=x")), "\"a?level=x\"");
    assert_string_equal(LOG_STR(STR("a\0b\x1b[31m")), "a?b?[31m");
    assert_string_equal(LOG_STR(STR("\xc2\x9b")), "??");
    assert_string_equal(LOG_STR(STR("caf\xc3\xa9")), "caf\xc3\xa9");
    assert_string_equal(LOG_STR(STR("\xff")), "?");
    char large[1000];
    memset(large, '"', sizeof large);
    assert_true(strlen(LOG_STR(((struct str){large, sizeof large}))) < 256);
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(uuids), TEST(credits), TEST(times), TEST(masks),
                                       TEST(log_values)};
    return cmocka_run_group_tests_name("base/values", tests, NULL, NULL);
}
