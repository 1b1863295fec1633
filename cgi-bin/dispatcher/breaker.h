#ifndef DISPATCHER_BREAKER_H
#define DISPATCHER_BREAKER_H
/*
 * A circuit breaker for each sender and country: while a provider fails, its messages wait instead of failing
 * too, and one at a time tries whether it is well again, at most one a second. That one may be lost, so it is
 * the one whose code lives longest: its person has the most time left for another. Pure: the clock is given,
 * nothing is locked.
 */
#include "base/arena.h"
#include "base/attr.h"
#include "base/uuid.h"

/* It opens when at least half of at least 20 results of the last 10 s are the provider's failures. */
#define BREAKER_RESULTS 20
#define BREAKER_WINDOW_S 10
#define BREAKER_PROBE_US (INT64_C(1) * 1000000)
/* A probe that nobody heard of again is forgotten; longer than any exchange takes. */
#define BREAKER_PATIENCE_US (INT64_C(12) * 1000000)

struct breaker_key {
    struct uuid sender;
    char country[3]; /* "" for e-mail */
};

enum breaker_pass {
    BREAKER_FREE,  /* closed: go */
    BREAKER_PROBE, /* open, and this one may try: say so with its result */
    BREAKER_WAIT,  /* open */
};

struct breaker;
struct breaker *breaker_new(struct arena *arena);

/* Names a message that wants to go now, for breaker_pass at the same now_us to choose among. */
void breaker_offer(struct breaker *breaker, struct breaker_key key, int64_t expires_at, int64_t now_us);
/* Whether this one may go now. A probe is granted to the one that expires last of those that were offered;
 * until its result it is the only one. */
enum breaker_pass breaker_pass(struct breaker *breaker, struct breaker_key key, int64_t expires_at,
                               int64_t now_us);
/* A probe that said nothing about the provider: it did not leave, or it ran into a limit of ours. */
void breaker_untold(struct breaker *breaker, struct breaker_key key, int64_t now_us);

/* What came of one: failed by the provider's fault, or not. Only a probe's success closes. True: it opened or
 * closed by this. */
bool breaker_result(struct breaker *breaker, struct breaker_key key, bool failed, bool probe, int64_t now_us);

/* The next open one from *at on (0 at first); *probe: it would grant a probe now. False: there are no more.
 */
bool breaker_next(const struct breaker *breaker, int *at, int64_t now_us, struct breaker_key *key,
                  bool *probe) MUST_USE;

bool breaker_is_open(const struct breaker *breaker, struct breaker_key key);
int breaker_open_all(const struct breaker *breaker); /* how many are open */

#endif
