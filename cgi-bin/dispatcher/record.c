/* Hands batches to the database and their end back. Decides nothing, and must not touch the dispatcher. */
#include "dispatcher/record.h"

#include <errno.h>
#include <poll.h>
#include <semaphore.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/thread.h"
#include "db/db.h"

#define RECORD_ARENA_MAX ((size_t)16 * 1024 * 1024)
#define RECORD_ARENA_KEPT ((size_t)512 * 1024)

struct recorder {
    struct app app; /* its connection; the rest is the process's */
    struct arena *arena;
    struct uuid worker;
    pthread_t thread;
    sem_t given;
    const struct delivery *batch; /* NULL: the end */
    enum rc rc;
    int done_fd; /* an eventfd */
    atomic_bool done;
};

static struct message_settlement settlement(const struct delivery *delivery)
{
    static const char *const LABELS[] = {"accepted", "busy", "rejected", "unknown"};
    const struct verdict *verdict = &delivery->verdict;
    return (struct message_settlement){
        .key = delivery->key,
        .outcome = LABELS[verdict->result],
        .provider_id = verdict->provider_id,
        .reason = str_from(verdict->reason),
        .detail = verdict->detail,
        .retry_at = verdict->result == RESULT_BUSY ? delivery->retry_at : 0,
    };
}

static enum rc record(struct recorder *recorder)
{
    struct ctx ctx = {.app = &recorder->app,
                      .arena = recorder->arena,
                      .actor.kind = ACTOR_PROGRAM,
                      .now_us = clock_now_us()};
    struct message_settlement *items = ARENA_ARRAY(ctx.arena, struct message_settlement, RECORD_MAX);
    int n = 0;
    for (const struct delivery *at = recorder->batch; at; at = at->next)
        items[n++] = settlement(at);
    return message_settle(&ctx, recorder->worker, items, n);
}

static void *run(void *cookie)
{
    struct recorder *recorder = cookie;
    for (;;) {
        while (sem_wait(&recorder->given) != 0 && errno == EINTR)
            ;
        if (!recorder->batch)
            return NULL;
        recorder->rc = record(recorder);
        arena_reset(recorder->arena);
        atomic_store(&recorder->done, true);
        eventfd_write(recorder->done_fd, 1);
    }
}

static void recorder_free(struct recorder *recorder)
{
    sem_destroy(&recorder->given);
    if (recorder->done_fd >= 0)
        close(recorder->done_fd);
    db_pool_close(recorder->app.db);
    arena_close(recorder->arena);
}

struct recorder *recorder_open(struct arena *arena, const struct app *app, struct uuid worker)
{
    struct recorder *recorder = ARENA_NEW(arena, struct recorder);
    recorder->app = *app;
    recorder->app.db = db_pool_open(arena, app->config.database_url, 1);
    recorder->arena = arena_open_kept(RECORD_ARENA_MAX, RECORD_ARENA_KEPT);
    recorder->worker = worker;
    recorder->done_fd = event_open();
    sem_init(&recorder->given, 0, 0);
    if (recorder->done_fd >= 0 && thread_start(&recorder->thread, "recorder", run, recorder))
        return recorder;
    recorder_free(recorder);
    return NULL;
}

int recorder_fd(const struct recorder *recorder)
{
    return recorder->done_fd;
}

void recorder_give(struct recorder *recorder, struct delivery *first)
{
    recorder->batch = first;
    sem_post(&recorder->given);
}

bool recorder_taken(struct recorder *recorder, enum rc *rc)
{
    eventfd_t count;
    if (!atomic_exchange(&recorder->done, false))
        return false;
    eventfd_read(recorder->done_fd, &count);
    *rc = recorder->rc;
    return true;
}

enum rc recorder_wait(struct recorder *recorder)
{
    enum rc rc;
    struct pollfd done = {.fd = recorder->done_fd, .events = POLLIN};
    while (!recorder_taken(recorder, &rc))
        poll(&done, 1, -1);
    return rc;
}

void recorder_close(struct recorder *recorder)
{
    recorder_give(recorder, NULL);
    pthread_join(recorder->thread, NULL);
    recorder_free(recorder);
}
