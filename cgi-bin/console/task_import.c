/* Importing tasks: which columns a file has, a template of it, and taking one in. Nothing is made here. */
#include "backend/task_import.h"
#include "base/text.h"
#include "console/task.h"
#include "web/csv.h"
#include "web/page.h"

#define SET(name) TPL_TASK_IMPORT_##name

/* The page, with what was refused. */
struct asked {
    struct str id; /* of a flow, as it was sent; empty: the first one */
    struct flow_list flows;
    struct flow flow;
    struct str text; /* pasted */
    const char *error;
};

/* --- columns, in words --- */

static struct str options_text(struct ctx *ctx, const struct component *component, const char *between)
{
    struct buf out = buf_new(ctx->arena, 8192);
    for (int i = 0; i < component->n_options; i++)
        buf_printf(&out, "%s%.*s", i ? between : "", STR_ARG(component->option[i]));
    return buf_str(&out);
}

static struct str component_hint(struct ctx *ctx, const struct component *component)
{
    struct str value;
    switch (component->type) {
    case COMPONENT_NUMBER:
        return str_from(say(ctx, "A number: 12 or 12.5"));
    case COMPONENT_PHONE:
        return str_from(say(ctx, "A mobile number: +62 812 3456 7890"));
    case COMPONENT_EMAIL:
        return str_from(say(ctx, "An email address"));
    case COMPONENT_DATE:
        return str_from(say(ctx, "A date: 2026-12-31"));
    case COMPONENT_TIME:
        return str_from(say(ctx, "A time of day: 08:30"));
    case COMPONENT_COORDINATE:
        return str_from(say(ctx, "Latitude and longitude: -6.2, 106.816667"));
    case COMPONENT_CHOICE:
        value = options_text(ctx, component, " · ");
        return text_fill(ctx,
                         component->style == CHOICE_CHECKBOXES ? TEXT("Some of these, with | between: %1")
                                                               : TEXT("One of these: %1"),
                         &value, 1);
    case COMPONENT_LIST:
        value = options_text(ctx, component, " | ");
        return text_fill(ctx, TEXT("A line for each row: %1"), &value, 1);
    case COMPONENT_TEXT:
    case COMPONENT_ADDRESS:
    case COMPONENT_PHOTO:
    case COMPONENT_SIGNATURE:
    case COMPONENT_NOTE:
    case COMPONENT_OTP:
    case COMPONENT__COUNT:
        break;
    }
    return str_from(say(ctx, "Text"));
}

static struct str column_hint(struct ctx *ctx, const struct request *request, const struct flow *flow,
                              const struct task_column *column)
{
    struct str zone = request->session->time_zone;
    switch (column->own) {
    case TASK_COLUMN_TITLE:
        return str_from(say(ctx, "What the worker sees in the list; without one the first text"));
    case TASK_COLUMN_WORKER:
        return str_from(say(ctx, "Who runs it; empty: nobody yet"));
    case TASK_COLUMN_STARTS:
    case TASK_COLUMN_ENDS:
        return text_fill(ctx, TEXT("A day and a time of %1: 2026-12-31 08:00"), &zone, 1);
    case TASK_COLUMN__COUNT:
        break;
    }
    return component_hint(ctx, &flow->draft.page[0].component[column->component]);
}

static void fill_columns(struct ctx *ctx, const struct request *request, const struct flow *flow,
                         struct template_dict *dict)
{
    struct task_columns columns = task_columns(ctx, flow);
    for (int i = 0; i < columns.n; i++) {
        struct template_dict *row = template_section(dict, SET(COLUMN));
        page_set(row, SET(NAME), columns.column[i].name);
        page_set(row, SET(WHAT), column_hint(ctx, request, flow, &columns.column[i]));
        template_show(row, task_column_is_needed(flow, &columns.column[i]) ? SET(NEEDED) : SET(OPTIONAL));
    }
}

/* --- the page --- */

static void send_form(struct ctx *ctx, struct request *request, const struct asked *asked,
                      struct response *response)
{
    struct page page = page_new(ctx, request, LAYOUT_CONSOLE, TEMPLATE_TASK_IMPORT, say(ctx, "Import tasks"));
    if (asked->error)
        page_set_c(template_section(page.body, SET(FORM_ERRORS)), SET(ERROR), asked->error);
    struct template_dict *dict = template_section(page.body, SET(CHOOSE));
    for (int i = 0; i < asked->flows.n; i++)
        page_add_option(dict, SET(FLOW_OPTION), uuid_text(ctx->arena, asked->flows.flow[i].id),
                        asked->flows.flow[i].name, uuid_eq(asked->flows.flow[i].id, asked->flow.id));
    page_set(dict, SET(FLOW_ID), uuid_text(ctx->arena, asked->flow.id));
    page_set(dict, SET(TEXT_VALUE), asked->text);
    if (asked->error) {
        template_show(dict, SET(INVALID));
        page_set_c(dict, SET(ERROR), asked->error);
    }
    fill_columns(ctx, request, &asked->flow, dict);
    page_send(ctx, &page, asked->error ? 422 : 200, response);
}

