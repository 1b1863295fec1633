/* The statement, read in bounded looks: whatever is asked for, a call goes through so many entries and no
 * more. */
#include "backend/statement.h"

#include "backend/rate_search.h"
#include "backend/scope.h"

/* Entries that one look goes through: by their own columns, or by the verification behind each. */
#define LOOK 200000
#define LOOK_BEHIND 10000
/* Entries that are added up for one page. */
#define SUM_BEHIND 20000

bool statement_is_filtered(const struct statement_filter *filter)
{
    return filter->kinds.n || filter->channel.n || filter->countries.n || !uuid_is_nil(filter->flow) ||
           !uuid_is_nil(filter->person);
}

int64_t statement_size(const struct statement_range *range)
{
    return range->last < range->first ? 0 : range->last - range->first + 1;
}

static bool looks_behind(const struct statement_filter *filter)
{
    return !uuid_is_nil(filter->flow) || !uuid_is_nil(filter->person);
}

/* Those that belong to no message are few and have an index. */
static bool is_indexed(const struct statement_filter *filter)
{
    return str_eq(filter->kinds, STR("top_up")) || str_eq(filter->kinds, STR("bonus")) ||
           str_eq(filter->kinds, STR("correction")) || str_eq(filter->kinds, STATEMENT_PAYMENTS);
}

static struct credits credits_at(const struct db_rows *rows, int row, int column)
{
    return (struct credits){db_get_i64(rows, row, column)};
}

/* first, last, opening, closing, paid, spent, from that column on. */
static struct statement_range range_at(const struct db_rows *rows, int row, int column)
{
    return (struct statement_range){
        .first = db_get_i64(rows, row, column),
        .last = db_get_i64(rows, row, column + 1),
        .opening = credits_at(rows, row, column + 2),
        .closing = credits_at(rows, row, column + 3),
        .paid = credits_at(rows, row, column + 4),
        .spent = credits_at(rows, row, column + 5),
    };
}

enum rc credit_overview(struct ctx *ctx, struct str from, struct str to, struct credit_overview *out)
{
    struct db_query query = actor_query(ctx, QUERY_CREDIT_OVERVIEW);
    db_text(&query.args, from);
    db_text(&query.args, to);
    *out = (struct credit_overview){.sends_left = -1, .days_left = -1, .range = {.first = 1}};
    enum rc rc = actor_run(ctx, &query);
    if (rc != RC_OK || query.rows.n == 0)
        return rc;
    const struct db_rows *rows = &query.rows;
    out->balance = credits_at(rows, 0, 0);
    out->reserved = credits_at(rows, 0, 1);
    out->available.thousandths = out->balance.thousandths - out->reserved.thousandths;
    out->last_number = db_get_i64(rows, 0, 2);
    out->spent_month = credits_at(rows, 0, 3);
    out->spent_week = credits_at(rows, 0, 4);
    if (!db_is_null(rows, 0, 5))
        out->sends_left = db_get_i64(rows, 0, 5);
    if (!db_is_null(rows, 0, 6))
        out->days_left = db_get_i64(rows, 0, 6);
    out->range = range_at(rows, 0, 7);
    out->today = db_get_text(rows, 0, 13);
    return RC_OK;
}

/* --- lines --- */

enum {
    NUMBER,
    KIND,
    AMOUNT,
    BALANCE,
    AT,
    MESSAGE,
    REFERS_TO,
    REFERENCE,
    REASON,
    ACTOR,
    CHANNEL,
    COUNTRY,
    RECIPIENT,
    RATE_FROM,
    PRICE,
    TASK,
    TASK_TITLE,
    FLOW_NAME,
    PERSON_NAME,
    KEY_NAME
};

static struct statement_line line_at(const struct db_rows *rows, int row)
{
    return (struct statement_line){
        .number = db_get_i64(rows, row, NUMBER),
        .kind = db_get_text(rows, row, KIND),
        .amount = credits_at(rows, row, AMOUNT),
        .balance = credits_at(rows, row, BALANCE),
        .at = db_get_time(rows, row, AT),
        .message = db_get_uuid(rows, row, MESSAGE),
        .refers_to = db_get_i64(rows, row, REFERS_TO),
        .reference = db_get_text(rows, row, REFERENCE),
        .reason = db_get_text(rows, row, REASON),
        .actor = db_get_text(rows, row, ACTOR),
        .channel = db_get_text(rows, row, CHANNEL),
        .country = db_get_text(rows, row, COUNTRY),
        .recipient = db_get_text(rows, row, RECIPIENT),
        .rate_from = db_get_time(rows, row, RATE_FROM),
        .price = credits_at(rows, row, PRICE),
        .task = db_get_uuid(rows, row, TASK),
        .task_title = db_get_text(rows, row, TASK_TITLE),
        .flow_name = db_get_text(rows, row, FLOW_NAME),
        .person_name = db_get_text(rows, row, PERSON_NAME),
        .key_name = db_get_text(rows, row, KEY_NAME),
    };
}

