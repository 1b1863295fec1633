/* Callbacks of the stand-ins: one thread sends them when they are due, again when nobody took them. */
#include <poll.h>
#include <pthread.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/thread.h"
#include "net/http.h"
#include "sandbox/sandbox.h"

#define WAITING_MAX 20000
#define TRIES_MAX 5
#define AGAIN_US (2 * SECOND_US)
#define TIMEOUT_US (10 * SECOND_US)
#define TICK_MS 20

struct report {
    struct job job;
    int64_t due;
    int tries;
    struct report *next;
};

/* Process-wide on purpose, as the stand-ins' other memory. */
static struct {
    pthread_once_t once;
    pthread_mutex_t lock;
    struct report *waiting; /* soonest first */
    int count;
} reports = {.once = PTHREAD_ONCE_INIT, .lock = PTHREAD_MUTEX_INITIALIZER};

static void enqueue(struct report *report)
{
    pthread_mutex_lock(&reports.lock);
    struct report **at = &reports.waiting;
    while (*at && (*at)->due <= report->due)
        at = &(*at)->next;
    report->next = *at;
    *at = report;
    reports.count++;
    pthread_mutex_unlock(&reports.lock);
}

static struct report *dequeue(int64_t now)
{
    pthread_mutex_lock(&reports.lock);
    struct report *report = reports.waiting && reports.waiting->due <= now ? reports.waiting : NULL;
    if (report) {
        reports.waiting = report->next;
        reports.count--;
    }
    pthread_mutex_unlock(&reports.lock);
    return report;
}

static void back(struct job *job)
{
    struct report *report = job->owner;
    bool taken = job->answer.state == ANSWER_COMPLETE && job->answer.status < 500;
    if (taken || ++report->tries == TRIES_MAX) {
        if (!taken || job->answer.status != 200)
            log_event(LOG_WARN, "report.refused", "status=%d error=%s", job->answer.status,
                      LOG_STR(job->answer.error));
        arena_close(job->arena);
        return;
    }
    report->due = clock_monotonic_us() + AGAIN_US;
    enqueue(report);
}

static void *run(void *cookie)
{
    (void)cookie;
    struct job_queue *done = job_queue_open();
    struct http *http = done ? http_open(done) : NULL;
    if (!http)
        return NULL;
    struct pollfd fd = {.fd = job_queue_fd(done), .events = POLLIN};
    for (;;) {
        poll(&fd, 1, TICK_MS);
        for (struct job *job = job_queue_take_all(done), *next; job; job = next) {
            next = job->next;
            back(job);
        }
        struct report *report;
        int64_t now = clock_monotonic_us();
        while ((report = dequeue(now))) {
            report->job.deadline_us = now + TIMEOUT_US;
            http_submit(http, &report->job);
        }
    }
    return NULL;
}

static void begin(void)
{
    pthread_t thread;
    if (thread_start(&thread, "reports", run, NULL))
        pthread_detach(thread);
}

void call_back(struct str url, struct str header, struct str body, int delay_ms)
{
    pthread_once(&reports.once, begin);
    pthread_mutex_lock(&reports.lock);
    bool full = reports.count >= WAITING_MAX;
    pthread_mutex_unlock(&reports.lock);
    if (full)
        return;
    struct arena *arena = arena_open((size_t)512 * 1024);
    struct report *report = ARENA_NEW(arena, struct report);
    report->due = clock_monotonic_us() + (int64_t)delay_ms * 1000;
    report->job = (struct job){.arena = arena, .owner = report};
    report->job.transfer = (struct transfer){.kind = body.n ? TRANSFER_POST : TRANSFER_GET,
                                             .url = str_copy(arena, url),
                                             .body = str_copy(arena, body),
                                             .allow_private = true};
    if (header.n) {
        report->job.transfer.headers[0] = str_copy(arena, header);
        report->job.transfer.headers[1] = STR("Content-Type: application/json");
        report->job.transfer.n_headers = 2;
    }
    enqueue(report);
}