/* The flow that is asked for. False: answered already, or a fault in *rc. */
static bool open_flow(struct ctx *ctx, struct request *request, struct asked *asked,
                      struct response *response, enum rc *rc)
{
    enum flow_outcome outcome = FLOW_NOT_FOUND;
    *rc = flow_list_published(ctx, &asked->flows);
    if (*rc == RC_OK && asked->flows.n == 0) {
        struct page page =
            page_new(ctx, request, LAYOUT_CONSOLE, TEMPLATE_TASK_IMPORT, say(ctx, "Import tasks"));
        template_show(page.body, SET(NO_FLOW));
        page_send(ctx, &page, 200, response);
        return false;
    }
    struct uuid flow = asked->flows.n ? asked->flows.flow[0].id : UUID_NIL;
    if (*rc == RC_OK && (asked->id.n == 0 || uuid_parse(asked->id, &flow)))
        *rc = flow_published_get(ctx, flow, &asked->flow, &outcome);
    if (*rc == RC_OK && outcome != FLOW_DONE)
        page_error(ctx, request, 404, response);
    return *rc == RC_OK && outcome == FLOW_DONE;
}

enum rc page_task_import(struct ctx *ctx, struct request *request, struct response *response)
{
    enum rc rc;
    struct asked asked = {.id = request_query(ctx, request, "flow")};
    if (open_flow(ctx, request, &asked, response, &rc))
        send_form(ctx, request, &asked, response);
    return rc;
}

enum rc page_task_import_template(struct ctx *ctx, struct request *request, struct response *response)
{
    enum rc rc;
    struct asked asked = {.id = request_query(ctx, request, "flow")};
    if (!open_flow(ctx, request, &asked, response, &rc))
        return rc;
    bool semicolon = str_eq(request_query(ctx, request, "separator"), STR("semicolon"));
    struct csv csv = {.out = &response->body, .separator = semicolon ? ';' : ','};
    struct task_columns columns = task_columns(ctx, &asked.flow);
    buf_put(&response->body, CSV_MARK);
    for (int i = 0; i < columns.n; i++)
        csv_text(&csv, columns.column[i].name);
    csv_end(&csv);
    response->type = "text/csv; charset=utf-8";
    response_header(response, "Content-Disposition", STR("attachment; filename=\"tasks.csv\""));
    return RC_OK;
}

/* The chosen file, or the pasted text. */
static void read_content(struct ctx *ctx, const struct request *request, struct asked *asked,
                         struct task_import *import)
{
    struct str name = STR_NONE;
    bool chosen = request_file(request, "file", &name, &import->content) && import->content.n > 0;
    import->file_name =
        chosen && str_is_utf8(name) && str_is_plain(name, "") ? str_head(name, 255) : STR_NONE;
    asked->text = request_form(ctx, request, "text");
    if (!chosen)
        import->content = asked->text;
    if (import->content.n == 0)
        asked->error = say(ctx, "Choose a file, or paste its text.");
    else if (import->content.n > TASK_SHEET_BYTES)
        asked->error = say(ctx, "The file is larger than 2 MB. Divide it, please.");
    /* What is too large or no text cannot be shown again. */
    if (asked->text.n > TASK_SHEET_BYTES || !str_is_utf8(asked->text))
        asked->text = STR_NONE;
}

enum rc page_task_import_send(struct ctx *ctx, struct request *request, struct response *response)
{
    enum rc rc;
    struct asked asked = {.id = request_form(ctx, request, "flow")};
    struct task_import import = {0};
    if (!open_flow(ctx, request, &asked, response, &rc))
        return rc;
    read_content(ctx, request, &asked, &import);
    if (asked.error) {
        send_form(ctx, request, &asked, response);
        return RC_OK;
    }
    import.flow = asked.flow.id;
    rc = task_import_save(ctx, &import);
    if (rc == RC_OK)
        response_redirect(response, "/tasks/import/%.*s", STR_ARG(uuid_text(ctx->arena, import.id)));
    return rc;
}
