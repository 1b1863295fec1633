/* One verification for the delivery log. Must not change anything. */
#include "backend/delivery_view.h"

#include "backend/delivery_query.h"
#include "backend/scope.h"
#include "base/log.h"

enum {
    V_ID,
    V_STATUS,
    V_RECIPIENT,
    V_COUNTRY,
    V_CHANNEL,
    V_DIGITS,
    V_REFERENCE,
    V_CREATED_AT,
    V_EXPIRES_AT,
    V_CLOSED_AT,
    V_ATTEMPTS_MAX,
    V_ATTEMPTS_USED,
    V_LAST_WRONG_AT,
    V_PERSON_NAME,
    V_API_KEY_NAME,
    V_BY_PERSON,
    V_BY_KEY,
    V_TASK,
    V_TASK_TITLE,
    V_FLOW_NAME,
    V_NEXT,
    V_RESEND_AT
};

static struct uuid uuid_or_nil(const struct db_rows *rows, int row, int column)
{
    return db_is_null(rows, row, column) ? UUID_NIL : db_get_uuid(rows, row, column);
}

static void verification_read(const struct db_rows *rows, struct delivery_view *out)
{
    *out = (struct delivery_view){
        .outcome = OUTCOME_DONE,
        .id = db_get_uuid(rows, 0, V_ID),
        .task = uuid_or_nil(rows, 0, V_TASK),
        .next = uuid_or_nil(rows, 0, V_NEXT),
        .recipient = db_get_text(rows, 0, V_RECIPIENT),
        .country = db_get_text(rows, 0, V_COUNTRY),
        .reference = db_get_text(rows, 0, V_REFERENCE),
        .digits = (int)db_get_i64(rows, 0, V_DIGITS),
        .created_at = db_get_time(rows, 0, V_CREATED_AT),
        .expires_at = db_get_time(rows, 0, V_EXPIRES_AT),
        .closed_at = db_get_time(rows, 0, V_CLOSED_AT),
        .resend_at = db_get_time(rows, 0, V_RESEND_AT),
        .last_wrong_at = db_get_time(rows, 0, V_LAST_WRONG_AT),
        .attempts_max = (int)db_get_i64(rows, 0, V_ATTEMPTS_MAX),
        .attempts_used = (int)db_get_i64(rows, 0, V_ATTEMPTS_USED),
        .by_person = db_get_bool(rows, 0, V_BY_PERSON),
        .by_key = db_get_bool(rows, 0, V_BY_KEY),
        .person_name = db_get_text(rows, 0, V_PERSON_NAME),
        .api_key_name = db_get_text(rows, 0, V_API_KEY_NAME),
        .task_title = db_get_text(rows, 0, V_TASK_TITLE),
        .flow_name = db_get_text(rows, 0, V_FLOW_NAME),
    };
    if (!verification_status_parse(db_get_text(rows, 0, V_STATUS), &out->status) ||
        !channel_parse(db_get_text(rows, 0, V_CHANNEL), &out->channel))
        log_event(LOG_ERROR, "delivery.label", "unknown status or channel");
    out->wrong = out->attempts_used - (out->status == VERIFICATION_APPROVED);
}

enum {
    M_ID,
    M_CHANNEL,
    M_STATUS,
    M_REASON,
    M_DETAIL,
    M_PRICE,
    M_TRIES,
    M_SETTLED,
    M_FALLBACK,
    M_CREATED_AT,
    M_LAUNCHED_AT,
    M_ACCEPTED_AT,
    M_SENT_AT,
    M_DELIVERED_AT,
    M_READ_AT,
    M_FAILED_AT,
    M_UNKNOWN_AT,
    M_UPDATED_AT,
    M_DUE_AT,
    M_ENTRY_KIND,
    M_ENTRY_NUMBER,
    M_ENTRY_AT,
    M_ENTRY_REASON,
    M_REFUND_NUMBER,
    M_REFUND_AT
};

static int64_t number_or_zero(const struct db_rows *rows, int row, int column)
{
    return db_is_null(rows, row, column) ? 0 : db_get_i64(rows, row, column);
}

static enum delivery_money money_of(const struct db_rows *rows, int row)
{
    if (db_is_null(rows, row, M_ENTRY_NUMBER))
        return DELIVERY_RESERVED;
    if (str_eq(db_get_text(rows, row, M_ENTRY_KIND), STR("release")))
        return DELIVERY_RELEASED;
    return db_is_null(rows, row, M_REFUND_NUMBER) ? DELIVERY_CHARGED : DELIVERY_REFUNDED;
}

