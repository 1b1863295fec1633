#ifndef SHIM_ZONE_H
#define SHIM_ZONE_H
/*
 * Time zones by ICU: what their clocks show, and back. A clock's time is written as microseconds since
 * 1970-01-01T00:00 of that clock. A zone that is not known is UTC. Thread-safe.
 */
#include <stdbool.h>
#include <stdint.h>

#include "base/attr.h"

/* What the clocks show at a moment. */
int64_t zone_clock(const char *time_zone, int64_t at_us);

/* When they show it; the earlier moment when they do so twice. False when they are put forward over it. */
bool zone_moment(const char *time_zone, int64_t clock_us, int64_t *at_us) MUST_USE;

#endif
