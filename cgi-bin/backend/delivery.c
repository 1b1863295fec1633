/* The delivery log's list, for members under row-level security and for staff through functions of theirs. */
#include "backend/delivery.h"

#include "backend/delivery_query.h"
#include "backend/scope.h"
#include "base/log.h"

struct db_query delivery_query(struct ctx *ctx, struct uuid organisation, enum query member, enum query staff)
{
    bool is_staff = ctx->actor.kind == ACTOR_STAFF;
    struct db_query q = {.id = is_staff ? staff : member, .args.arena = ctx->arena};
    if (is_staff)
        db_bytes(&q.args, str_bytes(ctx->actor.session, sizeof ctx->actor.session));
    db_uuid(&q.args, is_staff ? organisation : ctx->actor.organisation);
    return q;
}

static struct str absent_if_empty(struct str text)
{
    return text.n ? text : STR_NONE;
}

static void put_filter(struct db_args *args, const struct delivery_filter *filter)
{
    static const struct str matches[] = {
        [DELIVERY_ANY] = {NULL, 0},
        [DELIVERY_EXACT] = STR("exact"),
        [DELIVERY_ENDS] = STR("ends"),
        [DELIVERY_CONTAINS] = STR("contains"),
    };
    db_text(args, matches[filter->match]);
    db_text(args, absent_if_empty(filter->recipient));
    db_uuid(args, filter->task);
    db_text(args, absent_if_empty(filter->words));
    db_uuid(args, filter->flow);
    db_text(args, absent_if_empty(filter->channel));
    db_text(args, absent_if_empty(filter->statuses));
    db_text(args, absent_if_empty(filter->from));
    db_text(args, absent_if_empty(filter->to));
}

enum {
    MESSAGE,
    VERIFICATION,
    AT,
    NUMBER,
    CREATED_AT,
    RECIPIENT,
    CHANNEL,
    COUNTRY,
    STATUS,
    REASON,
    PRICE,
    MONEY,
    VERIFICATION_STATUS,
    TASK,
    TASK_TITLE,
    FLOW_NAME
};

static enum delivery_money money_of(struct str label)
{
    static const struct str labels[] = {
        [DELIVERY_RESERVED] = STR("reserved"),
        [DELIVERY_CHARGED] = STR("charged"),
        [DELIVERY_RELEASED] = STR("released"),
        [DELIVERY_REFUNDED] = STR("refunded"),
    };
    for (size_t i = 0; i < COUNT_OF(labels); i++)
        if (str_eq(labels[i], label))
            return (enum delivery_money)i;
    log_event(LOG_ERROR, "delivery.label", "unknown state of money");
    return DELIVERY_RESERVED;
}

static struct delivery_cursor place_at(const struct db_rows *rows, int row)
{
    return (struct delivery_cursor){
        .at = db_get_time(rows, row, AT),
        .number = db_get_i64(rows, row, NUMBER),
        .verification = db_get_uuid(rows, row, VERIFICATION),
    };
}

static struct delivery delivery_at(const struct db_rows *rows, int row)
{
    struct delivery d = {
        .message = db_get_uuid(rows, row, MESSAGE),
        .verification = db_get_uuid(rows, row, VERIFICATION),
        .place = place_at(rows, row),
        .created_at = db_get_time(rows, row, CREATED_AT),
        .recipient = db_get_text(rows, row, RECIPIENT),
        .country = db_get_text(rows, row, COUNTRY),
        .reason = db_get_text(rows, row, REASON),
        .price.thousandths = db_get_i64(rows, row, PRICE),
        .money = money_of(db_get_text(rows, row, MONEY)),
        .task_title = db_get_text(rows, row, TASK_TITLE),
        .flow_name = db_get_text(rows, row, FLOW_NAME),
    };
    if (!db_is_null(rows, row, TASK))
        d.task = db_get_uuid(rows, row, TASK);
    if (!channel_parse(db_get_text(rows, row, CHANNEL), &d.channel) ||
        !message_status_parse(db_get_text(rows, row, STATUS), &d.status) ||
        !verification_status_parse(db_get_text(rows, row, VERIFICATION_STATUS), &d.verification_status))
        log_event(LOG_ERROR, "delivery.label", "unknown status or channel");
    return d;
}

