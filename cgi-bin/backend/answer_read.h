#ifndef BACKEND_ANSWER_READ_H
#define BACKEND_ANSWER_READ_H
/* Dates, times and places as people type them, brought into one form. Pure. */
#include "base/str.h"

/* 2026-12-31, or day, month and year with / . - or spaces between them; the month first where month_first.
 * From the year 1000 on. */
bool answer_date_read(struct arena *arena, struct str typed, bool month_first, struct str *out) MUST_USE;
/* 8:30, 08.30, 17:45 or 17:45:10, whose seconds are dropped. */
bool answer_time_read(struct arena *arena, struct str typed, struct str *out) MUST_USE;
/* "lat, lng" in degrees with a point, at most 7 digits after it are kept; stored without spaces and without
 * zeros at the end. */
bool answer_coordinate_read(struct arena *arena, struct str typed, struct str *out) MUST_USE;

#endif
