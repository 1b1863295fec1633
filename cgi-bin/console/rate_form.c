/* The price list's filters and order: read from the address, put back into it. What makes no sense is left
 * out. */
#include <stdlib.h>
#include <string.h>

#include "backend/rate_search.h"
#include "console/rate.h"
#include "shim/locale.h"
#include "shim/phone.h"

static const char *const sorts[SORT__COUNT] = {
    [SORT_COUNTRY] = "country",   [SORT_ISO] = "iso", [SORT_CODE] = "code",
    [SORT_WHATSAPP] = "whatsapp", [SORT_SMS] = "sms", [SORT_SINCE] = "since",
};

static bool flag(struct ctx *ctx, const struct request *request, const char *name)
{
    return str_eq(request_query(ctx, request, name), STR("1"));
}

static void read_sort(struct str text, struct rate_form *out)
{
    out->falling = str_starts(text, STR("-"));
    if (out->falling)
        text = str_slice(text, 1, text.n);
    for (int i = 0; i < SORT__COUNT; i++)
        if (str_eq(text, str_from(sorts[i]))) {
            out->sort = (enum rate_sort)i;
            return;
        }
    out->falling = false;
}

void rate_form_read(struct ctx *ctx, const struct request *request, struct rate_form *out)
{
    enum channel channel = CHANNEL_EMAIL;
    *out = (struct rate_form){.q = str_head(str_trim(request_query(ctx, request, "q")), 80),
                              .allowed = request_query(ctx, request, "allowed"),
                              .changed = flag(ctx, request, "changed"),
                              .used = flag(ctx, request, "used")};
    if (!str_eq(out->allowed, STR("yes")) && !str_eq(out->allowed, STR("no")))
        out->allowed = STR_NONE;
    out->one_channel = channel_parse(request_query(ctx, request, "channel"), &channel) &&
                       (channel == CHANNEL_WHATSAPP || channel == CHANNEL_SMS);
    out->shows[CHANNEL_WHATSAPP] = !out->one_channel || channel == CHANNEL_WHATSAPP;
    out->shows[CHANNEL_SMS] = !out->one_channel || channel == CHANNEL_SMS;
    out->filtered = out->q.n || out->allowed.n || out->changed || out->used || out->one_channel;
    read_sort(request_query(ctx, request, "sort"), out);
}

const char *rate_form_channel(const struct rate_form *form)
{
    return !form->one_channel              ? ""
           : form->shows[CHANNEL_WHATSAPP] ? channel_label(CHANNEL_WHATSAPP)
                                           : channel_label(CHANNEL_SMS);
}

static void put(struct buf *out, const char *name, struct str value)
{
    if (!value.n)
        return;
    if (out->n)
        buf_putc(out, '&');
    buf_printf(out, "%s=", name);
    buf_put_percent(out, value);
}

static struct str query_of(struct ctx *ctx, const struct rate_form *form, enum rate_sort sort, bool falling)
{
    struct buf out = buf_new(ctx->arena, 1024);
    put(&out, "q", form->q);
    put(&out, "channel", str_from(rate_form_channel(form)));
    put(&out, "allowed", form->allowed);
    put(&out, "changed", form->changed ? STR("1") : STR_NONE);
    put(&out, "used", form->used ? STR("1") : STR_NONE);
    if (sort != SORT_COUNTRY || falling)
        put(&out, "sort", str_printf(ctx->arena, "%s%s", falling ? "-" : "", sorts[sort]));
    return out.n ? buf_str(&out) : STR_NONE;
}

struct str rate_form_query(struct ctx *ctx, const struct rate_form *form)
{
    return query_of(ctx, form, form->sort, form->falling);
}

struct str rate_form_sorted(struct ctx *ctx, const struct rate_form *form, enum rate_sort sort)
{
    struct str query = query_of(ctx, form, sort, form->sort == sort && !form->falling);
    return str_printf(ctx->arena, RATE_BASE "%s%.*s", query.n ? "?" : "", STR_ARG(query));
}

/* --- the lines that answer it ------------------------------------------------------------------------- */

static bool is_offered(const struct price_row *row, const struct rate_form *form)
{
    return row->rule != RULE_REFUSE &&
           ((form->shows[CHANNEL_WHATSAPP] && row->by[CHANNEL_WHATSAPP].now.kind == PRICE_SET) ||
            (form->shows[CHANNEL_SMS] && row->by[CHANNEL_SMS].now.kind == PRICE_SET));
}

