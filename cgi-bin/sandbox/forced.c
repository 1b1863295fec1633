/* Numbers that force an outcome, and what their outcomes need to remember. */
#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

#include "sandbox/sandbox.h"

#define HOLD_S 11  /* longer than any caller waits */
#define HELD_MAX 6 /* of the program's threads; the others go on answering */
#define REMEMBERED 1024
#define REFERENCE_MAX 160

enum forced forced_outcome(struct str to)
{
    static const char PREFIX[] = "62812000000";
    if (str_starts(to, STR("+")))
        to = str_slice(to, 1, to.n);
    if (to.n != 13 || !str_starts(to, STR("62812000000")) || to.s[11] != '0')
        return FORCED_NOTHING;
    char last = to.s[sizeof PREFIX];
    return last >= '1' && last <= '6' ? (enum forced)(last - '0') : FORCED_NOTHING;
}

/* Process-wide on purpose: the stand-ins have no database and nobody to hand a context down. */
static atomic_int held;

bool hold(void)
{
    bool room = atomic_fetch_add(&held, 1) < HELD_MAX;
    if (room)
        nanosleep(&(struct timespec){.tv_sec = HOLD_S}, NULL);
    atomic_fetch_sub(&held, 1);
    return room;
}

static struct {
    pthread_mutex_t lock;
    char references[REMEMBERED][REFERENCE_MAX];
    size_t next;
} seen = {.lock = PTHREAD_MUTEX_INITIALIZER};

bool first_time(struct str reference)
{
    bool first = true;
    if (reference.n >= REFERENCE_MAX)
        reference.n = REFERENCE_MAX - 1;
    pthread_mutex_lock(&seen.lock);
    for (size_t i = 0; i < REMEMBERED && first; i++)
        first = !str_eq(str_from(seen.references[i]), reference);
    if (first) {
        char *place = seen.references[seen.next++ % REMEMBERED];
        memset(place, 0, REFERENCE_MAX);
        memcpy(place, reference.s, reference.n);
    }
    pthread_mutex_unlock(&seen.lock);
    return first;
}
