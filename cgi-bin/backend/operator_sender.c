/* Staff's way to sql/functions/operator.sql. A sealed secret never comes this way, only that there is one. */
#include "backend/operator_sender.h"

#include <jansson.h>

#include "backend/scope.h"

#define ALERTS_MAX 100

enum rc operator_sender_list(struct ctx *ctx, struct str query, struct str after,
                             struct operator_senders *out)
{
    struct db_query q = staff_query(ctx, QUERY_OPERATOR_SENDER_LIST);
    db_text(&q.args, query.n ? query : STR_NONE);
    db_text(&q.args, after.n ? after : STR_NONE);
    db_i64(&q.args, OPERATOR_PAGE_SIZE + 1);
    *out = (struct operator_senders){0};
    enum rc rc = actor_run(ctx, &q);
    if (rc != RC_OK)
        return rc;
    out->more = q.rows.n > OPERATOR_PAGE_SIZE;
    out->n = out->more ? OPERATOR_PAGE_SIZE : q.rows.n;
    out->sender = ARENA_ARRAY(ctx->arena, struct operator_sender, (size_t)out->n + 1);
    for (int i = 0; i < out->n; i++)
        out->sender[i] = (struct operator_sender){
            .row = {.name = db_get_text(&q.rows, i, 0), .driver = db_get_text(&q.rows, i, 4)},
            .organisation_name = db_get_text(&q.rows, i, 1),
            .organisation_slug = db_get_text(&q.rows, i, 2),
            .channel = db_get_text(&q.rows, i, 3),
            .active = db_get_bool(&q.rows, i, 5),
            .accepted_at = db_get_time(&q.rows, i, 6),
            .error_at = db_get_time(&q.rows, i, 7),
            .error_reason = db_get_text(&q.rows, i, 8),
            .alerts = db_get_i64(&q.rows, i, 9),
        };
    return RC_OK;
}

/* Columns of operator_sender_get. */
enum {
    ONE_ID,
    ONE_ORGANISATION,
    ONE_SLUG,
    ONE_CHANNEL,
    ONE_DRIVER,
    ONE_ACTIVE,
    ONE_VERSION,
    ONE_UPDATED_AT,
    ONE_SETTINGS,
    ONE_SECRETS,
    ONE_RIVAL,
    ONE_ACCEPTED_AT,
    ONE_ERROR_AT,
    ONE_REASON,
    ONE_DETAIL,
    ONE_OPEN,
    ONE_ACCEPTED,
    ONE_FAILED,
    ONE_FIVE
};

static void read_secrets(struct ctx *ctx, struct str text, struct operator_sender *out)
{
    const char *key;
    json_t *value, *secrets = json_loadb(text.s, text.n, 0, NULL);
    json_object_foreach(secrets, key, value)
    {
        if (out->n_secrets == SENDER_PAIRS_MAX)
            break;
        out->secrets[out->n_secrets].name = str_copy(ctx->arena, str_from(key));
        out->secrets[out->n_secrets++].at = json_integer_value(value) * INT64_C(1000000);
    }
    json_decref(secrets);
}

enum rc operator_sender_get(struct ctx *ctx, struct str name, enum outcome *outcome,
                            struct operator_sender *out)
{
    struct db_query q = staff_query(ctx, QUERY_OPERATOR_SENDER_GET);
    db_text(&q.args, name);
    *outcome = OUTCOME_NOT_FOUND;
    enum rc rc = actor_run(ctx, &q);
    if (rc != RC_OK || q.rows.n != 1)
        return rc;
    const struct db_rows *rows = &q.rows;
    *outcome = OUTCOME_DONE;
    *out = (struct operator_sender){
        .row = {.id = db_get_uuid(rows, 0, ONE_ID),
                .name = str_copy(ctx->arena, name),
                .driver = db_get_text(rows, 0, ONE_DRIVER),
                .version = db_get_i64(rows, 0, ONE_VERSION)},
        .channel = db_get_text(rows, 0, ONE_CHANNEL),
        .organisation_name = db_get_text(rows, 0, ONE_ORGANISATION),
        .organisation_slug = db_get_text(rows, 0, ONE_SLUG),
        .active = db_get_bool(rows, 0, ONE_ACTIVE),
        .updated_at = db_get_time(rows, 0, ONE_UPDATED_AT),
        .accepted_at = db_get_time(rows, 0, ONE_ACCEPTED_AT),
        .error_at = db_get_time(rows, 0, ONE_ERROR_AT),
        .error_reason = db_get_text(rows, 0, ONE_REASON),
        .error_detail = db_get_text(rows, 0, ONE_DETAIL),
        .rival = db_get_text(rows, 0, ONE_RIVAL),
        .open_countries = db_get_i64(rows, 0, ONE_OPEN),
        .accepted_hour = db_get_i64(rows, 0, ONE_ACCEPTED),
        .failed_hour = db_get_i64(rows, 0, ONE_FAILED),
        .accepted_five = db_get_i64(rows, 0, ONE_FIVE),
    };
    sender_settings_read(ctx, &out->row, db_get_text(rows, 0, ONE_SETTINGS));
    read_secrets(ctx, db_get_text(rows, 0, ONE_SECRETS), out);
    return RC_OK;
}

