/* The delivery log's list, newest first, paged by a place in the order so that a page never shifts. */
#include <stdio.h>

#include "backend/recipient.h"
#include "base/text.h"
#include "web/delivery.h"

static const struct {
    const char *value, *words;
} STATUSES[] = {
    {"way", TEXT("On its way")},       {"out", TEXT("Sent, not yet delivered")},
    {"arrived", TEXT("Delivered")},    {"undelivered", TEXT("Not delivered")},
    {"unanswered", TEXT("No answer")}, {"unsent", TEXT("Not sent")},
};

static void put_option(struct template_dict *option, const char *value, const char *label, bool chosen)
{
    page_set_c(option, TPL_DELIVERY_LIST_VALUE, value);
    page_set_c(option, TPL_DELIVERY_LIST_LABEL, label);
    if (chosen)
        template_show(option, TPL_DELIVERY_LIST_CHOSEN);
}

static enum rc fill_flows(struct ctx *ctx, const struct delivery_search_form *form,
                          struct template_dict *filters)
{
    struct delivery_flow *flow = NULL;
    int n;
    enum rc rc = delivery_flow_list(ctx, &flow, &n);
    if (rc != RC_OK || n == 0)
        return rc;
    struct template_dict *section = template_section(filters, TPL_DELIVERY_LIST_FLOWS);
    for (int i = 0; i < n; i++)
        put_option(template_section(section, TPL_DELIVERY_LIST_FLOW_OPTION),
                   str_z(ctx->arena, uuid_text(ctx->arena, flow[i].id)), str_z(ctx->arena, flow[i].name),
                   uuid_eq(flow[i].id, form->filter.flow));
    return RC_OK;
}

static enum rc fill_filters(struct ctx *ctx, const struct delivery_search_form *form,
                            const struct delivery_place *place, struct template_dict *body)
{
    struct template_dict *filters = template_section(body, TPL_DELIVERY_LIST_FILTERS);
    page_set(filters, TPL_DELIVERY_LIST_Q, form->q);
    page_set(filters, TPL_DELIVERY_LIST_TASK_QUERY, form->task);
    page_set(filters, TPL_DELIVERY_LIST_FROM, form->from);
    page_set(filters, TPL_DELIVERY_LIST_TO, form->to);
    for (int i = 0; i < CHANNEL__COUNT; i++) {
        const char *label = channel_label((enum channel)i);
        put_option(template_section(filters, TPL_DELIVERY_LIST_CHANNEL_OPTION), label,
                   say(ctx, channel_words((enum channel)i)), str_eq(form->filter.channel, str_from(label)));
    }
    bool known = false;
    for (size_t i = 0; i < COUNT_OF(STATUSES); i++) {
        bool chosen = str_eq(form->status, str_from(STATUSES[i].value));
        put_option(template_section(filters, TPL_DELIVERY_LIST_STATUS_OPTION), STATUSES[i].value,
                   say(ctx, STATUSES[i].words), chosen);
        known |= chosen;
    }
    enum message_status status;
    if (!known && message_status_parse(form->status, &status))
        put_option(template_section(filters, TPL_DELIVERY_LIST_STATUS_OPTION), message_status_label(status),
                   say(ctx, message_status_words(status)), true);
    if (form->filtered)
        template_show(filters, TPL_DELIVERY_LIST_CLEAR);
    if (form->bad_day)
        template_show(body, TPL_DELIVERY_LIST_BAD_DAY);
    return place->layout == LAYOUT_STAFF ? RC_OK : fill_flows(ctx, form, filters);
}

