/*
 * The balance and the statement, which reads like a bank's: newest first, every line with the balance
 * after it, paged by entry number so that a page never shifts under the reader. All figures of the head are
 * of one moment, and the statement ends with it.
 */
#include "backend/channel.h"
#include "backend/delivery.h"
#include "backend/recipient.h"
#include "base/text.h"
#include "console/billing.h"
#include "console/statement.h"

#define PAGE 50

static void put_option(struct template_dict *option, struct str value, struct str label, bool chosen)
{
    page_set(option, TPL_CREDIT_LIST_VALUE, value);
    page_set(option, TPL_CREDIT_LIST_LABEL, label);
    if (chosen)
        template_show(option, TPL_CREDIT_LIST_CHOSEN);
}

/* --- filters --- */

static enum rc fill_flows(struct ctx *ctx, const struct statement_form *form, struct template_dict *filters)
{
    struct delivery_flow *flow = NULL;
    int n;
    enum rc rc = delivery_flow_list(ctx, &flow, &n);
    for (int i = 0; rc == RC_OK && i < n; i++)
        put_option(template_section(filters, TPL_CREDIT_LIST_FLOW_OPTION), uuid_text(ctx->arena, flow[i].id),
                   flow[i].name, uuid_eq(flow[i].id, form->filter.flow));
    return rc;
}

static enum rc fill_people(struct ctx *ctx, const struct statement_form *form, struct template_dict *filters)
{
    struct statement_person *person = NULL;
    int n;
    enum rc rc = statement_person_list(ctx, &person, &n);
    for (int i = 0; rc == RC_OK && i < n; i++)
        put_option(template_section(filters, TPL_CREDIT_LIST_PERSON_OPTION),
                   uuid_text(ctx->arena, person[i].id), person[i].name,
                   uuid_eq(person[i].id, form->filter.person));
    return rc;
}

static enum rc fill_filters(struct ctx *ctx, const struct statement_form *form, struct template_dict *body)
{
    struct template_dict *filters = template_section(body, TPL_CREDIT_LIST_FILTERS);
    page_set(filters, TPL_CREDIT_LIST_FROM, form->from);
    page_set(filters, TPL_CREDIT_LIST_TO, form->to);
    page_set(filters, TPL_CREDIT_LIST_COUNTRY_TYPED, form->country);
    for (size_t i = 0; statement_kind_at(i); i++) {
        struct str kind = str_from(statement_kind_at(i));
        put_option(template_section(filters, TPL_CREDIT_LIST_KIND_OPTION), kind,
                   str_from(statement_kind_words(ctx, kind)), str_eq(kind, form->filter.kinds));
    }
    for (int i = 0; i < CHANNEL__COUNT; i++) {
        struct str label = str_from(channel_label((enum channel)i));
        put_option(template_section(filters, TPL_CREDIT_LIST_CHANNEL_OPTION), label,
                   statement_channel_words(ctx, label), str_eq(label, form->filter.channel));
    }
    if (form->filtered)
        template_show(filters, TPL_CREDIT_LIST_CLEAR);
    if (form->bad_day)
        template_show(body, TPL_CREDIT_LIST_BAD_DAY);
    enum rc rc = fill_flows(ctx, form, filters);
    return rc == RC_OK ? fill_people(ctx, form, filters) : rc;
}

/* --- lines --- */

static void fill_behind(struct ctx *ctx, const struct request *request, struct template_dict *row,
                        const struct statement_line *line)
{
    if (line->recipient.n)
        page_set(row, TPL_CREDIT_LIST_RECIPIENT, recipient_mask(ctx->arena, line->recipient));
    if (!uuid_is_nil(line->task)) {
        struct template_dict *task = template_section(row, TPL_CREDIT_LIST_OF_TASK);
        page_set(task, TPL_CREDIT_LIST_TASK_ID, uuid_text(ctx->arena, line->task));
        page_set(task, TPL_CREDIT_LIST_TASK, line->task_title);
        page_set(task, TPL_CREDIT_LIST_FLOW, line->flow_name);
    }
    if (line->rate_from) {
        struct template_dict *rate = template_section(row, TPL_CREDIT_LIST_RATE);
        page_set_credits(ctx, rate, TPL_CREDIT_LIST_PRICE, line->price);
        page_set_date(ctx, request, rate, TPL_CREDIT_LIST_SINCE, line->rate_from);
        page_set(rate, TPL_CREDIT_LIST_OF_COUNTRY, line->country);
    }
    if (line->refers_to) {
        struct str number = str_printf(ctx->arena, "%lld", (long long)line->refers_to);
        page_set(row, TPL_CREDIT_LIST_REFERS_TO, text_fill(ctx, "to entry %1", &number, 1));
    }
}

