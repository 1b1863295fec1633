/*
 * The daemon that delivers: claims due messages, launches them, hands them to net/ and records what came of
 * it. This file is its loop; what can wait is upkeep's.
 */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "backend/doorbell.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"
#include "base/thread.h"
#include "db/db.h"
#include "dispatcher/dispatcher.h"
#include "dispatcher/health.h"
#include "dispatcher/record.h"
#include "dispatcher/upkeep.h"
#include "web/route.h"

#define POLL_US (SECOND_US / 2)  /* a lost ring costs at most this */
#define PAUSE_US (SECOND_US / 5) /* after the database failed */
#define STOP_US (8 * SECOND_US)  /* for what is under way when told to stop */
#define DB_CONNECTIONS 2         /* the loop and its health check */

/* When the loop next does what; on the monotonic clock. */
struct agenda {
    int64_t claim, launch, settle, keys, stop;
};

static int doorbell_open(const char *path)
{
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (!path || strlen(path) >= sizeof at.sun_path || fd < 0) {
        log_event(LOG_ERROR, "doorbell.broken", "path=%s why=%s", LOG_STR(str_from(path)),
                  path ? "longer than 107 bytes" : "SANDI_DOORBELL is not set");
        return -1;
    }
    memcpy(at.sun_path, path, strlen(path) + 1);
    unlink(path);
    if (bind(fd, (const struct sockaddr *)&at, sizeof at) || chmod(path, 0660)) {
        log_event(LOG_ERROR, "doorbell.broken", "path=%s errno=%d", LOG_STR(str_from(path)), errno);
        close(fd);
        return -1;
    }
    return fd;
}

/* Notes what the doorbell names. True: more than that may be due. */
static bool rang(struct dispatcher *d)
{
    struct doorbell_ring ring;
    ssize_t n;
    bool more = false;
    while ((n = recv(d->app.doorbell, &ring, sizeof ring, MSG_DONTWAIT)) >= 0) {
        if (n != sizeof ring || d->n_rung == RINGS_MAX)
            more = true;
        else
            d->rung[d->n_rung++] = (struct message_key){ring.organisation, ring.message};
    }
    return more;
}

static void mails_open(struct dispatcher *d)
{
    static const char *const LANGUAGES[] = {"en", "id"};
    for (size_t i = 0; i < COUNT_OF(LANGUAGES) && d->app.config.templates; i++)
        d->templates[i] = template_cache_open(
            str_z(d->arena, str_printf(d->arena, "%s/%s", d->app.config.templates, LANGUAGES[i])));
}

/* What has threads or descriptors; upkeep last: from then on it works. */
static bool parts_open(struct dispatcher *d)
{
    return (d->done = job_queue_open()) && (d->http = http_open(d->done)) &&
           (d->mail = mail_open(d->done, MAIL_THREADS)) && (d->health = health_open(d->arena)) &&
           (d->recorder = recorder_open(d->arena, &d->app, d->worker)) && (d->woken_fd = event_open()) >= 0 &&
           (d->upkeep = upkeep_open(d->arena, &d->app, d->health, d->woken_fd));
}

static enum rc dispatcher_open(struct dispatcher *d)
{
    struct config *config = &d->app.config;
    if (config_load(config) != RC_OK)
        return RC_BROKEN;
    log_open("dispatcher", config->log_level);
    if (keyring_load(&d->app.keys_seal, config->keys_seal) != RC_OK ||
        keyring_load(&d->app.keys_credentials, config->keys_credentials) != RC_OK ||
        (config->keys_callback && keyring_load(&d->app.keys_callback, config->keys_callback) != RC_OK))
        return RC_BROKEN;
    if (!config->database_url) {
        log_event(LOG_ERROR, "config.missing", "key=SANDI_DATABASE_URL");
        return RC_BROKEN;
    }
    d->app.doorbell = doorbell_open(config->doorbell);
    if (d->app.doorbell < 0)
        return RC_BROKEN;
    d->app.db = db_pool_open(d->arena, config->database_url, DB_CONNECTIONS);
    d->worker = uuid_v7(clock_now_us());
    d->breaker = breaker_new(d->arena);
    d->last = &d->settling;
    d->held_last = &d->held;
    d->mail_share = mail_share_new(d->arena);
    d->app.texts = texts_open(d->arena, config->texts);
    mails_open(d);
    return parts_open(d) ? RC_OK : RC_BROKEN;
}

