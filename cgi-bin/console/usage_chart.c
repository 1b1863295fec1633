/* Heights and widths of the charts, in whole thousandths of the drawing; and the tables beside them. */
#include "base/clock.h"
#include "base/text.h"
#include "console/statement.h"
#include "console/usage.h"
#include "shim/locale.h"
#include "web/language.h"

#define HEIGHT 1000
#define STEP 10 /* of a day; its bar is 8 wide */
#define COUNTRIES 10

void usage_set_share(struct ctx *ctx, struct template_dict *dict, const char *name, int64_t part,
                     int64_t whole)
{
    if (whole <= 0)
        page_set_c(dict, name, "–");
    else
        page_set_credits(ctx, dict, name, (struct credits){(int64_t)((__int128)part * 1000 / whole) * 100});
}

/* What a locale writes for credits, to stand inside a sentence. */
static struct str credits_words(struct ctx *ctx, struct credits credits)
{
    char out[96];
    locale_decimal(locale_of(ctx), str_z(ctx->arena, credits_text(ctx->arena, credits)), out, sizeof out);
    return str_copy(ctx->arena, str_from(out));
}

static struct credits sum_of(const struct usage_day *day)
{
    struct credits sum = {0};
    for (int i = 0; i < CHANNEL__COUNT; i++)
        sum.thousandths += day->spent[i].thousandths;
    return sum;
}

/* The next round number: where an axis ends. */
static int64_t round_up(int64_t value)
{
    static const int64_t STEPS[] = {10, 12, 15, 20, 25, 30, 40, 50, 60, 80};
    for (int64_t ten = 100; ten <= INT64_C(1000000000000000); ten *= 10)
        for (size_t i = 0; i < COUNT_OF(STEPS); i++)
            if (value <= STEPS[i] * ten)
                return STEPS[i] * ten;
    return value;
}

/* Refunds of another day's charges can make a day's part negative: it is drawn as nothing. */
static void fill_parts(struct ctx *ctx, const struct usage_day *day, int64_t top, int at,
                       struct template_dict *dict)
{
    int64_t y = HEIGHT;
    for (int i = 0; i < CHANNEL__COUNT; i++) {
        int64_t spent = day->spent[i].thousandths;
        int64_t height = spent > 0 ? (int64_t)((__int128)spent * HEIGHT / top) : 0;
        if (height == 0)
            continue;
        struct template_dict *part = template_section(dict, TPL_USAGE_SHOW_PART);
        y = y > height ? y - height : 0;
        page_set_c(part, TPL_USAGE_SHOW_CHANNEL, channel_label((enum channel)i));
        page_set(part, TPL_USAGE_SHOW_X, str_printf(ctx->arena, "%d", at * STEP + 1));
        page_set(part, TPL_USAGE_SHOW_Y, str_printf(ctx->arena, "%lld", (long long)y));
        page_set(part, TPL_USAGE_SHOW_HEIGHT, str_printf(ctx->arena, "%lld", (long long)height));
    }
}

static void fill_day(struct ctx *ctx, const struct usage_day *day, int64_t top, int at,
                     struct template_dict *spend)
{
    struct template_dict *bar = template_section(spend, TPL_USAGE_SHOW_DAY);
    struct template_dict *row = template_section(spend, TPL_USAGE_SHOW_DAY_ROW);
    page_set_day(ctx, bar, TPL_USAGE_SHOW_NAME, day->day);
    page_set_credits(ctx, bar, TPL_USAGE_SHOW_SUM, sum_of(day));
    fill_parts(ctx, day, top, at, bar);
    page_set_day(ctx, row, TPL_USAGE_SHOW_NAME, day->day);
    page_set_credits(ctx, row, TPL_USAGE_SHOW_WHATSAPP, day->spent[CHANNEL_WHATSAPP]);
    page_set_credits(ctx, row, TPL_USAGE_SHOW_SMS, day->spent[CHANNEL_SMS]);
    page_set_credits(ctx, row, TPL_USAGE_SHOW_EMAIL, day->spent[CHANNEL_EMAIL]);
    page_set_credits(ctx, row, TPL_USAGE_SHOW_SUM, sum_of(day));
}

