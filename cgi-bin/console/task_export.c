/*
 * The tasks that fit the filters as a file, all of them, newest first, in pieces. Where the filter is one
 * flow, each thing that its versions ask for is a column. Recipients are masked as on the pages, and what
 * codes cost is for those who see the bills.
 */
#include <jansson.h>

#include "backend/recipient.h"
#include "backend/verification.h"
#include "base/clock.h"
#include "base/text.h"
#include "console/task.h"
#include "console/task_filter.h"
#include "web/csv.h"
#include "web/problem.h"

#define PIECE_TASKS 200
#define PIECE_CELLS 40000 /* with its name, an answer that is not there takes 50 bytes of JSON */
#define COLUMNS_MAX (20 * FLOW_COMPONENTS_MAX)

struct task_file {
    struct task_filter filter;
    struct task_cursor cursor;
    const struct component **column; /* what is asked for, each once */
    int n_columns;
    struct str public_url;
    char separator;
    bool json, priced, begun, rows; /* rows: a task was written */
};

/* --- what stands in a row --- */

enum {
    ID,
    TITLE,
    FLOW,
    VERSION,
    WORKER,
    STATUS,
    STARTS,
    ENDS,
    CREATED,
    FINISHED,
    VERIFICATION,
    CHANNEL,
    COUNTRY,
    COST,
    FIXED
};
static const struct {
    const char *name, *head;
} FIXED_COLUMNS[FIXED] = {
    [ID] = {"id", TEXT("Id")},
    [TITLE] = {"title", TEXT("Task")},
    [FLOW] = {"flow", TEXT("Flow")},
    [VERSION] = {"version", TEXT("Version")},
    [WORKER] = {"worker", TEXT("Worker")},
    [STATUS] = {"status", TEXT("Status")},
    [STARTS] = {"starts_at", TEXT("Not before")},
    [ENDS] = {"ends_at", TEXT("Until")},
    [CREATED] = {"created_at", TEXT("Created")},
    [FINISHED] = {"finished_at", TEXT("Finished")},
    [VERIFICATION] = {"verification", TEXT("Verification")},
    [CHANNEL] = {"channel", TEXT("Channel")},
    [COUNTRY] = {"country", TEXT("Country")},
    [COST] = {"cost", TEXT("Cost, credits")},
};

static struct str time_text(struct ctx *ctx, int64_t at)
{
    return at ? clock_rfc3339(ctx->arena, at) : STR_NONE;
}

/* As the file for programs has it: labels, not words. */
static struct str fixed_value(struct ctx *ctx, const struct task_line *line, int column)
{
    const struct task *task = &line->task;
    const int64_t times[FIXED] = {
        [STARTS] = task->starts_at,
        [ENDS] = task->ends_at,
        [CREATED] = task->created_at,
        [FINISHED] = task->finished_at,
    };
    const struct str texts[FIXED] = {
        [TITLE] = task->title,
        [FLOW] = task->flow_name,
        [WORKER] = task->worker_name,
        [STATUS] = str_from(task_status_label(task->status)),
        [VERIFICATION] = line->verification,
        [CHANNEL] = line->channel,
        [COUNTRY] = line->country,
    };
    if (column == ID)
        return uuid_text(ctx->arena, task->id);
    if (column == VERSION)
        return str_printf(ctx->arena, "%lld", (long long)task->flow_version);
    if (column == COST)
        return line->verification.n ? credits_text(ctx->arena, line->cost) : STR_NONE;
    return texts[column].n ? texts[column] : time_text(ctx, times[column]);
}

/* The same for people, where that differs. */
static struct str fixed_words(struct ctx *ctx, const struct task_line *line, int column)
{
    enum verification_status verification;
    enum channel channel;
    if (column == STATUS)
        return str_from(say(ctx, task_status_words(line->task.status)));
    if (column == VERIFICATION && verification_status_parse(line->verification, &verification))
        return str_from(say(ctx, verification_status_words(verification)));
    if (column == CHANNEL && channel_parse(line->channel, &channel))
        return str_from(say(ctx, channel_words(channel)));
    if (column == COUNTRY)
        return line->country.n ? page_country(ctx, line->country) : STR_NONE;
    return fixed_value(ctx, line, column);
}

