/* The way to sql/functions/credit_watch.sql, which decides who is warned of what. */
#include "backend/warning.h"

#include "backend/scope.h"

static const char *const LEVELS[] = {
    [CREDIT_WELL] = "", [CREDIT_DAYS] = "days", [CREDIT_LOW] = "low", [CREDIT_EMPTY] = "empty"};

enum credit_level credit_level_parse(struct str label)
{
    for (int level = CREDIT_DAYS; level <= CREDIT_EMPTY; level++)
        if (str_eq(label, str_from(LEVELS[level])))
            return (enum credit_level)level;
    return CREDIT_WELL;
}

const char *credit_level_label(enum credit_level level)
{
    return LEVELS[level];
}

enum rc warning_get(struct ctx *ctx, struct warning_settings *out)
{
    struct db_query query = actor_query(ctx, QUERY_WARNING_GET);
    *out = (struct warning_settings){0};
    enum rc rc = actor_run(ctx, &query);
    if (rc != RC_OK || query.rows.n == 0)
        return rc;
    out->first.thousandths = db_get_i64(&query.rows, 0, 0);
    out->second.thousandths = db_get_i64(&query.rows, 0, 1);
    out->days = db_get_i64(&query.rows, 0, 2);
    return RC_OK;
}

enum rc warning_set(struct ctx *ctx, const struct warning_settings *settings, bool *done)
{
    struct db_query query = {.id = QUERY_WARNING_SET, .args.arena = ctx->arena};
    db_bytes(&query.args, str_bytes(ctx->actor.session, sizeof ctx->actor.session));
    db_uuid(&query.args, ctx->actor.organisation);
    db_i64(&query.args, settings->first.thousandths);
    db_i64(&query.args, settings->second.thousandths);
    db_i64(&query.args, settings->days);
    enum rc rc = actor_run(ctx, &query);
    *done = rc == RC_OK && query.rows.n == 1 && str_eq(db_get_text(&query.rows, 0, 0), STR("done"));
    return rc;
}

static struct account_mail mail_at(const struct db_rows *rows, int i)
{
    return (struct account_mail){
        .id = db_get_uuid(rows, i, 0),
        .mail_sender = db_get_uuid(rows, i, 1),
        .email = db_get_text(rows, i, 2),
        .language = db_get_text(rows, i, 3),
        .organisation_name = db_get_text(rows, i, 4),
        .time_zone = db_get_text(rows, i, 5),
        .kind = db_get_text(rows, i, 6),
        .at = db_get_time(rows, i, 7),
        .receipt = db_get_text(rows, i, 8),
        .entry_kind = db_get_text(rows, i, 9),
        .amount = {db_get_i64(rows, i, 10)},
        .balance = {db_get_i64(rows, i, 11)},
        .available = {db_get_i64(rows, i, 12)},
        .below = {db_get_i64(rows, i, 13)},
        .days = db_get_i64(rows, i, 14),
        .reference = db_get_text(rows, i, 15),
        .reason = db_get_text(rows, i, 16),
    };
}

enum rc warning_round(struct ctx *ctx, struct uuid *next, struct account_mail **mails, int *n)
{
    struct db_query query[] = {{.id = QUERY_CREDIT_WATCH_ROUND, .args.arena = ctx->arena},
                               {.id = QUERY_NOTICE_CLAIM, .args.arena = ctx->arena}};
    db_uuid(&query[0].args, *next);
    db_i64(&query[0].args, WATCHED_AT_ONCE);
    db_i64(&query[1].args, NOTICES_AT_ONCE);
    *n = 0;
    enum rc rc = program_run_all(ctx, query, COUNT_OF(query));
    if (rc != RC_OK)
        return rc;
    *next = db_get_uuid(&query[0].rows, 0, 0);
    *n = query[1].rows.n;
    *mails = ARENA_ARRAY(ctx->arena, struct account_mail, (size_t)*n + 1);
    for (int i = 0; i < *n; i++)
        (*mails)[i] = mail_at(&query[1].rows, i);
    return RC_OK;
}
