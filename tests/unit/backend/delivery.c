/* What a search in the delivery log means, and which days exist. */
#include "unit.h"

#include "backend/delivery.h"
#include "base/ctx.h"
#include "shim/phone.h"

static struct delivery_filter search(struct arena *arena, const char *text)
{
    struct ctx ctx = {.arena = arena};
    struct delivery_filter filter = {0};
    delivery_search(&ctx, str_from(text), STR("ID"), &filter);
    return filter;
}

static void numbers_and_addresses_as_people_write_them(void **state)
{
    static const struct {
        const char *text;
        enum delivery_match match;
        const char *recipient;
    } cases[] = {
        {"+62 812 3456 7890", DELIVERY_EXACT, "+6281234567890"},
        {"0812-3456-7890", DELIVERY_EXACT, "+6281234567890"},
        {"0062 812 3456 7890", DELIVERY_EXACT, "+6281234567890"},
        {" +1 (201) 555-0123 ", DELIVERY_EXACT, "+12015550123"},
        {"7890", DELIVERY_ENDS, "7890"},
        {"0078", DELIVERY_ENDS, "0078"},
        {"+62812*****90", DELIVERY_ENDS, "90"},
        {"34567890", DELIVERY_ENDS, "34567890"},
        {"Recipient@Example.COM", DELIVERY_EXACT, "Recipient@example.com"},
        {"recipient", DELIVERY_CONTAINS, "recipient"},
        {"@example.com", DELIVERY_CONTAINS, "@example.com"},
        {"+-()", DELIVERY_CONTAINS, "+-()"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct delivery_filter filter = search(*state, cases[i].text);
        assert_int_equal(filter.match, cases[i].match);
        assert_str(filter.recipient, cases[i].recipient);
    }
    assert_int_equal(search(*state, "  ").match, DELIVERY_ANY);
}

static void only_days_that_exist(void **state)
{
    static const char *const good[] = {"2026-11-26", "2024-02-29", "2000-02-29", "2000-01-01", "2999-12-31"};
    static const char *const bad[] = {"",           "2026-02-29", "2100-02-29", "2026-13-01", "2026-00-10",
                                      "2026-04-31", "1999-12-31", "3000-01-01", "2026-1-1",   "2026/01/01",
                                      "2026-01-0x", "20260101  ", "-026-01-01", "2026-01-011"};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(good); i++)
        assert_true(delivery_day_check(str_from(good[i])));
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_false(delivery_day_check(str_from(bad[i])));
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(numbers_and_addresses_as_people_write_them),
                                       TEST(only_days_that_exist)};
    phone_open();
    return cmocka_run_group_tests_name("delivery", tests, NULL, NULL);
}
