#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H
/* Times are microseconds since 1970-01-01 UTC. Handlers read ctx->now_us; only edges call these clocks. */
#include <stdint.h>

#include "base/str.h"

#define SECOND_US INT64_C(1000000)
#define DAY_US (86400 * SECOND_US)

int64_t clock_now_us(void);       /* wall clock */
int64_t clock_monotonic_us(void); /* for intervals and time-outs */

/* Midnight UTC of a day "2026-11-26" that exists. */
int64_t clock_of_day(struct str day);

/* RFC 3339 in UTC with seconds and six digits less trailing zeros, e.g. "2026-01-01T00:00:00Z". */
struct str clock_rfc3339(struct arena *arena, int64_t at_us);

/* "2027-01-31T08:00" in UTC, as browsers send a day and a time. False for what is no such moment. */
bool clock_minute_parse(struct str text, int64_t *out_us) MUST_USE;
/* The same back, its seconds dropped. */
struct str clock_minute(struct arena *arena, int64_t at_us);

#endif
