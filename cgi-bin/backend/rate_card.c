/* Staff's way to sql/functions/rate_card.sql: cards, who is on them, and what a country has cost. */
#include "backend/rate_card.h"

#include "backend/scope.h"

enum rc rate_card_list(struct ctx *ctx, struct rate_cards *out)
{
    struct db_query query = staff_query(ctx, QUERY_RATE_CARD_LIST);
    *out = (struct rate_cards){0};
    enum rc rc = actor_run(ctx, &query);
    if (rc != RC_OK)
        return rc;
    out->n = query.rows.n;
    out->card = ARENA_ARRAY(ctx->arena, struct rate_card, (size_t)out->n + 1);
    for (int i = 0; i < out->n; i++)
        out->card[i] = (struct rate_card){
            .id = db_get_uuid(&query.rows, i, 0),
            .name = db_get_text(&query.rows, i, 1),
            .cost = str_eq(db_get_text(&query.rows, i, 2), STR("cost")),
            .created_at = db_get_time(&query.rows, i, 3),
            .countries = db_get_i64(&query.rows, i, 4),
            .organisations = db_get_i64(&query.rows, i, 5),
            .changed_at = db_get_time(&query.rows, i, 6),
        };
    return RC_OK;
}

const struct rate_card *rate_card_find(const struct rate_cards *cards, struct uuid id)
{
    for (int i = 0; i < cards->n; i++)
        if (uuid_eq(cards->card[i].id, id))
            return &cards->card[i];
    return NULL;
}

enum rc rate_card_create(struct ctx *ctx, struct uuid id, struct str name, bool cost, enum change *change)
{
    struct db_query query = staff_query(ctx, QUERY_RATE_CARD_CREATE);
    db_uuid(&query.args, id);
    db_text(&query.args, name);
    db_text(&query.args, cost ? STR("cost") : STR("price"));
    return change_run(ctx, &query, change);
}

enum rc rate_card_organisations(struct ctx *ctx, struct uuid card, struct rate_card_organisation **out,
                                int *n)
{
    struct db_query query = staff_query(ctx, QUERY_RATE_CARD_ORGANISATION_LIST);
    db_uuid(&query.args, card);
    *n = 0;
    enum rc rc = actor_run(ctx, &query);
    if (rc != RC_OK)
        return rc;
    *n = query.rows.n;
    *out = ARENA_ARRAY(ctx->arena, struct rate_card_organisation, (size_t)*n + 1);
    for (int i = 0; i < *n; i++)
        (*out)[i] = (struct rate_card_organisation){
            db_get_uuid(&query.rows, i, 0), db_get_text(&query.rows, i, 1), db_get_text(&query.rows, i, 2)};
    return RC_OK;
}

enum rc rate_card_assign(struct ctx *ctx, struct uuid card, struct str slug, struct str reason,
                         enum change *change)
{
    struct db_query query = staff_query(ctx, QUERY_RATE_CARD_ASSIGN);
    db_uuid(&query.args, card);
    db_text(&query.args, slug);
    db_text(&query.args, reason);
    return change_run(ctx, &query, change);
}

enum rc rate_history(struct ctx *ctx, struct uuid card, struct str country, struct rate_step **out, int *n)
{
    struct db_query query = {.id = QUERY_RATE_HISTORY, .args.arena = ctx->arena};
    db_uuid(&query.args, card);
    db_text(&query.args, country.n ? country : STR(""));
    *n = 0;
    enum rc rc = actor_run(ctx, &query);
    if (rc != RC_OK)
        return rc;
    *out = ARENA_ARRAY(ctx->arena, struct rate_step, (size_t)query.rows.n + 1);
    for (int i = 0; i < query.rows.n; i++) {
        struct rate_step *step = &(*out)[*n];
        *step = (struct rate_step){.from = db_get_time(&query.rows, i, 1),
                                   .refused = db_get_bool(&query.rows, i, 2)};
        if (!step->refused)
            step->price.thousandths = db_get_i64(&query.rows, i, 3);
        *n += channel_parse(db_get_text(&query.rows, i, 0), &step->channel);
    }
    return RC_OK;
}
