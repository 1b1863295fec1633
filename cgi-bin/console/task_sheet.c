/* One file of tasks: what it would make and what is wrong with it, by line; then making it; then what was
 * made. */
#include "backend/member.h"
#include "backend/recipient.h"
#include "backend/task_import.h"
#include "base/text.h"
#include "console/task.h"
#include "web/page.h"

#define SET(name) TPL_TASK_SHEET_##name
#define PREVIEW_TASKS 10
#define VALUE_SHOWN 80 /* bytes */

/* One file with what it says. */
struct opened {
    struct task_import import;
    struct flow flow; /* as it is published now */
    bool gone;        /* it is not, any more */
    struct task_sheet sheet;
    bool changed; /* the flow, since the file was looked at */
};

/* The file of the path. False: answered already, or a fault in *rc. */
static bool open_import(struct ctx *ctx, struct request *request, struct opened *out,
                        struct response *response, enum rc *rc)
{
    struct uuid id;
    bool found = false;
    enum flow_outcome outcome = FLOW_NOT_FOUND;
    *rc = request_uuid(request, 0, &id) ? task_import_get(ctx, id, &out->import, &found) : RC_OK;
    if (*rc == RC_OK && !found)
        page_error(ctx, request, 404, response);
    if (*rc != RC_OK || !found)
        return false;
    *rc = flow_published_get(ctx, out->import.flow, &out->flow, &outcome);
    out->gone = outcome != FLOW_DONE;
    if (*rc != RC_OK || out->gone || out->import.applied_at)
        return *rc == RC_OK;
    *rc = task_import_read(ctx,
                           (struct task_sheet_order){.flow = &out->flow,
                                                     .home = request->session->organisation_country,
                                                     .time_zone = request->session->time_zone,
                                                     .text = out->import.content},
                           &out->sheet);
    return *rc == RC_OK;
}

/* --- showing --- */

static void fill_faults(struct ctx *ctx, const struct opened *opened, struct template_dict *body)
{
    const struct task_sheet *sheet = &opened->sheet;
    if (sheet->n_faults == 0)
        return;
    struct template_dict *list = template_section(body, SET(FAULTS));
    for (int i = 0; i < sheet->n_faults && i < TASK_FAULTS_MAX; i++) {
        const struct task_fault *fault = &sheet->fault[i];
        struct template_dict *row = template_section(list, SET(FAULT));
        if (fault->line)
            page_set_i64(ctx, row, SET(LINE), fault->line);
        page_set(row, SET(COLUMN), fault->column);
        page_set(row, SET(VALUE), str_head(fault->value, VALUE_SHOWN));
        page_set(row, SET(WORDS), text_fill(ctx, fault->words, &fault->limit, 1));
    }
    if (sheet->n_faults > TASK_FAULTS_MAX)
        page_set(template_section(list, SET(MORE)), SET(REST),
                 text_count(ctx, "and %s more", "and %s more", sheet->n_faults - TASK_FAULTS_MAX));
}

static struct str shown_value(struct ctx *ctx, const struct task *task, const struct component *component,
                              struct str value)
{
    bool recipient = component->type == COMPONENT_PHONE || component->type == COMPONENT_EMAIL;
    if (recipient && !task_may_read_recipients(ctx, task))
        return page_recipient(ctx, value);
    if (recipient)
        return recipient_format(ctx->arena, value);
    return str_head(value, VALUE_SHOWN);
}

static void fill_given(struct ctx *ctx, const struct opened *opened, const struct task *task,
                       struct template_dict *row)
{
    for (int i = 0; i < task->n_answers; i++) {
        struct flow_place place;
        if (task->answer[i].value.n == 0 ||
            !flow_component_find(&opened->flow.draft, task->answer[i].component, &place))
            continue;
        const struct component *component = flow_component_at(&opened->flow.draft, place);
        struct template_dict *given = template_section(row, SET(GIVEN));
        page_set(given, SET(NAME), component->title);
        page_set(given, SET(VALUE), shown_value(ctx, task, component, task->answer[i].value));
    }
}

static struct str worker_of(struct ctx *ctx, const struct member_list *members, struct uuid worker)
{
    for (int i = 0; i < members->n; i++)
        if (uuid_eq(members->member[i].person, worker))
            return members->member[i].name;
    return str_from(uuid_is_nil(worker) ? say(ctx, "Nobody yet") : "");
}

static enum rc fill_preview(struct ctx *ctx, const struct request *request, const struct opened *opened,
                            struct template_dict *body)
{
    struct member_list members;
    const struct task_sheet *sheet = &opened->sheet;
    int shown = sheet->n < PREVIEW_TASKS ? sheet->n : PREVIEW_TASKS;
    if (shown == 0)
        return RC_OK;
    enum rc rc = member_list_active(ctx, &members);
    if (rc != RC_OK)
        return rc;
    struct template_dict *preview = template_section(body, SET(PREVIEW));
    page_set(preview, SET(SHOWN),
             text_count(ctx, "The first line, as it would be made",
                        "The first %s lines, as they would be made", shown));
    for (int i = 0; i < shown; i++) {
        struct task task = sheet->task[i];
        struct template_dict *row = template_section(preview, SET(ROW));
        task.created_by = opened->import.made_by;
        page_set_i64(ctx, row, SET(LINE), sheet->line[i]);
        page_set(row, SET(TITLE), task.title);
        page_set(row, SET(WORKER), worker_of(ctx, &members, task.worker));
        page_set(row, SET(WINDOW), page_window(ctx, request, task.starts_at, task.ends_at));
        fill_given(ctx, opened, &task, row);
    }
    return RC_OK;
}

