/* backend/worth: what credits are worth, exactly. */
#include "unit.h"

#include "backend/worth.h"

static struct arena *arena;

static void is_worth(int64_t thousandths, const char *price, const char *worth)
{
    struct unit_price unit = {.currency = STR("IDR")};
    assert_true(unit_price_parse(str_from(price), &unit.millionths));
    struct str text = worth_text(arena, (struct credits){thousandths}, &unit);
    assert_string_equal(str_z(arena, text), worth);
}

static void worths(void **state)
{
    (void)state;
    is_worth(12500000, "1000", "12500000");
    is_worth(2500, "0.0125", "0.03125");
    is_worth(-3000, "0.0125", "-0.0375");
    is_worth(1, "0.000001", "0.000000001");
    is_worth(0, "1000", "0");
    is_worth(-5, "0", "0");
    is_worth(10000, "10", "100");
    is_worth(INT64_MAX, "999999999999.999999", "9223372036854775797776627963.145224193");
}

static void prices(void **state)
{
    static const char *const BAD[] = {
        "", ".", "1.", ".5", "-1", "1.-5", "1,5", "1e3", "1.0000001", "1000000000000", "1 "};
    int64_t millionths = 7;
    (void)state;
    for (size_t i = 0; i < COUNT_OF(BAD); i++)
        assert_false(unit_price_parse(str_from(BAD[i]), &millionths));
    assert_int_equal(millionths, 7);
    assert_true(unit_price_parse(STR("1000.500000"), &millionths));
    assert_int_equal(millionths, 1000500000);
    assert_string_equal(str_z(arena, unit_price_text(arena, millionths)), "1000.5");
    assert_string_equal(str_z(arena, unit_price_text(arena, 0)), "0");
    assert_true(unit_price_parse(STR("999999999999.999999"), &millionths));
    assert_int_equal(millionths, UNIT_PRICE_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(worths), TEST(prices)};
    arena = arena_open(1 << 20);
    int failed = cmocka_run_group_tests_name("backend/worth", tests, NULL, NULL);
    arena_close(arena);
    return failed;
}
