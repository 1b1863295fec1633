/* The way to what sql/functions/people.sql and second_factor.sql let admins do for a member. */
#include "backend/member_care.h"

#include "backend/letter.h"
#include "backend/scope.h"

static struct db_query query_of(struct ctx *ctx, enum query id, struct uuid person)
{
    struct db_query q = session_query(ctx, id);
    db_uuid(&q.args, person);
    return q;
}

enum rc member_care_get(struct ctx *ctx, struct uuid person, struct member_care *out)
{
    struct db_query q[] = {query_of(ctx, QUERY_MEMBER_SESSION_LIST, person),
                           query_of(ctx, QUERY_MEMBER_FACTOR, person),
                           {.id = QUERY_MEMBER_TASK_LIST, .args.arena = ctx->arena}};
    const struct db_rows *sessions = &q[0].rows, *tasks = &q[2].rows;
    db_uuid(&q[2].args, person);
    db_i64(&q[2].args, MEMBER_TASKS);
    *out = (struct member_care){0};
    enum rc rc = actor_run_all(ctx, q, COUNT_OF(q));
    if (rc != RC_OK)
        return rc;
    out->session = ARENA_ARRAY(ctx->arena, struct member_session, (size_t)sessions->n + 1);
    for (; out->n_sessions < sessions->n; out->n_sessions++)
        out->session[out->n_sessions] = (struct member_session){
            .device = db_get_text(sessions, out->n_sessions, 0),
            .address = db_get_text(sessions, out->n_sessions, 1),
            .created_at = db_get_time(sessions, out->n_sessions, 2),
            .seen_at = db_get_time(sessions, out->n_sessions, 3),
        };
    out->factor = db_get_bool(&q[1].rows, 0, 0);
    out->task = ARENA_ARRAY(ctx->arena, struct member_task, (size_t)tasks->n + 1);
    for (; out->n_tasks < tasks->n; out->n_tasks++)
        out->task[out->n_tasks] = (struct member_task){.id = db_get_uuid(tasks, out->n_tasks, 0),
                                                       .title = db_get_text(tasks, out->n_tasks, 1)};
    out->tasks = tasks->n ? db_get_i64(tasks, 0, 2) : 0;
    return RC_OK;
}

enum rc member_session_end(struct ctx *ctx, struct uuid person, enum change *change)
{
    struct db_query q = query_of(ctx, QUERY_MEMBER_SESSION_END, person);
    return change_run(ctx, &q, change);
}

enum rc member_task_move(struct ctx *ctx, struct uuid person, struct uuid to, enum change *change)
{
    struct db_query q = query_of(ctx, QUERY_MEMBER_TASK_MOVE, person);
    db_uuid(&q.args, to);
    db_i64(&q.args, MEMBER_TASKS_MOVED);
    return change_run(ctx, &q, change);
}

enum rc member_factor_remove(struct ctx *ctx, struct uuid person, enum change *change)
{
    struct db_query q = query_of(ctx, QUERY_MEMBER_FACTOR_REMOVE, person);
    letter_put(ctx, &q.args);
    return change_run(ctx, &q, change);
}
