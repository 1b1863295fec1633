/* The dispatcher's and the callbacks' way to sql/functions/message*.sql. Decides nothing itself. */
#include "backend/message.h"

#include "backend/message_keys.h"
#include "backend/scope.h"

void message_keys_put(struct db_args *args, const struct message_key *first, size_t stride, int n)
{
    struct db_array *organisations = db_array_new(args->arena, DB_UUID, n);
    struct db_array *messages = db_array_new(args->arena, DB_UUID, n);
    const char *at = (const char *)first;
    for (int i = 0; i < n; i++, at += stride) {
        const struct message_key *key = (const void *)at;
        db_array_uuid(organisations, key->organisation);
        db_array_uuid(messages, key->message);
    }
    db_array(args, organisations);
    db_array(args, messages);
}

static void put_lanes(struct db_args *args, const struct message_lane *lanes, int n)
{
    struct db_array *senders = db_array_new(args->arena, DB_UUID, n),
                    *countries = db_array_new(args->arena, DB_TEXT, n),
                    *most = db_array_new(args->arena, DB_I64, n);
    for (int i = 0; i < n; i++) {
        db_array_uuid(senders, lanes[i].sender);
        db_array_text(countries, lanes[i].country);
        db_array_i64(most, lanes[i].most);
    }
    db_array(args, senders);
    db_array(args, countries);
    db_array(args, most);
}

static void read_text(const struct db_rows *rows, int i, struct message_due *due)
{
    if (db_is_null(rows, i, 15))
        return;
    due->text = (struct message_text){
        .subject = db_get_text(rows, i, 13),
        .subject_code = db_get_bool(rows, i, 14),
        .body = db_get_text(rows, i, 15),
        .app_hash = db_get_text(rows, i, 17),
    };
    due->organisation_name = db_get_text(rows, i, 18);
    if (!text_ending_parse(db_get_text(rows, i, 16), &due->text.ending))
        due->text.ending = ENDING_NONE;
}

enum rc message_claim(struct ctx *ctx, struct message_claim *claim, struct message_due **due, int *n)
{
    struct db_query query = plain_query(ctx, QUERY_MESSAGE_CLAIM);
    db_uuid(&query.args, claim->worker);
    db_i64(&query.args, claim->lease_ms);
    db_i64(&query.args, claim->max);
    put_lanes(&query.args, claim->lanes, claim->n_lanes);
    db_i64(&query.args, claim->floor_ms);
    db_i64(&query.args, claim->hold_ms);
    db_uuid(&query.args, claim->after);
    message_keys_put(&query.args, claim->named, sizeof *claim->named, claim->n_named);
    *n = 0;
    enum rc rc = program_run(ctx, &query);
    if (rc)
        return rc;
    const struct db_rows *rows = &query.rows;
    *due = ARENA_ARRAY(ctx->arena, struct message_due, (size_t)rows->n + 1);
    for (int i = 0; i < rows->n; i++) {
        (*due)[i] = (struct message_due){
            .organisation = db_get_uuid(rows, i, 0),
            .message = db_get_uuid(rows, i, 1),
            .verification = db_get_uuid(rows, i, 2),
            .sender = db_get_uuid(rows, i, 3),
            .channel = db_get_text(rows, i, 4),
            .recipient = db_get_text(rows, i, 5),
            .locale = db_get_text(rows, i, 6),
            .sealed = db_get_text(rows, i, 7),
            .seal_key = db_is_null(rows, i, 8) ? 0 : (uint8_t)db_get_i64(rows, i, 8),
            .expires_at = db_get_time(rows, i, 9),
            .tries = (int)db_get_i64(rows, i, 10),
            .country = db_get_text(rows, i, 11),
        };
        read_text(rows, i, &(*due)[i]);
    }
    bool cut = rows->n && !db_is_null(rows, 0, 12);
    claim->after = cut ? db_get_uuid(rows, 0, 12) : (struct uuid){0};
    *n = rows->n;
    return RC_OK;
}

enum rc message_settle(struct ctx *ctx, struct uuid worker, const struct message_settlement *items, int n)
{
    struct db_query query = plain_query(ctx, QUERY_MESSAGE_SETTLE);
    struct db_array *outcomes = db_array_new(ctx->arena, DB_TEXT, n),
                    *ids = db_array_new(ctx->arena, DB_TEXT, n),
                    *reasons = db_array_new(ctx->arena, DB_TEXT, n),
                    *details = db_array_new(ctx->arena, DB_TEXT, n),
                    *times = db_array_new(ctx->arena, DB_TIME, n);
    for (int i = 0; i < n; i++) {
        db_array_text(outcomes, str_from(items[i].outcome));
        db_array_text(ids, items[i].provider_id);
        db_array_text(reasons, items[i].reason);
        db_array_text(details, items[i].detail);
        if (items[i].retry_at)
            db_array_i64(times, items[i].retry_at);
        else
            db_array_null(times);
    }
    message_keys_put(&query.args, &items->key, sizeof *items, n);
    db_array(&query.args, outcomes);
    db_array(&query.args, ids);
    db_array(&query.args, reasons);
    db_array(&query.args, details);
    db_array(&query.args, times);
    db_uuid(&query.args, worker);
    return program_run(ctx, &query);
}

enum rc message_sweep(struct ctx *ctx, int max, int64_t since, struct message_swept *swept)
{
    struct db_query query = plain_query(ctx, QUERY_MESSAGE_SWEEP);
    db_i64(&query.args, max);
    db_time(&query.args, since);
    *swept = (struct message_swept){0};
    enum rc rc = program_run(ctx, &query);
    if (!rc && query.rows.n == 1)
        *swept = (struct message_swept){db_get_i64(&query.rows, 0, 0), db_get_i64(&query.rows, 0, 1),
                                        db_get_i64(&query.rows, 0, 2), db_get_i64(&query.rows, 0, 3),
                                        db_get_time(&query.rows, 0, 4)};
    return rc;
}

enum rc message_events(struct ctx *ctx, const struct message_event *events, int n)
{
    struct db_query query = plain_query(ctx, QUERY_MESSAGE_EVENT);
    struct db_array *senders = db_array_new(ctx->arena, DB_UUID, n),
                    *ids = db_array_new(ctx->arena, DB_TEXT, n),
                    *statuses = db_array_new(ctx->arena, DB_TEXT, n),
                    *reasons = db_array_new(ctx->arena, DB_TEXT, n),
                    *details = db_array_new(ctx->arena, DB_TEXT, n),
                    *times = db_array_new(ctx->arena, DB_TIME, n);
    for (int i = 0; i < n; i++) {
        db_array_uuid(senders, events[i].sender);
        db_array_text(ids, events[i].provider_id);
        db_array_text(statuses, str_from(events[i].status));
        db_array_text(reasons, events[i].reason);
        db_array_text(details, events[i].detail);
        db_array_i64(times, events[i].at_us ? events[i].at_us : ctx->now_us);
    }
    db_array(&query.args, senders);
    message_keys_put(&query.args, &events->key, sizeof *events, n);
    db_array(&query.args, ids);
    db_array(&query.args, statuses);
    db_array(&query.args, reasons);
    db_array(&query.args, details);
    db_array(&query.args, times);
    return program_run(ctx, &query);
}