static void fill_row(struct ctx *ctx, const struct request *request, const struct delivery_place *place,
                     struct template_dict *rows, const struct delivery *delivery)
{
    struct template_dict *row = template_section(rows, TPL_DELIVERY_LIST_ROW);
    const char *kind = delivery_status_kind(delivery->status);
    bool staff = place->layout == LAYOUT_STAFF; /* masked by SQL already */
    page_set(row, TPL_DELIVERY_LIST_HREF,
             str_printf(ctx->arena, "%.*s/%.*s", STR_ARG(place->base),
                        STR_ARG(uuid_text(ctx->arena, delivery->verification))));
    page_set(row, TPL_DELIVERY_LIST_RECIPIENT,
             staff && !recipient_is_erased(delivery->recipient) ? delivery->recipient
                                                                : page_recipient(ctx, delivery->recipient));
    page_set(row, TPL_DELIVERY_LIST_COUNTRY, page_country(ctx, delivery->country));
    page_set_time(ctx, request, row, TPL_DELIVERY_LIST_AT, delivery->created_at);
    page_set_c(row, TPL_DELIVERY_LIST_CHANNEL, say(ctx, channel_words(delivery->channel)));
    page_set_c(row, TPL_DELIVERY_LIST_CHANNEL_ICON, channel_label(delivery->channel));
    page_set_c(row, TPL_DELIVERY_LIST_KIND, kind);
    page_set_c(row, TPL_DELIVERY_LIST_ICON, kind);
    page_set_c(row, TPL_DELIVERY_LIST_STATUS, say(ctx, message_status_words(delivery->status)));
    page_set(row, TPL_DELIVERY_LIST_REASON, delivery_reason(ctx, delivery->status, delivery->reason));
    if (!uuid_is_nil(delivery->task)) {
        struct template_dict *task = template_section(row, TPL_DELIVERY_LIST_OF_TASK);
        page_set(task, TPL_DELIVERY_LIST_TASK, delivery->task_title);
        page_set(task, TPL_DELIVERY_LIST_FLOW, delivery->flow_name);
    }
    page_set_credits(ctx, row, TPL_DELIVERY_LIST_PRICE, delivery->price);
    page_set_c(row, TPL_DELIVERY_LIST_MONEY, delivery_money_words(ctx, delivery->money));
    if (delivery->verification_status == VERIFICATION_APPROVED)
        template_show(row, TPL_DELIVERY_LIST_VERIFIED);
}

static struct str cursor_text(struct ctx *ctx, const struct delivery_cursor *cursor)
{
    return str_printf(ctx->arena, "%lld.%.*s.%lld", (long long)cursor->at,
                      STR_ARG(uuid_text(ctx->arena, cursor->verification)), (long long)cursor->number);
}

static struct str link_to(struct ctx *ctx, const struct delivery_place *place, struct str query,
                          struct str before)
{
    return str_printf(ctx->arena, "%.*s%s%.*s%s%.*s", STR_ARG(place->base), query.n || before.n ? "?" : "",
                      STR_ARG(query), query.n && before.n ? "&" : "",
                      STR_ARG(before.n ? str_printf(ctx->arena, "before=%.*s", STR_ARG(before)) : before));
}

static void fill_total(struct ctx *ctx, const struct request *request, struct template_dict *body,
                       const struct delivery_total *total)
{
    struct template_dict *figures = template_section(body, TPL_DELIVERY_LIST_TOTAL);
    page_set_i64(ctx, figures, TPL_DELIVERY_LIST_MESSAGES, total->messages);
    page_set_i64(ctx, figures, TPL_DELIVERY_LIST_ARRIVED, total->arrived);
    page_set_i64(ctx, figures, TPL_DELIVERY_LIST_FAILED, total->failed);
    page_set_credits(ctx, figures, TPL_DELIVERY_LIST_CHARGED, total->charged);
    page_set_moment(ctx, request, figures, TPL_DELIVERY_LIST_AS_OF, ctx->now_us);
    if (!total->complete) {
        struct template_dict *partly = template_section(figures, TPL_DELIVERY_LIST_PARTLY);
        page_set_time(ctx, request, partly, TPL_DELIVERY_LIST_SINCE, total->since);
    }
}

