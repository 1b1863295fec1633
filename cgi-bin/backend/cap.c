/* An organisation's way to sql/functions/cap.sql. The function checks who asks, and writes the audit log. */
#include "backend/cap.h"

#include "backend/scope.h"

enum rc start_cap_get(struct ctx *ctx, struct caps *out)
{
    struct db_query query = actor_query(ctx, QUERY_START_CAP_GET);
    enum rc rc = actor_run(ctx, &query);
    if (rc != RC_OK || query.rows.n == 0)
        return rc == RC_OK ? RC_BROKEN : rc;
    out->on = db_get_bool(&query.rows, 0, 0);
    for (int i = 0; i < CAP_COUNT; i++) {
        int own = 1 + 2 * i;
        out->of[i].own = db_is_null(&query.rows, 0, own) ? 0 : db_get_i64(&query.rows, 0, own);
        out->of[i].most = db_get_i64(&query.rows, 0, own + 1);
    }
    return RC_OK;
}

enum rc start_cap_set(struct ctx *ctx, const int64_t own[CAP_COUNT], bool *allowed)
{
    struct db_query query = {.id = QUERY_START_CAP_SET, .args.arena = ctx->arena};
    for (int i = 0; i < CAP_COUNT; i++)
        db_i64(&query.args, own[i]);
    enum rc rc = actor_run(ctx, &query);
    *allowed = rc == RC_OK && str_eq(db_get_text(&query.rows, 0, 0), STR("done"));
    return rc;
}
