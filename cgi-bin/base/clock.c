/* The system's clocks, for edges only, and times as text in UTC. */
#include "base/clock.h"

#include <time.h>

static int64_t read_clock(clockid_t which)
{
    struct timespec t;
    clock_gettime(which, &t);
    return (int64_t)t.tv_sec * SECOND_US + t.tv_nsec / 1000;
}

int64_t clock_now_us(void)
{
    return read_clock(CLOCK_REALTIME);
}

int64_t clock_monotonic_us(void)
{
    return read_clock(CLOCK_MONOTONIC);
}

int64_t clock_of_day(struct str day)
{
    int64_t year = 1970, month = 1, of_month = 1;
    bool good = str_to_i64(str_slice(day, 0, 4), 0, 9999, &year) &&
                str_to_i64(str_slice(day, 5, 7), 1, 12, &month) &&
                str_to_i64(str_slice(day, 8, 10), 1, 31, &of_month);
    struct tm t = {.tm_year = (int)year - 1900, .tm_mon = (int)month - 1, .tm_mday = (int)of_month};
    return good ? (int64_t)timegm(&t) * SECOND_US : 0;
}

struct str clock_rfc3339(struct arena *arena, int64_t at_us)
{
    int64_t us = at_us % SECOND_US;
    if (us < 0)
        us += SECOND_US;
    time_t seconds = (time_t)((at_us - us) / SECOND_US);
    struct tm t;
    gmtime_r(&seconds, &t);
    struct str day = str_printf(arena, "%04d-%02d-%02dT%02d:%02d:%02d.%06d", t.tm_year + 1900, t.tm_mon + 1,
                                t.tm_mday, t.tm_hour, t.tm_min, t.tm_sec, (int)us);
    while (day.s[day.n - 1] == '0' && us)
        day.n--;
    if (!us)
        day.n -= sizeof ".000000" - 1;
    return str_printf(arena, "%.*sZ", STR_ARG(day));
}

bool clock_minute_parse(struct str text, int64_t *out_us)
{
    int64_t year, month, day, hour, minute;
    if (text.n != 16 || text.s[4] != '-' || text.s[7] != '-' || text.s[10] != 'T' || text.s[13] != ':' ||
        !str_to_i64(str_slice(text, 0, 4), 1970, 9999, &year) ||
        !str_to_i64(str_slice(text, 5, 7), 1, 12, &month) ||
        !str_to_i64(str_slice(text, 8, 10), 1, 31, &day) ||
        !str_to_i64(str_slice(text, 11, 13), 0, 23, &hour) ||
        !str_to_i64(str_slice(text, 14, 16), 0, 59, &minute))
        return false;
    struct tm t = {.tm_year = (int)year - 1900,
                   .tm_mon = (int)month - 1,
                   .tm_mday = (int)day,
                   .tm_hour = (int)hour,
                   .tm_min = (int)minute};
    *out_us = (int64_t)timegm(&t) * SECOND_US;
    /* 31 February has become a day of March. */
    return t.tm_mday == (int)day;
}

struct str clock_minute(struct arena *arena, int64_t at_us)
{
    return str_slice(clock_rfc3339(arena, at_us), 0, 16);
}
