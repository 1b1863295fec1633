/*
 * One call: scope and statements sent in one go, closed by one Sync, which makes them one implicit
 * transaction. No BEGIN, so that an error leaves the session idle; no named statements, which poolers lose.
 */
#include <errno.h>
#include <poll.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "db/conn.h"

/* Longer than the server's own statement_timeout: reached only when the server is gone. */
#define ANSWER_MS 15000

#define SET_SCOPE                                                                                            \
    "select set_config('sandi.organisation', $1, true), set_config('sandi.person', $2, true), "              \
    "set_config('sandi.address', $3, true)"

struct run {
    struct db_pool *pool;
    PGconn *conn;
    struct arena *arena;
    struct db_query *queries;
    size_t n;
    size_t skip; /* statements in front of the caller's */
    enum rc rc;
    bool failed; /* rc holds the first refusal */
    bool lost;
};

static bool send_scope(struct run *run, struct db_scope scope)
{
    struct uuid ids[] = {scope.organisation, scope.person};
    char texts[2][UUID_TEXT_SIZE + 1] = {"", ""};
    const char *values[] = {texts[0], texts[1], str_z(run->arena, scope.address)};
    if (uuid_is_nil(ids[0]) && uuid_is_nil(ids[1]) && scope.address.n == 0)
        return true;
    for (int i = 0; i < 2; i++)
        if (!uuid_is_nil(ids[i]))
            memcpy(texts[i], uuid_text(run->arena, ids[i]).s, UUID_TEXT_SIZE);
    run->skip = 1;
    return PQsendQueryParams(run->conn, SET_SCOPE, 3, NULL, values, NULL, NULL, 1);
}

static bool send_query(struct run *run, const struct db_query *query)
{
    Oid types[DB_ARGS_MAX];
    const char *values[DB_ARGS_MAX];
    int lengths[DB_ARGS_MAX], formats[DB_ARGS_MAX];
    const struct db_args *args = &query->args;
    for (int i = 0; i < args->n; i++) {
        types[i] = args->arg[i].type;
        values[i] = args->arg[i].null ? NULL : args->arg[i].value.s;
        lengths[i] = (int)args->arg[i].value.n;
        formats[i] = 1;
    }
    return PQsendQueryParams(run->conn, query_texts[query->id].sql, args->n, types, values, lengths, formats,
                             1);
}

static bool send_all(struct run *run, struct db_scope scope)
{
    if (!send_scope(run, scope))
        return false;
    for (size_t i = 0; i < run->n; i++)
        if (!send_query(run, &run->queries[i]))
            return false;
    return PQpipelineSync(run->conn);
}

/* Sends what is left and reads until a result is complete; false when the connection is lost. */
static bool await(PGconn *conn)
{
    int64_t until = clock_monotonic_us() + (int64_t)ANSWER_MS * 1000;
    int unsent = PQflush(conn);
    while (unsent >= 0 && (unsent > 0 || PQisBusy(conn))) {
        int64_t left = until - clock_monotonic_us();
        struct pollfd fd = {.fd = PQsocket(conn), .events = (short)(POLLIN | (unsent > 0 ? POLLOUT : 0))};
        int ready = left > 0 ? poll(&fd, 1, (int)(left / 1000) + 1) : 0;
        if (ready < 0 && errno == EINTR)
            continue;
        if (ready <= 0 || !PQconsumeInput(conn))
            return false;
        unsent = PQflush(conn);
    }
    return unsent == 0;
}

static struct str copy_bytes(struct arena *arena, const char *s, int n)
{
    char *copy = arena_alloc(arena, (size_t)n + 1);
    memcpy(copy, s, (size_t)n);
    return (struct str){copy, (size_t)n};
}

