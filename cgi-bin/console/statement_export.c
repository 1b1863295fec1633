/*
 * The statement's lines as a file, all that fit the filters, however many, newest first as on the page. Times
 * are UTC and amounts plain decimals: the CSV is for people and spreadsheets, the JSON for programs.
 */
#include "backend/recipient.h"
#include "base/clock.h"
#include "console/billing.h"
#include "console/statement.h"
#include "web/csv.h"
#include "web/problem.h"

#define PIECE_LINES 500 /* titles and names of the longest characters make 2.5 KiB of JSON */

struct statement_file {
    struct statement_filter filter;
    struct statement_range range;
    bool json, begun, rows; /* rows: a line was written */
};

/* --- CSV --- */

static void put_head(struct ctx *ctx, struct csv *csv)
{
    const char *const heads[] = {
        say(ctx, "No."),
        say(ctx, "Time"),
        say(ctx, "What"),
        say(ctx, "Channel"),
        say(ctx, "Country"),
        say(ctx, "Recipient"),
        say(ctx, "Task"),
        say(ctx, "Flow"),
        say(ctx, "By"),
        say(ctx, "Rate"),
        say(ctx, "Since"),
        say(ctx, "Amount, credits"),
        say(ctx, "Balance, credits"),
        say(ctx, "Reference"),
        say(ctx, "Reason"),
        say(ctx, "Entry"),
        say(ctx, "Message"),
    };
    for (size_t i = 0; i < COUNT_OF(heads); i++)
        csv_text(csv, str_from(heads[i]));
    csv_end(csv);
}

static struct str number_text(struct ctx *ctx, int64_t number)
{
    return number ? str_printf(ctx->arena, "%lld", (long long)number) : STR_NONE;
}

static struct str time_text(struct ctx *ctx, int64_t at)
{
    return at ? clock_rfc3339(ctx->arena, at) : STR_NONE;
}

static struct str id_text(struct ctx *ctx, struct uuid id)
{
    return uuid_is_nil(id) ? STR_NONE : uuid_text(ctx->arena, id);
}

static struct str masked(struct ctx *ctx, const struct statement_line *line)
{
    return line->recipient.n ? recipient_mask(ctx->arena, line->recipient) : STR_NONE;
}

static void put_row(struct ctx *ctx, struct csv *csv, const struct statement_line *line)
{
    csv_number(csv, number_text(ctx, line->number));
    csv_text(csv, time_text(ctx, line->at));
    csv_text(csv, str_from(statement_kind_words(ctx, line->kind)));
    csv_text(csv, statement_channel_words(ctx, line->channel));
    csv_text(csv, page_country(ctx, line->country));
    csv_text(csv, masked(ctx, line));
    csv_text(csv, line->task_title);
    csv_text(csv, line->flow_name);
    csv_text(csv, statement_by(ctx, line));
    csv_number(csv, line->rate_from ? credits_text(ctx->arena, line->price) : STR_NONE);
    csv_text(csv, time_text(ctx, line->rate_from));
    csv_number(csv, credits_text(ctx->arena, line->amount));
    csv_number(csv, credits_text(ctx->arena, line->balance));
    csv_text(csv, line->reference);
    csv_text(csv, statement_reason(ctx, line));
    csv_number(csv, number_text(ctx, line->refers_to));
    csv_text(csv, id_text(ctx, line->message));
    csv_end(csv);
}

/* --- JSON --- */

static void put_member(struct buf *out, const char *name, struct str value)
{
    buf_putc(out, ',');
    json_put(out, str_from(name));
    buf_putc(out, ':');
    if (value.s)
        json_put(out, value);
    else
        buf_put(out, STR("null"));
}