void usage_fill_days(struct ctx *ctx, const struct usage *usage, struct template_dict *charts)
{
    struct template_dict *spend = template_section(charts, TPL_USAGE_SHOW_SPEND);
    const struct usage_day *dearest = &usage->day[0];
    for (int i = 1; i < usage->n_days; i++)
        if (sum_of(&usage->day[i]).thousandths > sum_of(dearest).thousandths)
            dearest = &usage->day[i];
    int64_t top = round_up(sum_of(dearest).thousandths);
    char day[96];
    struct str words[] = {
        credits_words(ctx, usage->all.spent),
        str_from(locale_day(locale_of(ctx), clock_of_day(dearest->day), "UTC", day, sizeof day)),
        credits_words(ctx, sum_of(dearest))};
    page_set(spend, TPL_USAGE_SHOW_WORDS,
             text_fill(ctx, "%1 credits in all; most of them on %2: %3.", words, COUNT_OF(words)));
    page_set_credits(ctx, spend, TPL_USAGE_SHOW_TOP, (struct credits){top});
    page_set_credits(ctx, spend, TPL_USAGE_SHOW_HALF, (struct credits){top / 2});
    page_set(spend, TPL_USAGE_SHOW_WIDTH, str_printf(ctx->arena, "%d", usage->n_days * STEP));
    for (int i = 0; i < usage->n_days; i++)
        fill_day(ctx, &usage->day[i], top, i, spend);
}

/* --- shares --- */

struct share {
    const char *class, *label; /* translated */
    int64_t value;
    bool credits; /* value is thousandths of a credit, not a count */
};

static void fill_bar(struct ctx *ctx, struct template_dict *bar, const struct share *share, int n)
{
    int64_t whole = 0, x = 0;
    for (int i = 0; i < n; i++)
        whole += share[i].value > 0 ? share[i].value : 0;
    for (int i = 0; i < n; i++) {
        struct template_dict *key = template_section(bar, TPL_USAGE_SHOW_KEY);
        int64_t width =
            whole > 0 && share[i].value > 0 ? (int64_t)((__int128)share[i].value * 1000 / whole) : 0;
        page_set_c(key, TPL_USAGE_SHOW_CLASS, share[i].class);
        page_set_c(key, TPL_USAGE_SHOW_LABEL, share[i].label);
        if (share[i].credits)
            page_set_credits(ctx, key, TPL_USAGE_SHOW_VALUE, (struct credits){share[i].value});
        else
            page_set_i64(ctx, key, TPL_USAGE_SHOW_VALUE, share[i].value);
        usage_set_share(ctx, key, TPL_USAGE_SHOW_SHARE, share[i].value, whole);
        if (width == 0)
            continue;
        struct template_dict *part = template_section(bar, TPL_USAGE_SHOW_PART);
        page_set_c(part, TPL_USAGE_SHOW_CLASS, share[i].class);
        page_set(part, TPL_USAGE_SHOW_X, str_printf(ctx->arena, "%lld", (long long)x));
        page_set(part, TPL_USAGE_SHOW_WIDTH, str_printf(ctx->arena, "%lld", (long long)width));
        x += width;
    }
}

static struct template_dict *bar_new(struct ctx *ctx, struct template_dict *charts, const char *id,
                                     const char *title)
{
    struct template_dict *bar = template_section(charts, TPL_USAGE_SHOW_BAR);
    page_set_c(bar, TPL_USAGE_SHOW_ID, id);
    page_set_c(bar, TPL_USAGE_SHOW_TITLE, say(ctx, title));
    return bar;
}

