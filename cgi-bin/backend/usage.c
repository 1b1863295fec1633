/* Usage is added up from what two statements group; rows are few: days by channels, channels by countries. */
#include "backend/usage.h"

#include <stdlib.h>

#include "backend/scope.h"
#include "base/clock.h"

static void fill_days(struct ctx *ctx, struct str from, struct str to, struct usage *out)
{
    int64_t at = clock_of_day(from), end = clock_of_day(to);
    out->day = ARENA_ARRAY(ctx->arena, struct usage_day, USAGE_DAYS);
    for (; at <= end && out->n_days < USAGE_DAYS; at += DAY_US)
        out->day[out->n_days++].day = str_slice(clock_rfc3339(ctx->arena, at), 0, 10);
}

static struct usage_day *day_of(struct usage *usage, struct str day)
{
    for (int i = 0; i < usage->n_days; i++)
        if (str_eq(usage->day[i].day, day))
            return &usage->day[i];
    return NULL;
}

static struct usage_country *country_of(struct usage *usage, struct str country)
{
    for (int i = 0; i < usage->n_countries; i++)
        if (str_eq(usage->country[i].country, country))
            return &usage->country[i];
    struct usage_country *new = &usage->country[usage->n_countries++];
    new->country = country;
    return new;
}

static void add(struct usage *usage, enum channel channel, struct str country,
                const struct usage_count *count)
{
    usage_add(&usage->all, count);
    usage_add(&usage->channel[channel], count);
    usage_add(&country_of(usage, country)->count, count);
}

static void read_entries(const struct db_rows *rows, struct usage *out)
{
    enum channel channel;
    for (int i = 0; i < rows->n; i++) {
        struct str day = db_get_text(rows, i, 0);
        struct usage_day *of_day = day.n ? day_of(out, day) : NULL;
        const struct usage_count count = {
            .accepted = db_get_i64(rows, i, 3),
            .unsent = db_get_i64(rows, i, 4),
            .refunded = db_get_i64(rows, i, 5),
            .spent.thousandths = db_get_i64(rows, i, 6),
        };
        if (!channel_parse(db_get_text(rows, i, 1), &channel))
            continue;
        if (of_day)
            of_day->spent[channel] = count.spent;
        else if (!day.n)
            add(out, channel, db_get_text(rows, i, 2), &count);
    }
}

static void read_verified(const struct db_rows *rows, struct usage *out)
{
    enum channel channel;
    for (int i = 0; i < rows->n; i++) {
        const struct usage_count count = {
            .started = db_get_i64(rows, i, 2),
            .verified = db_get_i64(rows, i, 3),
        };
        if (channel_parse(db_get_text(rows, i, 0), &channel))
            add(out, channel, db_get_text(rows, i, 1), &count);
    }
}

static int dearest_first(const void *a, const void *b)
{
    const struct usage_country *x = a, *y = b;
    if (x->count.spent.thousandths != y->count.spent.thousandths)
        return x->count.spent.thousandths < y->count.spent.thousandths ? 1 : -1;
    return (x->count.started < y->count.started) - (x->count.started > y->count.started);
}

enum rc usage_get(struct ctx *ctx, struct str from, struct str to, const struct statement_range *range,
                  struct usage *out)
{
    struct db_query q[] = {
        {.id = QUERY_USAGE_LIST, .args.arena = ctx->arena},
        {.id = QUERY_USAGE_VERIFIED_LIST, .args.arena = ctx->arena},
    };
    *out = (struct usage){.complete = range->last - range->first < STATEMENT_SUM};
    if (!out->complete)
        return RC_OK;
    db_uuid(&q[0].args, ctx->actor.organisation);
    db_text(&q[0].args, from);
    db_text(&q[0].args, to);
    db_i64(&q[0].args, range->last);
    db_uuid(&q[1].args, ctx->actor.organisation);
    db_text(&q[1].args, from);
    db_text(&q[1].args, to);
    enum rc rc = actor_run_all(ctx, q, COUNT_OF(q));
    if (rc != RC_OK)
        return rc;
    fill_days(ctx, from, to, out);
    out->country =
        ARENA_ARRAY(ctx->arena, struct usage_country, (size_t)q[0].rows.n + (size_t)q[1].rows.n + 1);
    read_entries(&q[0].rows, out);
    read_verified(&q[1].rows, out);
    qsort(out->country, (size_t)out->n_countries, sizeof out->country[0], dearest_first);
    return RC_OK;
}
