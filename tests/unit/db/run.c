/* db: one call is one transaction; every kind of value there and back; refusals and losses by their rc. */
#include "unit.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/clock.h"
#include "db/db.h"

/* Statements of this test stand where the program's would. */
enum { ECHO, ARRAYS, EMPTY, SCOPE, KINDS, MAKE, INSERT, COUNT, SLEEP, KILL, WRONG, LATE, PID, STATEMENTS };

const struct query_text query_texts[STATEMENTS] = {
    [ECHO] = {"echo",
              "select $1::text, $2::uuid, $3::bigint, $4::boolean, $5::bytea, $6::timestamptz, $7::text"},
    [ARRAYS] = {"arrays",
                "select t, u, i, b, y, s from unnest($1::text[], $2::uuid[], $3::bigint[], $4::boolean[],"
                " $5::bytea[], $6::timestamptz[]) with ordinality as x(t, u, i, b, y, s, n) order by n"},
    [EMPTY] = {"empty", "select cardinality($1::bigint[])"},
    [SCOPE] = {"scope", "select nullif(current_setting('sandi.organisation', true), '')::uuid,"
                        " nullif(current_setting('sandi.person', true), '')::uuid, txid_current()"},
    [KINDS] = {"kinds",
               "select '{\"a\": 1}'::jsonb, 'x'::varchar, 2::int, 3::smallint, 'infinity'::timestamptz,"
               " pg_catalog.current_setting('TimeZone'), 1.5::numeric, current_setting('lock_timeout')"},
    [MAKE] = {"make", "create table if not exists t (id bigint constraint t_key primary key,"
                      " late bigint constraint t_late unique deferrable initially deferred)"},
    [INSERT] = {"insert", "insert into t values ($1)"},
    [COUNT] = {"count", "select count(*) from t"},
    [SLEEP] = {"sleep", "select pg_sleep($1::bigint)"},
    [KILL] = {"kill", "select pg_terminate_backend(pid) from pg_stat_activity"
                      " where pid <> pg_backend_pid() and backend_type = 'client backend'"},
    [WRONG] = {"wrong", "select 1 / $1::bigint"},
    [LATE] = {"late", "insert into t values ($1, 1)"},
    [PID] = {"pid", "select pg_backend_pid()"},
};

struct fixture {
    struct arena *arena;
    struct db_pool *pool;
};

static int open_pool(void **state)
{
    struct arena *arena = arena_open((size_t)64 << 20);
    struct fixture *f = ARENA_NEW(arena, struct fixture);
    f->arena = arena;
    f->pool = db_pool_open(arena, getenv("SANDI_TEST_DATABASE_URL"), 2);
    *state = f;
    return 0;
}

static int close_pool(void **state)
{
    struct fixture *f = *state;
    db_pool_close(f->pool);
    arena_close(f->arena);
    return 0;
}

static struct db_query query(struct fixture *f, int id)
{
    return (struct db_query){.id = (enum query)id, .args.arena = f->arena};
}

static enum rc run(struct fixture *f, struct db_query *queries, size_t n)
{
    return db_run(f->pool, f->arena, (struct db_scope){0}, queries, n);
}

static enum rc insert(struct fixture *f, int64_t id, struct db_query *q)
{
    *q = query(f, INSERT);
    db_i64(&q->args, id);
    return run(f, q, 1);
}

static int64_t count(struct fixture *f)
{
    struct db_query q = query(f, COUNT);
    assert_int_equal(run(f, &q, 1), RC_OK);
    return db_get_i64(&q.rows, 0, 0);
}

static void values(void **state)
{
    struct fixture *f = *state;
    struct uuid id = uuid_v7(clock_now_us());
    struct db_query q[2] = {query(f, ECHO), query(f, ECHO)};
    db_text(&q[0].args, STR("a'\"\\é"));
    db_uuid(&q[0].args, id);
    db_i64(&q[0].args, INT64_MIN);
    db_bool(&q[0].args, true);
    db_bytes(&q[0].args, STR("\0\1\xff"));
    db_time(&q[0].args, INT64_C(1767225600000001));
    db_null(&q[0].args);
    db_text(&q[1].args, STR_NONE);
    db_uuid(&q[1].args, UUID_NIL);
    db_i64(&q[1].args, -1);
    db_bool(&q[1].args, false);
    db_bytes(&q[1].args, STR(""));
    db_time(&q[1].args, 0);
    db_text(&q[1].args, STR(""));
    assert_int_equal(run(f, q, 2), RC_OK);
    assert_int_equal(q[0].rows.n, 1);
    assert_str(db_get_text(&q[0].rows, 0, 0), "a'\"\\é");
    assert_true(uuid_eq(db_get_uuid(&q[0].rows, 0, 1), id));
    assert_true(db_get_i64(&q[0].rows, 0, 2) == INT64_MIN);
    assert_true(db_get_bool(&q[0].rows, 0, 3));
    assert_true(str_eq(db_get_text(&q[0].rows, 0, 4), STR("\0\1\xff")));
    assert_true(db_get_time(&q[0].rows, 0, 5) == INT64_C(1767225600000001));
    assert_true(db_is_null(&q[0].rows, 0, 6));
    assert_string_equal(q[0].rows.names[1], "uuid");
    assert_true(db_is_null(&q[1].rows, 0, 0));
    assert_true(uuid_is_nil(db_get_uuid(&q[1].rows, 0, 1)));
    assert_int_equal(db_get_i64(&q[1].rows, 0, 2), -1);
    assert_false(db_get_bool(&q[1].rows, 0, 3));
    assert_false(db_is_null(&q[1].rows, 0, 4));
    assert_int_equal(db_get_time(&q[1].rows, 0, 5), 0);
    assert_false(db_is_null(&q[1].rows, 0, 6));
}

