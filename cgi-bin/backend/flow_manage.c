/* Flows as a whole. Names are unique among those not archived: the database says so, whatever the case. */
#include "backend/flow_manage.h"

#include <string.h>

#include "backend/flow_db.h"

#define COPIES_MAX 50 /* names that are tried */

enum rc flow_create(struct ctx *ctx, struct flow *flow, struct str from, enum flow_outcome *outcome)
{
    struct db_query q = flow_query(ctx, QUERY_FLOW_CREATE);
    struct str json = flow_definition_json(ctx->arena, &flow->draft);
    *outcome = FLOW_TOO_LARGE;
    if (json.n > FLOW_JSON_MAX)
        return RC_OK;
    flow->id = uuid_v7(ctx->now_us);
    db_uuid(&q.args, ctx->actor.organisation);
    db_uuid(&q.args, flow->id);
    db_text(&q.args, flow->name);
    db_text(&q.args, json);
    db_uuid(&q.args, ctx->actor.person);
    db_text(&q.args, from);
    enum rc rc = actor_run(ctx, &q);
    bool taken = rc == RC_CONFLICT && strcmp(q.rows.sqlstate, "23505") == 0;
    *outcome = taken ? FLOW_NAME_TAKEN : rc == RC_CONFLICT ? FLOW_TOO_LARGE : FLOW_DONE;
    return rc == RC_CONFLICT ? RC_OK : rc;
}

/* "X (copy)", "X (copy 2)": format with the name, which gives way where both are too long. */
static struct str copy_name(struct ctx *ctx, struct str name, const char *format, int number)
{
    struct str suffix = str_from(strstr(format, "%1") + 2);
    struct str close = str_slice(suffix, suffix.n - 1, suffix.n);
    struct str more = number > 1 ? str_printf(ctx->arena, " %d%.*s", number, STR_ARG(close)) : close;
    size_t room = FLOW_NAME_MAX - flow_text_length(suffix) - (number > 1 ? 3 : 0);
    while (flow_text_length(name) > room)
        name = str_head(name, name.n - 1);
    return str_printf(ctx->arena, "%.*s%.*s%.*s", STR_ARG(str_trim(name)), (int)suffix.n - 1, suffix.s,
                      STR_ARG(more));
}

enum rc flow_duplicate(struct ctx *ctx, const struct flow *source, const char *format, struct flow *copy,
                       enum flow_outcome *outcome)
{
    enum rc rc = RC_OK;
    *outcome = FLOW_NAME_TAKEN;
    *copy = (struct flow){.draft = source->draft};
    for (int i = 1; i <= COPIES_MAX && rc == RC_OK && *outcome == FLOW_NAME_TAKEN; i++) {
        copy->name = copy_name(ctx, source->name, format, i);
        rc = flow_create(ctx, copy, uuid_text(ctx->arena, source->id), outcome);
    }
    return rc;
}

/* Statements that change one flow and count it. */
static enum rc change(struct ctx *ctx, struct db_query *query, enum flow_outcome *outcome)
{
    enum rc rc = actor_run(ctx, query);
    if (rc == RC_CONFLICT) {
        *outcome = FLOW_NAME_TAKEN;
        return RC_OK;
    }
    if (rc == RC_OK)
        *outcome = db_get_i64(&query->rows, 0, 0) == 1 ? FLOW_DONE : FLOW_NOT_FOUND;
    return rc;
}

static enum rc change_name(struct ctx *ctx, enum query id, struct uuid flow, struct str name,
                           enum flow_outcome *outcome)
{
    struct db_query q = flow_query(ctx, id);
    db_uuid(&q.args, flow);
    db_text(&q.args, name);
    db_uuid(&q.args, ctx->actor.person);
    return change(ctx, &q, outcome);
}

enum rc flow_rename(struct ctx *ctx, struct uuid id, struct str name, enum flow_outcome *outcome)
{
    return change_name(ctx, QUERY_FLOW_RENAME, id, name, outcome);
}

enum rc flow_restore(struct ctx *ctx, struct uuid id, struct str name, enum flow_outcome *outcome)
{
    return change_name(ctx, QUERY_FLOW_RESTORE, id, name, outcome);
}

enum rc flow_archive(struct ctx *ctx, struct uuid id, enum flow_outcome *outcome)
{
    struct db_query q = flow_query(ctx, QUERY_FLOW_ARCHIVE);
    db_uuid(&q.args, id);
    db_uuid(&q.args, ctx->actor.person);
    return change(ctx, &q, outcome);
}

enum rc flow_task_count(struct ctx *ctx, struct uuid id, int64_t *n)
{
    struct db_query q = flow_query(ctx, QUERY_FLOW_TASK_COUNT);
    db_uuid(&q.args, id);
    enum rc rc = actor_run(ctx, &q);
    if (rc == RC_OK)
        *n = db_get_i64(&q.rows, 0, 0);
    return rc;
}