static void fill_line(struct ctx *ctx, const struct request *request, struct template_dict *table,
                      const struct statement_line *line)
{
    struct template_dict *row = template_section(table, TPL_CREDIT_LIST_ROW);
    page_set_i64(ctx, row, TPL_CREDIT_LIST_NUMBER, line->number);
    page_set_time(ctx, request, row, TPL_CREDIT_LIST_AT, line->at);
    page_set_c(row, TPL_CREDIT_LIST_KIND, statement_kind_words(ctx, line->kind));
    page_set_credits(ctx, row, TPL_CREDIT_LIST_AMOUNT, line->amount);
    page_set_credits(ctx, row, TPL_CREDIT_LIST_BALANCE, line->balance);
    if (line->amount.thousandths > 0)
        template_show(row, TPL_CREDIT_LIST_CREDITED);
    page_set(row, TPL_CREDIT_LIST_CHANNEL, statement_channel_words(ctx, line->channel));
    page_set(row, TPL_CREDIT_LIST_COUNTRY, page_country(ctx, line->country));
    page_set(row, TPL_CREDIT_LIST_REFERENCE, line->reference);
    page_set(row, TPL_CREDIT_LIST_REASON, statement_reason(ctx, line));
    page_set(row, TPL_CREDIT_LIST_BY, statement_by(ctx, line));
    if (!uuid_is_nil(line->message)) {
        struct template_dict *delivery = template_section(row, TPL_CREDIT_LIST_DELIVERY);
        page_set(delivery, TPL_CREDIT_LIST_MESSAGE, uuid_text(ctx->arena, line->message));
    }
    fill_behind(ctx, request, row, line);
}

static struct str link_to(struct ctx *ctx, struct str query, int64_t before)
{
    struct str more = before ? str_printf(ctx->arena, "before=%lld", (long long)before) : STR_NONE;
    return str_printf(ctx->arena, "/billing/credit%s%.*s%s%.*s", query.n || more.n ? "?" : "", STR_ARG(query),
                      query.n && more.n ? "&" : "", STR_ARG(more));
}

static void fill_paging(struct ctx *ctx, const struct request *request, const struct statement_form *form,
                        const struct statement_lines *lines, struct template_dict *dict)
{
    struct str query = statement_form_query(ctx, request);
    if (lines->next) {
        struct template_dict *older = template_section(dict, TPL_CREDIT_LIST_OLDER);
        page_set(older, TPL_CREDIT_LIST_OLDER_HREF, link_to(ctx, query, lines->next));
        page_set_i64(ctx, older, TPL_CREDIT_LIST_NEXT, lines->next);
    }
    if (form->filter.before) {
        struct template_dict *newest = template_section(dict, TPL_CREDIT_LIST_NEWEST);
        page_set(newest, TPL_CREDIT_LIST_NEWEST_HREF, link_to(ctx, query, 0));
    }
}

/* Opening + entries = closing, said on each page whose lines follow one another without a gap. */
static void fill_edges(struct ctx *ctx, const struct statement_lines *lines, struct template_dict *table)
{
    const struct statement_line *newest = &lines->line[0], *oldest = &lines->line[lines->n - 1];
    struct template_dict *closing = template_section(table, TPL_CREDIT_LIST_CLOSES);
    struct template_dict *opening = template_section(table, TPL_CREDIT_LIST_OPENS);
    page_set_credits(ctx, closing, TPL_CREDIT_LIST_CLOSING, newest->balance);
    page_set_credits(ctx, opening, TPL_CREDIT_LIST_OPENING,
                     (struct credits){oldest->balance.thousandths - oldest->amount.thousandths});
}