static void copy_rows(struct arena *arena, const PGresult *result, struct db_rows *rows)
{
    int n = PQntuples(result), columns = PQnfields(result);
    uint32_t *types = ARENA_ARRAY(arena, uint32_t, (size_t)columns);
    const char **names = ARENA_ARRAY(arena, const char *, (size_t)columns);
    struct str *cells = ARENA_ARRAY(arena, struct str, (size_t)n * (size_t)columns);
    for (int c = 0; c < columns; c++) {
        types[c] = PQftype(result, c);
        names[c] = str_z(arena, str_from(PQfname(result, c)));
    }
    for (int r = 0; r < n; r++)
        for (int c = 0; c < columns; c++)
            if (!PQgetisnull(result, r, c))
                cells[r * columns + c] =
                    copy_bytes(arena, PQgetvalue(result, r, c), PQgetlength(result, r, c));
    *rows = (struct db_rows){.n = n, .columns = columns, .types = types, .cells = cells, .names = names};
}

/* The machine's own state by SQLSTATE: the same call may work in a moment. */
static bool is_passing(const char *state)
{
    static const char *const STATES[] = {"0800", "53", "57P", "40001", "40P01", "55P03", "57014", "25006"};
    for (size_t i = 0; i < COUNT_OF(STATES); i++)
        if (strncmp(state, STATES[i], strlen(STATES[i])) == 0)
            return true;
    return false;
}

/* The first refusal decides; what follows it in the pipeline is only skipped. */
static void note_error(struct run *run, const PGresult *result, size_t at)
{
    if (run->failed)
        return;
    run->failed = true;
    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    if (!state || PQstatus(run->conn) == CONNECTION_BAD) {
        run->lost = true;
        return;
    }
    struct db_query *query =
        at >= run->skip && at - run->skip < run->n ? &run->queries[at - run->skip] : NULL;
    if (strncmp(state, "23", 2) == 0 && run->n) {
        struct db_rows *rows = query ? &query->rows : &run->queries[run->n - 1].rows;
        run->rc = RC_CONFLICT;
        memcpy(rows->sqlstate, state, 5);
        rows->constraint =
            str_copy(run->arena, str_from(PQresultErrorField(result, PG_DIAG_CONSTRAINT_NAME)));
        return;
    }
    bool passing = is_passing(state);
    const char *message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    log_event(passing ? LOG_WARN : LOG_ERROR, "db.refused", "statement=%s sqlstate=%s text=%s",
              query ? query_texts[query->id].name : "scope", state, LOG_STR(str_from(message)));
    run->rc = passing ? RC_UNAVAILABLE : RC_BROKEN;
}

/* One answer of statement number at; true when it was the Sync. */
static bool take_result(struct run *run, const PGresult *result, size_t at)
{
    ExecStatusType status = PQresultStatus(result);
    if (status == PGRES_PIPELINE_SYNC)
        return true;
    if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK) {
        if (at >= run->skip && at - run->skip < run->n)
            copy_rows(run->arena, result, &run->queries[at - run->skip].rows);
    } else if (status != PGRES_PIPELINE_ABORTED) {
        note_error(run, result, at);
    }
    return false;
}

static void receive_all(struct run *run)
{
    size_t at = 0;
    bool synced = false, between = false;
    while (!synced && !run->lost) {
        if (!await(run->conn)) {
            run->lost = true;
            return;
        }
        PGresult *result = PQgetResult(run->conn);
        if (result) {
            synced = take_result(run, result, at);
            PQclear(result);
        } else {
            at++; /* one NULL closes each statement; a second one means there is nobody to answer */
            run->lost = run->lost || between;
        }
        between = !result;
    }
}

enum rc db_run(struct db_pool *pool, struct arena *arena, struct db_scope scope, struct db_query *queries,
               size_t n)
{
    struct run run = {.pool = pool, .arena = arena, .queries = queries, .n = n, .rc = RC_OK};
    for (size_t i = 0; i < n; i++)
        queries[i].rows = (struct db_rows){0};
    run.conn = pool_take(pool);
    if (!run.conn)
        return RC_UNAVAILABLE;
    if (send_all(&run, scope))
        receive_all(&run);
    else
        run.lost = true;
    pool_note(pool, run.lost, run.lost ? PQerrorMessage(run.conn) : "");
    pool_give(pool, run.conn, run.lost);
    if (run.lost)
        return RC_UNAVAILABLE;
    for (size_t i = 0; i < n && run.rc != RC_OK; i++)
        queries[i].rows.n = 0;
    return run.rc;
}
