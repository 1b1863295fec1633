/* Texts of messages in the database, under row-level security. Who may change them is a column of the routes.
 */
#include "backend/message_text.h"

#include "backend/scope.h"
#include "base/log.h"

#define X(name, label) [ENDING_##name] = label,
static const char *const endings[] = {TEXT_ENDINGS(X)};
#undef X

bool text_ending_parse(struct str label, enum text_ending *out)
{
    for (int i = 0; i < ENDING__COUNT; i++) {
        if (!str_eq(label, str_from(endings[i])))
            continue;
        *out = (enum text_ending)i;
        return true;
    }
    return false;
}

/* False for what this program does not know: a newer one's row. */
static bool read_row(const struct db_rows *rows, int i, struct message_text_row *row)
{
    *row = (struct message_text_row){
        .locale = db_get_text(rows, i, 1),
        .text = {.subject = db_get_text(rows, i, 2),
                 .subject_code = db_get_bool(rows, i, 3),
                 .body = db_get_text(rows, i, 4),
                 .app_hash = db_get_text(rows, i, 6)},
        .changed_at = db_get_time(rows, i, 7),
        .changed_by = db_get_text(rows, i, 8),
    };
    return channel_parse(db_get_text(rows, i, 0), &row->channel) &&
           text_ending_parse(db_get_text(rows, i, 5), &row->text.ending);
}

static void read_senders(const struct db_rows *rows, struct message_text_list *out)
{
    enum channel channel;
    for (int i = 0; i < rows->n; i++)
        if (channel_parse(db_get_text(rows, i, 0), &channel))
            out->sender[channel] = (struct message_text_sender){
                .sent_as = db_get_text(rows, i, 1),
                .template = db_get_text(rows, i, 2),
                .languages = db_get_text(rows, i, 3),
                .fallback = db_get_text(rows, i, 4),
            };
}

enum rc message_text_list(struct ctx *ctx, struct message_text_list *out)
{
    struct db_query queries[] = {{.id = QUERY_MESSAGE_TEXT_LIST, .args.arena = ctx->arena},
                                 {.id = QUERY_MESSAGE_TEXT_SENDERS, .args.arena = ctx->arena}};
    *out = (struct message_text_list){0};
    enum rc rc = actor_run_all(ctx, queries, COUNT_OF(queries));
    if (rc != RC_OK)
        return rc;
    const struct db_rows *rows = &queries[0].rows;
    out->row = ARENA_ARRAY(ctx->arena, struct message_text_row, (size_t)rows->n + 1);
    for (int i = 0; i < rows->n; i++)
        out->n += read_row(rows, i, &out->row[out->n]);
    read_senders(&queries[1].rows, out);
    return RC_OK;
}

static void put_key(struct ctx *ctx, struct db_query *query, const struct message_text_row *row)
{
    db_uuid(&query->args, ctx->actor.organisation);
    db_text(&query->args, str_from(channel_label(row->channel)));
    db_text(&query->args, row->locale);
}

static struct str or_null(struct str text)
{
    return text.n ? text : STR_NONE;
}

static enum rc counted(struct ctx *ctx, struct db_query *query, bool *done)
{
    enum rc rc = actor_run_all(ctx, query, 1);
    *done = rc == RC_OK && db_get_i64(&query->rows, 0, 0) == 1;
    return rc;
}

enum rc message_text_save(struct ctx *ctx, const struct message_text_row *row, int64_t seen, bool *done)
{
    struct db_query query = {.id = QUERY_MESSAGE_TEXT_SAVE, .args.arena = ctx->arena};
    put_key(ctx, &query, row);
    db_text(&query.args, or_null(row->text.subject));
    db_bool(&query.args, row->text.subject_code);
    db_text(&query.args, row->text.body);
    db_text(&query.args, str_from(endings[row->text.ending]));
    db_text(&query.args, or_null(row->text.app_hash));
    db_uuid(&query.args, ctx->actor.person);
    db_time(&query.args, seen);
    return counted(ctx, &query, done);
}

enum rc message_text_reset(struct ctx *ctx, const struct message_text_row *row, int64_t seen, bool *done)
{
    struct db_query query = {.id = QUERY_MESSAGE_TEXT_RESET, .args.arena = ctx->arena};
    put_key(ctx, &query, row);
    db_uuid(&query.args, ctx->actor.person);
    db_time(&query.args, seen);
    return counted(ctx, &query, done);
}
