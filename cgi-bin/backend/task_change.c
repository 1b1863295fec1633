/* Changing tasks. What may be changed is decided by the statements; task_refusal tells it beforehand. */
#include "backend/task_change.h"

#include "backend/scope.h"
#include "base/text.h"

#define X(name, label) [TASK_##name] = label,
static const char *const labels[TASK_ACTION__COUNT] = {TASK_ACTIONS(X)};
#undef X

bool task_action_parse(struct str label, enum task_action *out)
{
    for (int i = 0; i < TASK_ACTION__COUNT; i++) {
        if (str_eq(label, str_from(labels[i]))) {
            *out = (enum task_action)i;
            return true;
        }
    }
    return false;
}

const char *task_action_label(enum task_action action)
{
    return labels[action];
}

static void add_ids(struct ctx *ctx, struct db_args *args, const struct uuid *id, int n)
{
    struct db_array *ids = db_array_new(ctx->arena, DB_UUID, n);
    for (int i = 0; i < n; i++)
        db_array_uuid(ids, id[i]);
    db_array(args, ids);
}

enum rc task_state_list(struct ctx *ctx, const struct uuid *id, int n, struct task_states *out)
{
    struct db_query q = plain_query(ctx, QUERY_TASK_BULK_LIST);
    enum task_status status;
    add_ids(ctx, &q.args, id, n);
    enum rc rc = actor_run(ctx, &q);
    if (rc != RC_OK)
        return rc;
    out->n = q.rows.n;
    out->state = ARENA_ARRAY(ctx->arena, struct task_state, (size_t)out->n + 1);
    for (int i = 0; i < out->n; i++)
        out->state[i] = (struct task_state){
            .id = db_get_uuid(&q.rows, i, 0),
            .title = db_get_text(&q.rows, i, 1),
            .done = task_status_parse(db_get_text(&q.rows, i, 2), &status) && status == TASK_DONE,
            .worker_name = db_get_text(&q.rows, i, 3),
            .begun = db_get_bool(&q.rows, i, 4),
            .assigned = db_get_bool(&q.rows, i, 5),
        };
    return RC_OK;
}

const char *task_refusal(enum task_action action, const struct task_state *state)
{
    if (state->done)
        return TEXT("It is done.");
    switch (action) {
    case TASK_DELETE:
        return state->begun ? TEXT("Somebody has begun it.") : NULL;
    case TASK_UNASSIGN:
        return state->assigned ? NULL : TEXT("Nobody has it.");
    case TASK_ASSIGN:
    case TASK_MOVE:
    case TASK_ACTION__COUNT:
        break;
    }
    return NULL;
}

static struct db_query assign_query(struct ctx *ctx, struct uuid worker, const struct uuid *id, int n)
{
    struct db_query q = plain_query(ctx, QUERY_TASK_ASSIGN);
    add_ids(ctx, &q.args, id, n);
    db_uuid(&q.args, worker);
    db_uuid(&q.args, ctx->actor.person);
    return q;
}

static struct db_query move_query(struct ctx *ctx, int64_t starts_at, int64_t ends_at, const struct uuid *id,
                                  int n)
{
    struct db_query q = plain_query(ctx, QUERY_TASK_MOVE);
    add_ids(ctx, &q.args, id, n);
    db_time(&q.args, starts_at);
    db_time(&q.args, ends_at);
    db_uuid(&q.args, ctx->actor.person);
    return q;
}

static struct db_query delete_query(struct ctx *ctx, const struct uuid *id, int n)
{
    struct db_query q = actor_query(ctx, QUERY_TASK_DELETE);
    add_ids(ctx, &q.args, id, n);
    db_uuid(&q.args, ctx->actor.person);
    return q;
}

static struct db_query change_query(struct ctx *ctx, const struct task_change *change, const struct uuid *id,
                                    int n)
{
    switch (change->action) {
    case TASK_ASSIGN:
        return assign_query(ctx, change->worker, id, n);
    case TASK_MOVE:
        return move_query(ctx, change->starts_at, change->ends_at, id, n);
    case TASK_DELETE:
        return delete_query(ctx, id, n);
    case TASK_UNASSIGN:
    case TASK_ACTION__COUNT:
        break;
    }
    return assign_query(ctx, UUID_NIL, id, n);
}

enum rc task_change(struct ctx *ctx, const struct task_change *change, const struct uuid *id, int n,
                    int64_t *changed)
{
    struct db_query q = change_query(ctx, change, id, n);
    enum rc rc = actor_run(ctx, &q);
    if (rc == RC_OK)
        *changed = db_get_i64(&q.rows, 0, 0);
    return rc;
}

enum rc task_edit(struct ctx *ctx, const struct task *task, bool *done)
{
    struct db_query q[] = {
        plain_query(ctx, QUERY_TASK_RENAME),
        assign_query(ctx, task->worker, &task->id, 1),
        move_query(ctx, task->starts_at, task->ends_at, &task->id, 1),
    };
    db_uuid(&q[0].args, task->id);
    db_text(&q[0].args, task->title);
    db_uuid(&q[0].args, ctx->actor.person);
    enum rc rc = actor_run_all(ctx, q, COUNT_OF(q));
    if (rc == RC_OK)
        *done = db_get_i64(&q[0].rows, 0, 0) == 0;
    return rc;
}
