/*
 * The price list: what a message costs by country and channel, home country first, abroad said in
 * words. Searching and filtering are a GET form, so that an address can be kept and shared.
 */
#include "backend/rate.h"

#include <stdlib.h>
#include <string.h>

#include "console/billing.h"
#include "shim/phone.h"
#include "web/page.h"

/* One country with its rates by channel; the rate list comes sorted by country. */
struct price_row {
    struct str country, name;
    const struct rate *rate[CHANNEL__COUNT];
    bool home;
};

static int by_home_then_name(const void *a, const void *b)
{
    const struct price_row *x = a, *y = b;
    if (x->home != y->home)
        return x->home ? -1 : 1;
    size_t n = x->name.n < y->name.n ? x->name.n : y->name.n;
    int order = memcmp(x->name.s, y->name.s, n);
    return order ? order : (x->name.n > y->name.n) - (x->name.n < y->name.n);
}

static int rows_from(struct ctx *ctx, const struct rate_list *list, struct str home, struct price_row *rows)
{
    int n = 0;
    for (int i = 0; i < list->n; i++) {
        const struct rate *rate = &list->rate[i];
        if (rate->channel == CHANNEL_EMAIL)
            continue;
        if (n == 0 || !str_eq(rows[n - 1].country, rate->country))
            rows[n++] = (struct price_row){.country = rate->country,
                                           .name = page_country(ctx, rate->country),
                                           .home = str_eq(rate->country, home)};
        rows[n - 1].rate[rate->channel] = rate;
    }
    qsort(rows, (size_t)n, sizeof *rows, by_home_then_name);
    return n;
}

static void fill_price(struct ctx *ctx, struct template_dict *row, const struct rate *rate, const char *price,
                       const char *words)
{
    if (rate && rate->allowed)
        page_set_credits(ctx, row, price, rate->price);
    else
        page_set_c(row, words,
                   !rate           ? say(ctx, "no rate")
                   : rate->refused ? say(ctx, "not offered")
                                   : say(ctx, "not allowed"));
}

static void fill_row(struct ctx *ctx, const struct request *request, struct template_dict *body,
                     const struct price_row *price)
{
    struct template_dict *row = template_section(body, TPL_RATE_LIST_ROW);
    const struct rate *any =
        price->rate[CHANNEL_WHATSAPP] ? price->rate[CHANNEL_WHATSAPP] : price->rate[CHANNEL_SMS];
    const char *code = str_z(ctx->arena, price->country);
    page_set(row, TPL_RATE_LIST_COUNTRY, price->name);
    page_set(row, TPL_RATE_LIST_ISO, price->country);
    page_set(row, TPL_RATE_LIST_FLAG, str_lower(ctx->arena, price->country));
    page_set(row, TPL_RATE_LIST_CALLING_CODE, str_printf(ctx->arena, "+%d", phone_calling_code(code)));
    page_set_c(row, TPL_RATE_LIST_WHERE, price->home ? say(ctx, "home") : say(ctx, "abroad"));
    if (price->home)
        template_show(row, TPL_RATE_LIST_HOME);
    fill_price(ctx, row, price->rate[CHANNEL_WHATSAPP], TPL_RATE_LIST_WHATSAPP, TPL_RATE_LIST_WHATSAPP_WORDS);
    fill_price(ctx, row, price->rate[CHANNEL_SMS], TPL_RATE_LIST_SMS, TPL_RATE_LIST_SMS_WORDS);
    if (any)
        page_set_time(ctx, request, row, TPL_RATE_LIST_SINCE, any->effective_from);
}

static void fill_email(struct ctx *ctx, struct template_dict *body, const struct rate_list *list)
{
    for (int i = 0; i < list->n; i++) {
        if (list->rate[i].channel != CHANNEL_EMAIL)
            continue;
        struct template_dict *card = template_section(body, TPL_RATE_LIST_EMAIL);
        page_set_credits(ctx, card, TPL_RATE_LIST_EMAIL_PRICE, list->rate[i].price);
    }
}

static void fill_result(struct ctx *ctx, struct template_dict *body, struct str query, int n)
{
    page_set(body, TPL_RATE_LIST_Q, query);
    page_set(body, TPL_RATE_LIST_COUNT, text_count(ctx, "%s country", "%s countries", n));
    if (query.n)
        template_show(body, TPL_RATE_LIST_CLEAR);
    template_show(body, n ? TPL_RATE_LIST_ROWS : TPL_RATE_LIST_EMPTY);
}

enum rc page_rate_list(struct ctx *ctx, struct request *request, struct response *response)
{
    struct rate_list list;
    struct str query = str_trim(request_query(ctx, request, "q"));
    struct rate_filter filter = {.query = str_head(query, 80)};
    enum rc rc = rate_list(ctx, &filter, &list);
    if (rc != RC_OK)
        return rc;
    struct price_row *rows = ARENA_ARRAY(ctx->arena, struct price_row, (size_t)list.n + 1);
    int n = rows_from(ctx, &list, request->session->organisation_country, rows);

    struct page page = page_new(ctx, request, LAYOUT_CONSOLE, TEMPLATE_RATE_LIST, say(ctx, "Rates"));
    fill_result(ctx, page.body, query, n);
    fill_email(ctx, page.body, &list);
    page_set_time(ctx, request, page.body, TPL_RATE_LIST_AS_OF, ctx->now_us);
    for (int i = 0; i < n; i++)
        fill_row(ctx, request, page.body, &rows[i]);
    page_send(ctx, &page, 200, response);
    return RC_OK;
}
