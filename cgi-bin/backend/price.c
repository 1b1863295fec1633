/* The price list under row-level security. Must not change a price, nor a rule. */
#include "backend/price.h"

#include <string.h>

#include "backend/scope.h"
#include "base/clock.h"
#include "base/log.h"

#define RECENT_US (30 * DAY_US)

static const char *const rules[] = {[RULE_ALLOW] = "allow", [RULE_WATCH] = "watch", [RULE_REFUSE] = "refuse"};

const char *country_rule_label(enum country_rule rule)
{
    return rules[rule];
}

bool country_rule_parse(struct str label, enum country_rule *out)
{
    for (size_t i = 0; i < COUNT_OF(rules); i++)
        if (str_eq(label, str_from(rules[i]))) {
            *out = (enum country_rule)i;
            return true;
        }
    return false;
}

enum rc price_state(struct ctx *ctx, struct str *state)
{
    struct db_query query = actor_query(ctx, QUERY_PRICE_STATE);
    *state = STR_NONE;
    db_time(&query.args, ctx->now_us);
    enum rc rc = actor_run(ctx, &query);
    if (rc == RC_OK && query.rows.n == 1)
        *state = db_get_text(&query.rows, 0, 0);
    return rc;
}

/* Columns of price_list. */
enum { C_CHANNEL, C_COUNTRY, C_NOW, C_BEFORE = C_NOW + 3, C_NEXT = C_BEFORE + 3 };

static void read_price(const struct db_rows *rows, int i, struct price *price)
{
    const struct {
        int column;
        enum price_kind *kind;
        struct credits *credits;
        int64_t *from;
    } parts[] = {
        {C_NOW, &price->now.kind, &price->now.credits, &price->now.from},
        {C_BEFORE, &price->before.kind, &price->before.credits, &price->before.from},
        {C_NEXT, &price->next.kind, &price->next.credits, &price->next.from},
    };
    for (size_t p = 0; p < COUNT_OF(parts); p++) {
        if (db_is_null(rows, i, parts[p].column))
            continue;
        *parts[p].from = db_get_time(rows, i, parts[p].column);
        *parts[p].kind = db_get_bool(rows, i, parts[p].column + 1) ? PRICE_REFUSED : PRICE_SET;
        if (*parts[p].kind == PRICE_SET)
            parts[p].credits->thousandths = db_get_i64(rows, i, parts[p].column + 2);
    }
}

static void read_rows(const struct db_rows *rows, struct price_list *out)
{
    for (int i = 0; i < rows->n; i++) {
        enum channel channel;
        struct str country = db_get_text(rows, i, C_COUNTRY);
        if (!channel_parse(db_get_text(rows, i, C_CHANNEL), &channel)) {
            log_event(LOG_ERROR, "price.channel", "unknown label");
            continue;
        }
        if (channel == CHANNEL_EMAIL) {
            read_price(rows, i, &out->email);
            continue;
        }
        if (out->n == 0 || !str_eq(out->row[out->n - 1].country, country))
            out->row[out->n++].country = country;
        read_price(rows, i, &out->row[out->n - 1].by[channel]);
    }
}

struct price_row *price_row_find(const struct price_list *list, struct str country)
{
    int low = 0, high = list->n - 1;
    while (low <= high && country.n == 2) {
        int middle = low + (high - low) / 2, order = memcmp(list->row[middle].country.s, country.s, 2);
        if (order == 0)
            return &list->row[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle - 1;
    }
    return NULL;
}

enum rc price_card_list(struct ctx *ctx, struct uuid card, struct price_list *out)
{
    struct db_query query = {.id = QUERY_RATE_CARD_LINES, .args.arena = ctx->arena};
    *out = (struct price_list){0};
    db_uuid(&query.args, card);
    db_time(&query.args, ctx->now_us);
    enum rc rc = actor_run(ctx, &query);
    if (rc != RC_OK)
        return rc;
    out->row = ARENA_ARRAY(ctx->arena, struct price_row, (size_t)query.rows.n + 1);
    read_rows(&query.rows, out);
    return RC_OK;
}

enum rc price_list(struct ctx *ctx, struct price_list *out)
{
    struct db_query queries[] = {
        {.id = QUERY_PRICE_LIST, .args.arena = ctx->arena},
        {.id = QUERY_COUNTRY_RULE_LIST, .args.arena = ctx->arena},
        {.id = QUERY_COUNTRY_USED_LIST, .args.arena = ctx->arena},
    };
    *out = (struct price_list){0};
    db_uuid(&queries[0].args, ctx->actor.organisation);
    db_time(&queries[0].args, ctx->now_us);
    enum rc rc = actor_run_all(ctx, queries, COUNT_OF(queries));
    if (rc != RC_OK)
        return rc;
    out->row = ARENA_ARRAY(ctx->arena, struct price_row, (size_t)queries[0].rows.n + 1);
    read_rows(&queries[0].rows, out);
    for (int i = 0; i < queries[1].rows.n; i++) {
        struct price_row *row = price_row_find(out, db_get_text(&queries[1].rows, i, 0));
        if (row && !country_rule_parse(db_get_text(&queries[1].rows, i, 1), &row->rule))
            log_event(LOG_ERROR, "price.rule", "unknown label");
    }
    for (int i = 0; i < queries[2].rows.n; i++) {
        struct price_row *row = price_row_find(out, db_get_text(&queries[2].rows, i, 0));
        if (row)
            row->used = true;
    }
    return RC_OK;
}

bool price_changed(const struct ctx *ctx, const struct price *price)
{
    bool same = price->now.kind == price->before.kind &&
                price->now.credits.thousandths == price->before.credits.thousandths;
    return price->now.from >= ctx->now_us - RECENT_US && !same;
}

enum rc price_estimate(struct ctx *ctx, enum channel channel, struct str country, struct price_estimate *out)
{
    struct db_query query = actor_query(ctx, QUERY_RATE_ESTIMATE);
    *out = (struct price_estimate){.outcome = OUTCOME_NOT_FOUND};
    db_text(&query.args, str_from(channel_label(channel)));
    db_text(&query.args, country.n ? country : STR_NONE);
    enum rc rc = actor_run(ctx, &query);
    if (rc != RC_OK || query.rows.n != 1)
        return rc;
    *out = (struct price_estimate){
        .outcome = outcome_from_label(db_get_text(&query.rows, 0, 0)),
        .price = {db_get_i64(&query.rows, 0, 1)},
        .balance = {db_get_i64(&query.rows, 0, 2)},
        .available = {db_get_i64(&query.rows, 0, 3)},
    };
    return RC_OK;
}
