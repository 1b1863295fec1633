/* shim/locale: what both languages show. */
#include "unit.h"

#include "shim/locale.h"

#define AT INT64_C(1795365900000000) /* 2026-11-22 16:45 UTC */

static void english(void **state)
{
    struct locale *en = locale_open("en");
    char out[128], tiny[3];
    (void)state;
    assert_non_null(en);
    assert_string_equal(locale_country(en, "KR", out, sizeof out), "South Korea");
    assert_string_equal(locale_decimal(en, "12345.678", out, sizeof out), "12,345.678");
    assert_string_equal(locale_decimal(en, "-9000000000000.001", out, sizeof out), "-9,000,000,000,000.001");
    assert_string_equal(locale_decimal(en, "12345.678", tiny, sizeof tiny), "");
    assert_string_equal(locale_decimal(en, "no number", out, sizeof out), "");
    assert_string_equal(locale_time(en, AT, "Asia/Jakarta", out, sizeof out), "22 Nov 2026, 23:45");
    assert_string_equal(locale_time(en, AT, "UTC", out, sizeof out), "22 Nov 2026, 16:45");
    assert_string_equal(locale_hour(en, AT, "Asia/Jakarta", out, sizeof out), "23:45");
    assert_string_equal(locale_day(en, AT, "UTC", out, sizeof out), "22 Nov 2026");
    assert_string_equal(locale_day(en, AT, "Asia/Tokyo", out, sizeof out), "23 Nov 2026");
    assert_string_equal(locale_month(en, AT, out, sizeof out), "November 2026");
    assert_string_equal(locale_money(en, "1250.5", "USD", out, sizeof out), "$1,250.50");
    assert_string_equal(locale_money(en, "-1250", "USD", out, sizeof out), "-$1,250");
    assert_string_equal(locale_money(en, "1250.5", "JPY", out, sizeof out), "¥1,250");
    assert_string_equal(locale_money(en, "1", "XYQ", out, sizeof out), "");
    assert_string_equal(locale_money(en, "1", "usdollar", out, sizeof out), "");
    assert_true(locale_currency_check("IDR") && !locale_currency_check("ABC") &&
                !locale_currency_check("ID"));
    assert_false(locale_currency_check("idr") || locale_currency_check(""));
    for (int i = 0; i < 40; i++) {
        char zone[16];
        snprintf(zone, sizeof zone, "GMT+%d", i % 20 % 14);
        assert_int_not_equal(locale_time(en, AT, zone, out, sizeof out)[0], 0);
    }
    locale_close(en);
}

static void indonesian(void **state)
{
    struct locale *id = locale_open("id");
    char out[128];
    (void)state;
    assert_non_null(id);
    assert_string_equal(locale_country(id, "US", out, sizeof out), "Amerika Serikat");
    assert_string_equal(locale_decimal(id, "12345.678", out, sizeof out), "12.345,678");
    assert_string_equal(locale_time(id, AT, "Asia/Jakarta", out, sizeof out), "22 Nov 2026, 23.45");
    assert_string_equal(locale_month(id, AT, out, sizeof out), "November 2026");
    assert_string_equal(locale_money(id, "12500000", "IDR", out, sizeof out), "Rp\u00a012.500.000");
    assert_string_equal(locale_money(id, "0.1275", "USD", out, sizeof out), "US$0,13");
    locale_close(id);
    assert_null(locale_open("xx"));
    locale_close(NULL);
}

static void folding(void **state)
{
    char out[128];
    (void)state;
    assert_string_equal(locale_fold("Côte d\u2019Ivoire", out, sizeof out), "cote divoire");
    assert_string_equal(locale_fold("COTE D'IVOIRE", out, sizeof out), "cote divoire");
    assert_string_equal(locale_fold("Åland 😀", out, sizeof out), "aland 😀");
    char large[2000];
    memset(large, 'a', sizeof large - 1);
    large[sizeof large - 1] = 0;
    assert_string_equal(locale_fold(large, out, sizeof out), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(english), TEST(indonesian), TEST(folding)};
    return cmocka_run_group_tests_name("shim/locale", tests, NULL, NULL);
}
