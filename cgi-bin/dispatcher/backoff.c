/* The three paces of trying again. */
#include "dispatcher/backoff.h"

#include "base/clock.h"

#define LIMIT_US (30 * SECOND_US)
#define LEAST_US (SECOND_US / 20)
#define TRIES_COUNTED 10 /* later tries wait as long as this one */

static int64_t part(int64_t whole, uint32_t chance)
{
    return whole * chance / BACKOFF_CHANCES;
}

bool backoff(const struct backoff *in, int64_t *wait_us)
{
    int more = in->tries < 1 ? 0 : in->tries > TRIES_COUNTED ? TRIES_COUNTED - 1 : in->tries - 1;
    int64_t wait;
    if (in->retry_after > 0) {
        wait = in->retry_after * SECOND_US;
        wait += part(wait / 4, in->chance);
    } else if (in->pace == PACE_PAIR) {
        wait = SECOND_US << (2 * more);
        wait += part(wait / 2, in->chance);
    } else {
        int64_t limit = SECOND_US << more;
        limit = limit > LIMIT_US ? LIMIT_US : limit;
        limit = limit > in->left_us ? in->left_us : limit;
        wait = part(limit, in->chance);
        wait = wait < LEAST_US ? LEAST_US : wait;
    }
    *wait_us = wait;
    return wait <= in->left_us;
}
