/*
 * The months of the statement, and one of them as a page to print. What a month holds is read after the
 * number of its last entry is known, so that all its parts tell of the same lines.
 */
#include "backend/statement_month.h"
#include "backend/delivery.h"
#include "console/billing.h"
#include "console/statement.h"

#define PAYMENTS 500

static void fill_month(struct ctx *ctx, const struct request *request, struct template_dict *months,
                       const struct statement_period *month, bool running)
{
    const struct statement_range *range = &month->range;
    struct template_dict *row = template_section(months, TPL_STATEMENT_LIST_MONTH);
    page_set(row, TPL_STATEMENT_LIST_NAME, month->name);
    page_set(row, TPL_STATEMENT_LIST_LABEL, page_month(ctx, month->name));
    page_set_i64(ctx, row, TPL_STATEMENT_LIST_LINES, statement_size(range));
    page_set_credits(ctx, row, TPL_STATEMENT_LIST_OPENING, range->opening);
    page_set_credits(ctx, row, TPL_STATEMENT_LIST_PAID, range->paid);
    page_set_credits(ctx, row, TPL_STATEMENT_LIST_SPENT, range->spent);
    page_set_worth(ctx, request, row, TPL_STATEMENT_LIST_WORTH, range->spent);
    page_set_credits(ctx, row, TPL_STATEMENT_LIST_CLOSING, range->closing);
    if (running)
        template_show(row, TPL_STATEMENT_LIST_RUNNING);
}

enum rc page_statement_list(struct ctx *ctx, struct request *request, struct response *response)
{
    struct statement_periods months;
    enum rc rc = statement_month_list(ctx, &months);
    if (rc != RC_OK)
        return rc;
    struct page page =
        page_new(ctx, request, LAYOUT_CONSOLE, TEMPLATE_STATEMENT_LIST, say(ctx, "Monthly statements"));
    if (months.n == 0) {
        template_show(page.body, TPL_STATEMENT_LIST_EMPTY);
    } else {
        struct template_dict *table = template_section(page.body, TPL_STATEMENT_LIST_MONTHS);
        page_set(table, TPL_STATEMENT_LIST_ZONE, request->session->time_zone);
        for (int i = 0; i < months.n; i++)
            fill_month(ctx, request, table, &months.period[i], i == 0);
    }
    page_send(ctx, &page, 200, response);
    return RC_OK;
}

/* --- one month --- */

struct month {
    struct str name, from, to; /* "2026-11" and its first and last day */
    struct credit_overview overview;
};

static bool month_read(struct ctx *ctx, struct str name, struct month *month)
{
    int last = 31;
    *month = (struct month){.name = name, .from = str_printf(ctx->arena, "%.*s-01", STR_ARG(name))};
    if (name.n != 7 || !delivery_day_check(month->from))
        return false;
    do
        month->to = str_printf(ctx->arena, "%.*s-%d", STR_ARG(name), last--);
    while (!delivery_day_check(month->to));
    return true;
}

static enum rc fill_kinds(struct ctx *ctx, const struct statement_range *range, struct template_dict *body)
{
    struct statement_kind *kind = NULL;
    int n;
    enum rc rc = statement_kind_list(ctx, range, &kind, &n);
    if (rc != RC_OK)
        return rc;
    if (n < 0) {
        template_show(body, TPL_STATEMENT_SHOW_TOO_MANY);
        return RC_OK;
    }
    struct template_dict *kinds = template_section(body, TPL_STATEMENT_SHOW_KINDS);
    for (int i = 0; i < n; i++) {
        struct template_dict *row = template_section(kinds, TPL_STATEMENT_SHOW_KIND_ROW);
        page_set_c(row, TPL_STATEMENT_SHOW_KIND, statement_kind_words(ctx, kind[i].kind));
        page_set(row, TPL_STATEMENT_SHOW_CHANNEL, statement_channel_words(ctx, kind[i].channel));
        page_set(row, TPL_STATEMENT_SHOW_COUNTRY, page_country(ctx, kind[i].country));
        page_set_i64(ctx, row, TPL_STATEMENT_SHOW_LINES, kind[i].lines);
        page_set_credits(ctx, row, TPL_STATEMENT_SHOW_AMOUNT, kind[i].amount);
    }
    page_set_credits(ctx, kinds, TPL_STATEMENT_SHOW_SUM,
                     (struct credits){range->closing.thousandths - range->opening.thousandths});
    return RC_OK;
}

