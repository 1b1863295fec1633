/* What is known of a verification: for answers and pages. Must not change anything. */
#include "backend/scope.h"
#include "backend/verification.h"

#include "base/log.h"

static void verification_read(const struct db_rows *rows, struct verification *out)
{
    out->id = db_get_uuid(rows, 0, 0);
    out->to = db_get_text(rows, 0, 2);
    out->country = db_get_text(rows, 0, 3);
    out->reference = db_get_text(rows, 0, 4);
    out->digits = (int)db_get_i64(rows, 0, 6);
    out->attempts_left = (int)db_get_i64(rows, 0, 7);
    out->expires_at = db_get_time(rows, 0, 8);
    out->created_at = db_get_time(rows, 0, 9);
    out->resend_at = db_get_time(rows, 0, 10);
    if (!verification_status_parse(db_get_text(rows, 0, 1), &out->status) ||
        !channel_parse(db_get_text(rows, 0, 5), &out->channel))
        log_event(LOG_ERROR, "verification.label", "unknown status or channel");
}

static void messages_read(struct ctx *ctx, const struct db_rows *rows, struct verification_view *view)
{
    view->messages = ARENA_ARRAY(ctx->arena, struct verification_message, (size_t)rows->n);
    view->n_messages = rows->n;
    for (int i = 0; i < rows->n; i++) {
        struct verification_message *message = &view->messages[i];
        message->id = db_get_uuid(rows, i, 0);
        message->price.thousandths = db_get_i64(rows, i, 3);
        message->reason = db_get_text(rows, i, 4);
        message->created_at = db_get_time(rows, i, 5);
        message->updated_at = db_get_time(rows, i, 6);
        message->charged = db_get_bool(rows, i, 7);
        message->fallback = db_get_text(rows, i, 9);
        if (!db_get_bool(rows, i, 10))
            view->verification.price.thousandths += message->price.thousandths;
        if (!channel_parse(db_get_text(rows, i, 1), &message->channel) ||
            !message_status_parse(db_get_text(rows, i, 2), &message->status) ||
            !message_cause_parse(db_get_text(rows, i, 8), &message->cause))
            log_event(LOG_ERROR, "message.label", "unknown status, channel or cause");
    }
}

enum rc verification_get(struct ctx *ctx, struct uuid id, struct verification_view *view)
{
    struct db_query queries[] = {
        actor_query(ctx, QUERY_VERIFICATION_GET),
        actor_query(ctx, QUERY_VERIFICATION_MESSAGE_LIST),
    };
    *view = (struct verification_view){.outcome = OUTCOME_NOT_FOUND};
    for (size_t i = 0; i < COUNT_OF(queries); i++)
        db_uuid(&queries[i].args, id);
    enum rc rc = actor_run_all(ctx, queries, COUNT_OF(queries));
    if (rc != RC_OK || queries[0].rows.n == 0)
        return rc;
    view->outcome = OUTCOME_DONE;
    verification_read(&queries[0].rows, &view->verification);
    messages_read(ctx, &queries[1].rows, view);
    return RC_OK;
}

enum rc verification_of_step(struct ctx *ctx, struct uuid task, struct str component,
                             struct verification_view *view)
{
    struct db_query query = actor_query(ctx, QUERY_VERIFICATION_OF_STEP);
    *view = (struct verification_view){.outcome = OUTCOME_NOT_FOUND};
    db_uuid(&query.args, task);
    db_text(&query.args, component);
    enum rc rc = actor_run(ctx, &query);
    if (rc != RC_OK || query.rows.n == 0)
        return rc;
    return verification_get(ctx, db_get_uuid(&query.rows, 0, 0), view);
}
