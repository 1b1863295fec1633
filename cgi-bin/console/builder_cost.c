/* What a send costs by the OTP's channel, where the organisation sends, and how many its credit is good for.
 */
#include "console/builder.h"

#include "backend/rate.h"

#define SET(name) TPL_FLOW_BUILDER_OTP_##name
#define COST_ROWS 5

/* The countries in words: the cheapest ones, and how many there are besides. */
static struct str sends_words(struct ctx *ctx, struct credits available, struct credits price)
{
    int64_t sends = price.thousandths > 0 ? available.thousandths / price.thousandths : 0;
    return text_count(ctx, "Your credit is good for %s send.", "Your credit is good for %s sends.",
                      sends > 0 ? sends : 0);
}

static void fill_rate(struct ctx *ctx, const struct rate *rate, struct template_dict *cost)
{
    struct template_dict *row = template_section(cost, SET(RATE));
    page_set(row, SET(RATE_WHERE),
             rate->country.n ? page_country(ctx, rate->country) : str_from(say(ctx, "every country")));
    if (rate->allowed) {
        struct template_dict *price = template_section(row, SET(RATE_PRICE));
        page_set_credits(ctx, price, SET(RATE_CREDITS), rate->price);
    } else {
        page_set_c(row, SET(RATE_REFUSED),
                   say(ctx, rate->refused ? TEXT("not offered") : TEXT("not allowed")));
    }
}

void builder_fill_cost(struct ctx *ctx, const struct builder *builder, enum channel channel,
                       struct template_dict *pane)
{
    struct rate_list list;
    if (rate_list_used(ctx, channel, &list) != RC_OK)
        return; /* logged; the settings are of use without it */
    struct template_dict *cost = template_section(pane, SET(COST));
    const struct rate *dearest = NULL;
    for (int i = 0; i < list.n; i++) {
        if (i < COST_ROWS - 1 || i + 1 == list.n)
            fill_rate(ctx, &list.rate[i], cost);
        if (list.rate[i].allowed)
            dearest = &list.rate[i];
    }
    if (list.n > COST_ROWS)
        page_set(
            cost, SET(COST_MORE),
            text_count(ctx, "%s country between them.", "%s countries between them.", list.n - COST_ROWS));
    if (dearest)
        page_set(cost, SET(COST_SENDS),
                 sends_words(ctx, builder->request->session->available, dearest->price));
    else
        page_set_c(cost, SET(COST_SENDS),
                   say(ctx, "There is no rate where you send to: nothing can be sent."));
}
