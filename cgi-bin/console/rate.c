/*
 * The price list: what a message costs by country and channel, home country first, abroad said in words.
 * Searching, filtering and sorting are a GET form, so that an address can be kept and shared; the same
 * address makes the file.
 */
#include "console/rate.h"
#include "base/clock.h"
#include "base/text.h"
#include "console/billing.h"
#include "web/csv.h"
#include "web/page_cache.h"

#define LIST(name) TPL_RATE_LIST_##name

static void fill_heads(struct ctx *ctx, const struct rate_form *form, struct template_dict *rows)
{
    static const struct {
        enum rate_sort sort;
        const char *label;
        int channel; /* -1: always shown */
    } heads[] = {
        {SORT_COUNTRY, TEXT("Country"), -1},
        {SORT_CODE, TEXT("Code"), -1},
        {SORT_WHATSAPP, TEXT("WhatsApp, credits"), CHANNEL_WHATSAPP},
        {SORT_SMS, TEXT("SMS, credits"), CHANNEL_SMS},
        {SORT_SINCE, TEXT("Since"), -1},
    };
    for (size_t i = 0; i < COUNT_OF(heads); i++) {
        if (heads[i].channel >= 0 && !form->shows[heads[i].channel])
            continue;
        struct template_dict *head = template_section(rows, LIST(HEAD));
        page_set_c(head, LIST(LABEL), text(ctx->app->texts, ctx->language, heads[i].label));
        page_set(head, LIST(HREF), rate_form_sorted(ctx, form, heads[i].sort));
        if (heads[i].channel >= 0)
            template_show(head, LIST(FIGURES));
        if (form->sort == heads[i].sort)
            template_show(template_section(head, LIST(SORTED)), form->falling ? LIST(FALLING) : LIST(RISING));
        else
            template_show(head, LIST(UNSORTED));
    }
}

static void put_option(struct template_dict *option, const char *value, const char *label, struct str chosen)
{
    page_set_c(option, LIST(VALUE), value);
    page_set_c(option, LIST(LABEL), label);
    if (str_eq(chosen, str_from(value)))
        template_show(option, LIST(CHOSEN));
}

static void fill_filters(struct ctx *ctx, const struct rate_form *form, struct template_dict *body)
{
    struct str channel = str_from(rate_form_channel(form));
    page_set(body, LIST(Q), form->q);
    put_option(template_section(body, LIST(CHANNEL_OPTION)), "", say(ctx, "All"), channel);
    for (int i = 0; i < CHANNEL__COUNT; i++)
        if (i != CHANNEL_EMAIL)
            put_option(template_section(body, LIST(CHANNEL_OPTION)), channel_label((enum channel)i),
                       say(ctx, channel_words((enum channel)i)), channel);
    put_option(template_section(body, LIST(ALLOWED_OPTION)), "", say(ctx, "All"), form->allowed);
    put_option(template_section(body, LIST(ALLOWED_OPTION)), "yes", say(ctx, "Allowed and offered"),
               form->allowed);
    put_option(template_section(body, LIST(ALLOWED_OPTION)), "no", say(ctx, "Not allowed or not offered"),
               form->allowed);
    if (form->changed)
        template_show(body, LIST(CHANGED));
    if (form->used)
        template_show(body, LIST(USED));
    if (form->filtered)
        template_show(body, LIST(CLEAR));
}

static void fill_files(struct ctx *ctx, const struct rate_form *form, struct template_dict *rows)
{
    struct str query = rate_form_query(ctx, form);
    page_set(rows, LIST(CSV_HREF),
             str_printf(ctx->arena, RATE_BASE ".csv%s%.*s", query.n ? "?" : "", STR_ARG(query)));
    page_set(rows, LIST(EXCEL_HREF),
             str_printf(ctx->arena, RATE_BASE ".csv?%.*s%sseparator=semicolon&bom=1", STR_ARG(query),
                        query.n ? "&" : ""));
}

static void fill_list(struct ctx *ctx, const struct request *request, const struct rate_shown *shown,
                      struct template_dict *body)
{
    const struct rate_lines *lines = &shown->lines;
    if (lines->email.now.kind == PRICE_SET) {
        struct template_dict *card = template_section(body, LIST(EMAIL));
        page_set_credits(ctx, card, LIST(EMAIL_PRICE), lines->email.now.credits);
        page_set_time(ctx, request, card, LIST(EMAIL_SINCE), lines->email.now.from);
    }
    page_set(body, LIST(COUNT), text_count(ctx, "%s country", "%s countries", lines->n));
    page_set_time(ctx, request, body, LIST(AS_OF), ctx->now_us);
    if (lines->n == 0) {
        template_show(body, LIST(EMPTY));
        return;
    }
    struct template_dict *rows = template_section(body, LIST(ROWS));
    fill_heads(ctx, &shown->form, rows);
    fill_files(ctx, &shown->form, rows);
    for (int i = 0; i < lines->n; i++)
        rate_row_fill(ctx, request, shown, &lines->line[i], rows);
}

/*
 * True: answered by the browser's own copy, or by one that was kept. An estimate and "only where we sent"
 * depend on more than the list's state tells.
 */
static enum rc answer_known(struct ctx *ctx, const struct request *request, struct response *response,
                            bool *answered)
{
    struct str state;
    *answered = false;
    if (request_query(ctx, request, "to").n || request_query(ctx, request, "used").n)
        return RC_OK;
    enum rc rc = price_state(ctx, &state);
    if (rc != RC_OK)
        return rc;
    struct str seed = str_printf(ctx->arena, "%.*s?%.*s", STR_ARG(state), STR_ARG(request->query));
    *answered = response_etag(ctx, request, response, seed) || page_cache_find(ctx, response);
    return RC_OK;
}