enum rc operator_sender_create(struct ctx *ctx, const struct sender_new *sender, enum change *change)
{
    struct db_query q = staff_query(ctx, QUERY_OPERATOR_SENDER_CREATE);
    db_uuid(&q.args, uuid_v7(ctx->now_us));
    db_text(&q.args, sender->name);
    db_text(&q.args, sender->channel);
    db_text(&q.args, sender->driver);
    db_text(&q.args, sender->slug.n ? sender->slug : STR_NONE);
    return change_run(ctx, &q, change);
}

enum rc operator_sender_change(struct ctx *ctx, const struct operator_sender *sender, int64_t version,
                               const struct sender_change *wanted, enum change *change)
{
    struct db_query q = staff_query(ctx, QUERY_OPERATOR_SENDER_SET);
    struct sender_documents documents;
    enum rc rc = sender_documents(ctx, &sender->row, wanted, &documents, change);
    if (rc != RC_OK || *change != CHANGE_DONE)
        return rc;
    db_text(&q.args, sender->row.name);
    db_i64(&q.args, version);
    db_text(&q.args, buf_str(&documents.settings));
    db_text(&q.args, buf_str(&documents.secrets));
    db_array(&q.args, documents.removed);
    return change_run(ctx, &q, change);
}

enum rc operator_sender_switch(struct ctx *ctx, struct str name, bool active, struct str reason,
                               enum change *change)
{
    struct db_query q = staff_query(ctx, QUERY_OPERATOR_SENDER_SWITCH);
    db_text(&q.args, name);
    db_bool(&q.args, active);
    db_text(&q.args, reason);
    return change_run(ctx, &q, change);
}

enum rc alert_list(struct ctx *ctx, bool open, struct str sender, struct alert **alerts, int *n)
{
    struct db_query q = staff_query(ctx, QUERY_OPERATOR_ALERT_LIST);
    db_bool(&q.args, open);
    db_text(&q.args, sender.n ? sender : STR_NONE);
    db_i64(&q.args, ALERTS_MAX);
    *n = 0;
    enum rc rc = actor_run(ctx, &q);
    if (rc != RC_OK)
        return rc;
    *alerts = ARENA_ARRAY(ctx->arena, struct alert, (size_t)q.rows.n + 1);
    for (int i = 0; i < q.rows.n; i++) {
        struct alert *alert = &(*alerts)[*n];
        *alert = (struct alert){
            .id = db_get_uuid(&q.rows, i, 0),
            .sender = db_get_text(&q.rows, i, 1),
            .reason = db_get_text(&q.rows, i, 3),
            .detail = db_get_text(&q.rows, i, 4),
            .count = db_get_i64(&q.rows, i, 5),
            .opened_at = db_get_time(&q.rows, i, 6),
            .seen_at = db_get_time(&q.rows, i, 7),
            .closed_at = db_get_time(&q.rows, i, 8),
            .closed_by = db_get_text(&q.rows, i, 9),
            .closed_reason = db_get_text(&q.rows, i, 10),
        };
        *n += alert_class_parse(db_get_text(&q.rows, i, 2), &alert->class);
    }
    return RC_OK;
}

enum rc alert_close(struct ctx *ctx, struct uuid id, struct str reason, enum change *change)
{
    struct db_query q = staff_query(ctx, QUERY_OPERATOR_ALERT_CLOSE);
    db_uuid(&q.args, id);
    db_text(&q.args, reason);
    return change_run(ctx, &q, change);
}
