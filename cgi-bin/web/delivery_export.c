/* The delivery log's rows as a file for a spreadsheet, all that fit the filters, however many. */
#include "base/clock.h"
#include "web/csv.h"
#include "web/delivery.h"

#define PIECE_ROWS 400 /* a title and a flow's name of the longest characters make 4 KiB */

struct delivery_file {
    struct uuid organisation;
    struct delivery_filter filter;
    bool begun;
};

static void put_head(struct ctx *ctx, struct csv *csv)
{
    const char *const heads[] = {
        say(ctx, "Time"),    say(ctx, "Recipient"), say(ctx, "Country"),  say(ctx, "Channel"),
        say(ctx, "Status"),  say(ctx, "Reason"),    say(ctx, "Task"),     say(ctx, "Flow"),
        say(ctx, "Credits"), say(ctx, "Cost"),      say(ctx, "Verified"),
    };
    for (size_t i = 0; i < COUNT_OF(heads); i++)
        csv_text(csv, str_from(heads[i]));
    csv_end(csv);
}

static void put_row(struct ctx *ctx, struct csv *csv, const struct delivery *d)
{
    bool verified = d->verification_status == VERIFICATION_APPROVED;
    csv_text(csv, clock_rfc3339(ctx->arena, d->created_at));
    csv_text(csv, page_recipient(ctx, d->recipient));
    csv_text(csv, page_country(ctx, d->country));
    csv_text(csv, str_from(say(ctx, channel_words(d->channel))));
    csv_text(csv, str_from(say(ctx, message_status_words(d->status))));
    csv_text(csv, delivery_reason(ctx, d->status, d->reason));
    csv_text(csv, d->task_title);
    csv_text(csv, d->flow_name);
    csv_number(csv, credits_text(ctx->arena, d->price));
    csv_text(csv, str_from(delivery_money_words(ctx, d->money)));
    csv_text(csv, str_from(verified ? say(ctx, "yes") : say(ctx, "no")));
    csv_end(csv);
}

static enum rc put_piece(struct ctx *ctx, void *cookie, struct buf *piece, bool *more)
{
    struct delivery_file *file = cookie;
    struct delivery_list list;
    struct csv csv = {.out = piece};
    enum rc rc = delivery_list(ctx, file->organisation, &file->filter, &list, NULL);
    if (rc != RC_OK)
        return rc;
    if (!file->begun) {
        buf_put(piece, CSV_MARK);
        put_head(ctx, &csv);
    }
    for (int i = 0; i < list.n; i++)
        put_row(ctx, &csv, &list.delivery[i]);
    file->begun = true;
    file->filter.before = list.next;
    *more = list.more;
    return RC_OK;
}

enum rc delivery_export(struct ctx *ctx, const struct request *request, const struct delivery_place *place,
                        struct response *response)
{
    struct delivery_search_form form;
    struct delivery_file *file = ARENA_NEW(ctx->arena, struct delivery_file);
    delivery_form_read(ctx, request, place, &form);
    *file = (struct delivery_file){.organisation = place->organisation, .filter = form.filter};
    file->filter.limit = PIECE_ROWS;
    response->type = "text/csv; charset=utf-8";
    response->piece = put_piece;
    response->cookie = file;
    response_header(response, "Content-Disposition", STR("attachment; filename=\"deliveries.csv\""));
    return RC_OK;
}
