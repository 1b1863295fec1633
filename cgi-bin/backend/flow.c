/* Flows in the database, under row-level security. Who may do what is a column of the routes. */
#include "backend/flow.h"

#include "backend/flow_db.h"
#include "backend/scope.h"
#include "base/log.h"

struct db_query flow_query(struct ctx *ctx, enum query id)
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
        .updated_by = db_get_text(rows, row, 6),
        .archived_at = db_get_time(rows, row, 7),
    };
}

/* The same, and the draft behind them; false when it cannot be read. */
static bool flow_of_row_draft(struct ctx *ctx, const struct db_rows *rows, int row, struct flow *flow)
{
    *flow = flow_of_row(rows, row);
    if (flow_definition_parse(ctx->arena, db_get_text(rows, row, FLOW_COLUMN_DRAFT), &flow->draft))
        return true;
    log_event(LOG_ERROR, "flow.unreadable", "flow=%.*s", STR_ARG(uuid_text(ctx->arena, flow->id)));
    return false;
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
    enum rc rc = actor_run(ctx, query);
    if (rc != RC_OK)
        return rc;
    const struct db_rows *rows = &query->rows;
    *out =
        (struct flow_list){.flow = ARENA_ARRAY(ctx->arena, struct flow, (size_t)rows->n + 1), .n = rows->n};
    for (int i = 0; i < rows->n; i++) {
        out->flow[i] = flow_of_row(rows, i);
        out->total = db_get_i64(rows, i, FLOW_COLUMN_NEXT);
    }
    return RC_OK;
}

enum rc flow_list(struct ctx *ctx, const struct flow_filter *filter, struct flow_list *out)
{
    struct db_query q = flow_query(ctx, QUERY_FLOW_LIST);
    db_text(&q.args, like_escape(ctx->arena, filter->query));
    db_bool(&q.args, filter->archived);
    db_bool(&q.args, filter->by_name);
    db_i64(&q.args, filter->limit);
    db_i64(&q.args, filter->offset);
    enum rc rc = list(ctx, &q, out);
    for (int i = 0; rc == RC_OK && i < out->n; i++) {
        struct flow *flow = &out->flow[i];
        bool good = flow_of_row_draft(ctx, &q.rows, i, flow);
        flow->errors = good ? flow_problem_list(ctx->arena, &flow->draft).errors : -1;
    }
    return rc;
}

enum rc flow_list_published(struct ctx *ctx, struct flow_list *out)
{
    struct db_query q = flow_query(ctx, QUERY_FLOW_LIST_PUBLISHED);
    db_i64(&q.args, FLOW_LIST_MAX);
    return list(ctx, &q, out);
}

/* Four columns; all null when there is no such step. */
static struct flow_step step_of_row(const struct db_rows *rows, int column)
{
    if (db_is_null(rows, 0, column))
        return (struct flow_step){0};
    return (struct flow_step){
        .what = db_get_text(rows, 0, column),
        .subject = db_get_text(rows, 0, column + 1),
        .by = db_get_text(rows, 0, column + 2),
        .at = db_get_time(rows, 0, column + 3),
    };
}

static enum rc get(struct ctx *ctx, struct db_query *query, struct flow *flow, enum flow_outcome *outcome)
{
    enum rc rc = actor_run(ctx, query);
    if (rc != RC_OK)
        return rc;
    *outcome = query->rows.n == 0 ? FLOW_NOT_FOUND : FLOW_DONE;
    if (query->rows.n == 0)
        return RC_OK;
    return flow_of_row_draft(ctx, &query->rows, 0, flow) ? RC_OK : RC_BROKEN;
}

static enum rc get_draft(struct ctx *ctx, struct uuid id, bool archived, struct flow *flow,
                         enum flow_outcome *outcome)
{
    struct db_query q = flow_query(ctx, QUERY_FLOW_GET);
    db_uuid(&q.args, id);
    db_bool(&q.args, archived);
    enum rc rc = get(ctx, &q, flow, outcome);
    if (rc == RC_OK && *outcome == FLOW_DONE) {
        flow->undo = step_of_row(&q.rows, FLOW_COLUMN_NEXT);
        flow->redo = step_of_row(&q.rows, FLOW_COLUMN_NEXT + 4);
    }
    return rc;
}

enum rc flow_get(struct ctx *ctx, struct uuid id, struct flow *flow, enum flow_outcome *outcome)
{
    return get_draft(ctx, id, false, flow, outcome);
}

enum rc flow_get_any(struct ctx *ctx, struct uuid id, struct flow *flow, enum flow_outcome *outcome)
{
    return get_draft(ctx, id, true, flow, outcome);
}

enum rc flow_published_get(struct ctx *ctx, struct uuid id, struct flow *flow, enum flow_outcome *outcome)
{
    struct db_query q = flow_query(ctx, QUERY_FLOW_PUBLISHED_GET);
    db_uuid(&q.args, id);
    return get(ctx, &q, flow, outcome);
}

enum rc flow_save(struct ctx *ctx, struct flow *flow, const struct flow_edit *edit,
                  enum flow_outcome *outcome)
{
    struct db_query q = flow_query(ctx, QUERY_FLOW_SAVE);
    struct str json = flow_definition_json(ctx->arena, &flow->draft);
    *outcome = FLOW_TOO_LARGE;
    if (json.n > FLOW_JSON_MAX)
        return RC_OK;
    db_uuid(&q.args, flow->id);
    db_i64(&q.args, flow->base_version);
    db_text(&q.args, json);
    db_uuid(&q.args, ctx->actor.person);
    db_text(&q.args, str_from(edit->what));
    db_text(&q.args, edit->subject.n ? str_head(edit->subject, FLOW_SUBJECT_MAX) : STR(""));
    enum rc rc = actor_run(ctx, &q);
    if (rc != RC_OK) /* the one check that a draft can break is that of its size */
        return rc == RC_CONFLICT ? RC_OK : rc;
    *outcome = db_is_null(&q.rows, 0, 0) ? FLOW_STALE : FLOW_DONE;
    if (*outcome == FLOW_DONE)
        flow->base_version = db_get_i64(&q.rows, 0, 0);
    return RC_OK;
}

enum rc flow_publish(struct ctx *ctx, struct flow *flow, struct str note, enum flow_outcome *outcome)
{
    *outcome = FLOW_PROBLEMS_LEFT;
    if (flow_problem_list(ctx->arena, &flow->draft).errors > 0)
        return RC_OK;
    struct db_query q = flow_query(ctx, QUERY_FLOW_PUBLISH);
    db_uuid(&q.args, flow->id);
    db_i64(&q.args, flow->base_version);
    db_text(&q.args, note);
    db_uuid(&q.args, ctx->actor.person);
    enum rc rc = actor_run(ctx, &q);
    if (rc != RC_OK)
        return rc;
    *outcome = q.rows.n == 1 ? FLOW_DONE : FLOW_STALE;
    if (q.rows.n == 1)
        flow->published_version = db_get_i64(&q.rows, 0, 0);
    return RC_OK;
}
