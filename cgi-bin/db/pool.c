/* The connections of a process, shared by its threads. Knows nothing of statements. */
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "base/log.h"
#include "db/conn.h"

#define WAIT_SECONDS 2

struct slot {
    PGconn *conn;
    bool busy;
};

struct db_pool {
    pthread_mutex_t lock;
    pthread_cond_t freed;
    const char *url;
    bool away; /* what was logged last */
    int size;
    struct slot slots[];
};

struct db_pool *db_pool_open(struct arena *arena, const char *url, int size)
{
    struct db_pool *pool = arena_alloc(arena, sizeof *pool + (size_t)size * sizeof pool->slots[0]);
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&pool->freed, &monotonic);
    pthread_condattr_destroy(&monotonic);
    pthread_mutex_init(&pool->lock, NULL);
    pool->url = url;
    pool->size = size;
    return pool;
}

void db_pool_close(struct db_pool *pool)
{
    if (!pool)
        return;
    for (int i = 0; i < pool->size; i++)
        PQfinish(pool->slots[i].conn);
    pthread_cond_destroy(&pool->freed);
    pthread_mutex_destroy(&pool->lock);
}

void pool_note(struct db_pool *pool, bool away, const char *why)
{
    pthread_mutex_lock(&pool->lock);
    bool changed = pool->away != away;
    pool->away = away;
    pthread_mutex_unlock(&pool->lock);
    if (changed && away)
        log_event(LOG_ERROR, "db.away", "why=%s", LOG_STR(str_trim(str_from(why))));
    else if (changed)
        log_event(LOG_INFO, "db.back", "connections=%d", pool->size);
}

static void notice(void *unused, const char *message)
{
    (void)unused;
    log_event(LOG_WARN, "db.notice", "text=%s", LOG_STR(str_trim(str_from(message))));
}

/* What stands before dbname yields to the same key in the URL. */
static PGconn *connect_to(const char *url)
{
    static const char SESSION[] =
        "-c statement_timeout=10s -c lock_timeout=5s -c timezone=UTC"
        " -c idle_in_transaction_session_timeout=10s -c client_min_messages=warning";
    const struct {
        const char *key, *value;
    } settings[] = {{"options", SESSION},     {"fallback_application_name", program_invocation_short_name},
                    {"connect_timeout", "5"}, {"tcp_user_timeout", "15000"},
                    {"dbname", url},          {"client_encoding", "UTF8"}};
    const char *keys[COUNT_OF(settings) + 1] = {NULL}, *values[COUNT_OF(settings) + 1] = {NULL};
    for (size_t i = 0; i < COUNT_OF(settings); i++) {
        keys[i] = settings[i].key;
        values[i] = settings[i].value;
    }
    PGconn *conn = PQconnectdbParams(keys, values, 1);
    if (!conn)
        abort();
    PQsetNoticeProcessor(conn, notice, NULL);
    return conn;
}

/* An idle connection has nothing to say: bytes or an end of file mean that its server is gone. */
static bool is_stale(PGconn *conn)
{
    struct pollfd fd = {.fd = PQsocket(conn), .events = POLLIN};
    return PQstatus(conn) != CONNECTION_OK || PQtransactionStatus(conn) != PQTRANS_IDLE ||
           poll(&fd, 1, 0) != 0;
}

/* An idle slot, connected ones first, so that few connections serve a quiet program; NULL when all are busy.
 */
static struct slot *idle_slot(struct db_pool *pool)
{
    struct slot *found = NULL;
    for (int i = 0; i < pool->size; i++) {
        struct slot *slot = &pool->slots[i];
        if (slot->busy)
            continue;
        if (slot->conn)
            return slot;
        if (!found)
            found = slot;
    }
    return found;
}

static struct slot *wait_for_slot(struct db_pool *pool)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += WAIT_SECONDS;
    pthread_mutex_lock(&pool->lock);
    struct slot *slot;
    int error = 0;
    while (!(slot = idle_slot(pool)) && error != ETIMEDOUT)
        error = pthread_cond_timedwait(&pool->freed, &pool->lock, &until);
    if (slot)
        slot->busy = true;
    pthread_mutex_unlock(&pool->lock);
    return slot;
}

static void free_slot(struct db_pool *pool, struct slot *slot)
{
    pthread_mutex_lock(&pool->lock);
    slot->busy = false;
    pthread_cond_signal(&pool->freed);
    pthread_mutex_unlock(&pool->lock);
}

static void hang_up(struct db_pool *pool, struct slot *slot)
{
    pthread_mutex_lock(&pool->lock);
    PGconn *conn = slot->conn;
    slot->conn = NULL;
    pthread_mutex_unlock(&pool->lock);
    PQfinish(conn);
}

PGconn *pool_take(struct db_pool *pool)
{
    struct slot *slot = wait_for_slot(pool);
    if (!slot) {
        pool_note(pool, true, "no connection came free");
        return NULL;
    }
    if (slot->conn && is_stale(slot->conn))
        hang_up(pool, slot);
    if (slot->conn)
        return slot->conn;
    PGconn *conn = connect_to(pool->url);
    if (PQstatus(conn) != CONNECTION_OK || PQsetnonblocking(conn, 1) || !PQenterPipelineMode(conn)) {
        pool_note(pool, true, PQerrorMessage(conn));
        PQfinish(conn);
        free_slot(pool, slot);
        return NULL;
    }
    pthread_mutex_lock(&pool->lock);
    slot->conn = conn;
    pthread_mutex_unlock(&pool->lock);
    return conn;
}

void pool_give(struct db_pool *pool, PGconn *conn, bool lost)
{
    int i = 0;
    pthread_mutex_lock(&pool->lock);
    while (pool->slots[i].conn != conn)
        i++;
    pthread_mutex_unlock(&pool->lock);
    if (lost)
        hang_up(pool, &pool->slots[i]);
    free_slot(pool, &pool->slots[i]);
}
