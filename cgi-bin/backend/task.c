/* Tasks and their answers in the database, under row-level security. What may be asked for is the flow's. */
#include "backend/task.h"

#include "backend/scope.h"
#include "backend/task_db.h"
#include "base/log.h"

#define X(name, label, words) [TASK_##name] = {label, words},
static const struct {
    const char *label, *words;
} statuses[TASK__COUNT] = {TASK_STATUSES(X)};
#undef X

bool task_status_parse(struct str label, enum task_status *out)
{
    for (int i = 0; i < TASK__COUNT; i++) {
        if (str_eq(label, str_from(statuses[i].label))) {
            *out = (enum task_status)i;
            return true;
        }
    }
    return false;
}

const char *task_status_label(enum task_status status)
{
    return statuses[status].label;
}

const char *task_status_words(enum task_status status)
{
    return statuses[status].words;
}

/* Nil, which is sent as null, for those who see every task. */
static struct uuid only_worker(const struct ctx *ctx)
{
    return ctx->actor.role <= ROLE_WORKER ? ctx->actor.person : UUID_NIL;
}

struct task task_of_row(const struct db_rows *rows, int row)
{
    struct task task = {
        .id = db_get_uuid(rows, row, 0),
        .flow = db_get_uuid(rows, row, 1),
        .flow_version = db_get_i64(rows, row, 2),
        .title = db_get_text(rows, row, 3),
        .flow_name = db_get_text(rows, row, 4),
        .worker = db_is_null(rows, row, 6) ? UUID_NIL : db_get_uuid(rows, row, 6),
        .worker_name = db_get_text(rows, row, 7),
        .created_by = db_is_null(rows, row, 8) ? UUID_NIL : db_get_uuid(rows, row, 8),
        .created_at = db_get_time(rows, row, 9),
        .finished_at = db_get_time(rows, row, 10),
        .starts_at = db_get_time(rows, row, 11),
        .ends_at = db_get_time(rows, row, 12),
    };
    if (!task_status_parse(db_get_text(rows, row, 5), &task.status))
        log_event(LOG_ERROR, "task.status_unknown", "status=%.*s", STR_ARG(db_get_text(rows, row, 5)));
    return task;
}

struct task_list task_list_of_rows(struct ctx *ctx, const struct db_rows *rows)
{
    struct task_list list = {.task = ARENA_ARRAY(ctx->arena, struct task, (size_t)rows->n + 1), .n = rows->n};
    for (int i = 0; i < rows->n; i++) {
        list.task[i] = task_of_row(rows, i);
        list.total = db_get_i64(rows, i, TASK_COLUMNS);
    }
    return list;
}

enum rc task_list_own(struct ctx *ctx, struct str query, struct task_list *out)
{
    struct db_query q = plain_query(ctx, QUERY_TASK_LIST_OWN);
    db_uuid(&q.args, ctx->actor.person);
    db_i64(&q.args, TASK_PAGE);
    db_text(&q.args, query.n ? query : STR(""));
    db_i64(&q.args, TASK_DONE_MAX);
    enum rc rc = actor_run(ctx, &q);
    if (rc != RC_OK)
        return rc;
    *out = task_list_of_rows(ctx, &q.rows);
    for (int i = 0; i < out->n; i++) {
        if (db_is_null(&q.rows, i, TASK_COLUMNS + 1))
            continue;
        out->task[i].step = db_get_i64(&q.rows, i, TASK_COLUMNS + 1);
        out->task[i].steps = db_get_i64(&q.rows, i, TASK_COLUMNS + 2);
    }
    return RC_OK;
}

static void answers_of_rows(struct ctx *ctx, const struct db_rows *rows, struct task *task)
{
    task->answer = ARENA_ARRAY(ctx->arena, struct answer, (size_t)rows->n + 1);
    task->n_answers = rows->n;
    for (int i = 0; i < rows->n; i++)
        task->answer[i] = (struct answer){db_get_text(rows, i, 0), db_get_text(rows, i, 1)};
    task->logic = flow_logic_run(ctx->arena, &task->definition, task->answer, task->n_answers);
}

static void passed_of_rows(struct ctx *ctx, const struct db_rows *rows, struct task *task)
{
    task->passed = ARENA_ARRAY(ctx->arena, struct str, (size_t)rows->n + 1);
    task->n_passed = rows->n;
    for (int i = 0; i < rows->n; i++)
        task->passed[i] = db_get_text(rows, i, 0);
}

enum rc task_get(struct ctx *ctx, struct uuid id, struct task *task, bool *found)
{
    struct db_query q[] = {plain_query(ctx, QUERY_TASK_GET), plain_query(ctx, QUERY_ANSWER_LIST),
                           plain_query(ctx, QUERY_OTP_OVERRIDE_LIST)};
    db_uuid(&q[0].args, id);
    db_uuid(&q[0].args, only_worker(ctx));
    db_uuid(&q[1].args, id);
    db_uuid(&q[2].args, id);
    enum rc rc = actor_run_all(ctx, q, COUNT_OF(q));
    if (rc != RC_OK)
        return rc;
    *found = q[0].rows.n == 1;
    if (!*found)
        return RC_OK;
    *task = task_of_row(&q[0].rows, 0);
    if (!flow_definition_parse(ctx->arena, db_get_text(&q[0].rows, 0, TASK_COLUMNS), &task->definition)) {
        log_event(LOG_ERROR, "flow.unreadable", "task=%.*s", STR_ARG(uuid_text(ctx->arena, id)));
        return RC_BROKEN;
    }
    task->revision = db_get_i64(&q[0].rows, 0, TASK_COLUMNS + 1);
    answers_of_rows(ctx, &q[1].rows, task);
    passed_of_rows(ctx, &q[2].rows, task);
    return RC_OK;
}

