/* Rates in force as JSON. */
#include "backend/rate.h"

#include "api/answer.h"
#include "api/api.h"
#include "web/problem.h"

#define QUERY_MAX 100

/* Names a rate's place in the list's order: country and number of the channel. */
static struct str place(struct ctx *ctx, const struct rate *rate)
{
    return str_printf(ctx->arena, "%.*s.%d", STR_ARG(rate->country), (int)rate->channel);
}

static bool place_check(struct str cursor)
{
    size_t dot = str_index(cursor, '.', 0);
    if ((dot != 0 && dot != 2) || cursor.n != dot + 2 || cursor.s[dot + 1] < '0' || cursor.s[dot + 1] > '9')
        return false;
    for (size_t i = 0; i < dot; i++)
        if (cursor.s[i] < 'A' || cursor.s[i] > 'Z')
            return false;
    return true;
}

static bool is_after(struct str a, struct str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n ? memcmp(a.s, b.s, n) : 0;
    return order > 0 || (order == 0 && a.n > b.n);
}

static bool country_read(struct ctx *ctx, struct str typed, struct str *out)
{
    if (!typed.n) {
        *out = STR_NONE;
        return !typed.s;
    }
    char *code = arena_alloc(ctx->arena, 2);
    for (size_t i = 0; i < 2 && typed.n == 2; i++) {
        char c = typed.s[i];
        code[i] = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
        if (code[i] < 'A' || code[i] > 'Z')
            return false;
    }
    *out = (struct str){code, 2};
    return typed.n == 2;
}

/* False: a parameter is wrong and the problem has been sent. */
static bool filter_read(struct ctx *ctx, const struct request *request, struct response *response,
                        struct rate_filter *filter)
{
    enum channel channel;
    filter->channel = request_query(ctx, request, "channel");
    filter->query = request_query(ctx, request, "q");
    if (filter->channel.s && !channel_parse(filter->channel, &channel))
        problem_outcome(ctx, response, OUTCOME_INVALID_CHANNEL, STR("channel"), 0);
    else if (!country_read(ctx, request_query(ctx, request, "country"), &filter->country))
        parameter_refuse(ctx, response, STR("country"));
    else if (filter->query.n > QUERY_MAX || !str_is_utf8(filter->query))
        parameter_refuse(ctx, response, STR("q"));
    else
        return true;
    return false;
}

static void rate_put(struct answer *answer, const struct rate *rate)
{
    answer_begin(answer, NULL, '{');
    answer_label(answer, "channel", channel_label(rate->channel));
    answer_text(answer, "country", rate->country);
    if (rate->refused)
        answer_null(answer, "price");
    else
        answer_credits(answer, "price", rate->price);
    answer_bool(answer, "refused", rate->refused);
    answer_bool(answer, "allowed", rate->allowed);
    answer_time(answer, "effective_from", rate->effective_from);
    answer_end(answer, '}');
}

enum rc api_rate_list(struct ctx *ctx, struct request *request, struct response *response)
{
    struct rate_filter filter;
    struct rate_list rates;
    struct paging paging;
    if (!filter_read(ctx, request, response, &filter) || !paging_read(ctx, request, response, &paging))
        return RC_OK;
    if (paging.cursor.s && !place_check(paging.cursor)) {
        parameter_refuse(ctx, response, STR("cursor"));
        return RC_OK;
    }
    enum rc rc = rate_list(ctx, &filter, &rates);
    if (rc != RC_OK)
        return rc;

    int first = 0;
    while (paging.cursor.s && first < rates.n && !is_after(place(ctx, &rates.rate[first]), paging.cursor))
        first++;
    int last = rates.n - first > paging.limit ? first + paging.limit : rates.n;
    struct answer answer = answer_open(ctx, response, 200);
    answer_begin(&answer, NULL, '{');
    answer_begin(&answer, "data", '[');
    for (int i = first; i < last; i++)
        rate_put(&answer, &rates.rate[i]);
    answer_end(&answer, ']');
    answer_text(&answer, "next_cursor", last < rates.n ? place(ctx, &rates.rate[last - 1]) : STR_NONE);
    answer_end(&answer, '}');
    return RC_OK;
}