/* One row more than asked for was fetched; a last row without a message says where the look ended. */
static void list_read(struct ctx *ctx, const struct db_rows *rows, int limit, struct delivery_list *out)
{
    *out = (struct delivery_list){.delivery = ARENA_ARRAY(ctx->arena, struct delivery, (size_t)rows->n + 1)};
    for (int i = 0; i < rows->n && !out->more; i++) {
        bool ended = db_is_null(rows, i, MESSAGE);
        if (ended || out->n == limit) {
            out->more = true;
            out->next = ended ? place_at(rows, i) : out->delivery[limit - 1].place;
        } else {
            out->delivery[out->n++] = delivery_at(rows, i);
        }
    }
}

static void total_read(const struct db_rows *rows, struct delivery_total *out)
{
    *out = (struct delivery_total){.complete = true};
    if (rows->n == 0)
        return;
    *out = (struct delivery_total){
        .messages = db_get_i64(rows, 0, 0),
        .arrived = db_get_i64(rows, 0, 1),
        .failed = db_get_i64(rows, 0, 2),
        .charged.thousandths = db_get_i64(rows, 0, 3),
        .complete = db_get_bool(rows, 0, 4),
        .since = db_get_time(rows, 0, 5),
    };
}

enum rc delivery_list(struct ctx *ctx, struct uuid organisation, const struct delivery_filter *filter,
                      struct delivery_list *out, struct delivery_total *total)
{
    struct db_query q[3];
    size_t n = 0;
    bool bounded = ctx->actor.kind == ACTOR_STAFF && filter->match != DELIVERY_ANY;
    if (bounded)
        q[n++] = delivery_query(ctx, organisation, QUERY_SUPPORT_SEARCH_SPENT, QUERY_SUPPORT_SEARCH_SPENT);
    struct db_query *list = &q[n++], *sum = &q[n];
    *list = delivery_query(ctx, organisation, QUERY_DELIVERY_LIST, QUERY_SUPPORT_DELIVERY_LIST);
    put_filter(&list->args, filter);
    db_time(&list->args, filter->before.at);
    db_uuid(&list->args, filter->before.verification);
    db_i64(&list->args, filter->before.number);
    db_i64(&list->args, filter->limit + 1);
    if (total) {
        *sum = delivery_query(ctx, organisation, QUERY_DELIVERY_TOTAL, QUERY_SUPPORT_DELIVERY_TOTAL);
        put_filter(&sum->args, filter);
        n++;
    }
    enum rc rc = actor_run_all(ctx, q, n);
    if (rc != RC_OK)
        return rc;
    list_read(ctx, &list->rows, filter->limit, out);
    out->refused = bounded && db_get_bool(&q[0].rows, 0, 0);
    if (total)
        total_read(&sum->rows, total);
    return RC_OK;
}

enum rc delivery_flow_list(struct ctx *ctx, struct delivery_flow **out, int *n)
{
    struct db_query q = {.id = QUERY_DELIVERY_FLOW_LIST, .args.arena = ctx->arena};
    db_uuid(&q.args, ctx->actor.organisation);
    *n = 0;
    enum rc rc = actor_run(ctx, &q);
    if (rc != RC_OK)
        return rc;
    *n = q.rows.n;
    *out = ARENA_ARRAY(ctx->arena, struct delivery_flow, (size_t)q.rows.n + 1);
    for (int i = 0; i < q.rows.n; i++)
        (*out)[i] = (struct delivery_flow){db_get_uuid(&q.rows, i, 0), db_get_text(&q.rows, i, 1)};
    return RC_OK;
}
