/*
 * Reads for platform staff, each through a function that checks the staff session and its role.
 * Must not write: top-ups are in credit.c.
 */
#include "backend/support.h"

#include "db/db.h"

static struct credits credits_at(const struct db_rows *rows, int row, int column)
{
    return (struct credits){db_get_i64(rows, row, column)};
}

enum {
    ORG_ID,
    ORG_NAME,
    ORG_SLUG,
    ORG_COUNTRY,
    ORG_TIME_ZONE,
    ORG_BALANCE,
    ORG_RESERVED,
    ORG_TOP_UP_AT,
    ORG_TOP_UP
};

static struct support_organisation organisation_at(const struct db_rows *rows, int row)
{
    struct support_organisation o = {
        .id = db_get_uuid(rows, row, ORG_ID),
        .name = db_get_text(rows, row, ORG_NAME),
        .slug = db_get_text(rows, row, ORG_SLUG),
        .country = db_get_text(rows, row, ORG_COUNTRY),
        .time_zone = db_get_text(rows, row, ORG_TIME_ZONE),
        .balance = credits_at(rows, row, ORG_BALANCE),
        .reserved = credits_at(rows, row, ORG_RESERVED),
        .last_top_up_at = db_get_time(rows, row, ORG_TOP_UP_AT),
    };
    if (!db_is_null(rows, row, ORG_TOP_UP))
        o.last_top_up = credits_at(rows, row, ORG_TOP_UP);
    o.available.thousandths = o.balance.thousandths - o.reserved.thousandths;
    return o;
}

enum rc support_organisation_list(struct ctx *ctx, struct str query, struct str after,
                                  struct support_organisations *out)
{
    struct db_query q = {.id = QUERY_SUPPORT_ORGANISATION_LIST, .args.arena = ctx->arena};
    db_bytes(&q.args, str_bytes(ctx->actor.session, sizeof ctx->actor.session));
    db_text(&q.args, query);
    db_text(&q.args, after);
    db_i64(&q.args, SUPPORT_PAGE_SIZE + 1);
    enum rc rc = db_run(ctx->app->db, ctx->arena, (struct db_scope){.person = ctx->actor.person}, &q, 1);
    if (rc != RC_OK)
        return rc;
    out->more = q.rows.n > SUPPORT_PAGE_SIZE;
    out->n = out->more ? SUPPORT_PAGE_SIZE : q.rows.n;
    out->organisation = ARENA_ARRAY(ctx->arena, struct support_organisation, (size_t)out->n + 1);
    for (int i = 0; i < out->n; i++)
        out->organisation[i] = organisation_at(&q.rows, i);
    return RC_OK;
}

enum rc support_organisation_get(struct ctx *ctx, struct uuid id, enum outcome *outcome,
                                 struct support_organisation *out)
{
    struct db_query q = {.id = QUERY_SUPPORT_ORGANISATION_GET, .args.arena = ctx->arena};
    db_bytes(&q.args, str_bytes(ctx->actor.session, sizeof ctx->actor.session));
    db_uuid(&q.args, id);
    enum rc rc = db_run(ctx->app->db, ctx->arena, (struct db_scope){.person = ctx->actor.person}, &q, 1);
    if (rc != RC_OK)
        return rc;
    *outcome = q.rows.n == 1 ? OUTCOME_DONE : OUTCOME_NOT_FOUND;
    if (q.rows.n == 1)
        *out = organisation_at(&q.rows, 0);
    return RC_OK;
}

enum {
    TOP_UP_NUMBER,
    TOP_UP_KIND,
    TOP_UP_AMOUNT,
    TOP_UP_BALANCE,
    TOP_UP_AT,
    TOP_UP_REFERENCE,
    TOP_UP_REASON,
    TOP_UP_ACTOR
};

enum rc support_top_up_list(struct ctx *ctx, struct uuid organisation, struct support_top_ups *out)
{
    struct db_query q = {.id = QUERY_SUPPORT_TOP_UP_LIST, .args.arena = ctx->arena};
    db_bytes(&q.args, str_bytes(ctx->actor.session, sizeof ctx->actor.session));
    db_uuid(&q.args, organisation);
    enum rc rc = db_run(ctx->app->db, ctx->arena, (struct db_scope){.person = ctx->actor.person}, &q, 1);
    if (rc != RC_OK)
        return rc;
    out->n = q.rows.n;
    out->top_up = ARENA_ARRAY(ctx->arena, struct support_top_up, (size_t)out->n + 1);
    for (int i = 0; i < out->n; i++)
        out->top_up[i] = (struct support_top_up){
            .number = db_get_i64(&q.rows, i, TOP_UP_NUMBER),
            .kind = db_get_text(&q.rows, i, TOP_UP_KIND),
            .amount = credits_at(&q.rows, i, TOP_UP_AMOUNT),
            .balance = credits_at(&q.rows, i, TOP_UP_BALANCE),
            .at = db_get_time(&q.rows, i, TOP_UP_AT),
            .reference = db_get_text(&q.rows, i, TOP_UP_REFERENCE),
            .reason = db_get_text(&q.rows, i, TOP_UP_REASON),
            .actor = db_get_text(&q.rows, i, TOP_UP_ACTOR),
        };
    return RC_OK;
}