static struct delivery_message message_at(const struct db_rows *rows, int i)
{
    struct delivery_message m = {
        .id = db_get_uuid(rows, i, M_ID),
        .reason = db_get_text(rows, i, M_REASON),
        .detail = db_get_text(rows, i, M_DETAIL),
        .fallback = db_get_text(rows, i, M_FALLBACK),
        .price.thousandths = db_get_i64(rows, i, M_PRICE),
        .tries = db_get_i64(rows, i, M_TRIES),
        .settled = db_get_bool(rows, i, M_SETTLED),
        .created_at = db_get_time(rows, i, M_CREATED_AT),
        .launched_at = db_get_time(rows, i, M_LAUNCHED_AT),
        .accepted_at = db_get_time(rows, i, M_ACCEPTED_AT),
        .sent_at = db_get_time(rows, i, M_SENT_AT),
        .delivered_at = db_get_time(rows, i, M_DELIVERED_AT),
        .read_at = db_get_time(rows, i, M_READ_AT),
        .failed_at = db_get_time(rows, i, M_FAILED_AT),
        .unknown_at = db_get_time(rows, i, M_UNKNOWN_AT),
        .updated_at = db_get_time(rows, i, M_UPDATED_AT),
        .due_at = db_get_time(rows, i, M_DUE_AT),
        .money = money_of(rows, i),
        .entry_number = number_or_zero(rows, i, M_ENTRY_NUMBER),
        .entry_at = db_get_time(rows, i, M_ENTRY_AT),
        .entry_reason = db_get_text(rows, i, M_ENTRY_REASON),
        .refund_number = number_or_zero(rows, i, M_REFUND_NUMBER),
        .refund_at = db_get_time(rows, i, M_REFUND_AT),
    };
    if (!channel_parse(db_get_text(rows, i, M_CHANNEL), &m.channel) ||
        !message_status_parse(db_get_text(rows, i, M_STATUS), &m.status))
        log_event(LOG_ERROR, "delivery.label", "unknown status or channel");
    return m;
}

enum rc delivery_get(struct ctx *ctx, struct uuid organisation, struct uuid id, struct delivery_view *view)
{
    struct db_query get = delivery_query(ctx, organisation, QUERY_DELIVERY_GET, QUERY_SUPPORT_DELIVERY_GET);
    struct db_query list =
        delivery_query(ctx, organisation, QUERY_DELIVERY_MESSAGE_LIST, QUERY_SUPPORT_DELIVERY_MESSAGE_LIST);
    *view = (struct delivery_view){.outcome = OUTCOME_NOT_FOUND};
    db_uuid(&get.args, id);
    enum rc rc = actor_run(ctx, &get);
    if (rc != RC_OK || get.rows.n == 0)
        return rc;
    verification_read(&get.rows, view);
    db_uuid(&list.args, view->id);
    rc = actor_run(ctx, &list);
    if (rc != RC_OK)
        return rc;
    view->n_messages = list.rows.n;
    view->message = ARENA_ARRAY(ctx->arena, struct delivery_message, (size_t)list.rows.n + 1);
    for (int i = 0; i < list.rows.n; i++)
        view->message[i] = message_at(&list.rows, i);
    return RC_OK;
}

enum rc delivery_quote_list(struct ctx *ctx, struct uuid verification,
                            struct delivery_quote quote[CHANNEL__COUNT], int *n)
{
    struct db_query q = {.id = QUERY_DELIVERY_QUOTE, .args.arena = ctx->arena};
    *n = 0;
    db_uuid(&q.args, ctx->actor.organisation);
    db_uuid(&q.args, verification);
    enum rc rc = actor_run(ctx, &q);
    if (rc != RC_OK)
        return rc;
    for (int i = 0; i < q.rows.n && *n < CHANNEL__COUNT; i++) {
        struct delivery_quote *one = &quote[*n];
        one->price.thousandths = db_get_i64(&q.rows, i, 1);
        one->outcome = outcome_from_label(db_get_text(&q.rows, i, 2));
        *n += channel_parse(db_get_text(&q.rows, i, 0), &one->channel);
    }
    return RC_OK;
}
