/*
 * The audit log as a file, all lines that fit the filters, however many, newest first as on the page. Times
 * are UTC: the CSV is for people and spreadsheets, the JSON for programs.
 */
#include "base/clock.h"
#include "web/audit.h"
#include "web/csv.h"
#include "web/problem.h"

#define PIECE_LINES 250
/* A piece ends behind the line that takes it over this: the longest ones have some 40,000 bytes. */
#define PIECE_FULL (PIECE_MAX / 2)

struct audit_file {
    struct audit_filter filter;
    bool json, begun;
};

static void put_head(struct ctx *ctx, struct csv *csv)
{
    const char *const heads[] = {say(ctx, "Time"),    say(ctx, "Who"),     say(ctx, "What"),
                                 say(ctx, "Action"),  say(ctx, "Subject"), say(ctx, "Details"),
                                 say(ctx, "Address"), say(ctx, "Program")};
    for (size_t i = 0; i < COUNT_OF(heads); i++)
        csv_text(csv, str_from(heads[i]));
    csv_end(csv);
}

/* Both answer how many lines fitted. */
static int put_csv(struct ctx *ctx, struct buf *out, const struct audit_lines *lines, bool begun)
{
    int i = 0;
    struct csv csv = {.out = out};
    if (!begun) {
        buf_put(out, CSV_MARK);
        put_head(ctx, &csv);
    }
    for (; i < lines->n && out->n < PIECE_FULL; i++) {
        const struct audit_line *line = &lines->line[i];
        csv_text(&csv, clock_rfc3339(ctx->arena, line->at));
        csv_text(&csv, audit_actor(ctx, line));
        csv_text(&csv, audit_sentence(ctx, line));
        csv_text(&csv, line->action);
        csv_text(&csv, line->subject);
        csv_text(&csv, line->detail);
        csv_text(&csv, line->address);
        csv_text(&csv, line->program);
        csv_end(&csv);
    }
    return i;
}

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

static void put_object(struct ctx *ctx, struct buf *out, const struct audit_line *line)
{
    buf_put(out, STR("{\"id\":"));
    json_put(out, uuid_text(ctx->arena, line->id));
    put_member(out, "at", clock_rfc3339(ctx->arena, line->at));
    put_member(out, "who", audit_actor(ctx, line));
    put_member(out, "kind", line->actor_kind);
    put_member(out, "what", audit_sentence(ctx, line));
    put_member(out, "action", line->action);
    put_member(out, "subject", line->subject);
    buf_put(out, STR(",\"detail\":"));
    buf_put(out, line->detail);
    put_member(out, "address", line->address);
    put_member(out, "program", line->program);
    buf_putc(out, '}');
}

static int put_json(struct ctx *ctx, struct buf *out, const struct audit_lines *lines, bool begun)
{
    int i = 0;
    if (!begun)
        buf_put(out, STR("{\"data\":["));
    for (; i < lines->n && out->n < PIECE_FULL; i++) {
        buf_put(out, begun || i ? STR(",\n") : STR("\n"));
        put_object(ctx, out, &lines->line[i]);
    }
    if (!lines->more && i == lines->n)
        buf_put(out, STR("]}\n"));
    return i;
}

/* Lines never change, and what is added meanwhile is newer than the first piece. */
static enum rc put_piece(struct ctx *ctx, void *cookie, struct buf *piece, bool *more)
{
    struct audit_file *file = cookie;
    struct audit_lines lines;
    enum rc rc = audit_list(ctx, &file->filter, &lines);
    if (rc != RC_OK)
        return rc;
    int n = file->json ? put_json(ctx, piece, &lines, file->begun) : put_csv(ctx, piece, &lines, file->begun);
    file->begun = true;
    *more = lines.more || n < lines.n;
    if (*more) {
        file->filter.before_at = lines.line[n - 1].at;
        file->filter.before_id = lines.line[n - 1].id;
    }
    return RC_OK;
}

enum rc audit_export(struct ctx *ctx, const struct request *request, const struct audit_place *place,
                     struct response *response)
{
    struct audit_search search;
    struct audit_file *file = ARENA_NEW(ctx->arena, struct audit_file);
    audit_search_read(ctx, request, place, &search);
    *file = (struct audit_file){.filter = search.filter,
                                .json = str_eq(request_query(ctx, request, "format"), STR("json"))};
    file->filter.before_at = 0;
    file->filter.limit = PIECE_LINES;
    response->type = file->json ? "application/json" : "text/csv; charset=utf-8";
    response->piece = put_piece;
    response->cookie = file;
    response_header(response, "Content-Disposition",
                    file->json ? STR("attachment; filename=\"audit.json\"")
                               : STR("attachment; filename=\"audit.csv\""));
    return RC_OK;
}