static void fill_lines(struct ctx *ctx, const struct request *request, const struct statement_form *form,
                       const struct statement_lines *lines, struct template_dict *body)
{
    struct template_dict *table = template_section(body, TPL_CREDIT_LIST_STATEMENT);
    struct str numbers[] = {
        str_printf(ctx->arena, "%lld", (long long)lines->line[lines->n - 1].number),
        str_printf(ctx->arena, "%lld", (long long)lines->line[0].number),
    };
    if (statement_is_filtered(&form->filter)) {
        page_set(table, TPL_CREDIT_LIST_SHOWN,
                 text_count(ctx, "%s line on this page", "%s lines on this page", lines->n));
    } else {
        page_set(table, TPL_CREDIT_LIST_SHOWN, text_fill(ctx, "Entries %1 to %2", numbers, 2));
        fill_edges(ctx, lines, table);
    }
    for (int i = 0; i < lines->n; i++)
        fill_line(ctx, request, table, &lines->line[i]);
    fill_paging(ctx, request, form, lines, table);
}

/* --- figures --- */

static void fill_head(struct ctx *ctx, const struct request *request, struct template_dict *body,
                      const struct credit_overview *overview)
{
    page_set_credits(ctx, body, TPL_CREDIT_LIST_TOTAL, overview->balance);
    page_set_worth(ctx, request, body, TPL_CREDIT_LIST_WORTH, overview->balance);
    page_set_credits(ctx, body, TPL_CREDIT_LIST_RESERVED, overview->reserved);
    page_set_credits(ctx, body, TPL_CREDIT_LIST_AVAILABLE, overview->available);
    page_set_credits(ctx, body, TPL_CREDIT_LIST_SPENT, overview->spent_month);
    page_set_worth(ctx, request, body, TPL_CREDIT_LIST_SPENT_WORTH, overview->spent_month);
    page_set_moment(ctx, request, body, TPL_CREDIT_LIST_AS_OF, ctx->now_us);
    page_set(body, TPL_CREDIT_LIST_ZONE, request->session->time_zone);
    if (overview->sends_left >= 0) {
        struct template_dict *sends = template_section(body, TPL_CREDIT_LIST_SENDS);
        struct str home = page_country(ctx, request->session->organisation_country);
        page_set_i64(ctx, sends, TPL_CREDIT_LIST_SENDS_LEFT, overview->sends_left);
        page_set(sends, TPL_CREDIT_LIST_SENDS_WHERE, text_fill(ctx, "by WhatsApp in %1", &home, 1));
    }
    if (overview->days_left >= 0) {
        struct template_dict *days = template_section(body, TPL_CREDIT_LIST_DAYS);
        page_set_i64(ctx, days, TPL_CREDIT_LIST_DAYS_LEFT, overview->days_left);
    }
}

static void fill_sum(struct ctx *ctx, const struct request *request, struct template_dict *range,
                     const struct statement_range *all, const struct statement_sum *sum)
{
    if (!sum->complete) {
        template_show(range, TPL_CREDIT_LIST_TOO_MANY);
        return;
    }
    int64_t together = sum->added.thousandths + sum->taken.thousandths;
    struct template_dict *fits = template_section(range, TPL_CREDIT_LIST_FITS);
    page_set_i64(ctx, fits, TPL_CREDIT_LIST_FIT_LINES, sum->lines);
    page_set_credits(ctx, fits, TPL_CREDIT_LIST_FIT_ADDED, sum->added);
    page_set_credits(ctx, fits, TPL_CREDIT_LIST_FIT_TAKEN, sum->taken);
    page_set_credits(ctx, fits, TPL_CREDIT_LIST_FIT_SUM, (struct credits){together});
    page_set_worth(ctx, request, fits, TPL_CREDIT_LIST_FIT_WORTH, (struct credits){together});
    page_set_credits(ctx, fits, TPL_CREDIT_LIST_OTHER_SUM,
                     (struct credits){all->closing.thousandths - all->opening.thousandths - together});
}

