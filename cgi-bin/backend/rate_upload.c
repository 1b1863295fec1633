/* Files of rates: kept, compared with their card, applied once. What is applied is decided in SQL, from the
 * lines read here. */
#include "backend/rate_upload.h"

#include "backend/scope.h"
#include "base/log.h"

static struct db_query statement(struct ctx *ctx, enum query id, struct uuid card)
{
    struct db_query query = {.id = id, .args.arena = ctx->arena};
    db_bytes(&query.args, str_bytes(ctx->actor.session, sizeof ctx->actor.session));
    db_uuid(&query.args, card);
    return query;
}

enum rc rate_upload_list(struct ctx *ctx, struct uuid card, struct rate_upload **out, int *n)
{
    struct db_query query = statement(ctx, QUERY_RATE_UPLOAD_LIST, card);
    const struct db_rows *rows = &query.rows;
    *n = 0;
    enum rc rc = actor_run(ctx, &query);
    if (rc != RC_OK)
        return rc;
    *out = ARENA_ARRAY(ctx->arena, struct rate_upload, (size_t)rows->n + 1);
    for (int i = 0; i < rows->n; i++) {
        struct rate_upload *upload = &(*out)[*n];
        *upload = (struct rate_upload){.id = db_get_uuid(rows, i, 0),
                                       .file_name = db_get_text(rows, i, 2),
                                       .created_at = db_get_time(rows, i, 3),
                                       .created_by = db_get_text(rows, i, 4),
                                       .applied_at = db_get_time(rows, i, 5),
                                       .effective_from = db_get_time(rows, i, 6),
                                       .note = db_get_text(rows, i, 7)};
        if (!db_is_null(rows, i, 8))
            upload->changes = db_get_i64(rows, i, 8);
        *n += deck_format_parse(db_get_text(rows, i, 1), &upload->format);
    }
    return RC_OK;
}

enum rc rate_upload_get(struct ctx *ctx, struct uuid card, struct uuid id, struct rate_upload *out,
                        bool *found)
{
    struct db_query query = statement(ctx, QUERY_RATE_UPLOAD_GET, card);
    const struct db_rows *rows = &query.rows;
    db_uuid(&query.args, id);
    *found = false;
    enum rc rc = actor_run(ctx, &query);
    if (rc != RC_OK || rows->n != 1)
        return rc;
    *out = (struct rate_upload){.id = id,
                                .factor = db_get_i64(rows, 0, 2),
                                .file_name = db_get_text(rows, 0, 3),
                                .content = db_get_text(rows, 0, 4),
                                .sha256 = db_get_text(rows, 0, 5),
                                .created_at = db_get_time(rows, 0, 6),
                                .created_by = db_get_text(rows, 0, 7),
                                .applied_at = db_get_time(rows, 0, 8),
                                .effective_from = db_get_time(rows, 0, 9),
                                .note = db_get_text(rows, 0, 10),
                                .again = !db_is_null(rows, 0, 12),
                                .card_name = db_get_text(rows, 0, 13)};
    if (!db_is_null(rows, 0, 11))
        out->changes = db_get_i64(rows, 0, 11);
    *found = deck_format_parse(db_get_text(rows, 0, 0), &out->format) &&
             channel_parse(db_get_text(rows, 0, 1), &out->channel);
    return RC_OK;
}

enum rc rate_upload_save(struct ctx *ctx, struct uuid card, const struct rate_upload *upload,
                         enum change *change)
{
    struct db_query query = {.id = QUERY_RATE_UPLOAD_SAVE, .args.arena = ctx->arena};
    db_bytes(&query.args, str_bytes(ctx->actor.session, sizeof ctx->actor.session));
    db_uuid(&query.args, upload->id);
    db_uuid(&query.args, card);
    db_text(&query.args, str_from(deck_format_label(upload->format)));
    db_text(&query.args, str_from(channel_label(upload->channel)));
    db_i64(&query.args, upload->factor);
    db_text(&query.args, upload->file_name.n ? upload->file_name : STR(""));
    db_bytes(&query.args, upload->content);
    return change_run(ctx, &query, change);
}

enum rc rate_upload_again(struct ctx *ctx, struct uuid card, struct uuid of, struct uuid id,
                          enum change *change)
{
    struct db_query query = statement(ctx, QUERY_RATE_UPLOAD_AGAIN, card);
    db_uuid(&query.args, of);
    db_uuid(&query.args, id);
    return change_run(ctx, &query, change);
}

