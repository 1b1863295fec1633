/* shim/zone: clocks that stand still, go forward and go back. */
#include "unit.h"

#include "base/clock.h"
#include "shim/zone.h"

static int64_t clock_us(const char *text)
{
    int64_t us;
    assert_true(clock_minute_parse(str_from(text), &us));
    return us;
}

static void assert_at(const char *zone, const char *shown, const char *utc)
{
    int64_t at;
    assert_true(zone_moment(zone, clock_us(shown), &at));
    assert_int_equal(at, clock_us(utc));
    assert_int_equal(zone_clock(zone, at), clock_us(shown));
}

static void still(void **state)
{
    (void)state;
    assert_at("Asia/Jakarta", "2026-11-27T07:00", "2026-11-27T00:00");
    assert_at("Asia/Jakarta", "2026-01-01T00:00", "2025-12-31T17:00");
    assert_at("Asia/Kathmandu", "2026-11-27T07:00", "2026-11-27T01:15");
    assert_at("UTC", "2026-11-27T07:00", "2026-11-27T07:00");
    assert_at("Pacific/Kiritimati", "2026-11-27T07:00", "2026-11-26T17:00");
    assert_at("Not/AZone", "2026-11-27T07:00", "2026-11-27T07:00");
}

static void moved(void **state)
{
    int64_t at;
    (void)state;
    assert_at("Europe/Berlin", "2026-03-29T01:59", "2026-03-29T00:59");
    assert_false(zone_moment("Europe/Berlin", clock_us("2026-03-29T02:00"), &at));
    assert_false(zone_moment("Europe/Berlin", clock_us("2026-03-29T02:59"), &at));
    assert_at("Europe/Berlin", "2026-03-29T03:00", "2026-03-29T01:00");
    /* Twice: the earlier one. */
    assert_at("Europe/Berlin", "2026-10-25T02:30", "2026-10-25T00:30");
    assert_at("Europe/Berlin", "2026-10-25T03:00", "2026-10-25T02:00");
    assert_false(zone_moment("America/New_York", clock_us("2026-03-08T02:30"), &at));
    assert_at("America/New_York", "2026-11-01T01:30", "2026-11-01T05:30");
    assert_false(zone_moment("Australia/Lord_Howe", clock_us("2026-10-04T02:15"), &at));
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(still), TEST(moved)};
    return cmocka_run_group_tests_name("shim/zone", tests, NULL, NULL);
}
