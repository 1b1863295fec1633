/*
 * The daemon that delivers: claims due messages, launches them, hands them to net/, records what came of it,
 * and ends what ran out of time. This file is its loop.
 */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "backend/doorbell.h"
#include "backend/limit.h"
#include "backend/retention.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"
#include "db/db.h"
#include "dispatcher/account.h"
#include "dispatcher/health.h"
#include "dispatcher/letter.h"
#include "web/route.h"

#define POLL_US (SECOND_US / 2) /* a lost ring costs at most this */
#define SWEEP_US (SECOND_US / 2)
#define SPEND_US (3 * SECOND_US)
#define ROSTER_US SECOND_US
#define HEALTH_US SECOND_US
#define ACCOUNT_US (2 * SECOND_US)
#define PAUSE_US (SECOND_US / 5) /* after the database failed */
#define STOP_US (8 * SECOND_US)  /* for what is under way when told to stop */
#define SWEEP_MAX 250            /* a sweep delays the launches behind it */
#define SPEND_MAX 10000          /* and so does adding up */
#define RECOVER_MAX 1000
#define DB_CONNECTIONS 2 /* the loop and its health check */

/* When the loop next does what; on the monotonic clock. */
struct agenda {
    int64_t claim, launch, settle, sweep, roster, health, spend, account, stop;
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
    d->done = job_queue_open();
    d->http = http_open(d->done);
    d->mail = mail_open(d->done, MAIL_THREADS);
    d->mail_share = mail_share_new(d->arena, MAIL_THREADS);
    d->app.texts = texts_open(d->arena, config->texts);
    d->health = health_open(d->arena);
    d->account = account_open(d);
    d->letters = letters_open(d->arena);
    mails_open(d);
    return RC_OK;
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
    if (settle_round(d, &ctx) != RC_OK)
        log_event(LOG_ERROR, "settlement.lost", "in_flight=%d", d->in_flight); /* the sweep says unknown */
    launch_give_back(d, &ctx);
}

static void dispatcher_close(struct dispatcher *d)
{
    if (d->in_flight == 0) /* a thread in a mail that hangs is not worth waiting for */
        mail_close(d->mail);
    health_close(d->health);
    account_close(d->account);
    letters_close(d->letters);
    roster_close(&d->roster);
    unlink(d->app.config.doorbell);
    db_pool_close(d->app.db);
}

static void sweep(struct ctx *ctx, struct agenda *agenda, int64_t now)
{
    struct message_swept swept;
    agenda->sweep = now + SWEEP_US;
    if (message_sweep(ctx, SWEEP_MAX, &swept) != RC_OK)
        return;
    if (swept.expired || swept.unknown || swept.released || swept.hops)
        log_event(LOG_INFO, "messages.swept", "expired=%lld unknown=%lld released=%lld hops=%lld",
                  (long long)swept.expired, (long long)swept.unknown, (long long)swept.released,
                  (long long)swept.hops);
    if (swept.expired + swept.unknown + swept.released + swept.hops >= SWEEP_MAX)
        agenda->sweep = now;
    if (swept.hops)
        agenda->claim = now;
}

/* Adds up what organisations spent, and raises what is unusual. */
static void add_up(struct ctx *ctx, struct agenda *agenda, int64_t now)
{
    int64_t n = 0;
    agenda->spend = now + SPEND_US;
    if (spend_sweep(ctx, SPEND_MAX, &n) == RC_OK && n >= SPEND_MAX)
        agenda->spend = now + PAUSE_US;
}

static void recover(struct ctx *ctx, struct agenda *agenda, int64_t now)
{
    int64_t n;
    if (message_recover(ctx, RECOVER_MAX, &n) != RC_OK || !n)
        return;
    log_event(LOG_WARN, "claims.recovered", "messages=%lld", (long long)n);
    agenda->claim = now;
}

/* One round. What is due goes out before what came back is recorded: somebody waits for the code. */
static void work(struct dispatcher *d, struct agenda *agenda, bool ring, bool stopping)
{
    int64_t now = clock_monotonic_us();
    struct ctx ctx = {
        .app = &d->app, .arena = d->round, .actor.kind = ACTOR_PROGRAM, .now_us = clock_now_us()};
    arena_reset(d->round);
    settle_collect(d);
    if (ring || (d->settling && d->choked))
        agenda->claim = now;
    /* What failed to be settled must not be claimed again first: an old "busy" would undo a new launch. */
    if (!stopping && d->roster.arena && !d->unsettled && now >= agenda->claim) {
        bool more = false;
        enum rc rc = claim_round(d, &ctx, &more);
        agenda->claim = rc ? now + PAUSE_US : more ? now : now + POLL_US;
    } else if (!stopping && d->roster.arena && !d->unsettled && d->n_rung && claim_rung(d, &ctx) != RC_OK) {
        agenda->claim = now + PAUSE_US;
    }
    if ((d->doubtful || (d->held && !stopping)) && now >= agenda->launch && launch_round(d, &ctx) != RC_OK)
        agenda->launch = now + PAUSE_US;
    if (d->settling && now >= agenda->settle) {
        d->unsettled = settle_round(d, &ctx) != RC_OK;
        agenda->settle = d->unsettled ? now + PAUSE_US : now;
    }
    if (!stopping && now >= agenda->roster) {
        agenda->roster = now + ROSTER_US;
        recover(&ctx, agenda, now);
        roster_refresh(d, &ctx);
    }
    if (!stopping && now >= agenda->sweep)
        sweep(&ctx, agenda, now);
    if (!stopping && now >= agenda->spend)
        add_up(&ctx, agenda, now);
    if (now >= agenda->health) {
        agenda->health = now + HEALTH_US;
        health_flush(d, &ctx);
    }
    if (now >= agenda->account) {
        agenda->account = now + ACCOUNT_US;
        if (!stopping && d->roster.arena) {
            account_round(d, &ctx);
            letters_round(d, &ctx);
        }
        if (!stopping && retention_round(&ctx, &d->retained) != RC_OK)
            log_event(LOG_WARN, "recipients.kept", "for now");
    }
    atomic_store(&d->counters.in_flight, d->in_flight);
}

static int64_t earlier(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* ms until the next item of the agenda; full slots wait for an answer instead of claiming. */
static int patience(const struct dispatcher *d, const struct agenda *agenda)
{
    int64_t now = clock_monotonic_us(), next = earlier(earlier(earlier(agenda->sweep, agenda->spend),
                                                               earlier(agenda->roster, agenda->health)),
                                                       agenda->account);
    if (d->settling)
        next = earlier(next, agenda->settle);
    if (!d->unsettled && d->in_flight < IN_FLIGHT_MAX)
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
                           {.fd = signals, .events = POLLIN}};
    bool stopping = false;
    while (!stopping || (d->in_flight > held(d) && clock_monotonic_us() < agenda.stop)) {
        poll(fds, COUNT_OF(fds), stopping ? 50 : patience(d, &agenda));
        if (!stopping && (fds[2].revents & POLLIN)) {
            log_event(LOG_INFO, "dispatcher.stopping", "in_flight=%d", d->in_flight);
            stopping = true;
            fds[2].fd = -1;
            agenda.stop = clock_monotonic_us() + STOP_US;
        }
        work(d, &agenda, rang(d), stopping);
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
    health_metrics(d, out);
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
    d->round = arena_open((size_t)64 * 1024 * 1024);
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