/* Pictures as addresses, one a line; of a signature who signed. */
static struct str picture_text(struct ctx *ctx, const struct task_file *file, const struct task *task,
                               const struct component *component, struct str value)
{
    struct buf out = buf_new(ctx->arena, 65536);
    struct str id;
    if (component->type == COMPONENT_SIGNATURE)
        return str_slice(value, 0, str_index(value, '\n', 0));
    while (str_split(&value, '\n', &id))
        buf_printf(&out, "%s%.*s/tasks/%.*s/files/%.*s", out.n ? "\n" : "", STR_ARG(file->public_url),
                   STR_ARG(uuid_text(ctx->arena, task->id)), STR_ARG(id));
    return buf_str(&out);
}

static struct str answer_text(struct ctx *ctx, const struct task_file *file, const struct task *task,
                              const struct component *component, const json_t *answers)
{
    const json_t *found = json_object_getn(answers, component->id.s, component->id.n);
    if (!json_is_string(found))
        return STR_NONE;
    struct str value = {json_string_value(found), json_string_length(found)};
    if (value.n == 0)
        return STR_NONE;
    if (component->type == COMPONENT_PHONE || component->type == COMPONENT_EMAIL)
        return task_may_read_recipients(ctx, task) && !recipient_is_erased(value)
                   ? value
                   : page_recipient(ctx, value);
    if (component->type == COMPONENT_PHOTO || component->type == COMPONENT_SIGNATURE)
        return picture_text(ctx, file, task, component, value);
    return value;
}

/* --- CSV --- */

static void put_head(struct ctx *ctx, const struct task_file *file, struct csv *csv)
{
    for (int i = 0; i < FIXED; i++)
        if (i != COST || file->priced)
            csv_text(csv, str_from(say(ctx, FIXED_COLUMNS[i].head)));
    for (int i = 0; i < file->n_columns; i++)
        csv_text(csv, file->column[i]->title);
    csv_end(csv);
}

/* Who separates by ';' writes decimals with a comma. */
static struct str cost_text(struct ctx *ctx, const struct task_file *file, struct str cost)
{
    size_t point = str_index(cost, '.', 0);
    if (file->separator != ';' || point == cost.n)
        return cost;
    return str_printf(ctx->arena, "%.*s,%.*s", (int)point, cost.s, (int)(cost.n - point - 1),
                      cost.s + point + 1);
}

static void put_row(struct ctx *ctx, const struct task_file *file, const struct task_line *line,
                    const json_t *answers, struct csv *csv)
{
    for (int i = 0; i < FIXED; i++) {
        if (i == COST && file->priced)
            csv_number(csv, cost_text(ctx, file, fixed_words(ctx, line, i)));
        else if (i == VERSION)
            csv_number(csv, fixed_words(ctx, line, i));
        else if (i != COST)
            csv_text(csv, fixed_words(ctx, line, i));
    }
    for (int i = 0; i < file->n_columns; i++)
        csv_text(csv, answer_text(ctx, file, &line->task, file->column[i], answers));
    csv_end(csv);
}

/* --- JSON --- */

static void put_value(struct buf *out, struct str value)
{
    if (value.s)
        json_put(out, value);
    else
        buf_put(out, STR("null"));
}

static void put_object(struct ctx *ctx, const struct task_file *file, const struct task_line *line,
                       const json_t *answers, struct buf *out)
{
    for (int i = 0; i < FIXED; i++) {
        if (i == COST && !file->priced)
            continue;
        buf_printf(out, "%s\"%s\":", i ? "," : "{", FIXED_COLUMNS[i].name);
        if (i == VERSION)
            buf_put(out, fixed_value(ctx, line, i));
        else
            put_value(out, fixed_value(ctx, line, i));
    }
    if (!uuid_is_nil(file->filter.flow)) {
        buf_put(out, STR(",\"answers\":{"));
        for (int i = 0; i < file->n_columns; i++) {
            if (i)
                buf_putc(out, ',');
            json_put(out, file->column[i]->id);
            buf_putc(out, ':');
            put_value(out, answer_text(ctx, file, &line->task, file->column[i], answers));
        }
        buf_putc(out, '}');
    }
    buf_putc(out, '}');
}