static enum rc fill_payments(struct ctx *ctx, const struct request *request,
                             const struct statement_range *range, struct template_dict *body)
{
    const struct statement_filter filter = {.kinds = STATEMENT_PAYMENTS, .limit = PAYMENTS};
    struct statement_lines lines;
    enum rc rc = statement_list(ctx, &filter, range, &lines);
    if (rc != RC_OK || lines.n == 0)
        return rc;
    struct template_dict *payments = template_section(body, TPL_STATEMENT_SHOW_PAYMENTS);
    for (int i = 0; i < lines.n; i++) {
        const struct statement_line *line = &lines.line[i];
        struct template_dict *row = template_section(payments, TPL_STATEMENT_SHOW_PAYMENT);
        page_set_i64(ctx, row, TPL_STATEMENT_SHOW_NUMBER, line->number);
        page_set_time(ctx, request, row, TPL_STATEMENT_SHOW_AT, line->at);
        page_set_c(row, TPL_STATEMENT_SHOW_KIND, statement_kind_words(ctx, line->kind));
        page_set(row, TPL_STATEMENT_SHOW_REFERENCE, line->reference);
        page_set(row, TPL_STATEMENT_SHOW_REASON, statement_reason(ctx, line));
        page_set(row, TPL_STATEMENT_SHOW_BY, statement_by(ctx, line));
        page_set_credits(ctx, row, TPL_STATEMENT_SHOW_AMOUNT, line->amount);
    }
    if (lines.more)
        template_show(payments, TPL_STATEMENT_SHOW_PAYMENTS_MORE);
    return RC_OK;
}

/* Days that are still to come are left out. */
static enum rc fill_days(struct ctx *ctx, const struct month *month, struct template_dict *body)
{
    struct statement_periods days;
    bool running = str_starts(month->overview.today, month->name);
    enum rc rc = statement_day_list(ctx, month->from, running ? month->overview.today : month->to,
                                    month->overview.last_number, &days);
    if (rc != RC_OK)
        return rc;
    struct template_dict *table = template_section(body, TPL_STATEMENT_SHOW_DAYS);
    for (int i = 0; i < days.n; i++) {
        const struct statement_range *range = &days.period[i].range;
        struct template_dict *row = template_section(table, TPL_STATEMENT_SHOW_DAY_ROW);
        page_set_day(ctx, row, TPL_STATEMENT_SHOW_DAY, days.period[i].name);
        page_set_i64(ctx, row, TPL_STATEMENT_SHOW_LINES, statement_size(range));
        page_set_credits(ctx, row, TPL_STATEMENT_SHOW_PAID, range->paid);
        page_set_credits(ctx, row, TPL_STATEMENT_SHOW_SPENT, range->spent);
        page_set_credits(ctx, row, TPL_STATEMENT_SHOW_CLOSING, range->closing);
    }
    return RC_OK;
}

static void fill_figures(struct ctx *ctx, const struct request *request, const struct month *month,
                         struct template_dict *body)
{
    const struct statement_range *range = &month->overview.range;
    page_set(body, TPL_STATEMENT_SHOW_MONTH, page_month(ctx, month->name));
    page_set(body, TPL_STATEMENT_SHOW_ORGANISATION, request->session->organisation_name);
    page_set(body, TPL_STATEMENT_SHOW_ZONE, request->session->time_zone);
    page_set(body, TPL_STATEMENT_SHOW_FROM, month->from);
    page_set(body, TPL_STATEMENT_SHOW_TO, month->to);
    page_set_day(ctx, body, TPL_STATEMENT_SHOW_SINCE, month->from);
    page_set_day(ctx, body, TPL_STATEMENT_SHOW_UNTIL, month->to);
    page_set_moment(ctx, request, body, TPL_STATEMENT_SHOW_AS_OF, ctx->now_us);
    page_set_credits(ctx, body, TPL_STATEMENT_SHOW_OPENING, range->opening);
    page_set_credits(ctx, body, TPL_STATEMENT_SHOW_PAID, range->paid);
    page_set_worth(ctx, request, body, TPL_STATEMENT_SHOW_PAID_WORTH, range->paid);
    page_set_credits(ctx, body, TPL_STATEMENT_SHOW_SPENT, range->spent);
    page_set_worth(ctx, request, body, TPL_STATEMENT_SHOW_SPENT_WORTH, range->spent);
    page_set_credits(ctx, body, TPL_STATEMENT_SHOW_CLOSING, range->closing);
    page_set_worth(ctx, request, body, TPL_STATEMENT_SHOW_CLOSING_WORTH, range->closing);
    page_set_i64(ctx, body, TPL_STATEMENT_SHOW_LINES, statement_size(range));
    if (str_starts(month->overview.today, month->name))
        template_show(body, TPL_STATEMENT_SHOW_RUNNING);
}

enum rc page_statement(struct ctx *ctx, struct request *request, struct response *response)
{
    struct month month;
    if (!month_read(ctx, request->capture[0], &month)) {
        page_error(ctx, request, 404, response);
        return RC_OK;
    }
    enum rc rc = credit_overview(ctx, month.from, month.to, &month.overview);
    if (rc != RC_OK)
        return rc;
    struct page page = page_new(ctx, request, LAYOUT_CONSOLE, TEMPLATE_STATEMENT_SHOW, say(ctx, "Statement"));
    const struct statement_range *range = &month.overview.range;
    fill_figures(ctx, request, &month, page.body);
    if (statement_size(range) == 0) {
        template_show(page.body, TPL_STATEMENT_SHOW_EMPTY);
    } else {
        rc = fill_kinds(ctx, range, page.body);
        if (rc == RC_OK)
            rc = fill_payments(ctx, request, range, page.body);
        if (rc == RC_OK)
            rc = fill_days(ctx, &month, page.body);
    }
    if (rc != RC_OK)
        return rc;
    page_send(ctx, &page, 200, response);
    return RC_OK;
}
