/* Files of tasks in the database, under row-level security. */
#include "backend/task_import.h"

#include "backend/scope.h"

enum rc task_import_save(struct ctx *ctx, struct task_import *import)
{
    struct db_query q = actor_query(ctx, QUERY_TASK_IMPORT_SAVE);
    import->id = uuid_v7(ctx->now_us);
    db_uuid(&q.args, import->id);
    db_uuid(&q.args, import->flow);
    db_text(&q.args, import->file_name.n ? import->file_name : STR(""));
    db_bytes(&q.args, import->content);
    db_uuid(&q.args, ctx->actor.person);
    return actor_run(ctx, &q);
}

enum rc task_import_get(struct ctx *ctx, struct uuid id, struct task_import *import, bool *found)
{
    struct db_query q = plain_query(ctx, QUERY_TASK_IMPORT_GET);
    db_uuid(&q.args, id);
    enum rc rc = actor_run(ctx, &q);
    if (rc != RC_OK)
        return rc;
    *found = q.rows.n == 1;
    if (*found)
        *import = (struct task_import){
            .id = id,
            .flow = db_get_uuid(&q.rows, 0, 0),
            .file_name = db_get_text(&q.rows, 0, 1),
            .content = db_get_text(&q.rows, 0, 2),
            .made_at = db_get_time(&q.rows, 0, 3),
            .applied_at = db_get_time(&q.rows, 0, 4),
            .tasks = db_get_i64(&q.rows, 0, 5),
            .made_by = db_is_null(&q.rows, 0, 6) ? UUID_NIL : db_get_uuid(&q.rows, 0, 6),
            .before = {.id = db_is_null(&q.rows, 0, 7) ? UUID_NIL : db_get_uuid(&q.rows, 0, 7),
                       .applied_at = db_get_time(&q.rows, 0, 8),
                       .tasks = db_get_i64(&q.rows, 0, 9)},
        };
    return RC_OK;
}

enum rc task_import_read(struct ctx *ctx, struct task_sheet_order order, struct task_sheet *sheet)
{
    struct str *email;
    int n = task_sheet_emails(ctx, order.flow, order.text, &email);
    struct db_query q = plain_query(ctx, QUERY_MEMBER_OF_EMAIL);
    struct db_array *emails = db_array_new(ctx->arena, DB_TEXT, n);
    for (int i = 0; i < n; i++)
        db_array_text(emails, email[i]);
    db_array(&q.args, emails);
    enum rc rc = n > 0 ? actor_run(ctx, &q) : RC_OK;
    if (rc != RC_OK)
        return rc;
    struct task_person *person = ARENA_ARRAY(ctx->arena, struct task_person, (size_t)q.rows.n + 1);
    for (int i = 0; i < q.rows.n; i++)
        person[i] = (struct task_person){db_get_text(&q.rows, i, 1), db_get_uuid(&q.rows, i, 0)};
    order.person = person;
    order.n_people = q.rows.n;
    task_sheet_read(ctx, &order, sheet);
    return RC_OK;
}

static void add_time(struct db_array *times, int64_t at_us)
{
    if (at_us)
        db_array_i64(times, at_us);
    else
        db_array_null(times);
}

static void add_tasks(struct ctx *ctx, struct db_args *args, struct task_sheet *sheet)
{
    struct db_array *ids = db_array_new(ctx->arena, DB_UUID, sheet->n);
    struct db_array *titles = db_array_new(ctx->arena, DB_TEXT, sheet->n);
    struct db_array *workers = db_array_new(ctx->arena, DB_UUID, sheet->n);
    struct db_array *starts = db_array_new(ctx->arena, DB_TIME, sheet->n);
    struct db_array *ends = db_array_new(ctx->arena, DB_TIME, sheet->n);
    for (int i = 0; i < sheet->n; i++) {
        struct task *task = &sheet->task[i];
        task->id = uuid_v7(ctx->now_us);
        db_array_uuid(ids, task->id);
        db_array_text(titles, task->title);
        if (uuid_is_nil(task->worker))
            db_array_null(workers);
        else
            db_array_uuid(workers, task->worker);
        add_time(starts, task->starts_at);
        add_time(ends, task->ends_at);
    }
    db_array(args, ids);
    db_array(args, titles);
    db_array(args, workers);
    db_array(args, starts);
    db_array(args, ends);
}

static void add_answers(struct ctx *ctx, struct db_args *args, const struct task_sheet *sheet)
{
    struct db_array *tasks = db_array_new(ctx->arena, DB_UUID, sheet->n_answers);
    struct db_array *components = db_array_new(ctx->arena, DB_TEXT, sheet->n_answers);
    struct db_array *values = db_array_new(ctx->arena, DB_TEXT, sheet->n_answers);
    for (int i = 0; i < sheet->n; i++) {
        const struct task *task = &sheet->task[i];
        for (int k = 0; k < task->n_answers; k++) {
            db_array_uuid(tasks, task->id);
            db_array_text(components, task->answer[k].component);
            db_array_text(values, task->answer[k].value.n ? task->answer[k].value : STR(""));
        }
    }
    db_array(args, tasks);
    db_array(args, components);
    db_array(args, values);
}

enum rc task_import_apply(struct ctx *ctx, const struct task_import *import, const struct flow *flow,
                          struct task_sheet *sheet, enum task_import_outcome *outcome)
{
    struct db_query q = plain_query(ctx, QUERY_TASK_IMPORT_APPLY);
    db_uuid(&q.args, import->id);
    db_uuid(&q.args, ctx->actor.person);
    db_i64(&q.args, flow->published_version);
    add_tasks(ctx, &q.args, sheet);
    add_answers(ctx, &q.args, sheet);
    enum rc rc = actor_run(ctx, &q);
    if (rc != RC_OK)
        return rc;
    struct str label = db_get_text(&q.rows, 0, 0);
    *outcome = str_eq(label, STR("flow_changed")) ? TASK_IMPORT_FLOW_CHANGED
               : str_eq(label, STR("not_found"))  ? TASK_IMPORT_NOT_FOUND
                                                  : TASK_IMPORT_DONE;
    return RC_OK;
}
