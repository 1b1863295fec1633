/* ICU's time zones. An offset is looked up at a moment, so that a clock's time is found by trying. */
#include "shim/zone.h"

#include <unicode/ucal.h>
#include <unicode/ustring.h>

#include "base/attr.h"
#include "base/clock.h"

#define NAME_MAX_UNITS 64

static UCalendar *calendar_open(const char *time_zone)
{
    UChar name[NAME_MAX_UNITS];
    UErrorCode error = U_ZERO_ERROR;
    int32_t n = 0;
    u_strFromUTF8(name, NAME_MAX_UNITS, &n, time_zone, -1, &error);
    return U_SUCCESS(error) ? ucal_open(name, n, "en", UCAL_GREGORIAN, &error) : NULL;
}

static int64_t offset_us(UCalendar *calendar, int64_t at_us)
{
    UErrorCode error = U_ZERO_ERROR;
    int64_t at_ms = at_us / 1000;
    ucal_setMillis(calendar, (UDate)at_ms, &error);
    int64_t ms = (int64_t)ucal_get(calendar, UCAL_ZONE_OFFSET, &error) +
                 (int64_t)ucal_get(calendar, UCAL_DST_OFFSET, &error);
    return U_SUCCESS(error) ? ms * 1000 : 0;
}

int64_t zone_clock(const char *time_zone, int64_t at_us)
{
    UCalendar *calendar = calendar_open(time_zone);
    int64_t offset = calendar ? offset_us(calendar, at_us) : 0;
    ucal_close(calendar);
    return at_us + offset;
}

bool zone_moment(const char *time_zone, int64_t clock_us, int64_t *at_us)
{
    UCalendar *calendar = calendar_open(time_zone);
    if (calendar == NULL) {
        *at_us = clock_us;
        return true;
    }
    /* No zone changes its clocks twice in two days. The offset of before gives the earlier moment. */
    const int64_t offsets[] = {offset_us(calendar, clock_us - DAY_US),
                               offset_us(calendar, clock_us + DAY_US)};
    bool found = false;
    for (size_t i = 0; i < COUNT_OF(offsets) && !found; i++) {
        *at_us = clock_us - offsets[i];
        found = offset_us(calendar, *at_us) == offsets[i];
    }
    ucal_close(calendar);
    return found;
}