static void kinds(void **state)
{
    struct fixture *f = *state;
    struct db_query q = query(f, KINDS);
    assert_int_equal(run(f, &q, 1), RC_OK);
    assert_str(db_get_text(&q.rows, 0, 0), "{\"a\": 1}");
    assert_str(db_get_text(&q.rows, 0, 1), "x");
    assert_int_equal(db_get_i64(&q.rows, 0, 2), 2);
    assert_int_equal(db_get_i64(&q.rows, 0, 3), 3);
    assert_true(db_get_time(&q.rows, 0, 4) == INT64_MAX);
    assert_str(db_get_text(&q.rows, 0, 5), "UTC");
    assert_str(db_get_text(&q.rows, 0, 7), "5s");
}

static void arrays(void **state)
{
    struct fixture *f = *state;
    enum { N = 3000 };
    static const enum db_type TYPES[] = {DB_TEXT, DB_UUID, DB_I64, DB_BOOL, DB_BYTES, DB_TIME};
    struct db_array *array[6];
    struct db_query q = query(f, ARRAYS), none = query(f, EMPTY);
    for (int i = 0; i < 6; i++)
        array[i] = db_array_new(f->arena, TYPES[i], N);
    for (int i = 0; i < N; i++) {
        db_array_text(array[0], i % 7 ? str_printf(f->arena, "%d", i) : STR_NONE);
        db_array_uuid(array[1], i % 5 ? uuid_v7(i) : UUID_NIL);
        db_array_i64(array[2], -i);
        db_array_i64(array[3], i % 2);
        db_array_text(array[4], STR("\0x"));
        db_array_i64(array[5], i * SECOND_US);
    }
    for (int i = 0; i < 6; i++)
        db_array(&q.args, array[i]);
    db_array(&none.args, db_array_new(f->arena, DB_I64, 0));
    struct db_query both[] = {q, none};
    assert_int_equal(run(f, both, 2), RC_OK);
    const struct db_rows *rows = &both[0].rows;
    assert_int_equal(rows->n, N);
    for (int i = 0; i < N; i++) {
        assert_int_equal(db_is_null(rows, i, 0), i % 7 == 0);
        assert_int_equal(db_is_null(rows, i, 1), i % 5 == 0);
        assert_int_equal(db_get_i64(rows, i, 2), -i);
        assert_int_equal(db_get_bool(rows, i, 3), i % 2);
        assert_int_equal(db_get_text(rows, i, 4).n, 2);
        assert_true(db_get_time(rows, i, 5) == i * SECOND_US);
    }
    assert_int_equal(db_get_i64(&both[1].rows, 0, 0), 0);
}

/* Large ones share an arena with much else. */
static void arrays_take_what_they_hold(void **state)
{
    struct fixture *f = *state;
    struct db_query q = query(f, ARRAYS);
    struct str text = {arena_alloc(f->arena, 1000), 1000};
    size_t before = arena_used(f->arena);
    struct db_array *array = db_array_new(f->arena, DB_TEXT, 1100),
                    *ids = db_array_new(f->arena, DB_UUID, 1100);
    for (int i = 0; i < 1100; i++) {
        db_array_text(array, text);
        db_array_uuid(ids, uuid_v7(i));
    }
    db_array(&q.args, array);
    db_array(&q.args, ids);
    assert_in_range(arena_used(f->arena) - before, 1100 * (1004 + 20), 1100 * (1004 + 20 + 16) + 1000);
}

static void scopes(void **state)
{
    struct fixture *f = *state;
    struct db_scope scope = {.organisation = uuid_v7(1), .person = uuid_v7(2)};
    struct db_query q[2] = {query(f, SCOPE), query(f, SCOPE)};
    assert_int_equal(db_run(f->pool, f->arena, scope, q, 2), RC_OK);
    assert_true(uuid_eq(db_get_uuid(&q[1].rows, 0, 0), scope.organisation));
    assert_true(uuid_eq(db_get_uuid(&q[1].rows, 0, 1), scope.person));
    assert_true(db_get_i64(&q[0].rows, 0, 2) == db_get_i64(&q[1].rows, 0, 2));
    assert_int_equal(run(f, q, 1), RC_OK);
    assert_true(uuid_is_nil(db_get_uuid(&q[0].rows, 0, 0)));
    scope.organisation = UUID_NIL;
    assert_int_equal(db_run(f->pool, f->arena, scope, q, 1), RC_OK);
    assert_true(uuid_is_nil(db_get_uuid(&q[0].rows, 0, 0)));
    assert_true(uuid_eq(db_get_uuid(&q[0].rows, 0, 1), scope.person));
}