static void put_object(struct ctx *ctx, struct buf *out, const struct statement_line *line)
{
    buf_printf(out, "{\"number\":%lld", (long long)line->number);
    put_member(out, "kind", line->kind);
    put_member(out, "amount", credits_text(ctx->arena, line->amount));
    put_member(out, "balance", credits_text(ctx->arena, line->balance));
    put_member(out, "at", time_text(ctx, line->at));
    put_member(out, "message_id", id_text(ctx, line->message));
    if (line->refers_to)
        buf_printf(out, ",\"refers_to\":%lld", (long long)line->refers_to);
    else
        buf_put(out, STR(",\"refers_to\":null"));
    put_member(out, "reference", line->reference);
    put_member(out, "reason", line->reason);
    put_member(out, "channel", line->channel);
    put_member(out, "country", line->country);
    put_member(out, "recipient", masked(ctx, line));
    put_member(out, "task_id", id_text(ctx, line->task));
    put_member(out, "task", line->task_title);
    put_member(out, "flow", line->flow_name);
    put_member(out, "person", line->person_name);
    put_member(out, "api_key", line->key_name);
    put_member(out, "price", line->rate_from ? credits_text(ctx->arena, line->price) : STR_NONE);
    put_member(out, "rate_since", time_text(ctx, line->rate_from));
    buf_putc(out, '}');
}

static void put_json(struct ctx *ctx, struct buf *out, const struct statement_lines *lines,
                     struct statement_file *file)
{
    if (!file->begun) {
        buf_put(out, STR("{\"opening\":"));
        json_put(out, credits_text(ctx->arena, file->range.opening));
        put_member(out, "closing", credits_text(ctx->arena, file->range.closing));
        buf_put(out, STR(",\"data\":["));
    }
    for (int i = 0; i < lines->n; i++) {
        buf_put(out, file->rows ? STR(",\n") : STR("\n"));
        put_object(ctx, out, &lines->line[i]);
        file->rows = true;
    }
    if (!lines->next)
        buf_put(out, STR("]}\n"));
}

static void put_csv(struct ctx *ctx, struct buf *out, const struct statement_lines *lines,
                    const struct statement_file *file)
{
    struct csv csv = {.out = out};
    if (!file->begun) {
        buf_put(out, CSV_MARK);
        put_head(ctx, &csv);
    }
    for (int i = 0; i < lines->n; i++)
        put_row(ctx, &csv, &lines->line[i]);
}

/* The range was fixed with the first piece, and entries never change: what is added meanwhile stays out. */
static enum rc put_piece(struct ctx *ctx, void *cookie, struct buf *piece, bool *more)
{
    struct statement_file *file = cookie;
    struct statement_lines lines;
    enum rc rc = statement_list(ctx, &file->filter, &file->range, &lines);
    if (rc != RC_OK)
        return rc;
    if (file->json)
        put_json(ctx, piece, &lines, file);
    else
        put_csv(ctx, piece, &lines, file);
    file->begun = true;
    file->filter.before = lines.next;
    *more = lines.next > 0;
    return RC_OK;
}

enum rc page_credit_export(struct ctx *ctx, struct request *request, struct response *response)
{
    struct statement_form form;
    struct credit_overview overview;
    struct statement_file *file = ARENA_NEW(ctx->arena, struct statement_file);
    enum rc rc = statement_form_read(ctx, request, &form);
    if (rc == RC_OK)
        rc = credit_overview(ctx, form.filter.from, form.filter.to, &overview);
    if (rc != RC_OK)
        return rc;
    *file = (struct statement_file){.filter = form.filter, .range = overview.range};
    file->filter.before = 0;
    file->filter.limit = PIECE_LINES;
    file->json = str_eq(request_query(ctx, request, "format"), STR("json"));
    response->type = file->json ? "application/json" : "text/csv; charset=utf-8";
    response->piece = put_piece;
    response->cookie = file;
    response_header(response, "Content-Disposition",
                    file->json ? STR("attachment; filename=\"statement.json\"")
                               : STR("attachment; filename=\"statement.csv\""));
    return RC_OK;
}
