/* backend/task_time: windows as people type them, and days by the clocks of a zone. */
#include "unit.h"

#include "backend/task_time.h"
#include "base/clock.h"

static int64_t utc(const char *text)
{
    int64_t us;
    assert_true(clock_minute_parse(str_from(text), &us));
    return us;
}

static void assert_read(struct arena *arena, const char *typed, const char *zone, const char *expected)
{
    int64_t at;
    assert_int_equal(task_time_read(arena, str_from(typed), str_from(zone), &at), TASK_TIME_GOOD);
    assert_int_equal(at, utc(expected));
}

static void times(void **state)
{
    int64_t at = 7;
    assert_read(*state, "2026-12-31T08:00", "Asia/Jakarta", "2026-12-31T01:00");
    assert_read(*state, " 2026-12-31 8:00 ", "Asia/Jakarta", "2026-12-31T01:00");
    assert_read(*state, "2026-12-31 08:00:00", "UTC", "2026-12-31T08:00");
    assert_int_equal(task_time_read(*state, STR(" "), STR("UTC"), &at), TASK_TIME_GOOD);
    assert_int_equal(at, 0);
    static const char *const wrong[] = {
        "31/12/2026 08:00",    "2026-12-31",       "2026-02-30 08:00", "2026-12-31 24:00",
        "2026-12-31 08:00:01", "2026-12-31x08:00", "tomorrow",         "2026-12-31 08:00 and something long"};
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        assert_int_equal(task_time_read(*state, str_from(wrong[i]), STR("UTC"), &at), TASK_TIME_NOT_A_TIME);
    assert_int_equal(task_time_read(*state, STR("2026-03-29 02:30"), STR("Europe/Berlin"), &at),
                     TASK_TIME_SKIPPED);
    assert_str(task_time_text(*state, utc("2026-12-31T01:00"), STR("Asia/Jakarta")), "2026-12-31T08:00");
    assert_str(task_time_text(*state, 0, STR("UTC")), "");
}

static void windows(void **state)
{
    (void)state;
    assert_int_equal(task_window_check(0, 0), TASK_TIME_GOOD);
    assert_int_equal(task_window_check(5, 0), TASK_TIME_GOOD);
    assert_int_equal(task_window_check(0, 5), TASK_TIME_GOOD);
    assert_int_equal(task_window_check(5, 6), TASK_TIME_GOOD);
    assert_int_equal(task_window_check(5, 5), TASK_TIME_END_FIRST);
}

static void days(void **state)
{
    /* 23:30 UTC on Sunday is Monday in Jakarta. */
    int64_t now = utc("2026-11-29T23:30");
    struct task_days today = task_days(*state, now, STR("Asia/Jakarta"), 0, 1);
    assert_int_equal(today.from, utc("2026-11-29T17:00"));
    assert_int_equal(today.to, utc("2026-11-30T17:00"));
    assert_int_equal(task_weekday(*state, now, STR("Asia/Jakarta")), 0);
    assert_int_equal(task_weekday(*state, now, STR("UTC")), 6);
    assert_int_equal(task_day_begins(*state, STR("2026-11-29"), STR("UTC")), utc("2026-11-29T00:00"));
    /* A day of 23 hours; one whose midnight is skipped. */
    struct task_days spring = task_days(*state, utc("2026-03-29T12:00"), STR("Europe/Berlin"), 0, 1);
    assert_int_equal(spring.to - spring.from, 23 * 3600 * SECOND_US);
    assert_int_equal(task_day_begins(*state, STR("2026-04-24"), STR("Africa/Cairo")),
                     utc("2026-04-23T22:00"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(times), TEST(windows), TEST(days)};
    return cmocka_run_group_tests_name("backend/task_time", tests, NULL, NULL);
}
