/* Prices in force for an organisation. Must not change any. */
#include "backend/rate.h"

#include "backend/rate_search.h"
#include "backend/scope.h"
#include "base/log.h"

static bool rate_read(const struct db_rows *rows, int i, struct rate *rate)
{
    rate->country = db_get_text(rows, i, 1);
    rate->price.thousandths = db_get_i64(rows, i, 2);
    rate->refused = db_get_bool(rows, i, 3);
    rate->allowed = db_get_bool(rows, i, 4);
    rate->effective_from = db_get_time(rows, i, 5);
    return channel_parse(db_get_text(rows, i, 0), &rate->channel);
}

static void rates_read(struct ctx *ctx, const struct db_rows *rows, const struct rate_search *search,
                       struct rate_list *out)
{
    out->rate = ARENA_ARRAY(ctx->arena, struct rate, (size_t)rows->n + 1);
    for (int i = 0; i < rows->n; i++) {
        struct rate *rate = &out->rate[out->n];
        if (!rate_read(rows, i, rate)) {
            log_event(LOG_ERROR, "rate.channel", "unknown label");
            continue;
        }
        if (rate_search_match(ctx, search, rate->country))
            out->n++;
    }
}

enum rc rate_list(struct ctx *ctx, const struct rate_filter *filter, struct rate_list *out)
{
    struct db_query queries[] = {
        {.id = QUERY_RATE_HOME, .args.arena = ctx->arena},
        {.id = QUERY_RATE_LIST, .args.arena = ctx->arena},
    };
    struct db_args *args = &queries[1].args;
    *out = (struct rate_list){0};
    db_uuid(&queries[0].args, ctx->actor.organisation);
    db_uuid(args, ctx->actor.organisation);
    db_time(args, ctx->now_us);
    db_text(args, filter->channel.n ? filter->channel : STR_NONE);
    db_text(args, filter->country.n ? filter->country : STR_NONE);
    enum rc rc = actor_run_all(ctx, queries, COUNT_OF(queries));
    if (rc != RC_OK || queries[0].rows.n == 0)
        return rc;

    struct rate_search search;
    rate_search_open(ctx, filter->query, db_get_text(&queries[0].rows, 0, 0), &search);
    rates_read(ctx, &queries[1].rows, &search, out);
    rate_search_close(&search);
    return RC_OK;
}

/* A statement about the actor's organisation now, with its own further arguments behind those two. */
static struct db_query query_new(struct ctx *ctx, enum query id)
{
    struct db_query query = {.id = id, .args.arena = ctx->arena};
    db_uuid(&query.args, ctx->actor.organisation);
    db_time(&query.args, ctx->now_us);
    return query;
}

static enum rc run(struct ctx *ctx, struct db_query *query, struct rate_list *out)
{
    enum rc rc = actor_run(ctx, query);
    if (rc != RC_OK)
        return rc;
    *out = (struct rate_list){.rate = ARENA_ARRAY(ctx->arena, struct rate, (size_t)query->rows.n + 1)};
    for (int i = 0; i < query->rows.n; i++)
        out->n += rate_read(&query->rows, i, &out->rate[out->n]);
    return RC_OK;
}

enum rc rate_list_used(struct ctx *ctx, enum channel channel, struct rate_list *out)
{
    struct db_query query = query_new(ctx, QUERY_RATE_LIST_USED);
    db_text(&query.args, str_from(channel_label(channel)));
    return run(ctx, &query, out);
}

enum rc rate_list_home(struct ctx *ctx, struct rate_list *out)
{
    struct db_query query = query_new(ctx, QUERY_RATE_LIST_HOME);
    return run(ctx, &query, out);
}