static void fill_before(struct ctx *ctx, const struct request *request, const struct opened *opened,
                        struct template_dict *body)
{
    if (uuid_is_nil(opened->import.before.id))
        return;
    struct template_dict *before = template_section(body, SET(BEFORE));
    page_set(before, SET(BEFORE_ID), uuid_text(ctx->arena, opened->import.before.id));
    page_set(before, SET(TASKS),
             text_count(ctx, "%s task made", "%s tasks made", opened->import.before.tasks));
    page_set_time(ctx, request, before, SET(BEFORE_AT), opened->import.before.applied_at);
}

static enum rc fill_plan(struct ctx *ctx, const struct request *request, const struct opened *opened,
                         struct template_dict *body)
{
    const struct task_sheet *sheet = &opened->sheet;
    struct template_dict *figures = template_section(body, SET(FIGURES));
    page_set_i64(ctx, figures, SET(LINES), sheet->n);
    page_set_i64(ctx, figures, SET(GOOD), sheet->n - sheet->n_wrong);
    page_set_i64(ctx, figures, SET(FAULT_COUNT), sheet->n_faults);
    if (opened->changed)
        template_show(body, SET(CHANGED));
    fill_before(ctx, request, opened, body);
    fill_faults(ctx, opened, body);
    if (sheet->n_faults == 0) {
        struct template_dict *apply = template_section(body, SET(APPLY));
        page_set(apply, SET(VERSION),
                 str_printf(ctx->arena, "%lld", (long long)opened->flow.published_version));
        page_set(apply, SET(PRESS), text_count(ctx, "Import %s task", "Import %s tasks", sheet->n));
    }
    return fill_preview(ctx, request, opened, body);
}

static enum rc send_import(struct ctx *ctx, struct request *request, const struct opened *opened, int status,
                           struct response *response)
{
    const struct task_import *import = &opened->import;
    const char *title = import->applied_at ? say(ctx, "Import") : say(ctx, "Check the import");
    struct page page = page_new(ctx, request, LAYOUT_CONSOLE, TEMPLATE_TASK_SHEET, title);
    page_set_c(page.body, SET(HEADING), title);
    page_set(page.body, SET(ID), uuid_text(ctx->arena, import->id));
    page_set(page.body, SET(FLOW_ID), opened->gone ? STR_NONE : uuid_text(ctx->arena, import->flow));
    page_set(page.body, SET(FLOW),
             opened->gone ? str_from(say(ctx, "A flow that is archived")) : opened->flow.name);
    page_set(page.body, SET(FILE_NAME),
             import->file_name.n ? import->file_name : str_from(say(ctx, "pasted text")));
    page_set_time(ctx, request, page.body, SET(AT), import->made_at);
    enum rc rc = RC_OK;
    if (import->applied_at) {
        struct template_dict *applied = template_section(page.body, SET(APPLIED));
        page_set(applied, SET(TASKS), text_count(ctx, "%s task made", "%s tasks made", import->tasks));
        page_set_time(ctx, request, applied, SET(APPLIED_AT), import->applied_at);
    } else if (opened->gone) {
        template_show(page.body, SET(GONE));
    } else {
        rc = fill_plan(ctx, request, opened, page.body);
    }
    if (rc == RC_OK)
        page_send(ctx, &page, status, response);
    return rc;
}

enum rc page_task_sheet(struct ctx *ctx, struct request *request, struct response *response)
{
    enum rc rc;
    struct opened *opened = ARENA_NEW(ctx->arena, struct opened);
    if (!open_import(ctx, request, opened, response, &rc))
        return rc;
    return send_import(ctx, request, opened, 200, response);
}

/* --- making --- */

enum rc page_task_sheet_apply(struct ctx *ctx, struct request *request, struct response *response)
{
    enum rc rc;
    int64_t version = 0;
    enum task_import_outcome outcome = TASK_IMPORT_DONE;
    struct opened *opened = ARENA_NEW(ctx->arena, struct opened);
    if (!open_import(ctx, request, opened, response, &rc))
        return rc;
    if (!opened->import.applied_at) {
        bool same = str_to_i64(request_form(ctx, request, "version"), 1, INT64_MAX, &version) &&
                    version == opened->flow.published_version;
        opened->changed = !opened->gone && !same;
        if (opened->gone || opened->changed || opened->sheet.n_faults > 0)
            return send_import(ctx, request, opened, 409, response);
        rc = task_import_apply(ctx, &opened->import, &opened->flow, &opened->sheet, &outcome);
    }
    if (rc != RC_OK)
        return rc;
    if (outcome == TASK_IMPORT_FLOW_CHANGED) {
        opened->changed = true;
        return send_import(ctx, request, opened, 409, response);
    }
    if (outcome == TASK_IMPORT_NOT_FOUND) {
        page_error(ctx, request, 404, response);
        return RC_OK;
    }
    response_redirect(response, "/tasks/import/%.*s", STR_ARG(uuid_text(ctx->arena, opened->import.id)));
    return RC_OK;
}
