/* Lists and changes what waits. Moves no credit: a request is fulfilled by a top-up, an approval by its
 * decision. */
#include "backend/top_up_request.h"

#include "backend/scope.h"

#define WAITING_MAX 500

static enum rc change(struct ctx *ctx, struct db_query *query, enum request_end *end)
{
    static const struct {
        struct str label;
        enum request_end end;
    } labels[] = {{STR("done"), REQUEST_DONE},
                  {STR("replayed"), REQUEST_REPLAYED},
                  {STR("open_already"), REQUEST_OPEN_ALREADY},
                  {STR("closed"), REQUEST_CLOSED}};
    enum rc rc = actor_run(ctx, query);
    if (rc != RC_OK || query->rows.n != 1)
        return rc == RC_OK ? RC_BROKEN : rc;
    *end = REQUEST_REFUSED;
    for (size_t i = 0; i < COUNT_OF(labels); i++)
        if (str_eq(db_get_text(&query->rows, 0, 0), labels[i].label))
            *end = labels[i].end;
    return RC_OK;
}

enum rc top_up_request_list(struct ctx *ctx, struct top_up_requests *out)
{
    struct db_query q = actor_query(ctx, QUERY_TOP_UP_REQUEST_LIST);
    enum rc rc = actor_run(ctx, &q);
    if (rc != RC_OK)
        return rc;
    out->n = q.rows.n;
    out->request = ARENA_ARRAY(ctx->arena, struct top_up_request, (size_t)out->n + 1);
    for (int i = 0; i < out->n; i++)
        out->request[i] = (struct top_up_request){
            .organisation = ctx->actor.organisation,
            .id = db_get_uuid(&q.rows, i, 0),
            .amount = {db_get_i64(&q.rows, i, 1)},
            .invoice = db_get_text(&q.rows, i, 2),
            .note = db_get_text(&q.rows, i, 3),
            .state = db_get_text(&q.rows, i, 4),
            .made_by = db_get_text(&q.rows, i, 5),
            .made_at = db_get_time(&q.rows, i, 6),
            .decided_at = db_get_time(&q.rows, i, 7),
            .decision = db_get_text(&q.rows, i, 8),
            .receipt = db_get_text(&q.rows, i, 10),
        };
    return RC_OK;
}

enum rc top_up_request_create(struct ctx *ctx, const struct top_up_request *request, enum request_end *end)
{
    struct db_query q = staff_query(ctx, QUERY_TOP_UP_REQUEST_CREATE);
    db_uuid(&q.args, ctx->actor.organisation);
    db_uuid(&q.args, request->id);
    db_i64(&q.args, request->amount.thousandths);
    db_text(&q.args, request->invoice);
    db_text(&q.args, request->note);
    return change(ctx, &q, end);
}

enum rc top_up_request_cancel(struct ctx *ctx, struct uuid id, enum request_end *end)
{
    struct db_query q = staff_query(ctx, QUERY_TOP_UP_REQUEST_CANCEL);
    db_uuid(&q.args, ctx->actor.organisation);
    db_uuid(&q.args, id);
    return change(ctx, &q, end);
}

enum rc support_request_list(struct ctx *ctx, struct uuid organisation, struct top_up_requests *out)
{
    struct db_query q = staff_query(ctx, QUERY_SUPPORT_REQUEST_LIST);
    db_uuid(&q.args, organisation);
    db_i64(&q.args, WAITING_MAX);
    enum rc rc = actor_run(ctx, &q);
    if (rc != RC_OK)
        return rc;
    out->n = q.rows.n;
    out->request = ARENA_ARRAY(ctx->arena, struct top_up_request, (size_t)out->n + 1);
    for (int i = 0; i < out->n; i++)
        out->request[i] = (struct top_up_request){
            .organisation = db_get_uuid(&q.rows, i, 0),
            .organisation_name = db_get_text(&q.rows, i, 1),
            .id = db_get_uuid(&q.rows, i, 2),
            .amount = {db_get_i64(&q.rows, i, 3)},
            .invoice = db_get_text(&q.rows, i, 4),
            .note = db_get_text(&q.rows, i, 5),
            .state = STR("open"),
            .made_by = db_get_text(&q.rows, i, 6),
            .made_at = db_get_time(&q.rows, i, 7),
        };
    return RC_OK;
}

enum rc top_up_request_decline(struct ctx *ctx, const struct top_up_request *request, struct str reason,
                               enum request_end *end)
{
    struct db_query q = staff_query(ctx, QUERY_TOP_UP_REQUEST_DECLINE);
    db_uuid(&q.args, request->organisation);
    db_uuid(&q.args, request->id);
    db_text(&q.args, reason);
    return change(ctx, &q, end);
}

enum rc support_approval_list(struct ctx *ctx, struct uuid organisation, struct top_up_approvals *out)
{
    struct db_query q = staff_query(ctx, QUERY_SUPPORT_APPROVAL_LIST);
    db_uuid(&q.args, organisation);
    db_i64(&q.args, WAITING_MAX);
    enum rc rc = actor_run(ctx, &q);
    if (rc != RC_OK)
        return rc;
    out->n = q.rows.n;
    out->approval = ARENA_ARRAY(ctx->arena, struct top_up_approval, (size_t)out->n + 1);
    for (int i = 0; i < out->n; i++)
        out->approval[i] = (struct top_up_approval){
            .organisation = db_get_uuid(&q.rows, i, 0),
            .organisation_name = db_get_text(&q.rows, i, 1),
            .form = db_get_uuid(&q.rows, i, 2),
            .kind = db_get_text(&q.rows, i, 3),
            .amount = {db_get_i64(&q.rows, i, 4)},
            .refers_to = db_get_i64(&q.rows, i, 5),
            .reference = db_get_text(&q.rows, i, 6),
            .reason = db_get_text(&q.rows, i, 7),
            .made_by = db_get_text(&q.rows, i, 8),
            .made_at = db_get_time(&q.rows, i, 9),
            .own = db_get_bool(&q.rows, i, 10),
            .balance = {db_get_i64(&q.rows, i, 11)},
        };
    return RC_OK;
}