static void fill_paging(struct ctx *ctx, const struct request *request, const struct delivery_place *place,
                        const struct delivery_list *list, struct template_dict *dict)
{
    struct str query = delivery_form_query(ctx, request);
    if (list->more) {
        struct template_dict *older = template_section(dict, TPL_DELIVERY_LIST_OLDER);
        page_set(older, TPL_DELIVERY_LIST_OLDER_HREF,
                 link_to(ctx, place, query, cursor_text(ctx, &list->next)));
        page_set_time(ctx, request, older, TPL_DELIVERY_LIST_OLDER_AT, list->next.at);
    }
    if (request_query(ctx, request, "before").n) {
        struct template_dict *newest = template_section(dict, TPL_DELIVERY_LIST_NEWEST);
        page_set(newest, TPL_DELIVERY_LIST_NEWEST_HREF, link_to(ctx, place, query, STR_NONE));
    }
}

static void fill_rows(struct ctx *ctx, const struct request *request, const struct delivery_place *place,
                      const struct delivery_list *list, struct template_dict *body)
{
    struct template_dict *rows = template_section(body, TPL_DELIVERY_LIST_ROWS);
    for (int i = 0; i < list->n; i++)
        fill_row(ctx, request, place, rows, &list->delivery[i]);
    page_set(rows, TPL_DELIVERY_LIST_SHOWN,
             text_count(ctx, "%s message on this page", "%s messages on this page", list->n));
    fill_paging(ctx, request, place, list, rows);
    if (place->layout != LAYOUT_STAFF) {
        struct str query = delivery_form_query(ctx, request);
        struct template_dict *export = template_section(rows, TPL_DELIVERY_LIST_EXPORT);
        page_set(export, TPL_DELIVERY_LIST_EXPORT_HREF,
                 str_printf(ctx->arena, "%.*s/export%s%.*s", STR_ARG(place->base), query.n ? "?" : "",
                            STR_ARG(query)));
    }
}

static void fill_nothing(struct ctx *ctx, const struct request *request, const struct delivery_place *place,
                         const struct delivery_list *list, struct template_dict *body)
{
    struct template_dict *nothing = template_section(body, TPL_DELIVERY_LIST_NOTHING);
    fill_paging(ctx, request, place, list, nothing);
    template_show(nothing,
                  place->layout == LAYOUT_STAFF ? TPL_DELIVERY_LIST_BOUNDED : TPL_DELIVERY_LIST_FREE);
}

static void fill_place(const struct delivery_place *place, struct template_dict *body)
{
    page_set(body, TPL_DELIVERY_LIST_BASE, place->base);
    page_set(body, TPL_DELIVERY_LIST_ZONE, place->time_zone);
    if (place->layout == LAYOUT_STAFF) {
        struct template_dict *of = template_section(body, TPL_DELIVERY_LIST_ORGANISATION);
        page_set(of, TPL_DELIVERY_LIST_ORGANISATION_NAME, place->organisation_name);
        page_set(of, TPL_DELIVERY_LIST_ORG_HREF,
                 str_slice(place->base, 0, place->base.n - STR("/deliveries").n));
    }
}

enum rc delivery_page_list(struct ctx *ctx, const struct request *request, const struct delivery_place *place,
                           struct response *response)
{
    struct delivery_search_form form;
    struct delivery_list list;
    struct delivery_total total;
    delivery_form_read(ctx, request, place, &form);
    enum rc rc = delivery_list(ctx, place->organisation, &form.filter, &list, &total);
    if (rc != RC_OK)
        return rc;
    struct page page = page_new(ctx, request, place->layout, TEMPLATE_DELIVERY_LIST, say(ctx, "Deliveries"));
    fill_place(place, page.body);
    bool untouched = list.n == 0 && !form.filtered && !form.bad_day && form.filter.before.at == 0;
    if (!untouched)
        rc = fill_filters(ctx, &form, place, page.body);
    if (rc != RC_OK)
        return rc;
    if (list.refused)
        template_show(page.body, TPL_DELIVERY_LIST_TOO_OFTEN);
    if (total.messages > 0)
        fill_total(ctx, request, page.body, &total);
    if (list.n > 0)
        fill_rows(ctx, request, place, &list, page.body);
    else if (untouched)
        template_show(page.body, TPL_DELIVERY_LIST_EMPTY);
    else if (!list.refused)
        fill_nothing(ctx, request, place, &list, page.body);
    page_send(ctx, &page, list.refused ? 429 : 200, response);
    return RC_OK;
}
