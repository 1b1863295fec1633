/* The delivery log's rows as a file for a spreadsheet. */
#include "base/clock.h"
#include "web/csv.h"
#include "web/delivery.h"

#define COLUMNS 11
#define ROW_MAX 4096 /* bytes; a title and a flow's name of the longest characters fit */

static void put_head(struct ctx *ctx, struct buf *out)
{
    const char *const heads[COLUMNS] = {
        say(ctx, "Time"),    say(ctx, "Recipient"), say(ctx, "Country"),  say(ctx, "Channel"),
        say(ctx, "Status"),  say(ctx, "Reason"),    say(ctx, "Task"),     say(ctx, "Flow"),
        say(ctx, "Credits"), say(ctx, "Cost"),      say(ctx, "Verified"),
    };
    for (int i = 0; i < COLUMNS; i++)
        csv_put_cell(out, str_from(heads[i]), i == COLUMNS - 1);
}

static void put_row(struct ctx *ctx, struct buf *out, const struct delivery *d)
{
    bool verified = d->verification_status == VERIFICATION_APPROVED;
    const struct str cells[COLUMNS] = {
        clock_rfc3339(ctx->arena, d->created_at),
        page_recipient(ctx, d->recipient),
        page_country(ctx, d->country),
        str_from(say(ctx, channel_words(d->channel))),
        str_from(say(ctx, message_status_words(d->status))),
        delivery_reason(ctx, d->status, d->reason),
        d->task_title,
        d->flow_name,
        credits_text(ctx->arena, d->price),
        str_from(delivery_money_words(ctx, d->money)),
        str_from(verified ? say(ctx, "yes") : say(ctx, "no")),
    };
    for (int i = 0; i < COLUMNS; i++)
        csv_put_cell(out, cells[i], i == COLUMNS - 1);
}

/* Who adds up a column must see that it is not all. */
static void put_rest(struct ctx *ctx, struct buf *out)
{
    const char *words = say(ctx, "Older messages are left out. Choose earlier days to download them.");
    for (int i = 0; i < COLUMNS; i++)
        csv_put_cell(out, i == 0 ? str_from(words) : STR_NONE, i == COLUMNS - 1);
}

enum rc delivery_export(struct ctx *ctx, const struct request *request, const struct delivery_place *place,
                        struct response *response)
{
    struct delivery_search_form form;
    struct delivery_list list;
    delivery_form_read(ctx, request, place, &form);
    form.filter.limit = DELIVERY_SCAN - 1;
    enum rc rc = delivery_list(ctx, place->organisation, &form.filter, &list, NULL);
    if (rc != RC_OK)
        return rc;
    struct buf out = buf_new(ctx->arena, RESPONSE_BODY_MAX);
    buf_put(&out, CSV_MARK);
    put_head(ctx, &out);
    int rows = 0;
    while (rows < list.n && out.n < RESPONSE_BODY_MAX - 2 * ROW_MAX)
        put_row(ctx, &out, &list.delivery[rows++]);
    if (rows < list.n || list.more)
        put_rest(ctx, &out);
    response->body = out;
    response->type = "text/csv; charset=utf-8";
    response_header(response, "Content-Disposition", STR("attachment; filename=\"deliveries.csv\""));
    return RC_OK;
}
