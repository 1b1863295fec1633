/* Reads the audit log. Nothing changes it, see sql/deploy/people.sql. */
#include "backend/audit.h"

#include "backend/scope.h"

static struct str or_empty(struct str text)
{
    return text.n ? text : STR("");
}

static struct audit_line line_at(const struct db_rows *rows, int i)
{
    return (struct audit_line){
        .id = db_get_uuid(rows, i, 0),
        .at = db_get_time(rows, i, 1),
        .actor_kind = db_get_text(rows, i, 2),
        .actor_name = db_get_text(rows, i, 3),
        .action = db_get_text(rows, i, 4),
        .subject = db_get_text(rows, i, 5),
        .detail = db_get_text(rows, i, 6),
        .address = db_get_text(rows, i, 7),
        .program = db_get_text(rows, i, 8),
        .about = db_get_text(rows, i, 9),
    };
}

static void lines_of_rows(struct ctx *ctx, const struct db_rows *rows, int64_t limit, struct audit_lines *out)
{
    out->more = rows->n > limit;
    out->n = out->more ? (int)limit : rows->n;
    out->line = ARENA_ARRAY(ctx->arena, struct audit_line, (size_t)out->n + 1);
    for (int i = 0; i < out->n; i++)
        out->line[i] = line_at(rows, i);
}

enum rc audit_list(struct ctx *ctx, const struct audit_filter *filter, struct audit_lines *out)
{
    bool staff = ctx->actor.kind == ACTOR_STAFF;
    struct db_query q = {.id = staff ? QUERY_SUPPORT_AUDIT_LIST : QUERY_AUDIT_LIST, .args.arena = ctx->arena};
    *out = (struct audit_lines){0};
    if (staff)
        db_bytes(&q.args, str_bytes(ctx->actor.session, sizeof ctx->actor.session));
    db_uuid(&q.args, staff ? filter->organisation : ctx->actor.organisation);
    db_uuid(&q.args, filter->person);
    db_text(&q.args, or_empty(filter->actor_kind));
    db_text(&q.args, or_empty(filter->groups));
    db_text(&q.args, or_empty(filter->from));
    db_text(&q.args, or_empty(filter->to));
    db_text(&q.args, filter->time_zone);
    db_text(&q.args, or_empty(filter->words));
    db_time(&q.args, filter->before_at);
    db_uuid(&q.args, filter->before_id);
    db_i64(&q.args, filter->limit + 1);
    enum rc rc = actor_run(ctx, &q);
    if (rc != RC_OK)
        return rc;
    lines_of_rows(ctx, &q.rows, filter->limit, out);
    return RC_OK;
}

enum rc audit_list_task(struct ctx *ctx, struct uuid task, struct audit_lines *out)
{
    struct db_query q = actor_query(ctx, QUERY_AUDIT_LIST_TASK);
    *out = (struct audit_lines){0};
    db_uuid(&q.args, task);
    db_i64(&q.args, AUDIT_TASK_MAX + 1);
    enum rc rc = actor_run(ctx, &q);
    if (rc == RC_OK)
        lines_of_rows(ctx, &q.rows, AUDIT_TASK_MAX, out);
    return rc;
}