void usage_fill_bars(struct ctx *ctx, const struct usage *usage, struct str home,
                     struct template_dict *charts)
{
    struct share where[] = {
        {"home", say(ctx, "Home"), 0, true},
        {"abroad", say(ctx, "Abroad"), 0, true},
        {"nowhere", say(ctx, "Email"), 0, true},
    };
    const struct share ends[] = {
        {"ok", say(ctx, "Charged"), usage->all.accepted - usage->all.refunded, false},
        {"bad", say(ctx, "Not charged"), usage->all.unsent, false},
        {"wait", say(ctx, "Refunded"), usage->all.refunded, false},
    };
    for (int i = 0; i < usage->n_countries; i++) {
        struct str country = usage->country[i].country;
        int at = country.n == 0 ? 2 : str_eq(country, home) ? 0 : 1;
        where[at].value += usage->country[i].count.spent.thousandths;
    }
    fill_bar(ctx, bar_new(ctx, charts, "where", TEXT("Home against abroad, credits")), where,
             COUNT_OF(where));
    fill_bar(ctx, bar_new(ctx, charts, "ends", TEXT("What became of messages")), ends, COUNT_OF(ends));
}

/* --- tables --- */

static struct str name_of(struct ctx *ctx, struct str country)
{
    return country.n ? page_country(ctx, country) : str_from(say(ctx, "Email"));
}

static void fill_line(struct ctx *ctx, struct template_dict *charts, struct str name,
                      const struct usage_count *count)
{
    struct template_dict *line = template_section(charts, TPL_USAGE_SHOW_LINE);
    page_set(line, TPL_USAGE_SHOW_NAME, name);
    page_set_i64(ctx, line, TPL_USAGE_SHOW_STARTED, count->started);
    page_set_i64(ctx, line, TPL_USAGE_SHOW_VERIFIED, count->verified);
    usage_set_share(ctx, line, TPL_USAGE_SHOW_PERCENT, count->verified, count->started);
    page_set_credits(ctx, line, TPL_USAGE_SHOW_SPENT, count->spent);
    if (count->verified)
        page_set_credits(ctx, line, TPL_USAGE_SHOW_COST,
                         (struct credits){count->spent.thousandths / count->verified});
    else
        page_set_c(line, TPL_USAGE_SHOW_COST, "–");
}

void usage_fill_countries(struct ctx *ctx, const struct usage *usage, struct template_dict *charts)
{
    int shown = usage->n_countries < COUNTRIES ? usage->n_countries : COUNTRIES;
    int64_t most = shown ? usage->country[0].count.spent.thousandths : 0;
    for (int i = 0; i < shown; i++) {
        const struct usage_count *count = &usage->country[i].count;
        int64_t spent = count->spent.thousandths > 0 ? count->spent.thousandths : 0;
        struct template_dict *row = template_section(charts, TPL_USAGE_SHOW_COUNTRY);
        page_set(row, TPL_USAGE_SHOW_NAME, name_of(ctx, usage->country[i].country));
        page_set(row, TPL_USAGE_SHOW_WIDTH,
                 str_printf(ctx->arena, "%lld",
                            (long long)(most > 0 ? (int64_t)((__int128)spent * 1000 / most) : 0)));
        page_set_credits(ctx, row, TPL_USAGE_SHOW_SPENT, count->spent);
        usage_set_share(ctx, row, TPL_USAGE_SHOW_SHARE, spent, usage->all.spent.thousandths);
        page_set_i64(ctx, row, TPL_USAGE_SHOW_ACCEPTED, count->accepted);
    }
    if (shown < usage->n_countries)
        template_show(charts, TPL_USAGE_SHOW_MORE);
    for (int i = 0; i < CHANNEL__COUNT; i++)
        if (usage->channel[i].started || usage->channel[i].accepted)
            fill_line(ctx, charts, str_from(say(ctx, channel_words((enum channel)i))), &usage->channel[i]);
    for (int i = 0; i < shown; i++)
        if (usage->country[i].country.n)
            fill_line(ctx, charts, name_of(ctx, usage->country[i].country), &usage->country[i].count);
}
