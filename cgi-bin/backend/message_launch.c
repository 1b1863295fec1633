/* The dispatcher's way to sql/functions/message_claim.sql for what it holds. Decides nothing itself. */
#include "backend/message_launch.h"

#include "backend/message_keys.h"
#include "backend/scope.h"

enum rc message_put_back(struct ctx *ctx, struct uuid worker, const struct message_key *keys, int n,
                         const int64_t *due)
{
    struct db_query query = plain_query(ctx, QUERY_MESSAGE_PUT_BACK);
    struct db_array *times = db_array_new(ctx->arena, DB_TIME, n);
    for (int i = 0; i < n; i++)
        if (due[i])
            db_array_i64(times, due[i]);
        else
            db_array_null(times);
    message_keys_put(&query.args, keys, sizeof *keys, n);
    db_uuid(&query.args, worker);
    db_array(&query.args, times);
    return program_run(ctx, &query);
}

enum rc message_recover(struct ctx *ctx, int max, int64_t *n)
{
    struct db_query query = plain_query(ctx, QUERY_MESSAGE_RECOVER);
    db_i64(&query.args, max);
    enum rc rc = program_run(ctx, &query);
    *n = !rc && query.rows.n == 1 ? db_get_i64(&query.rows, 0, 0) : 0;
    return rc;
}

static enum rc run_launch(struct ctx *ctx, struct db_query *query, int n, bool *launched)
{
    for (int i = 0; i < n; i++)
        launched[i] = false;
    enum rc rc = program_run(ctx, query);
    if (rc)
        return rc;
    for (int row = 0; row < query->rows.n; row++) {
        int64_t item = db_get_i64(&query->rows, row, 0);
        if (item >= 1 && item <= n)
            launched[item - 1] = db_get_bool(&query->rows, row, 1);
    }
    return RC_OK;
}

enum rc message_launch(struct ctx *ctx, const struct message_launch *launch, bool *launched)
{
    struct db_query query = plain_query(ctx, QUERY_MESSAGE_LAUNCH);
    message_keys_put(&query.args, launch->keys, sizeof *launch->keys, launch->n);
    db_uuid(&query.args, launch->worker);
    db_i64(&query.args, launch->floor_ms);
    return run_launch(ctx, &query, launch->n, launched);
}

enum rc message_launched(struct ctx *ctx, struct uuid worker, const struct message_key *keys, int n,
                         bool *launched)
{
    struct db_query query = plain_query(ctx, QUERY_MESSAGE_LAUNCHED);
    message_keys_put(&query.args, keys, sizeof *keys, n);
    db_uuid(&query.args, worker);
    return run_launch(ctx, &query, n, launched);
}
