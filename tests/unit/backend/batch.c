/* Group commit against a database that is played: order, neighbours of a bad item, lost connections. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <pthread.h>
#include <unistd.h>

#include "backend/batch.h"

#define INT4 23
#define TEXT_TYPE 25
#define THREADS 32
#define BAD 13

enum mode {
    MODE_FINE,
    MODE_BAD_ITEM,
    MODE_LOST_BEFORE,
    MODE_LOST_AFTER,
    MODE_LOST_LATE,
    MODE_DOWN,
    MODE_SHORT
};

/* What the played database has committed, and how it behaves. */
struct played {
    pthread_mutex_t lock;
    enum mode mode;
    int statements, recoveries, failures;
    int arrived, expected; /* the first statement lasts until so many threads have come */
    int applied[THREADS];
};

struct job {
    struct app *app;
    struct played *played;
    unsigned char number;
    enum rc rc;
    bool own_row;
};

/* The statement's one argument: a byte an item. */
static void compose(struct db_args *args, const void *const *items, int n)
{
    char *numbers = arena_alloc(args->arena, (size_t)n);
    for (int i = 0; i < n; i++)
        numbers[i] = (char)*(const unsigned char *)items[i];
    db_bytes(args, (struct str){numbers, (size_t)n});
}

static const struct batch_operation operation = {(enum query)0, compose, (enum query)1, compose};
static const struct batch_operation unrecoverable = {(enum query)2, compose, QUERY__COUNT, NULL};

static void row_add(struct arena *arena, struct db_rows *rows, int item, char number)
{
    struct str *cells = (struct str *)(uintptr_t)rows->cells;
    char *order = arena_alloc(arena, 4), *text = arena_alloc(arena, 1);
    order[3] = (char)item;
    *text = number;
    cells[2 * rows->n] = (struct str){order, 4};
    cells[2 * rows->n + 1] = (struct str){text, 1};
    rows->n++;
}

static void rows_start(struct arena *arena, struct db_rows *rows, size_t n)
{
    static const uint32_t types[] = {INT4, TEXT_TYPE};
    *rows =
        (struct db_rows){.columns = 2, .types = types, .cells = ARENA_ARRAY(arena, struct str, 2 * (n + 1))};
}

static enum rc apply(struct played *played, struct arena *arena, struct db_query *query)
{
    struct str numbers = query->args.arg[0].value;
    rows_start(arena, &query->rows, numbers.n);
    for (size_t i = 0; i < numbers.n; i++)
        if (played->mode == MODE_BAD_ITEM && numbers.s[i] == BAD)
            return RC_CONFLICT;
    for (size_t i = 0; i < numbers.n; i++) /* a committed item collides when it comes again */
        if (played->mode >= MODE_LOST_BEFORE && played->applied[(int)numbers.s[i]])
            return RC_CONFLICT;
    for (size_t i = numbers.n; i-- > 0;) { /* rows in another order than items */
        played->applied[(int)numbers.s[i]]++;
        if (played->mode != MODE_SHORT || i != 0)
            row_add(arena, &query->rows, (int)i + 1, numbers.s[i]);
    }
    return RC_OK;
}

static enum rc recover(struct played *played, struct arena *arena, struct db_query *query)
{
    struct str numbers = query->args.arg[0].value;
    bool blind = played->mode == MODE_LOST_LATE && played->recoveries++ == 0;
    rows_start(arena, &query->rows, numbers.n);
    for (size_t i = 0; i < numbers.n; i++)
        if (!blind && played->applied[(int)numbers.s[i]])
            row_add(arena, &query->rows, (int)i + 1, numbers.s[i]);
    return RC_OK;
}

static bool everybody_came(struct played *played)
{
    pthread_mutex_lock(&played->lock);
    bool all = played->arrived >= played->expected;
    pthread_mutex_unlock(&played->lock);
    return all;
}

static enum rc run(void *cookie, struct arena *arena, struct db_query *query)
{
    struct played *played = cookie;
    enum rc rc = RC_OK;
    do
        usleep(20000); /* as a slow commit would, so that others gather */
    while (!everybody_came(played));
    pthread_mutex_lock(&played->lock);
    played->statements++;
    bool lose = played->mode >= MODE_LOST_BEFORE && played->mode <= MODE_LOST_LATE && played->failures == 0;
    if (played->mode == MODE_DOWN) {
        rc = RC_UNAVAILABLE;
    } else if ((int)query->id == 1) {
        rc = recover(played, arena, query);
    } else if (lose) {
        played->failures++;
        if (played->mode != MODE_LOST_BEFORE)
            (void)apply(played, arena, query);
        rc = RC_UNAVAILABLE;
    } else {
        rc = apply(played, arena, query);
    }
    pthread_mutex_unlock(&played->lock);
    return rc;
}

