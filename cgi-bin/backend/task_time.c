/* When a task is to be done, as people write it. */
#include "backend/task_time.h"

#include "base/clock.h"
#include "shim/zone.h"

const char *task_time_sentence(enum task_time result)
{
#define X(name, msgid) [TASK_TIME_##name] = msgid,
    static const char *const sentences[TASK_TIME__COUNT] = {TASK_TIMES(X)};
#undef X
    return sentences[result];
}

/* As browsers write it: a T between, the hour of two digits, no seconds. */
static struct str as_browsers_do(struct arena *arena, struct str typed)
{
    struct str day = str_slice(typed, 0, 10), time = str_trim(str_slice(typed, 11, typed.n));
    bool parted = typed.n > 11 && (typed.s[10] == 'T' || typed.s[10] == ' ');
    if (time.n == 4 || time.n == 7)
        time = str_printf(arena, "0%.*s", STR_ARG(time));
    if (time.n == 8 && str_ends(time, STR(":00")))
        time = str_slice(time, 0, 5);
    return parted ? str_printf(arena, "%.*sT%.*s", STR_ARG(day), STR_ARG(time)) : STR_NONE;
}

enum task_time task_time_read(struct arena *arena, struct str typed, struct str time_zone, int64_t *at_us)
{
    int64_t clock_us;
    *at_us = 0;
    typed = str_trim(typed);
    if (typed.n == 0)
        return TASK_TIME_GOOD;
    if (typed.n > 20 || !clock_minute_parse(as_browsers_do(arena, typed), &clock_us))
        return TASK_TIME_NOT_A_TIME;
    return zone_moment(str_z(arena, time_zone), clock_us, at_us) ? TASK_TIME_GOOD : TASK_TIME_SKIPPED;
}

enum task_time task_window_check(int64_t starts_at, int64_t ends_at)
{
    return starts_at && ends_at && ends_at <= starts_at ? TASK_TIME_END_FIRST : TASK_TIME_GOOD;
}

struct str task_time_text(struct arena *arena, int64_t at_us, struct str time_zone)
{
    return at_us ? clock_minute(arena, zone_clock(str_z(arena, time_zone), at_us)) : STR("");
}

#define MONDAY 3 /* 1970-01-01 was a Thursday */

/* A midnight that the clocks skip is when they have been put forward. */
static int64_t begins(const char *time_zone, int64_t clock_us)
{
    int64_t at;
    for (int64_t late = 0; late < 4; late++)
        if (zone_moment(time_zone, clock_us + late * 1800 * SECOND_US, &at))
            return at;
    return clock_us;
}

static int64_t today_of(const char *time_zone, int64_t now_us)
{
    return zone_clock(time_zone, now_us) / DAY_US;
}

struct task_days task_days(struct arena *arena, int64_t now_us, struct str time_zone, int ahead, int n)
{
    const char *zone = str_z(arena, time_zone);
    int64_t first = today_of(zone, now_us) + ahead;
    return (struct task_days){begins(zone, first * DAY_US), begins(zone, (first + n) * DAY_US)};
}

int task_weekday(struct arena *arena, int64_t now_us, struct str time_zone)
{
    return (int)((today_of(str_z(arena, time_zone), now_us) + MONDAY) % 7);
}

int64_t task_day_begins(struct arena *arena, struct str day, struct str time_zone)
{
    return begins(str_z(arena, time_zone), clock_of_day(day));
}
