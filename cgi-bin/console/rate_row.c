/* One country of the price list: what it costs, how that compares, and what changed or will. */
#include "base/text.h"
#include "console/rate.h"

#define LIST(name) TPL_RATE_LIST_##name

static const char *absence_words(struct ctx *ctx, enum price_kind kind)
{
    return kind == PRICE_REFUSED ? say(ctx, "not offered") : say(ctx, "no rate");
}

static void fill_price(struct ctx *ctx, const struct rate_line *line, enum channel channel,
                       const struct price_row *home, struct template_dict *row)
{
    const struct price *price = &line->row->by[channel];
    struct template_dict *cell = template_section(row, LIST(PRICE));
    page_set(cell, LIST(LABEL),
             text_fill(ctx, "%1, credits", (struct str[]){str_from(say(ctx, channel_words(channel)))}, 1));
    if (price->now.kind != PRICE_SET) {
        page_set_c(cell, LIST(WORDS), absence_words(ctx, price->now.kind));
        return;
    }
    page_set_credits(ctx, cell, LIST(CREDITS), price->now.credits);
    struct credits times = home && !line->home ? rate_times(price, &home->by[channel]) : (struct credits){0};
    if (times.thousandths)
        page_set_credits(ctx, template_section(cell, LIST(ABROAD)), LIST(TIMES), times);
}

/* Rises, falls or neither: the icon and the word that say so. */
static const char *way_of(int64_t from, int64_t to)
{
    return to > from ? "up" : to < from ? "down" : "";
}

static void put_line(struct template_dict *row, const char *section, const char *way, struct str words)
{
    struct template_dict *line = template_section(row, section);
    page_set(line, LIST(WORDS), words);
    if (way[0])
        page_set_c(template_section(line, LIST(WAY)), LIST(ICON), way);
}

/* What the price in force did when it came. Prices that were always there did nothing. */
static void fill_change(struct ctx *ctx, enum channel channel, const struct price *price,
                        struct template_dict *row)
{
    bool set = price->now.kind == PRICE_SET, was = price->before.kind == PRICE_SET;
    int64_t now = price->now.credits.thousandths, before = price->before.credits.thousandths;
    struct str values[] = {str_from(say(ctx, channel_words(channel))),
                           page_credits(ctx, price->before.credits)};
    const char *words = NULL;
    if (price->before.kind == PRICE_NONE)
        words = price_changed(ctx, price) && set ? TEXT("%1: new") : NULL;
    else if (set && !was)
        words = TEXT("%1: offered again");
    else if (!set && was)
        words = TEXT("%1: no longer offered");
    else if (set)
        words = now > before   ? TEXT("%1: increased from %2")
                : now < before ? TEXT("%1: decreased from %2")
                               : TEXT("%1: unchanged");
    if (words)
        put_line(row, LIST(CHANGE), set && was ? way_of(before, now) : "", text_fill(ctx, words, values, 2));
}

static void fill_next(struct ctx *ctx, const struct request *request, enum channel channel,
                      const struct price *price, struct template_dict *row)
{
    bool now = price->now.kind == PRICE_SET;
    int64_t from = price->now.credits.thousandths, to = price->next.credits.thousandths;
    if (price->next.kind == PRICE_NONE)
        return;
    struct str values[] = {str_from(say(ctx, channel_words(channel))),
                           page_time(ctx, request, price->next.from), page_credits(ctx, price->now.credits),
                           page_credits(ctx, price->next.credits)};
    const char *words = price->next.kind == PRICE_REFUSED ? TEXT("%1 from %2: no longer offered")
                        : !now                            ? TEXT("%1 from %2: %4")
                        : to > from                       ? TEXT("%1 from %2: %3 → %4, an increase")
                        : to < from                       ? TEXT("%1 from %2: %3 → %4, a decrease")
                                                          : TEXT("%1 from %2: %4, as now");
    bool both = now && price->next.kind == PRICE_SET;
    put_line(row, LIST(NEXT), both ? way_of(from, to) : "", text_fill(ctx, words, values, 4));
}

static void fill_since(struct ctx *ctx, const struct request *request, const struct rate_form *form,
                       const struct price_row *price, struct template_dict *row)
{
    int64_t since = 0;
    for (int i = 0; i < CHANNEL__COUNT; i++)
        if (form->shows[i] && price->by[i].now.from > since)
            since = price->by[i].now.from;
    if (since)
        page_set_time(ctx, request, template_section(row, LIST(BEGUN)), LIST(SINCE), since);
}

static const char *const RULES[] = {
    [RULE_ALLOW] = LIST(ALLOWED), [RULE_WATCH] = LIST(WATCHED), [RULE_REFUSE] = LIST(REFUSED)};

void rate_row_fill(struct ctx *ctx, const struct request *request, const struct rate_shown *shown,
                   const struct rate_line *line, struct template_dict *rows)
{
    const struct rate_form *form = &shown->form;
    struct template_dict *row = template_section(rows, LIST(ROW));
    page_set(row, LIST(COUNTRY), line->name);
    page_set(row, LIST(ISO), line->row->country);
    page_set(row, LIST(FLAG), str_lower(ctx->arena, line->row->country));
    page_set(row, LIST(CALLING_CODE), str_printf(ctx->arena, "+%d", line->calling_code));
    page_set_c(row, LIST(WHERE), line->home ? say(ctx, "home") : say(ctx, "abroad"));
    if (line->home)
        template_show(row, LIST(HOME));
    template_show(row, RULES[line->row->rule]);
    fill_since(ctx, request, form, line->row, row);
    for (int i = 0; i < CHANNEL__COUNT; i++) {
        if (!form->shows[i])
            continue;
        fill_price(ctx, line, (enum channel)i, shown->lines.home, row);
        fill_change(ctx, (enum channel)i, &line->row->by[i], row);
        fill_next(ctx, request, (enum channel)i, &line->row->by[i], row);
    }
}
