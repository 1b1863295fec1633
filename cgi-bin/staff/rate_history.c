/* What a country has cost on a card, as steps in time with their table. Drawn here, so that it prints and
 * needs no script. */
#include "base/clock.h"
#include "base/text.h"
#include "staff/rate_card.h"
#include "web/page.h"

#define SHOW(name) TPL_RATE_CARD_HISTORY_##name
#define WIDTH 640
#define HEIGHT 200

struct chart {
    int64_t from, to; /* times at the left and right edge */
    int64_t highest;  /* price, in thousandths */
    int64_t top;      /* what the upper edge stands for */
};

static int x_of(const struct chart *chart, int64_t at)
{
    return (int)((at - chart->from) * WIDTH / (chart->to - chart->from));
}

static int y_of(const struct chart *chart, int64_t thousandths)
{
    return (int)(HEIGHT - thousandths * HEIGHT / chart->top);
}

static struct chart chart_of(const struct ctx *ctx, const struct rate_step *steps, int n)
{
    struct chart chart = {.from = ctx->now_us, .to = ctx->now_us};
    for (int i = 0; i < n; i++) {
        chart.from = steps[i].from < chart.from ? steps[i].from : chart.from;
        chart.to = steps[i].from > chart.to ? steps[i].from : chart.to;
        if (steps[i].price.thousandths > chart.highest)
            chart.highest = steps[i].price.thousandths;
    }
    chart.to += (chart.to - chart.from) / 12 + DAY_US;
    chart.top = chart.highest + chart.highest / 8 + 1;
    return chart;
}

/* One channel's line, from its oldest step to the right edge; refusals are gaps. steps come newest first. */
static struct str path_of(struct ctx *ctx, const struct chart *chart, const struct rate_step *steps, int n)
{
    struct buf path = buf_new(ctx->arena, 16384);
    for (int i = n - 1; i >= 0; i--) {
        if (steps[i].refused)
            continue;
        bool joins = i < n - 1 && !steps[i + 1].refused;
        int y = y_of(chart, steps[i].price.thousandths);
        int64_t end = i > 0 ? steps[i - 1].from : chart->to;
        if (joins)
            buf_printf(&path, "V%d", y);
        else
            buf_printf(&path, "M%d %d", x_of(chart, steps[i].from), y);
        buf_printf(&path, "H%d", x_of(chart, end));
    }
    return path.broken ? STR("") : buf_str(&path);
}

static void fill_chart(struct ctx *ctx, const struct request *request, const struct rate_step *steps, int n,
                       struct template_dict *body)
{
    struct chart chart = chart_of(ctx, steps, n);
    struct template_dict *place = template_section(body, SHOW(CHART));
    for (int i = 0; i < n;) {
        int end = i;
        while (end < n && steps[end].channel == steps[i].channel)
            end++;
        struct template_dict *line = template_section(place, SHOW(SERIES));
        page_set_c(line, SHOW(CHANNEL), channel_label(steps[i].channel));
        page_set_c(line, SHOW(LABEL), say(ctx, channel_words(steps[i].channel)));
        page_set(line, SHOW(PATH), path_of(ctx, &chart, steps + i, end - i));
        i = end;
    }
    page_set(place, SHOW(NOW_X), str_printf(ctx->arena, "%d", x_of(&chart, ctx->now_us)));
    page_set_credits(ctx, place, SHOW(TOP), (struct credits){chart.highest});
    page_set_time(ctx, request, place, SHOW(LEFT), chart.from);
    page_set_time(ctx, request, place, SHOW(RIGHT), chart.to);
}

static void fill_step(struct ctx *ctx, const struct request *request, const struct rate_step *step,
                      const struct rate_step *before, struct template_dict *body)
{
    struct template_dict *row = template_section(body, SHOW(ROW));
    page_set_c(row, SHOW(LABEL), say(ctx, channel_words(step->channel)));
    page_set_time(ctx, request, row, SHOW(FROM), step->from);
    if (step->from > ctx->now_us)
        template_show(row, SHOW(COMING));
    if (step->refused)
        page_set_c(row, SHOW(WORDS), say(ctx, "not offered"));
    else
        page_set_credits(ctx, row, SHOW(CREDITS), step->price);
    if (!before || step->refused || before->refused || before->price.thousandths == 0)
        return;
    int64_t tenths = (step->price.thousandths - before->price.thousandths) * 1000 / before->price.thousandths;
    page_set_credits(ctx, template_section(row, SHOW(BY_PERCENT)), SHOW(PERCENT),
                     (struct credits){tenths * 100});
}

static enum rc show(struct ctx *ctx, struct request *request, const struct rate_card *card,
                    struct str country, struct response *response)
{
    struct rate_step *steps;
    int n;
    enum rc rc = rate_history(ctx, card->id, country, &steps, &n);
    if (rc != RC_OK)
        return rc;
    if (n == 0) {
        page_error(ctx, request, 404, response);
        return RC_OK;
    }
    struct page page = page_new(ctx, request, LAYOUT_STAFF, TEMPLATE_RATE_CARD_HISTORY, say(ctx, "History"));
    page_set(page.body, SHOW(ID), uuid_text(ctx->arena, card->id));
    page_set(page.body, SHOW(CARD), card->name);
    page_set(page.body, SHOW(COUNTRY), country.n ? page_country(ctx, country) : str_from(say(ctx, "Email")));
    fill_chart(ctx, request, steps, n, page.body);
    for (int i = 0; i < n; i++) {
        bool older = i + 1 < n && steps[i + 1].channel == steps[i].channel;
        fill_step(ctx, request, &steps[i], older ? &steps[i + 1] : NULL, page.body);
    }
    page_send(ctx, &page, 200, response);
    return RC_OK;
}

enum rc page_rate_history(struct ctx *ctx, struct request *request, struct response *response)
{
    enum rc rc;
    struct rate_card_shown shown;
    struct str country = request->capture[1];
    if (!rate_card_open(ctx, request, response, &shown, &rc))
        return rc;
    if (str_eq(country, STR("email")))
        return show(ctx, request, shown.card, STR_NONE, response);
    if (country.n == 2 && str_is_utf8(country))
        return show(ctx, request, shown.card, country, response);
    page_error(ctx, request, 404, response);
    return RC_OK;
}