enum rc page_rate_list(struct ctx *ctx, struct request *request, struct response *response)
{
    struct rate_shown shown;
    bool answered;
    enum rc rc = answer_known(ctx, request, response, &answered);
    if (rc != RC_OK || answered)
        return rc;
    rate_form_read(ctx, request, &shown.form);
    rc = rate_lines_read(ctx, request, &shown.form, &shown.lines);
    if (rc != RC_OK)
        return rc;
    struct page page = page_new(ctx, request, LAYOUT_CONSOLE, TEMPLATE_RATE_LIST, say(ctx, "Rates"));
    rc = rate_estimate_fill(ctx, request, page.body);
    if (rc == RC_OK)
        rc = spend_notices_fill(ctx, page.body, LIST(NOTICES));
    if (rc != RC_OK)
        return rc;
    fill_filters(ctx, &shown.form, page.body);
    fill_list(ctx, request, &shown, page.body);
    page_send(ctx, &page, 200, response);
    page_cache_keep(ctx, response);
    return RC_OK;
}

/* --- the same as a file ------------------------------------------------------------------------------- */

static void put_head(struct ctx *ctx, const struct rate_form *form, struct csv *csv)
{
    csv_text(csv, str_from(say(ctx, "Country")));
    csv_text(csv, STR("ISO"));
    csv_text(csv, str_from(say(ctx, "Code")));
    csv_text(csv, str_from(say(ctx, "Where")));
    for (int i = 0; i < CHANNEL__COUNT; i++) {
        if (!form->shows[i])
            continue;
        struct str name = str_from(say(ctx, channel_words((enum channel)i)));
        csv_text(csv, text_fill(ctx, "%1, credits", &name, 1));
        csv_text(csv, text_fill(ctx, "%1, times home", &name, 1));
        csv_text(csv, text_fill(ctx, "%1, since", &name, 1));
        csv_text(csv, text_fill(ctx, "%1, next", &name, 1));
        csv_text(csv, text_fill(ctx, "%1, next from", &name, 1));
    }
    csv_text(csv, str_from(say(ctx, "Allowed")));
    csv_text(csv, str_from(say(ctx, "As of")));
    csv_end(csv);
}

/* Who separates by ';' writes decimals with a comma. */
static struct str number(struct ctx *ctx, const struct csv *csv, struct credits value)
{
    struct str text = credits_text(ctx->arena, value);
    size_t point = str_index(text, '.', 0);
    if (csv->separator != ';' || point == text.n)
        return text;
    return str_printf(ctx->arena, "%.*s,%.*s", (int)point, text.s, (int)(text.n - point - 1),
                      text.s + point + 1);
}

static struct str price_text(struct ctx *ctx, const struct csv *csv, enum price_kind kind,
                             struct credits value)
{
    if (kind == PRICE_SET)
        return number(ctx, csv, value);
    return kind == PRICE_REFUSED ? str_from(say(ctx, "not offered")) : STR_NONE;
}

static void put_line(struct ctx *ctx, const struct rate_shown *shown, const struct rate_line *line,
                     struct csv *csv)
{
    csv_text(csv, line->name);
    csv_text(csv, line->row->country);
    csv_text(csv, str_printf(ctx->arena, "%d", line->calling_code)); /* a plus would be a formula's */
    csv_text(csv, str_from(line->home ? say(ctx, "home") : say(ctx, "abroad")));
    for (int i = 0; i < CHANNEL__COUNT; i++) {
        if (!shown->form.shows[i])
            continue;
        const struct price *price = &line->row->by[i];
        struct credits times = {0};
        if (shown->lines.home && !line->home)
            times = rate_times(price, &shown->lines.home->by[i]);
        csv_text(csv, price_text(ctx, csv, price->now.kind, price->now.credits));
        csv_text(csv, times.thousandths ? number(ctx, csv, times) : STR_NONE);
        csv_text(csv, price->now.from ? clock_rfc3339(ctx->arena, price->now.from) : STR_NONE);
        csv_text(csv, price_text(ctx, csv, price->next.kind, price->next.credits));
        csv_text(csv, price->next.from ? clock_rfc3339(ctx->arena, price->next.from) : STR_NONE);
    }
    csv_text(csv, str_from(line->row->rule == RULE_REFUSE ? say(ctx, "no") : say(ctx, "yes")));
    csv_text(csv, clock_rfc3339(ctx->arena, ctx->now_us));
    csv_end(csv);
}

enum rc page_rate_export(struct ctx *ctx, struct request *request, struct response *response)
{
    struct rate_shown shown;
    rate_form_read(ctx, request, &shown.form);
    enum rc rc = rate_lines_read(ctx, request, &shown.form, &shown.lines);
    if (rc != RC_OK)
        return rc;
    struct buf out = buf_new(ctx->arena, RESPONSE_BODY_MAX);
    bool semicolon = str_eq(request_query(ctx, request, "separator"), STR("semicolon"));
    struct csv csv = {.out = &out, .separator = semicolon ? ';' : ','};
    if (str_eq(request_query(ctx, request, "bom"), STR("1")))
        buf_put(&out, CSV_MARK);
    put_head(ctx, &shown.form, &csv);
    for (int i = 0; i < shown.lines.n; i++)
        put_line(ctx, &shown, &shown.lines.line[i], &csv);
    response->body = out;
    response->type = "text/csv; charset=utf-8";
    response_header(response, "Content-Disposition", STR("attachment; filename=\"rates.csv\""));
    return RC_OK;
}
