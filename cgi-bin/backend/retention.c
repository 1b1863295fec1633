/* The way to sql/functions/retention.sql, which decides what is erased. */
#include "backend/retention.h"

#include "backend/scope.h"
#include "base/log.h"

enum rc retention_round(struct ctx *ctx, struct uuid *next, int64_t *erased)
{
    struct db_query q = {.id = QUERY_RETENTION_ROUND, .args.arena = ctx->arena};
    db_uuid(&q.args, *next);
    db_i64(&q.args, ERASED_AT_ONCE);
    enum rc rc = program_run(ctx, &q);
    if (rc != RC_OK)
        return rc;
    *next = db_is_null(&q.rows, 0, 0) ? UUID_NIL : db_get_uuid(&q.rows, 0, 0);
    *erased = db_get_i64(&q.rows, 0, 1);
    if (*erased)
        log_event(LOG_INFO, "recipients.erased", "rows=%lld", (long long)*erased);
    return RC_OK;
}