static bool is_wanted(const struct ctx *ctx, const struct price_row *row, const struct rate_form *form)
{
    if (form->used && !row->used)
        return false;
    if (form->allowed.n && is_offered(row, form) != str_eq(form->allowed, STR("yes")))
        return false;
    return !form->changed ||
           (form->shows[CHANNEL_WHATSAPP] && price_changed(ctx, &row->by[CHANNEL_WHATSAPP])) ||
           (form->shows[CHANNEL_SMS] && price_changed(ctx, &row->by[CHANNEL_SMS]));
}

static int64_t price_key(const struct price *price)
{
    return price->now.kind == PRICE_SET ? price->now.credits.thousandths : INT64_MAX;
}

static int64_t since_of(const struct price_row *row)
{
    int64_t a = row->by[CHANNEL_WHATSAPP].now.from, b = row->by[CHANNEL_SMS].now.from;
    return a > b ? a : b;
}

static int by_bytes(struct str a, struct str b)
{
    int order = memcmp(a.s, b.s, a.n < b.n ? a.n : b.n);
    return order ? order : (a.n > b.n) - (a.n < b.n);
}

static int by_number(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int compare(enum rate_sort sort, const struct rate_line *a, const struct rate_line *b)
{
    switch (sort) {
    case SORT_COUNTRY:
        return by_bytes(a->key, b->key);
    case SORT_ISO:
        return by_bytes(a->row->country, b->row->country);
    case SORT_CODE:
        return by_number(a->calling_code, b->calling_code);
    case SORT_WHATSAPP:
        return by_number(price_key(&a->row->by[CHANNEL_WHATSAPP]), price_key(&b->row->by[CHANNEL_WHATSAPP]));
    case SORT_SMS:
        return by_number(price_key(&a->row->by[CHANNEL_SMS]), price_key(&b->row->by[CHANNEL_SMS]));
    case SORT_SINCE:
        return by_number(since_of(a->row), since_of(b->row));
    case SORT__COUNT:
        break;
    }
    return 0;
}

/* The home country stands first whatever the order; equals stand by their names. */
static int in_order(const void *x, const void *y, void *cookie)
{
    const struct rate_form *form = cookie;
    const struct rate_line *a = x, *b = y;
    if (a->home != b->home)
        return a->home ? -1 : 1;
    int order = compare(form->sort, a, b);
    if (form->falling)
        order = -order;
    return order ? order : by_bytes(a->key, b->key);
}

static struct rate_line line_of(struct ctx *ctx, const struct price_row *row, struct str home)
{
    char folded[256];
    struct str name = page_country(ctx, row->country);
    return (struct rate_line){
        .row = row,
        .name = name,
        .key = str_copy(ctx->arena, str_from(locale_fold(str_z(ctx->arena, name), folded, sizeof folded))),
        .calling_code = phone_calling_code(str_z(ctx->arena, row->country)),
        .home = str_eq(row->country, home),
    };
}

enum rc rate_lines_read(struct ctx *ctx, const struct request *request, const struct rate_form *form,
                        struct rate_lines *out)
{
    struct price_list list;
    struct rate_search search;
    struct str home = request->session->organisation_country;
    *out = (struct rate_lines){0};
    enum rc rc = price_list(ctx, &list);
    if (rc != RC_OK)
        return rc;
    out->email = list.email;
    out->line = ARENA_ARRAY(ctx->arena, struct rate_line, (size_t)list.n + 1);
    rate_search_open(ctx, form->q, home, &search);
    for (int i = 0; i < list.n; i++) {
        if (str_eq(list.row[i].country, home))
            out->home = &list.row[i];
        if (is_wanted(ctx, &list.row[i], form) && rate_search_match(ctx, &search, list.row[i].country))
            out->line[out->n++] = line_of(ctx, &list.row[i], home);
    }
    rate_search_close(&search);
    struct rate_form order = *form;
    qsort_r(out->line, (size_t)out->n, sizeof *out->line, in_order, &order);
    return RC_OK;
}

struct credits rate_times(const struct price *price, const struct price *home)
{
    int64_t one = home->now.credits.thousandths, this = price->now.credits.thousandths;
    if (home->now.kind != PRICE_SET || price->now.kind != PRICE_SET || one <= 0)
        return (struct credits){0};
    /* One decimal is enough to compare by, two below one, none from ten on. */
    int64_t step = this >= 10 * one ? 1000 : this >= one ? 100 : 10;
    return (struct credits){(this * 1000 / step + one / 2) / one * step};
}
