/* One task as the office sees it: answers, verifications, what was done. */
#include "console/task_view.h"
#include "web/audit.h"

#define SHOW(name) TPL_TASK_SHOW_##name

static void fill_lines(struct ctx *ctx, const struct task_view *view, struct template_dict *body)
{
    const struct audit_lines *lines = &view->proof.lines;
    if (lines->n == 0)
        return;
    struct template_dict *section = template_section(body, SHOW(LINES));
    for (int i = 0; i < lines->n; i++) {
        struct template_dict *row = template_section(section, SHOW(LINE));
        page_set(row, SHOW(WHAT), audit_sentence(ctx, &lines->line[i]));
        page_set(row, SHOW(WHO), audit_actor(ctx, &lines->line[i]));
        page_set_moment(ctx, view->request, row, SHOW(LINE_AT), lines->line[i].at);
    }
}

static void fill_head(struct ctx *ctx, const struct task_view *view, struct template_dict *body)
{
    const struct task *task = &view->task;
    struct str flow[] = {task->flow_name, str_printf(ctx->arena, "%lld", (long long)task->flow_version)};
    page_set(body, SHOW(ID), uuid_text(ctx->arena, task->id));
    page_set(body, SHOW(TITLE), task->title);
    page_set_c(body, SHOW(KIND), task_status_kind(task->status));
    page_set_c(body, SHOW(ICON), task_status_kind(task->status));
    page_set_c(body, SHOW(STATUS), say(ctx, task_status_words(task->status)));
    page_set(body, SHOW(FLOW), text_fill(ctx, TEXT("%1, version %2"), flow, 2));
    page_set(body, SHOW(WORKER), task_worker_words(ctx, task));
    page_set(body, SHOW(ZONE), view->request->session->time_zone);
    page_set_time(ctx, view->request, body, SHOW(AT), task->created_at);
    struct str window = page_window(ctx, view->request, task->starts_at, task->ends_at);
    if (window.n)
        page_set(template_section(body, SHOW(WINDOW)), SHOW(WINDOW_TEXT), window);
    if (task->status != TASK_DONE)
        page_set(template_section(body, SHOW(OPEN)), SHOW(ID), uuid_text(ctx->arena, task->id));
    if (task->finished_at)
        page_set_time(ctx, view->request, template_section(body, SHOW(FINISHED)), SHOW(DONE_AT),
                      task->finished_at);
}

enum rc page_task_show(struct ctx *ctx, struct request *request, struct response *response)
{
    enum rc rc;
    struct task_view view;
    if (!task_view_open(ctx, request, response, &view, &rc))
        return rc;
    struct page page =
        page_new(ctx, request, LAYOUT_CONSOLE, TEMPLATE_TASK_SHOW, str_z(ctx->arena, view.task.title));
    fill_head(ctx, &view, page.body);
    task_view_add_flags(ctx, &view, page.body, SHOW(FLAGS));
    task_view_add_answers(ctx, &view, page.body, SHOW(ANSWERS));
    task_view_add_steps(ctx, &view, page.body, SHOW(STEP));
    fill_lines(ctx, &view, page.body);
    page_send(ctx, &page, 200, response);
    return RC_OK;
}