/* What is still under way is cut off and recorded as what it is: unknown, or never left. What is held goes
 * back. */
static void wind_up(struct dispatcher *d)
{
    struct ctx ctx = {
        .app = &d->app, .arena = d->round, .actor.kind = ACTOR_PROGRAM, .now_us = clock_now_us()};
    http_close(d->http);
    arena_reset(d->round);
    settle_collect(d);
    if (!settle_all(d))
        log_event(LOG_ERROR, "settlement.lost", "in_flight=%d", d->in_flight); /* the sweep says unknown */
    launch_give_back(d, &ctx);
}

static void dispatcher_close(struct dispatcher *d)
{
    if (d->in_flight == 0) /* a thread in a mail that hangs is not worth waiting for */
        mail_close(d->mail);
    recorder_close(d->recorder);
    upkeep_close(d->upkeep);
    health_close(d->health);
    roster_close(d->roster);
    close(d->woken_fd);
    unlink(d->app.config.doorbell);
    db_pool_close(d->app.db);
}

/* Whether upkeep says that something is due; the senders it read are taken over. */
static bool woken(struct dispatcher *d)
{
    eventfd_t count;
    bool due = eventfd_read(d->woken_fd, &count) == 0;
    struct roster *fresh = upkeep_senders(d->upkeep);
    if (!fresh)
        return due;
    roster_follow(fresh, d->roster);
    d->roster = fresh;
    return true;
}

/* One round. What came back is recorded beside what goes out: somebody waits for the code. */
static void work(struct dispatcher *d, struct agenda *agenda, bool ring, bool stopping)
{
    int64_t now = clock_monotonic_us();
    struct ctx ctx = {
        .app = &d->app, .arena = d->round, .actor.kind = ACTOR_PROGRAM, .now_us = clock_now_us()};
    arena_reset(d->round);
    bool freed = settle_collect(d);
    if (settle_end(d)) {
        freed = true;
        agenda->settle = d->unsettled ? now + PAUSE_US : now;
    }
    if (now >= agenda->settle)
        settle_begin(d);
    if (now >= agenda->keys) {
        agenda->keys = now + SECOND_US;
        keyring_refresh(&d->app.keys_seal);
        keyring_refresh(&d->app.keys_callback);
    }
    if (ring || (freed && d->choked))
        agenda->claim = now;
    /* What failed to be settled must not be claimed again first: an old "busy" would undo a new launch. */
    bool ready = !stopping && d->roster && !d->unsettled;
    if (ready && !d->recording_busy && now >= agenda->claim) {
        bool more = false;
        enum rc rc = claim_round(d, &ctx, &more);
        agenda->claim = rc ? now + PAUSE_US : more ? now : now + POLL_US;
    } else if (ready && d->n_rung && claim_rung(d, &ctx) != RC_OK) {
        agenda->claim = now + PAUSE_US;
    }
    if ((d->doubtful || (d->held && !stopping)) && now >= agenda->launch && launch_round(d, &ctx) != RC_OK)
        agenda->launch = now + PAUSE_US;
    atomic_store(&d->counters.in_flight, d->in_flight);
}

