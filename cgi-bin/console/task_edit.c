/* A task that is there: its name, its worker and when it is to be done, for as long as it is not done. */
#include "backend/task_change.h"
#include "console/task.h"
#include "console/task_form.h"

#define SET(name) TPL_TASK_EDIT_##name

struct opened {
    struct task task;
    struct task_form form;
};

/* The task of the path with its form. False: answered already, or a fault in *rc. */
static bool open_task(struct ctx *ctx, struct request *request, struct opened *out, struct response *response,
                      enum rc *rc)
{
    struct uuid id;
    bool found = false;
    *rc = request_uuid(request, 0, &id) ? task_get(ctx, id, &out->task, &found) : RC_OK;
    if (*rc == RC_OK && found)
        *rc = task_form_open(ctx, &out->form);
    if (*rc == RC_OK && !found)
        page_error(ctx, request, 404, response);
    if (*rc != RC_OK || !found)
        return false;
    task_form_keep(&out->task, &out->form);
    return true;
}

static void send_form(struct ctx *ctx, struct request *request, const struct opened *opened,
                      struct response *response)
{
    const struct task *task = &opened->task;
    const struct task_form *form = &opened->form;
    struct page page = page_new(ctx, request, LAYOUT_CONSOLE, TEMPLATE_TASK_EDIT, say(ctx, "Edit the task"));
    page_set(page.body, SET(ID), uuid_text(ctx->arena, task->id));
    page_set(page.body, SET(TITLE), task->title);
    if (task->status == TASK_DONE) {
        template_show(page.body, SET(DONE));
        page_send(ctx, &page, request->method == METHOD_POST ? 409 : 200, response);
        return;
    }
    if (form->wrong)
        task_form_errors(ctx, form, template_section(page.body, SET(FORM_ERRORS)), SET(FORM_ERROR));
    task_form_fill(ctx, request, form, template_section(page.body, SET(EDIT)), SET(FIELDS));
    page_send(ctx, &page, form->wrong ? 422 : 200, response);
}

enum rc page_task_edit(struct ctx *ctx, struct request *request, struct response *response)
{
    enum rc rc;
    struct opened opened;
    if (!open_task(ctx, request, &opened, response, &rc))
        return rc;
    task_form_start(ctx, request, &opened.task, &opened.form);
    send_form(ctx, request, &opened, response);
    return RC_OK;
}

enum rc page_task_save(struct ctx *ctx, struct request *request, struct response *response)
{
    enum rc rc;
    struct opened opened;
    bool done = false;
    if (!open_task(ctx, request, &opened, response, &rc))
        return rc;
    struct task changed = opened.task;
    task_form_read(ctx, request, &opened.form, &changed);
    if (!opened.form.wrong && opened.task.status != TASK_DONE) {
        rc = task_edit(ctx, &changed, &done);
        if (rc != RC_OK)
            return rc;
    }
    if (done)
        opened.task.status = TASK_DONE;
    if (opened.form.wrong || opened.task.status == TASK_DONE) {
        send_form(ctx, request, &opened, response);
        return RC_OK;
    }
    page_flash(ctx, response, "success", str_from(say(ctx, "The task is saved.")));
    response_redirect(response, "/tasks/%.*s", STR_ARG(uuid_text(ctx->arena, changed.id)));
    return RC_OK;
}