static void put_lines(struct ctx *ctx, const struct deck *deck, struct db_args *args)
{
    struct db_array *channels = db_array_new(ctx->arena, DB_TEXT, deck->n);
    struct db_array *countries = db_array_new(ctx->arena, DB_TEXT, deck->n);
    struct db_array *prices = db_array_new(ctx->arena, DB_I64, deck->n);
    for (int i = 0; i < deck->n; i++) {
        db_array_text(channels, str_from(channel_label(deck->line[i].channel)));
        db_array_text(countries, deck->line[i].country[0] ? str_from(deck->line[i].country) : STR(""));
        if (deck->line[i].refused)
            db_array_null(prices);
        else
            db_array_i64(prices, deck->line[i].price.thousandths);
    }
    db_array(args, channels);
    db_array(args, countries);
    db_array(args, prices);
}

static bool class_parse(struct str label, enum rate_class *out)
{
    static const char *const classes[RATE__COUNT] = {
        [RATE_REMOVED] = "removed", [RATE_REFUSED] = "refused", [RATE_UP] = "up",
        [RATE_DOWN] = "down",       [RATE_NEW] = "new",         [RATE_SAME] = "same"};
    for (int i = 0; i < RATE__COUNT; i++)
        if (str_eq(label, str_from(classes[i]))) {
            *out = (enum rate_class)i;
            return true;
        }
    log_event(LOG_ERROR, "rate_diff.class", "unknown label");
    return false;
}

static void count_change(const struct rate_change *change, struct rate_diff *out)
{
    int64_t before = change->before.thousandths, by = change->price.thousandths - before;
    out->count[change->class]++;
    out->sharp += change->sharp;
    if (!change->had || !change->has || before == 0)
        return;
    int64_t tenths = by * 1000 / before;
    if ((tenths < 0 ? -tenths : tenths) > (out->biggest < 0 ? -out->biggest : out->biggest))
        out->biggest = tenths;
}

enum rc rate_diff(struct ctx *ctx, struct uuid card, int64_t at, const struct deck *deck,
                  struct rate_diff *out)
{
    struct db_query query = {.id = QUERY_RATE_DIFF, .args.arena = ctx->arena};
    const struct db_rows *rows = &query.rows;
    *out = (struct rate_diff){0};
    db_uuid(&query.args, card);
    db_time(&query.args, at);
    put_lines(ctx, deck, &query.args);
    enum rc rc = actor_run(ctx, &query);
    if (rc != RC_OK)
        return rc;
    out->change = ARENA_ARRAY(ctx->arena, struct rate_change, (size_t)rows->n + 1);
    for (int i = 0; i < rows->n; i++) {
        struct rate_change *change = &out->change[out->n];
        *change = (struct rate_change){.country = db_get_text(rows, i, 1),
                                       .had = !db_is_null(rows, i, 3),
                                       .has = !db_is_null(rows, i, 4),
                                       .sharp = db_get_bool(rows, i, 5)};
        if (change->had)
            change->before.thousandths = db_get_i64(rows, i, 3);
        if (change->has)
            change->price.thousandths = db_get_i64(rows, i, 4);
        if (!channel_parse(db_get_text(rows, i, 0), &change->channel) ||
            !class_parse(db_get_text(rows, i, 2), &change->class))
            continue;
        count_change(change, out);
        out->n++;
    }
    return RC_OK;
}

enum rc rate_upload_apply(struct ctx *ctx, const struct rate_apply *apply, const struct deck *deck,
                          enum apply_result *result, int64_t *changes)
{
    static const char *const words[] = {[APPLY_DONE] = "done",
                                        [APPLY_FORBIDDEN] = "forbidden",
                                        [APPLY_NOT_FOUND] = "not_found",
                                        [APPLY_APPLIED] = "applied",
                                        [APPLY_TOO_EARLY] = "too_early",
                                        [APPLY_TAKEN] = "taken",
                                        [APPLY_UNCONFIRMED] = "unconfirmed"};
    struct db_query query = statement(ctx, QUERY_RATE_UPLOAD_APPLY, apply->card);
    db_uuid(&query.args, apply->id);
    db_time(&query.args, apply->from);
    db_text(&query.args, apply->note);
    db_i64(&query.args, apply->sharp);
    put_lines(ctx, deck, &query.args);
    *result = APPLY_NOT_FOUND;
    *changes = 0;
    enum rc rc = actor_run(ctx, &query);
    if (rc != RC_OK)
        return rc;
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_eq(db_get_text(&query.rows, 0, 0), str_from(words[i])))
            *result = (enum apply_result)i;
    *changes = db_get_i64(&query.rows, 0, 1);
    return RC_OK;
}