/* What the days come to, told apart from what the lines that fit the filters come to. */
static enum rc fill_range(struct ctx *ctx, const struct request *request, const struct statement_form *form,
                          const struct statement_range *range, struct template_dict *body)
{
    struct statement_sum sum;
    struct template_dict *section = template_section(body, TPL_CREDIT_LIST_RANGE);
    page_set_credits(ctx, section, TPL_CREDIT_LIST_ALL_OPENING, range->opening);
    page_set_credits(ctx, section, TPL_CREDIT_LIST_ALL_PAID, range->paid);
    page_set_credits(ctx, section, TPL_CREDIT_LIST_ALL_SPENT, range->spent);
    page_set_worth(ctx, request, section, TPL_CREDIT_LIST_ALL_SPENT_WORTH, range->spent);
    page_set_credits(ctx, section, TPL_CREDIT_LIST_ALL_CLOSING, range->closing);
    page_set_worth(ctx, request, section, TPL_CREDIT_LIST_ALL_CLOSING_WORTH, range->closing);
    page_set_i64(ctx, section, TPL_CREDIT_LIST_ALL_LINES, statement_size(range));
    template_show(section, form->filter.from.n || form->filter.to.n ? TPL_CREDIT_LIST_OF_DAYS
                                                                    : TPL_CREDIT_LIST_OF_ALL);
    if (form->filter.from.n)
        page_set_day(ctx, template_section(section, TPL_CREDIT_LIST_SINCE_DAY), TPL_CREDIT_LIST_DAY,
                     form->filter.from);
    if (form->filter.to.n)
        page_set_day(ctx, template_section(section, TPL_CREDIT_LIST_UNTIL_DAY), TPL_CREDIT_LIST_DAY,
                     form->filter.to);
    if (!statement_is_filtered(&form->filter))
        return RC_OK;
    enum rc rc = statement_sum(ctx, &form->filter, range, &sum);
    if (rc == RC_OK)
        fill_sum(ctx, request, section, range, &sum);
    return rc;
}

static enum rc fill_statement(struct ctx *ctx, const struct request *request,
                              const struct statement_form *form, const struct statement_range *range,
                              struct template_dict *body)
{
    struct statement_lines lines;
    enum rc rc = statement_list(ctx, &form->filter, range, &lines);
    if (rc == RC_OK)
        rc = fill_filters(ctx, form, body);
    if (rc == RC_OK && form->filtered)
        rc = fill_range(ctx, request, form, range, body);
    if (rc != RC_OK)
        return rc;
    page_set(body, TPL_CREDIT_LIST_QUERY, statement_form_query(ctx, request));
    if (lines.n)
        fill_lines(ctx, request, form, &lines, body);
    else
        fill_paging(ctx, request, form, &lines, template_section(body, TPL_CREDIT_LIST_NOTHING));
    return RC_OK;
}

enum rc page_credit_list(struct ctx *ctx, struct request *request, struct response *response)
{
    struct credit_overview overview;
    struct statement_form form;
    enum rc rc = statement_form_read(ctx, request, &form);
    form.filter.limit = PAGE;
    if (rc == RC_OK)
        rc = credit_overview(ctx, form.filter.from, form.filter.to, &overview);
    if (rc != RC_OK)
        return rc;
    struct page page = page_new(ctx, request, LAYOUT_CONSOLE, TEMPLATE_CREDIT_LIST, say(ctx, "Credit"));
    fill_head(ctx, request, page.body, &overview);
    rc = spend_notices_fill(ctx, page.body, TPL_CREDIT_LIST_NOTICES);
    if (overview.last_number == 0)
        template_show(page.body, TPL_CREDIT_LIST_EMPTY);
    else if (rc == RC_OK)
        rc = fill_statement(ctx, request, &form, &overview.range, page.body);
    if (rc != RC_OK)
        return rc;
    page_send(ctx, &page, 200, response);
    return RC_OK;
}