static void put_filter(struct db_args *args, int64_t first, int64_t last,
                       const struct statement_filter *filter)
{
    db_i64(args, first);
    db_i64(args, last);
    db_text(args, filter->kinds);
    db_text(args, filter->channel);
    db_text(args, filter->countries);
    db_uuid(args, filter->flow);
    db_uuid(args, filter->person);
}

static int64_t lesser(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

enum rc statement_list(struct ctx *ctx, const struct statement_filter *filter,
                       const struct statement_range *range, struct statement_lines *out)
{
    struct db_query query = actor_query(ctx, QUERY_STATEMENT_LIST);
    int64_t look = looks_behind(filter) ? LOOK_BEHIND : LOOK;
    int64_t last = filter->before ? lesser(filter->before, range->last) : range->last;
    int64_t first = last - look + 1;
    int limit = filter->limit;
    *out = (struct statement_lines){0};
    if (last < range->first)
        return RC_OK;
    if (first < range->first || is_indexed(filter))
        first = range->first;
    put_filter(&query.args, first, last, filter);
    db_i64(&query.args, limit + 1);
    enum rc rc = actor_run(ctx, &query);
    if (rc != RC_OK)
        return rc;
    out->more = query.rows.n > limit;
    out->n = out->more ? limit : query.rows.n;
    out->line = ARENA_ARRAY(ctx->arena, struct statement_line, (size_t)out->n + 1);
    for (int i = 0; i < out->n; i++)
        out->line[i] = line_at(&query.rows, i);
    out->next = out->more ? out->line[limit - 1].number - 1 : first > range->first ? first - 1 : 0;
    return RC_OK;
}

enum rc statement_sum(struct ctx *ctx, const struct statement_filter *filter,
                      const struct statement_range *range, struct statement_sum *out)
{
    struct db_query query = actor_query(ctx, QUERY_STATEMENT_SUM);
    *out = (struct statement_sum){.complete = statement_size(range) <=
                                                  (looks_behind(filter) ? SUM_BEHIND : STATEMENT_SUM) ||
                                              is_indexed(filter)};
    if (!out->complete || statement_size(range) == 0)
        return RC_OK;
    put_filter(&query.args, range->first, range->last, filter);
    enum rc rc = actor_run(ctx, &query);
    if (rc != RC_OK)
        return rc;
    out->lines = db_get_i64(&query.rows, 0, 0);
    out->added = credits_at(&query.rows, 0, 1);
    out->taken = credits_at(&query.rows, 0, 2);
    return RC_OK;
}

/* --- what filters offer --- */

enum rc statement_countries(struct ctx *ctx, struct str typed, struct str home, struct str *countries)
{
    struct db_query query = {.id = QUERY_COUNTRY_LIST, .args.arena = ctx->arena};
    struct rate_search search;
    struct buf fit = buf_new(ctx->arena, 2048);
    enum rc rc = actor_run(ctx, &query);
    if (rc != RC_OK)
        return rc;
    rate_search_open(ctx, typed, home, &search);
    for (int i = 0; i < query.rows.n; i++) {
        struct str code = db_get_text(&query.rows, i, 0);
        if (str_eq_nocase(code, typed)) {
            fit = buf_new(ctx->arena, 8);
            buf_put(&fit, code);
            break;
        }
        if (!rate_search_match(ctx, &search, code))
            continue;
        if (fit.n)
            buf_putc(&fit, ',');
        buf_put(&fit, code);
    }
    rate_search_close(&search);
    *countries = fit.n ? buf_str(&fit) : STR("-");
    return RC_OK;
}

enum rc statement_person_list(struct ctx *ctx, struct statement_person **out, int *n)
{
    struct db_query query = actor_query(ctx, QUERY_STATEMENT_PERSON_LIST);
    *n = 0;
    enum rc rc = actor_run(ctx, &query);
    if (rc != RC_OK)
        return rc;
    *n = query.rows.n;
    *out = ARENA_ARRAY(ctx->arena, struct statement_person, (size_t)*n + 1);
    for (int i = 0; i < *n; i++)
        (*out)[i] = (struct statement_person){db_get_uuid(&query.rows, i, 0), db_get_text(&query.rows, i, 1)};
    return RC_OK;
}
