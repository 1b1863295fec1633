/* Flows in the database, under row-level security. Who may do what is a column of the routes. */
#include "backend/flow.h"

#include "backend/scope.h"
#include "base/log.h"

static enum rc run(struct ctx *ctx, struct db_query *query)
{
    return db_run(ctx->app->db, ctx->arena, actor_scope(ctx), query, 1);
}

static struct db_query query_new(struct ctx *ctx, enum query id)
{
    return (struct db_query){.id = id, .args = {.arena = ctx->arena}};
}

/* The first columns of all flow statements. */
static struct flow flow_of_row(const struct db_rows *rows, int row)
{
    return (struct flow){
        .id = db_get_uuid(rows, row, 0),
        .name = db_get_text(rows, row, 1),
        .base_version = db_get_i64(rows, row, 2),
        .published_version = db_get_i64(rows, row, 3),
        .changed = db_get_bool(rows, row, 4),
        .updated_at = db_get_time(rows, row, 5),
        .updated_by = db_is_null(rows, row, 6) ? STR_NONE : db_get_text(rows, row, 6),
    };
}

/* % and _ of LIKE stand for themselves. */
static struct str like_escape(struct arena *arena, struct str text)
{
    struct buf buf = buf_new(arena, text.n * 2 + 1);
    for (size_t i = 0; i < text.n; i++) {
        if (text.s[i] == '%' || text.s[i] == '_' || text.s[i] == '\\')
            buf_putc(&buf, '\\');
        buf_putc(&buf, text.s[i]);
    }
    return buf.n ? buf_str(&buf) : STR("");
}

static enum rc list(struct ctx *ctx, struct db_query *query, struct flow_list *out)
{
    enum rc rc = run(ctx, query);
    if (rc != RC_OK)
        return rc;
    const struct db_rows *rows = &query->rows;
    *out =
        (struct flow_list){.flow = ARENA_ARRAY(ctx->arena, struct flow, (size_t)rows->n + 1), .n = rows->n};
    for (int i = 0; i < rows->n; i++) {
        out->flow[i] = flow_of_row(rows, i);
        out->total = db_get_i64(rows, i, 7);
    }
    return RC_OK;
}

enum rc flow_list(struct ctx *ctx, struct str query, struct flow_list *out)
{
    struct db_query q = query_new(ctx, QUERY_FLOW_LIST);
    db_text(&q.args, like_escape(ctx->arena, query));
    db_i64(&q.args, FLOW_LIST_MAX);
    return list(ctx, &q, out);
}

enum rc flow_list_published(struct ctx *ctx, struct flow_list *out)
{
    struct db_query q = query_new(ctx, QUERY_FLOW_LIST_PUBLISHED);
    db_i64(&q.args, FLOW_LIST_MAX);
    return list(ctx, &q, out);
}

static enum rc get(struct ctx *ctx, enum query id, struct uuid flow_id, struct flow *flow,
                   enum flow_outcome *outcome)
{
    struct db_query q = query_new(ctx, id);
    db_uuid(&q.args, flow_id);
    enum rc rc = run(ctx, &q);
    if (rc != RC_OK)
        return rc;
    *outcome = q.rows.n == 0 ? FLOW_NOT_FOUND : FLOW_DONE;
    if (q.rows.n == 0)
        return RC_OK;
    *flow = flow_of_row(&q.rows, 0);
    if (!flow_definition_parse(ctx->arena, db_get_text(&q.rows, 0, 7), &flow->draft)) {
        log_event(LOG_ERROR, "flow.unreadable", "flow=%.*s", STR_ARG(uuid_text(ctx->arena, flow_id)));
        return RC_BROKEN;
    }
    return RC_OK;
}

enum rc flow_get(struct ctx *ctx, struct uuid id, struct flow *flow, enum flow_outcome *outcome)
{
    return get(ctx, QUERY_FLOW_GET, id, flow, outcome);
}

enum rc flow_published_get(struct ctx *ctx, struct uuid id, struct flow *flow, enum flow_outcome *outcome)
{
    return get(ctx, QUERY_FLOW_PUBLISHED_GET, id, flow, outcome);
}

enum rc flow_create(struct ctx *ctx, struct str name, const struct flow_definition *draft, struct uuid *id,
                    enum flow_outcome *outcome)
{
    struct db_query q = query_new(ctx, QUERY_FLOW_CREATE);
    *id = uuid_v7(ctx->now_us);
    db_uuid(&q.args, ctx->actor.organisation);
    db_uuid(&q.args, *id);
    db_text(&q.args, name);
    db_text(&q.args, flow_definition_json(ctx->arena, draft));
    db_uuid(&q.args, ctx->actor.person);
    enum rc rc = run(ctx, &q);
    *outcome = rc == RC_CONFLICT ? FLOW_NAME_TAKEN : FLOW_DONE;
    return rc == RC_CONFLICT ? RC_OK : rc;
}

enum rc flow_save(struct ctx *ctx, struct flow *flow, const char *what, enum flow_outcome *outcome)
{
    struct db_query q = query_new(ctx, QUERY_FLOW_SAVE);
    db_uuid(&q.args, flow->id);
    db_i64(&q.args, flow->base_version);
    db_text(&q.args, flow_definition_json(ctx->arena, &flow->draft));
    db_uuid(&q.args, ctx->actor.person);
    db_text(&q.args, str_from(what));
    enum rc rc = run(ctx, &q);
    if (rc != RC_OK)
        return rc;
    *outcome = q.rows.n == 1 ? FLOW_DONE : FLOW_STALE;
    if (q.rows.n == 1)
        flow->base_version = db_get_i64(&q.rows, 0, 0);
    return RC_OK;
}

enum rc flow_publish(struct ctx *ctx, struct flow *flow, struct str note, enum flow_outcome *outcome)
{
    *outcome = FLOW_PROBLEMS_LEFT;
    if (flow_problem_list(ctx->arena, &flow->draft).errors > 0)
        return RC_OK;
    struct db_query q = query_new(ctx, QUERY_FLOW_PUBLISH);
    db_uuid(&q.args, flow->id);
    db_i64(&q.args, flow->base_version);
    db_text(&q.args, note);
    db_uuid(&q.args, ctx->actor.person);
    enum rc rc = run(ctx, &q);
    if (rc != RC_OK)
        return rc;
    *outcome = q.rows.n == 1 ? FLOW_DONE : FLOW_STALE;
    if (q.rows.n == 1)
        flow->published_version = db_get_i64(&q.rows, 0, 0);
    return RC_OK;
}
