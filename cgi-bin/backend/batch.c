/*
 * Group commit. One lane an operation: the waiter at its head leads, runs everything that waits as one
 * statement without holding the lock, passes the lead on and wakes those it answered. Each sleeps on a
 * semaphore of its own, so that nobody is woken to wait for the lock. Must not know what the operations mean.
 */
#include "backend/batch.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <stdatomic.h>

#include "base/log.h"

#define LANE_ARENA_MAX ((size_t)16 << 20)
#define LANE_ARENA_KEPT ((size_t)256 << 10) /* what a batch of some dozens needs */

struct waiter {
    struct waiter *next;
    struct arena *arena; /* where its row goes; its owner sleeps while the leader writes */
    const void *item;
    struct db_rows *row;
    enum rc rc;
    bool answered; /* row and rc are set */
    bool leads;    /* woken not with an answer, but to lead */
    sem_t turn;
};

struct lane {
    pthread_mutex_t lock;
    struct waiter *head, *tail;
    bool led;
    atomic_int waiting;  /* from head to tail */
    struct arena *arena; /* the leader's */
    struct batch_counts counts;
};

struct batcher {
    batch_runner *run;
    void *cookie;
    struct lane lane[QUERY__COUNT];
};

/* A batch being answered. */
struct round {
    struct batcher *batcher;
    struct lane *lane;
    const struct batch_operation *operation;
};

static enum rc pool_run(void *cookie, struct arena *arena, struct db_query *query)
{
    return db_run(cookie, arena, (struct db_scope){0}, query, 1);
}

struct batcher *batcher_open_with(struct arena *arena, batch_runner *runner, void *cookie)
{
    struct batcher *batcher = ARENA_NEW(arena, struct batcher);
    batcher->run = runner;
    batcher->cookie = cookie;
    for (int i = 0; i < QUERY__COUNT; i++)
        pthread_mutex_init(&batcher->lane[i].lock, NULL);
    return batcher;
}

struct batcher *batcher_open(struct arena *arena, struct db_pool *pool)
{
    return batcher_open_with(arena, pool_run, pool);
}

void batcher_close(struct batcher *batcher)
{
    for (int i = 0; batcher && i < QUERY__COUNT; i++) {
        arena_close(batcher->lane[i].arena);
        pthread_mutex_destroy(&batcher->lane[i].lock);
    }
}

struct batch_counts batcher_counts(struct batcher *batcher, enum query operation)
{
    struct lane *lane = &batcher->lane[operation];
    pthread_mutex_lock(&lane->lock);
    struct batch_counts counts = lane->counts;
    pthread_mutex_unlock(&lane->lock);
    return counts;
}

static void row_copy(struct arena *arena, const struct db_rows *rows, int r, struct db_rows *out)
{
    size_t columns = (size_t)rows->columns;
    uint32_t *types = ARENA_ARRAY(arena, uint32_t, columns);
    struct str *cells = ARENA_ARRAY(arena, struct str, columns);
    memcpy(types, rows->types, columns * sizeof *types);
    for (size_t c = 0; c < columns; c++) {
        struct str cell = rows->cells[(size_t)r * columns + c];
        if (!cell.s)
            continue;
        char *copy = arena_alloc(arena, cell.n + 1); /* an empty text is no null */
        memcpy(copy, cell.s, cell.n);
        cells[c] = (struct str){copy, cell.n};
    }
    *out = (struct db_rows){.n = 1, .columns = rows->columns, .types = types, .cells = cells};
}

static void waiter_answer(struct waiter *waiter, enum rc rc)
{
    waiter->rc = rc;
    waiter->answered = true;
}

static void all_answer(struct waiter *const *waiters, int n, enum rc rc)
{
    for (int i = 0; i < n; i++)
        if (!waiters[i]->answered)
            waiter_answer(waiters[i], rc);
}

/* Hands each row to the waiter it names. */
static void rows_deliver(const struct db_rows *rows, struct waiter *const *waiters, int n)
{
    for (int r = 0; r < rows->n; r++) {
        int64_t item = db_get_i64(rows, r, 0);
        if (item < 1 || item > n || waiters[item - 1]->answered) {
            log_event(LOG_ERROR, "batch.row", "item=%lld of=%d", (long long)item, n);
            continue;
        }
        row_copy(waiters[item - 1]->arena, rows, r, waiters[item - 1]->row);
        waiter_answer(waiters[item - 1], RC_OK);
    }
}

/* Runs one statement for all waiters; nobody is answered unless it succeeds. */
static enum rc statement_run(struct round *round, enum query query, struct waiter *const *waiters, int n,
                             struct db_rows *rows)
{
    const void *items[BATCH_MAX];
    struct db_query statement = {.id = query, .args = {.arena = round->lane->arena}};
    for (int i = 0; i < n; i++)
        items[i] = waiters[i]->item;
    if (query == round->operation->recover)
        round->operation->recover_compose(&statement.args, items, n);
    else
        round->operation->compose(&statement.args, items, n);
    enum rc rc = round->batcher->run(round->batcher->cookie, round->lane->arena, &statement);
    *rows = statement.rows;
    if (rc == RC_OK)
        rows_deliver(rows, waiters, n);
    return rc;
}