static int64_t earlier(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* ms until the next item of the agenda; full slots wait for an answer instead of claiming. */
static int patience(const struct dispatcher *d, const struct agenda *agenda)
{
    int64_t now = clock_monotonic_us(), next = now + POLL_US;
    if (d->settling && !d->recording)
        next = earlier(next, agenda->settle);
    if (d->roster && !d->unsettled && !d->recording_busy && d->in_flight < IN_FLIGHT_MAX)
        next = earlier(next, agenda->claim);
    if (d->doubtful)
        next = earlier(next, agenda->launch);
    return next <= now ? 0 : (int)((next - now) / 1000) + 1;
}

static int held(const struct dispatcher *d)
{
    int n = 0;
    for (const struct delivery *at = d->held; at; at = at->next)
        n++;
    return n;
}

static void loop(struct dispatcher *d, int signals)
{
    struct agenda agenda = {0};
    struct pollfd fds[] = {{.fd = d->app.doorbell, .events = POLLIN},
                           {.fd = job_queue_fd(d->done), .events = POLLIN},
                           {.fd = d->woken_fd, .events = POLLIN},
                           {.fd = recorder_fd(d->recorder), .events = POLLIN},
                           {.fd = signals, .events = POLLIN}};
    struct pollfd *stop = &fds[COUNT_OF(fds) - 1];
    bool stopping = false;
    while (!stopping || (d->in_flight > held(d) && clock_monotonic_us() < agenda.stop)) {
        poll(fds, COUNT_OF(fds), stopping ? 50 : patience(d, &agenda));
        if (!stopping && (stop->revents & POLLIN)) {
            log_event(LOG_INFO, "dispatcher.stopping", "in_flight=%d", d->in_flight);
            stopping = true;
            stop->fd = -1;
            agenda.stop = clock_monotonic_us() + STOP_US;
        }
        bool ring = rang(d), due = woken(d);
        work(d, &agenda, ring || due, stopping);
    }
}

static void metrics(const struct app *app, struct buf *out)
{
    const struct dispatcher *d = (const struct dispatcher *)app;
    const struct counters *c = &d->counters;
    buf_printf(out, "sandi_messages_claimed_total %ld\nsandi_messages_launched_total %ld\n",
               atomic_load(&c->claimed), atomic_load(&c->launched));
    buf_printf(
        out,
        "sandi_messages_total{outcome=\"accepted\"} %ld\nsandi_messages_total{outcome=\"rejected\"} %ld\n",
        atomic_load(&c->accepted), atomic_load(&c->rejected));
    buf_printf(out,
               "sandi_messages_total{outcome=\"busy\"} %ld\nsandi_messages_total{outcome=\"unknown\"} %ld\n",
               atomic_load(&c->busy), atomic_load(&c->unknown));
    buf_printf(out, "sandi_messages_in_flight %ld\nsandi_breaker_open %ld\n", atomic_load(&c->in_flight),
               atomic_load(&c->breaker_open));
    health_metrics(d->health, out);
}

/* A transfer is a socket: as many as the system lets us have. */
static void sockets_allow(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) || limit.rlim_cur == limit.rlim_max)
        return;
    limit.rlim_cur = limit.rlim_max;
    if (setrlimit(RLIMIT_NOFILE, &limit))
        log_event(LOG_WARN, "limit.kept", "what=sockets errno=%d", errno);
}

int main(int argc, char **argv)
{
    static const struct web_program HEALTH = {.name = "dispatcher", .metrics = metrics};
    if (argc > 1) {
        config_help();
        return strcmp(argv[1], "--help") != 0;
    }
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    pthread_sigmask(SIG_BLOCK, &set, NULL); /* before any thread: all of them inherit it */
    signal(SIGPIPE, SIG_IGN);
    log_open("dispatcher", LOG_INFO);
    int signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    if (signals < 0) {
        log_event(LOG_ERROR, "signals.broken", "errno=%d", errno);
        return 1;
    }
    sockets_allow();
    struct arena *arena = arena_open((size_t)64 * 1024 * 1024);
    struct dispatcher *d = ARENA_NEW(arena, struct dispatcher);
    d->arena = arena;
    d->round = arena_open_kept((size_t)64 * 1024 * 1024, (size_t)1024 * 1024);
    if (dispatcher_open(d) != RC_OK)
        return 1;
    struct web_server *health = NULL;
    if (d->app.config.socket && !(health = web_server_start(&d->app, &HEALTH, 1)))
        return 1;
    log_event(LOG_INFO, "dispatcher.started", "doorbell=%s", LOG_STR(str_from(d->app.config.doorbell)));
    loop(d, signals);
    wind_up(d);
    if (health)
        web_server_stop(health);
    dispatcher_close(d);
    log_event(LOG_INFO, "dispatcher.stopped", "in_flight=%d", d->in_flight);
    return 0;
}
