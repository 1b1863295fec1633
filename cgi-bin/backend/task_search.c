/* Looking for tasks. The filters are one function of the database, task_search, whatever is asked of it. */
#include "backend/task_search.h"

#include "backend/scope.h"
#include "backend/task_db.h"

#define X(name, label, words) [TASK_SORT_##name] = {label, words},
static const struct {
    const char *label, *words;
} sorts[TASK_SORT__COUNT] = {TASK_SORTS(X)};
#undef X

const char *task_sort_label(enum task_sort sort)
{
    return sorts[sort].label;
}

const char *task_sort_words(enum task_sort sort)
{
    return sorts[sort].words;
}

static struct db_query search_new(struct ctx *ctx, enum query id, const struct task_filter *filter)
{
    struct db_query q = plain_query(ctx, id);
    db_text(&q.args, filter->query.n ? filter->query : STR(""));
    db_text(&q.args, filter->status.n ? filter->status : STR(""));
    db_uuid(&q.args, filter->flow);
    db_uuid(&q.args, filter->worker);
    db_bool(&q.args, filter->nobody);
    db_time(&q.args, filter->from);
    db_time(&q.args, filter->to);
    db_time(&q.args, filter->overdue);
    db_uuid(&q.args, filter->import);
    return q;
}

enum rc task_list(struct ctx *ctx, const struct task_filter *filter, struct task_list *out)
{
    struct db_query q = search_new(ctx, QUERY_TASK_LIST, filter);
    db_text(&q.args, str_from(task_sort_label(filter->sort)));
    db_i64(&q.args, TASK_PAGE);
    db_i64(&q.args, (int64_t)filter->page * TASK_PAGE);
    enum rc rc = actor_run(ctx, &q);
    if (rc == RC_OK)
        *out = task_list_of_rows(ctx, &q.rows);
    return rc;
}

enum rc task_id_list(struct ctx *ctx, const struct task_filter *filter, int most, struct uuid **id, int *n)
{
    struct db_query q = search_new(ctx, QUERY_TASK_ID_LIST, filter);
    db_i64(&q.args, most);
    enum rc rc = actor_run(ctx, &q);
    if (rc != RC_OK)
        return rc;
    *n = q.rows.n;
    *id = ARENA_ARRAY(ctx->arena, struct uuid, (size_t)*n + 1);
    for (int i = 0; i < *n; i++)
        (*id)[i] = db_get_uuid(&q.rows, i, 0);
    return RC_OK;
}

static struct task_line line_of_row(const struct db_rows *rows, int row)
{
    const int own = TASK_COLUMNS;
    return (struct task_line){
        .task = task_of_row(rows, row),
        .verification = db_get_text(rows, row, own),
        .channel = db_get_text(rows, row, own + 1),
        .country = db_get_text(rows, row, own + 2),
        .cost = {db_is_null(rows, row, own + 3) ? 0 : db_get_i64(rows, row, own + 3)},
        .answers = db_get_text(rows, row, own + 4),
    };
}

enum rc task_line_list(struct ctx *ctx, const struct task_filter *filter, struct task_cursor *cursor,
                       struct task_lines *out)
{
    struct db_query q = search_new(ctx, QUERY_TASK_EXPORT, filter);
    db_time(&q.args, cursor->at);
    db_uuid(&q.args, cursor->id);
    db_i64(&q.args, cursor->most);
    db_bool(&q.args, cursor->with_answers);
    enum rc rc = actor_run(ctx, &q);
    if (rc != RC_OK)
        return rc;
    out->n = q.rows.n;
    out->line = ARENA_ARRAY(ctx->arena, struct task_line, (size_t)out->n + 1);
    for (int i = 0; i < out->n; i++)
        out->line[i] = line_of_row(&q.rows, i);
    if (out->n > 0) {
        cursor->at = out->line[out->n - 1].task.created_at;
        cursor->id = out->line[out->n - 1].task.id;
    }
    return RC_OK;
}

enum rc task_version_list(struct ctx *ctx, const struct task_filter *filter, struct flow_definition **version,
                          int *n)
{
    struct db_query q = search_new(ctx, QUERY_TASK_EXPORT_VERSIONS, filter);
    enum rc rc = actor_run(ctx, &q);
    if (rc != RC_OK)
        return rc;
    *n = 0;
    *version = ARENA_ARRAY(ctx->arena, struct flow_definition, (size_t)q.rows.n + 1);
    for (int i = 0; i < q.rows.n; i++)
        *n += flow_definition_parse(ctx->arena, db_get_text(&q.rows, i, 0), &(*version)[*n]);
    return RC_OK;
}
