#ifndef DISPATCHER_BACKOFF_H
#define DISPATCHER_BACKOFF_H
/* How long a message waits after its provider was busy. Pure: chance is given. */
#include <stdint.h>

#include "channels/driver.h"

struct backoff {
    enum pace pace;
    int retry_after; /* s that the provider asked for; 0: none */
    int tries;       /* launches so far, this one included */
    int64_t left_us; /* until the code is of no more use */
    uint32_t chance; /* uniform in [0, BACKOFF_CHANCES) */
};
#define BACKOFF_CHANCES 65536u

/*
 * Steady: anything up to a limit that doubles from 1 s to 30 s (full jitter: messages that were turned away
 * together must not return together). Pair: 4^(tries - 1) s and up to half of it more. Given: what was asked
 * and up to a quarter more. False: that would be too late for the code.
 */
bool backoff(const struct backoff *in, int64_t *wait_us) MUST_USE;

#endif
