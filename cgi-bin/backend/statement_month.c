/* Months and days cost some look-ups each, however many entries they hold; only their parts are counted. */
#include "backend/statement_month.h"

#include "backend/scope.h"

/* Behind the period's name: first, last, opening, closing, paid, spent. */
static struct statement_range range_at(const struct db_rows *rows, int row)
{
    return (struct statement_range){
        .first = db_get_i64(rows, row, 1),
        .last = db_get_i64(rows, row, 2),
        .opening.thousandths = db_get_i64(rows, row, 3),
        .closing.thousandths = db_get_i64(rows, row, 4),
        .paid.thousandths = db_get_i64(rows, row, 5),
        .spent.thousandths = db_get_i64(rows, row, 6),
    };
}

static enum rc periods(struct ctx *ctx, struct db_query *query, struct statement_periods *out)
{
    *out = (struct statement_periods){0};
    enum rc rc = actor_run(ctx, query);
    if (rc != RC_OK)
        return rc;
    out->n = query->rows.n;
    out->period = ARENA_ARRAY(ctx->arena, struct statement_period, (size_t)out->n + 1);
    for (int i = 0; i < out->n; i++)
        out->period[i] =
            (struct statement_period){db_get_text(&query->rows, i, 0), range_at(&query->rows, i)};
    return RC_OK;
}

enum rc statement_month_list(struct ctx *ctx, struct statement_periods *out)
{
    struct db_query query = actor_query(ctx, QUERY_STATEMENT_MONTH_LIST);
    return periods(ctx, &query, out);
}

enum rc statement_day_list(struct ctx *ctx, struct str from, struct str to, int64_t last_number,
                           struct statement_periods *out)
{
    struct db_query query = actor_query(ctx, QUERY_STATEMENT_DAY_LIST);
    db_text(&query.args, from);
    db_text(&query.args, to);
    db_i64(&query.args, last_number);
    return periods(ctx, &query, out);
}

enum rc statement_kind_list(struct ctx *ctx, const struct statement_range *range, struct statement_kind **out,
                            int *n)
{
    struct db_query query = actor_query(ctx, QUERY_STATEMENT_KIND_LIST);
    db_i64(&query.args, range->first);
    db_i64(&query.args, range->last);
    *n = statement_size(range) > STATEMENT_SUM ? -1 : 0;
    if (*n < 0)
        return RC_OK;
    enum rc rc = actor_run(ctx, &query);
    if (rc != RC_OK)
        return rc;
    const struct db_rows *rows = &query.rows;
    *n = rows->n;
    *out = ARENA_ARRAY(ctx->arena, struct statement_kind, (size_t)*n + 1);
    for (int i = 0; i < *n; i++)
        (*out)[i] =
            (struct statement_kind){db_get_text(rows, i, 0), db_get_text(rows, i, 1), db_get_text(rows, i, 2),
                                    db_get_i64(rows, i, 3), (struct credits){db_get_i64(rows, i, 4)}};
    return RC_OK;
}