static void refusals(void **state)
{
    struct fixture *f = *state;
    struct db_query q = query(f, MAKE), two[2] = {query(f, INSERT), query(f, WRONG)};
    assert_int_equal(run(f, &q, 1), RC_OK);
    int64_t before = count(f);
    assert_int_equal(insert(f, 100, &q), RC_OK);
    assert_int_equal(insert(f, 100, &q), RC_CONFLICT);
    assert_string_equal(q.rows.sqlstate, "23505");
    assert_str(q.rows.constraint, "t_key");
    db_i64(&two[0].args, 200);
    db_i64(&two[1].args, 0);
    assert_int_equal(run(f, two, 2), RC_BROKEN);
    assert_int_equal(two[0].rows.n, 0);
    assert_int_equal(count(f), before + 1);
    struct db_query late[2] = {query(f, LATE), query(f, LATE)};
    db_i64(&late[0].args, 300);
    db_i64(&late[1].args, 301);
    assert_int_equal(run(f, late, 2), RC_CONFLICT); /* refused by the commit itself */
    assert_str(late[1].rows.constraint, "t_late");
    assert_int_equal(late[0].rows.n, 0);
    q = query(f, WRONG); /* without its argument */
    assert_int_equal(run(f, &q, 1), RC_BROKEN);
    assert_int_equal(count(f), before + 1);
}

static void losses(void **state)
{
    struct fixture *f = *state;
    struct db_pool *other = db_pool_open(f->arena, getenv("SANDI_TEST_DATABASE_URL"), 1);
    struct db_query pid = query(f, PID), kill = query(f, KILL);
    assert_int_equal(run(f, &pid, 1), RC_OK);
    int64_t first = db_get_i64(&pid.rows, 0, 0);
    assert_int_equal(db_run(other, f->arena, (struct db_scope){0}, &kill, 1), RC_OK);
    nanosleep(&(struct timespec){.tv_nsec = 100000000}, NULL);
    assert_int_equal(run(f, &pid, 1), RC_OK); /* the dead connection was noticed before use */
    assert_true(db_get_i64(&pid.rows, 0, 0) != first);
    db_pool_close(other);
    struct db_pool *nobody = db_pool_open(f->arena, "postgresql://x@/x?host=/nonexistent", 1);
    assert_int_equal(db_run(nobody, f->arena, (struct db_scope){0}, &pid, 1), RC_UNAVAILABLE);
    db_pool_close(nobody);
}

static void *sleeper(void *cookie)
{
    struct fixture *f = cookie;
    struct fixture own = {arena_open(1 << 20), f->pool};
    struct db_query q = query(&own, SLEEP);
    db_i64(&q.args, 3);
    enum rc rc = run(&own, &q, 1);
    arena_close(own.arena);
    return (void *)(uintptr_t)rc;
}

/* Both connections sleep 3 s: a third caller gives up after 2, and one killed midway is unavailable. */
static void crowds(void **state)
{
    struct fixture *f = *state;
    struct db_pool *other = db_pool_open(f->arena, getenv("SANDI_TEST_DATABASE_URL"), 1);
    struct db_query pid = query(f, PID), kill = query(f, KILL);
    pthread_t threads[2];
    for (int i = 0; i < 2; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, sleeper, f), 0);
    nanosleep(&(struct timespec){.tv_nsec = 200000000}, NULL);
    int64_t from = clock_monotonic_us();
    assert_int_equal(run(f, &pid, 1), RC_UNAVAILABLE);
    int64_t took = clock_monotonic_us() - from;
    assert_true(took > 1900000 && took < 2500000);
    assert_int_equal(db_run(other, f->arena, (struct db_scope){0}, &kill, 1), RC_OK);
    for (int i = 0; i < 2; i++) {
        void *rc;
        pthread_join(threads[i], &rc);
        assert_int_equal((uintptr_t)rc, RC_UNAVAILABLE);
    }
    assert_int_equal(run(f, &pid, 1), RC_OK);
    db_pool_close(other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values), cmocka_unit_test(kinds),
        cmocka_unit_test(arrays), cmocka_unit_test(scopes),
        cmocka_unit_test(losses), cmocka_unit_test(refusals),
        cmocka_unit_test(crowds), cmocka_unit_test(arrays_take_what_they_hold),
    };
    quiet();
    return cmocka_run_group_tests_name("db/run", tests, open_pool, close_pool);
}