/* --- pieces --- */

static void put_line(struct ctx *ctx, struct task_file *file, const struct task_line *line, struct buf *piece)
{
    struct csv csv = {.out = piece, .separator = file->separator};
    json_t *answers = line->answers.n ? json_loadb(line->answers.s, line->answers.n, 0, NULL) : NULL;
    if (file->json) {
        buf_put(piece, file->rows ? STR(",\n") : STR("\n"));
        put_object(ctx, file, line, answers, piece);
    } else {
        put_row(ctx, file, line, answers, &csv);
    }
    file->rows = true;
    json_decref(answers);
}

static enum rc put_piece(struct ctx *ctx, void *cookie, struct buf *piece, bool *more)
{
    struct task_file *file = cookie;
    struct task_lines lines;
    struct csv csv = {.out = piece, .separator = file->separator};
    enum rc rc = task_line_list(ctx, &file->filter, &file->cursor, &lines);
    if (rc != RC_OK)
        return rc;
    if (!file->begun && file->json)
        buf_put(piece, STR("{\"data\":["));
    if (!file->begun && !file->json) {
        buf_put(piece, CSV_MARK);
        put_head(ctx, file, &csv);
    }
    file->begun = true;
    for (int i = 0; i < lines.n; i++)
        put_line(ctx, file, &lines.line[i], piece);
    *more = lines.n > 0;
    if (!*more && file->json)
        buf_put(piece, STR("]}\n"));
    return RC_OK;
}

/* --- columns of one flow --- */

static void add_column(struct task_file *file, const struct component *component)
{
    if (!component_is_asked(component->type))
        return;
    for (int i = 0; i < file->n_columns; i++)
        if (str_eq(file->column[i]->id, component->id))
            return;
    if (file->n_columns < COLUMNS_MAX)
        file->column[file->n_columns++] = component;
}

/* Those of the newest version first; what only older ones ask for stands behind. */
static enum rc read_columns(struct ctx *ctx, struct task_file *file)
{
    struct flow_definition *version;
    int n;
    enum rc rc = task_version_list(ctx, &file->filter, &version, &n);
    if (rc != RC_OK)
        return rc;
    file->column = ARENA_ARRAY(ctx->arena, const struct component *, COLUMNS_MAX + 1);
    for (int i = 0; i < n; i++)
        for (int j = 0; j < version[i].n; j++)
            for (int k = 0; k < version[i].page[j].n; k++)
                add_column(file, &version[i].page[j].component[k]);
    return RC_OK;
}

enum rc page_task_export(struct ctx *ctx, struct request *request, struct response *response)
{
    struct task_query query;
    struct task_file *file = ARENA_NEW(ctx->arena, struct task_file);
    task_query_read(ctx, request, &query);
    *file = (struct task_file){
        .filter = query.filter,
        .public_url = str_from(ctx->app->config.public_url),
        .json = str_eq(request_query(ctx, request, "format"), STR("json")),
        .separator = str_eq(request_query(ctx, request, "separator"), STR("semicolon")) ? ';' : ',',
        .priced = ctx->actor.role >= ROLE_ADMIN,
    };
    enum rc rc = uuid_is_nil(file->filter.flow) ? RC_OK : read_columns(ctx, file);
    if (rc != RC_OK)
        return rc;
    int most = PIECE_CELLS / (FIXED + file->n_columns);
    file->cursor = (struct task_cursor){.most = most < PIECE_TASKS ? most : PIECE_TASKS,
                                        .with_answers = file->n_columns > 0};
    response->type = file->json ? "application/json" : "text/csv; charset=utf-8";
    response->piece = put_piece;
    response->cookie = file;
    response_header(response, "Content-Disposition",
                    file->json ? STR("attachment; filename=\"tasks.json\"")
                               : STR("attachment; filename=\"tasks.csv\""));
    return RC_OK;
}
