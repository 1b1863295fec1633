/* The rounds of upkeep, each at its own pace. What they decide is decided in the database. */
#include "dispatcher/upkeep.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "backend/limit.h"
#include "backend/message_launch.h"
#include "backend/retention.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/thread.h"
#include "db/db.h"
#include "dispatcher/account.h"
#include "dispatcher/health.h"
#include "dispatcher/letter.h"

#define SWEEP_US (SECOND_US / 2)
#define SECONDLY_US SECOND_US
#define ACCOUNT_US (2 * SECOND_US)
#define SPEND_US (3 * SECOND_US)
#define ERASE_US (2 * SECOND_US)
#define PAUSE_US (SECOND_US / 5)
#define SWEEP_MAX 250 /* a sweep holds the credit of those whose codes it ends */
#define SPEND_MAX 10000
#define RECOVER_MAX 1000

/* Says in how many µs it wants to be called again. */
typedef int64_t chore(struct upkeep *upkeep, struct ctx *ctx);

static void wake_loop(const struct upkeep *upkeep)
{
    eventfd_write(upkeep->loop_fd, 1);
}

static int64_t recover(struct upkeep *upkeep, struct ctx *ctx)
{
    int64_t n;
    if (message_recover(ctx, RECOVER_MAX, &n) != RC_OK || !n)
        return SECONDLY_US;
    log_event(LOG_WARN, "claims.recovered", "messages=%lld", (long long)n);
    wake_loop(upkeep);
    return SECONDLY_US;
}

/* Both copies of the senders are read from the database: a copy of a secret is not copied again. */
static int64_t senders(struct upkeep *upkeep, struct ctx *ctx)
{
    keyring_refresh(&upkeep->app.keys_credentials);
    keyring_refresh(&upkeep->app.keys_callback);
    struct roster *mine = roster_load(ctx, upkeep->roster), *loops = mine ? roster_load(ctx, NULL) : NULL;
    if (!loops) {
        roster_close(mine);
        return SECONDLY_US;
    }
    roster_close(upkeep->roster);
    upkeep->roster = mine;
    roster_close(atomic_exchange(&upkeep->loop_senders, loops));
    wake_loop(upkeep);
    log_event(LOG_INFO, "senders.loaded", "count=%d", mine->n);
    return SECONDLY_US;
}

static int64_t sweep(struct upkeep *upkeep, struct ctx *ctx)
{
    struct message_swept swept;
    if (message_sweep(ctx, SWEEP_MAX, upkeep->swept_until, &swept) != RC_OK)
        return SWEEP_US;
    if (swept.until)
        upkeep->swept_until = swept.until;
    int64_t n = swept.expired + swept.unknown + swept.released + swept.hops;
    if (n)
        log_event(LOG_INFO, "messages.swept", "expired=%lld unknown=%lld released=%lld hops=%lld",
                  (long long)swept.expired, (long long)swept.unknown, (long long)swept.released,
                  (long long)swept.hops);
    if (swept.hops)
        wake_loop(upkeep);
    return n >= SWEEP_MAX ? 0 : SWEEP_US;
}

/* Adds up what organisations spent, and raises what is unusual. */
static int64_t add_up(struct upkeep *upkeep, struct ctx *ctx)
{
    int64_t n = 0;
    (void)upkeep;
    return spend_sweep(ctx, SPEND_MAX, &n) == RC_OK && n >= SPEND_MAX ? PAUSE_US : SPEND_US;
}

static int64_t figures(struct upkeep *upkeep, struct ctx *ctx)
{
    health_flush(upkeep, ctx);
    return SECONDLY_US;
}

static int64_t mails(struct upkeep *upkeep, struct ctx *ctx)
{
    if (!upkeep->roster)
        return ACCOUNT_US;
    account_round(upkeep, ctx);
    letters_round(upkeep, ctx);
    return ACCOUNT_US;
}

/* While somebody has more to erase, the passes through all organisations follow each other at once. */
static int64_t erase(struct upkeep *upkeep, struct ctx *ctx)
{
    int64_t erased;
    if (retention_round(ctx, &upkeep->retained, &erased) != RC_OK)
        return ERASE_US;
    if (erased >= ERASED_AT_ONCE)
        upkeep->passes_at_once = 2; /* this one and the next */
    else if (uuid_is_nil(upkeep->retained) && upkeep->passes_at_once)
        upkeep->passes_at_once--;
    return !upkeep->passes_at_once ? ERASE_US : erased ? PAUSE_US : 0;
}

static chore *const CHORES[] = {senders, recover, sweep, figures, add_up, mails, erase};

static void do_chore(struct upkeep *upkeep, chore *run, int64_t *due)
{
    struct ctx ctx = {
        .app = &upkeep->app, .arena = upkeep->round, .actor.kind = ACTOR_PROGRAM, .now_us = clock_now_us()};
    arena_reset(upkeep->round);
    *due = run(upkeep, &ctx);
    *due += clock_monotonic_us();
}

static void *rounds(void *cookie)
{
    struct upkeep *upkeep = cookie;
    int64_t due[COUNT_OF(CHORES)] = {0};
    struct pollfd stop = {.fd = upkeep->stop_fd, .events = POLLIN};
    while (!atomic_load(&upkeep->stop)) {
        int64_t next = INT64_MAX;
        for (size_t i = 0; i < COUNT_OF(CHORES) && !atomic_load(&upkeep->stop); i++) {
            if (clock_monotonic_us() >= due[i])
                do_chore(upkeep, CHORES[i], &due[i]);
            next = due[i] < next ? due[i] : next;
        }
        int64_t left = next - clock_monotonic_us();
        poll(&stop, 1, left > 0 ? (int)(left / 1000) + 1 : 0);
    }
    do_chore(upkeep, figures, &due[0]);
    return NULL;
}

static void upkeep_free(struct upkeep *upkeep)
{
    if (upkeep->stop_fd >= 0)
        close(upkeep->stop_fd);
    if (upkeep->account)
        account_close(upkeep->account);
    if (upkeep->letters)
        letters_close(upkeep->letters);
    roster_close(upkeep->roster);
    roster_close(upkeep_senders(upkeep));
    db_pool_close(upkeep->app.db);
    arena_close(upkeep->round);
}

struct upkeep *upkeep_open(struct arena *arena, const struct app *app, struct health *health, int loop_fd)
{
    struct upkeep *upkeep = ARENA_NEW(arena, struct upkeep);
    upkeep->app = *app;
    upkeep->app.db = db_pool_open(arena, app->config.database_url, 1);
    upkeep->round = arena_open((size_t)64 * 1024 * 1024);
    upkeep->health = health;
    upkeep->account = account_open(arena);
    upkeep->letters = letters_open(arena);
    upkeep->loop_fd = loop_fd;
    upkeep->stop_fd = event_open();
    if (upkeep->account && upkeep->letters && upkeep->stop_fd >= 0 &&
        thread_start(&upkeep->thread, "upkeep", rounds, upkeep))
        return upkeep;
    upkeep_free(upkeep);
    return NULL;
}

struct roster *upkeep_senders(struct upkeep *upkeep)
{
    return atomic_exchange(&upkeep->loop_senders, NULL);
}

void upkeep_close(struct upkeep *upkeep)
{
    atomic_store(&upkeep->stop, true);
    eventfd_write(upkeep->stop_fd, 1);
    pthread_join(upkeep->thread, NULL);
    upkeep_free(upkeep);
}