bool task_may_read_recipients(const struct ctx *ctx, const struct task *task)
{
    return ctx->actor.role == ROLE_PLANNER || uuid_eq(ctx->actor.person, task->created_by);
}

enum rc task_code_stamp(struct ctx *ctx, struct uuid id, struct str component, struct str *stamp)
{
    struct db_query q = actor_query(ctx, QUERY_TASK_CODE_STAMP);
    db_uuid(&q.args, id);
    db_uuid(&q.args, only_worker(ctx));
    db_text(&q.args, component);
    enum rc rc = actor_run(ctx, &q);
    *stamp = rc == RC_OK && q.rows.n == 1 ? db_get_text(&q.rows, 0, 0) : STR("");
    return rc;
}

struct str task_answer(const struct task *task, struct str component)
{
    for (int i = 0; i < task->n_answers; i++) {
        if (str_eq(task->answer[i].component, component))
            return task->answer[i].value;
    }
    return STR_NONE;
}

struct str task_value(const struct task *task, struct str component)
{
    struct flow_place place;
    if (!flow_component_find(&task->definition, component, &place))
        return STR("");
    return flow_logic_at(&task->logic, place)->value;
}

bool task_has_passed(const struct task *task, struct str component)
{
    for (int i = 0; i < task->n_passed; i++) {
        if (str_eq(task->passed[i], component))
            return true;
    }
    return false;
}

void task_keep(struct arena *arena, struct task *task, const struct answer *answer, int n)
{
    struct answer *all = ARENA_ARRAY(arena, struct answer, (size_t)(task->n_answers + n) + 1);
    int count = n;
    for (int i = 0; i < n; i++)
        all[i] = answer[i];
    for (int i = 0; i < task->n_answers; i++)
        all[count++] = task->answer[i];
    task->answer = all; /* the first of two counts */
    task->n_answers = count;
    task->logic = flow_logic_run(arena, &task->definition, task->answer, task->n_answers);
}

static void add_answers(struct ctx *ctx, struct db_args *args, const struct answer *answer, int n)
{
    struct db_array *components = db_array_new(ctx->arena, DB_TEXT, n);
    struct db_array *values = db_array_new(ctx->arena, DB_TEXT, n);
    for (int i = 0; i < n; i++) {
        db_array_text(components, answer[i].component);
        db_array_text(values, answer[i].value.n ? answer[i].value : STR(""));
    }
    db_array(args, components);
    db_array(args, values);
}

enum rc task_create(struct ctx *ctx, struct task *task)
{
    struct db_query q[] = {actor_query(ctx, QUERY_TASK_CREATE), actor_query(ctx, QUERY_ANSWER_CREATE)};
    task->id = uuid_v7(ctx->now_us);
    db_uuid(&q[0].args, task->id);
    db_uuid(&q[0].args, task->flow);
    db_i64(&q[0].args, task->flow_version);
    db_text(&q[0].args, task->title);
    db_uuid(&q[0].args, task->worker);
    db_uuid(&q[0].args, ctx->actor.person);
    db_time(&q[0].args, task->starts_at);
    db_time(&q[0].args, task->ends_at);
    db_uuid(&q[1].args, task->id);
    add_answers(ctx, &q[1].args, task->answer, task->n_answers);
    return actor_run_all(ctx, q, COUNT_OF(q));
}

enum rc task_save(struct ctx *ctx, struct task *task, const struct task_progress *change, bool *saved)
{
    struct db_query q = plain_query(ctx, QUERY_ANSWER_SAVE);
    struct db_array *removed = db_array_new(ctx->arena, DB_UUID, change->n_removed);
    for (int i = 0; i < change->n_removed; i++)
        db_array_uuid(removed, change->removed[i]);
    db_uuid(&q.args, task->id);
    add_answers(ctx, &q.args, change->answer, change->n);
    db_i64(&q.args, task->revision);
    db_uuid(&q.args, only_worker(ctx));
    db_bool(&q.args, change->finish);
    db_array(&q.args, removed);
    db_uuid(&q.args, ctx->actor.person);
    db_i64(&q.args, change->step);
    db_i64(&q.args, change->steps);
    enum rc rc = actor_run(ctx, &q);
    if (rc != RC_OK)
        return rc;
    *saved = q.rows.n == 1;
    task->revision += *saved;
    return RC_OK;
}

enum rc task_recipient_correct(struct ctx *ctx, const struct task *task, struct answer answer, bool *stored)
{
    struct db_query q = plain_query(ctx, QUERY_ANSWER_CORRECT);
    db_uuid(&q.args, task->id);
    db_text(&q.args, answer.component);
    db_text(&q.args, answer.value);
    db_uuid(&q.args, ctx->actor.person);
    db_uuid(&q.args, only_worker(ctx));
    enum rc rc = actor_run(ctx, &q);
    if (rc == RC_OK)
        *stored = q.rows.n == 1;
    return rc;
}
