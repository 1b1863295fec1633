/* The session and its role are checked again in SQL. */
#include "backend/operator_price.h"

#include "backend/scope.h"
#include "shim/locale.h"

static struct db_query query_for(struct ctx *ctx, enum query id, struct uuid organisation)
{
    struct db_query query = {.id = id, .args.arena = ctx->arena};
    db_bytes(&query.args, str_bytes(ctx->actor.session, sizeof ctx->actor.session));
    db_uuid(&query.args, organisation);
    return query;
}

enum rc operator_price_get(struct ctx *ctx, struct uuid organisation, struct operator_price *out)
{
    struct db_query query = query_for(ctx, QUERY_OPERATOR_PRICE_GET, organisation);
    *out = (struct operator_price){0};
    enum rc rc = actor_run(ctx, &query);
    if (rc != RC_OK || query.rows.n == 0)
        return rc;
    out->found = true;
    out->name = db_get_text(&query.rows, 0, 0);
    out->slug = db_get_text(&query.rows, 0, 1);
    out->price.currency = db_get_text(&query.rows, 0, 2);
    return unit_price_parse(db_get_text(&query.rows, 0, 3), &out->price.millionths) ? RC_OK : RC_BROKEN;
}

enum rc operator_price_set(struct ctx *ctx, struct uuid organisation, const struct unit_price *price,
                           enum change *change)
{
    struct db_query query = query_for(ctx, QUERY_OPERATOR_PRICE_SET, organisation);
    *change = CHANGE_INVALID;
    if (!locale_currency_check(str_z(ctx->arena, price->currency)))
        return RC_OK;
    db_text(&query.args, price->currency);
    db_text(&query.args, unit_price_text(ctx->arena, price->millionths));
    return change_run(ctx, &query, change);
}
