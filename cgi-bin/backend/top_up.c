/* Calls the functions that move credit and reads how they ended. Decides nothing itself. */
#include "backend/top_up.h"

#include "backend/scope.h"
#include "base/log.h"

static const struct {
    struct str label;
    const char *sentence;
} ENDS[] = {
#define X(name, label, sentence) [TOP_UP_##name] = {STR(label), sentence},
    TOP_UP_ENDS(X)
#undef X
};

const char *top_up_sentence(enum top_up_end end)
{
    return ENDS[end].sentence;
}

static enum rc read_end(const struct db_query *query, enum top_up_end *end)
{
    if (query->rows.n != 1)
        return RC_BROKEN;
    struct str label = db_get_text(&query->rows, 0, 0);
    for (int i = 0; i < TOP_UP__COUNT; i++)
        if (str_eq(ENDS[i].label, label)) {
            *end = (enum top_up_end)i;
            return RC_OK;
        }
    log_event(LOG_ERROR, "top_up.label", "label=%s", LOG_STR(label));
    return RC_BROKEN;
}

static enum rc run(struct ctx *ctx, struct db_query *query, struct top_up_done *done)
{
    *done = (struct top_up_done){.end = TOP_UP_INVALID};
    enum rc rc = actor_run(ctx, query);
    if (rc == RC_OK)
        rc = read_end(query, &done->end);
    if (rc != RC_OK || (done->end != TOP_UP_DONE && done->end != TOP_UP_REPLAYED))
        return rc;
    done->number = db_get_i64(&query->rows, 0, 1);
    done->balance.thousandths = db_get_i64(&query->rows, 0, 2);
    done->before.thousandths = db_get_i64(&query->rows, 0, 3);
    done->at = db_get_time(&query->rows, 0, 4);
    return RC_OK;
}

static void put_session(struct ctx *ctx, struct db_query *query)
{
    db_bytes(&query->args, str_bytes(ctx->actor.session, sizeof ctx->actor.session));
}

enum rc credit_top_up(struct ctx *ctx, const struct top_up *top_up, struct top_up_done *done)
{
    struct db_query query = {.id = QUERY_CREDIT_TOP_UP, .args.arena = ctx->arena};
    put_session(ctx, &query);
    db_uuid(&query.args, top_up->organisation);
    db_i64(&query.args, top_up->amount.thousandths);
    db_text(&query.args, top_up->kind);
    db_i64(&query.args, top_up->refers_to);
    db_text(&query.args, top_up->reference);
    db_text(&query.args, top_up->reason);
    db_uuid(&query.args, top_up->form);
    db_uuid(&query.args, top_up->request);
    return run(ctx, &query, done);
}

enum rc credit_top_up_operator(struct ctx *ctx, const struct top_up *top_up, struct top_up_done *done)
{
    struct db_query query = {.id = QUERY_CREDIT_TOP_UP_OPERATOR, .args.arena = ctx->arena};
    db_uuid(&query.args, top_up->organisation);
    db_i64(&query.args, top_up->amount.thousandths);
    db_text(&query.args, top_up->reference);
    db_text(&query.args, top_up->reason);
    return run(ctx, &query, done);
}

enum rc credit_decide(struct ctx *ctx, const struct top_up_decision *decision, enum top_up_end *end,
                      int64_t *number)
{
    struct db_query query = {.id = QUERY_CREDIT_DECIDE, .args.arena = ctx->arena};
    put_session(ctx, &query);
    db_uuid(&query.args, decision->organisation);
    db_uuid(&query.args, decision->form);
    db_bool(&query.args, decision->approve);
    db_text(&query.args, decision->reason);
    enum rc rc = actor_run(ctx, &query);
    if (rc == RC_OK)
        rc = read_end(&query, end);
    if (rc == RC_OK)
        *number = db_is_null(&query.rows, 0, 1) ? 0 : db_get_i64(&query.rows, 0, 1);
    return rc;
}

enum rc credit_policy_set(struct ctx *ctx, int64_t password_over, int64_t approval_over)
{
    struct db_query query = {.id = QUERY_CREDIT_POLICY_SET, .args.arena = ctx->arena};
    db_i64(&query.args, password_over);
    db_i64(&query.args, approval_over);
    return program_run(ctx, &query);
}