static void *work(void *cookie)
{
    struct job *job = cookie;
    struct ctx ctx = {.app = job->app, .arena = arena_open(1 << 16)};
    struct db_rows row;
    pthread_mutex_lock(&job->played->lock);
    job->played->arrived++;
    pthread_mutex_unlock(&job->played->lock);
    job->rc = batch_run(&ctx, &operation, &job->number, &row);
    job->own_row = job->rc == RC_OK && row.n == 1 && db_get_text(&row, 0, 1).s[0] == (char)job->number;
    arena_close(ctx.arena);
    return NULL;
}

static struct batch_counts play(struct played *played, struct job *jobs)
{
    struct arena *arena = arena_open(1 << 20);
    struct app app = {.batcher = batcher_open_with(arena, run, played)};
    pthread_t threads[THREADS];
    pthread_mutex_init(&played->lock, NULL);
    played->expected = THREADS;
    for (int i = 0; i < THREADS; i++) {
        jobs[i] = (struct job){.app = &app, .played = played, .number = (unsigned char)i};
        assert_int_equal(pthread_create(&threads[i], NULL, work, &jobs[i]), 0);
    }
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    struct batch_counts counts = batcher_counts(app.batcher, operation.query);
    batcher_close(app.batcher);
    arena_close(arena);
    return counts;
}

static void expect_all(const struct played *played, const struct job *jobs)
{
    for (int i = 0; i < THREADS; i++) {
        assert_int_equal(jobs[i].rc, RC_OK);
        assert_true(jobs[i].own_row);
        assert_int_equal(played->applied[i], 1);
    }
}

static void everybody_gets_their_own_row_in_fewer_statements(void **state)
{
    (void)state;
    struct played played = {.mode = MODE_FINE};
    struct job jobs[THREADS];
    struct batch_counts counts = play(&played, jobs);
    expect_all(&played, jobs);
    assert_int_equal(counts.items, THREADS);
    assert_int_equal(counts.batches, played.statements);
    assert_in_range(played.statements, 1, THREADS / 2);
}

static void a_bad_item_fails_alone(void **state)
{
    (void)state;
    struct played played = {.mode = MODE_BAD_ITEM};
    struct job jobs[THREADS];
    play(&played, jobs);
    for (int i = 0; i < THREADS; i++) {
        assert_int_equal(jobs[i].rc, i == BAD ? RC_CONFLICT : RC_OK);
        assert_int_equal(played.applied[i], i != BAD);
    }
}

static void a_lost_connection_applies_once(void **state)
{
    (void)state;
    for (enum mode mode = MODE_LOST_BEFORE; mode <= MODE_LOST_LATE; mode++) {
        struct played played = {.mode = mode};
        struct job jobs[THREADS];
        play(&played, jobs);
        expect_all(&played, jobs);
    }
}

static void a_database_that_is_away_answers_nobody(void **state)
{
    (void)state;
    struct played played = {.mode = MODE_DOWN};
    struct job jobs[THREADS];
    play(&played, jobs);
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(jobs[i].rc, RC_UNAVAILABLE);
}

static void without_recovery_nothing_is_run_again(void **state)
{
    (void)state;
    struct played played = {.mode = MODE_LOST_AFTER};
    struct arena *arena = arena_open(1 << 20);
    struct app app = {.batcher = batcher_open_with(arena, run, &played)};
    struct ctx ctx = {.app = &app, .arena = arena};
    struct db_rows row;
    unsigned char number = 5;
    pthread_mutex_init(&played.lock, NULL);
    assert_int_equal(batch_run(&ctx, &unrecoverable, &number, &row), RC_UNAVAILABLE);
    assert_int_equal(played.statements, 1);
    batcher_close(app.batcher);
    arena_close(arena);
}

static void a_missing_row_is_a_fault(void **state)
{
    (void)state;
    struct played played = {.mode = MODE_SHORT};
    struct arena *arena = arena_open(1 << 20);
    struct app app = {.batcher = batcher_open_with(arena, run, &played)};
    struct ctx ctx = {.app = &app, .arena = arena};
    struct db_rows row;
    unsigned char number = 5;
    pthread_mutex_init(&played.lock, NULL);
    assert_int_equal(batch_run(&ctx, &operation, &number, &row), RC_BROKEN);
    batcher_close(app.batcher);
    arena_close(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everybody_gets_their_own_row_in_fewer_statements),
        cmocka_unit_test(a_bad_item_fails_alone),
        cmocka_unit_test(a_lost_connection_applies_once),
        cmocka_unit_test(a_database_that_is_away_answers_nobody),
        cmocka_unit_test(without_recovery_nothing_is_run_again),
        cmocka_unit_test(a_missing_row_is_a_fault),
    };
    return cmocka_run_group_tests_name("batch", tests, NULL, NULL);
}