static enum rc operation_run(struct round *round, struct waiter *const *waiters, int n)
{
    struct db_rows rows;
    enum rc rc = statement_run(round, round->operation->query, waiters, n, &rows);
    if (rc == RC_OK)
        all_answer(waiters, n, RC_BROKEN); /* a row is missing: the function broke its contract */
    else if (n == 1)
        memcpy(waiters[0]->row->sqlstate, rows.sqlstate, sizeof rows.sqlstate);
    return rc;
}

/* After a failed try whose commit is unknown: what is there counts, what is not is run once more. */
static void lost_recover(struct round *round, struct waiter *const *waiters, int n)
{
    struct db_rows rows;
    struct waiter *missing[BATCH_MAX];
    int left = 0;
    if (round->operation->recover == QUERY__COUNT ||
        statement_run(round, round->operation->recover, waiters, n, &rows) != RC_OK) {
        all_answer(waiters, n, RC_UNAVAILABLE);
        return;
    }
    for (int i = 0; i < n; i++)
        if (!waiters[i]->answered)
            missing[left++] = waiters[i];
    if (left == 0 || operation_run(round, missing, left) == RC_OK)
        return;
    /* The lost transaction may have ended only now, which makes the new one collide: ask for each again. */
    for (int i = 0; i < left; i++) {
        enum rc rc = operation_run(round, &missing[i], 1);
        if (rc != RC_OK && statement_run(round, round->operation->recover, &missing[i], 1, &rows) != RC_OK)
            rc = RC_UNAVAILABLE;
        if (!missing[i]->answered)
            waiter_answer(missing[i], rc);
    }
}

static void batch_lead(struct round *round, struct waiter *const *waiters, int n)
{
    enum rc rc = operation_run(round, waiters, n);
    if (rc == RC_OK)
        return;
    if (rc == RC_UNAVAILABLE) {
        lost_recover(round, waiters, n);
        return;
    }
    if (n == 1) {
        waiter_answer(waiters[0], rc);
        return;
    }
    for (int i = 0; i < n; i++) {
        rc = operation_run(round, &waiters[i], 1);
        if (rc == RC_UNAVAILABLE)
            lost_recover(round, &waiters[i], 1);
        else if (rc != RC_OK)
            waiter_answer(waiters[i], rc);
    }
}

/*
 * Lets those that can run join first: where the processor is what is short, a statement for more of them
 * costs each less. Where it is not, nobody runs, and this returns at once.
 */
static void lane_gather(struct lane *lane)
{
    int before, now = 0;
    do {
        before = now;
        sched_yield();
        now = atomic_load_explicit(&lane->waiting, memory_order_relaxed);
    } while (now > before && now < BATCH_MAX);
}

/* Takes what waits off the lane. */
static int batch_take(struct lane *lane, struct waiter **waiters)
{
    int n = 0;
    pthread_mutex_lock(&lane->lock);
    while (lane->head && n < BATCH_MAX) {
        waiters[n++] = lane->head;
        lane->head = lane->head->next;
    }
    atomic_fetch_sub_explicit(&lane->waiting, n, memory_order_relaxed);
    lane->counts.batches++;
    lane->counts.items += n;
    pthread_mutex_unlock(&lane->lock);
    return n;
}

static void lead_pass(struct lane *lane)
{
    pthread_mutex_lock(&lane->lock);
    struct waiter *next = lane->head;
    lane->led = next != NULL;
    if (next)
        next->leads = true;
    pthread_mutex_unlock(&lane->lock);
    if (next)
        sem_post(&next->turn);
}

/* Answers the caller, who is the lane's head, among others. */
static void lane_lead(struct round *round)
{
    struct waiter *waiters[BATCH_MAX];
    struct lane *lane = round->lane;
    lane_gather(lane);
    int n = batch_take(lane, waiters);
    if (!lane->arena)
        lane->arena = arena_open_kept(LANE_ARENA_MAX, LANE_ARENA_KEPT);
    batch_lead(round, waiters, n);
    arena_reset(lane->arena);
    lead_pass(lane);
    for (int i = 1; i < n; i++)
        sem_post(&waiters[i]->turn); /* it may be gone before the call returns */
}

/* True when the caller must lead, else it waits for its turn with the others. */
static bool lane_join(struct lane *lane, struct waiter *me)
{
    pthread_mutex_lock(&lane->lock);
    if (lane->head)
        lane->tail->next = me;
    else
        lane->head = me;
    lane->tail = me;
    atomic_fetch_add_explicit(&lane->waiting, 1, memory_order_relaxed);
    bool leads = !lane->led;
    lane->led = true;
    pthread_mutex_unlock(&lane->lock);
    return leads;
}

enum rc batch_run(struct ctx *ctx, const struct batch_operation *operation, const void *item,
                  struct db_rows *row)
{
    struct batcher *batcher = ctx->app->batcher;
    struct lane *lane = &batcher->lane[operation->query];
    struct round round = {batcher, lane, operation};
    struct waiter me = {.arena = ctx->arena, .item = item, .row = row};
    *row = (struct db_rows){0};
    sem_init(&me.turn, 0, 0);
    bool first = lane_join(lane, &me);
    if (!first)
        while (sem_wait(&me.turn) != 0 && errno == EINTR)
            ;
    if (first || me.leads)
        lane_lead(&round);
    sem_destroy(&me.turn);
    return me.rc;
}
