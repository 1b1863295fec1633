/* Proof of delivery: one task on paper, for somebody who has no login. */
#include "console/task_view.h"

#define PROOF(name) TPL_TASK_PROOF_##name

static void fill_head(struct ctx *ctx, const struct task_view *view, struct template_dict *body)
{
    const struct task *task = &view->task;
    struct str flow[] = {task->flow_name, str_printf(ctx->arena, "%lld", (long long)task->flow_version)};
    page_set(body, PROOF(ID), uuid_text(ctx->arena, task->id));
    page_set(body, PROOF(TITLE), task->title);
    page_set(body, PROOF(ORGANISATION), view->request->session->organisation_name);
    page_set_c(body, PROOF(KIND), task_status_kind(task->status));
    page_set_c(body, PROOF(ICON), task_status_kind(task->status));
    page_set_c(body, PROOF(STATUS), say(ctx, task_status_words(task->status)));
    page_set(body, PROOF(FLOW), text_fill(ctx, TEXT("%1, version %2"), flow, 2));
    page_set(body, PROOF(WORKER), task_worker_words(ctx, task));
    page_set(body, PROOF(ZONE), view->request->session->time_zone);
    page_set_c(body, PROOF(URL), ctx->app->config.public_url);
    page_set_time(ctx, view->request, body, PROOF(AT), task->created_at);
    page_set_moment(ctx, view->request, body, PROOF(PRINTED), ctx->now_us);
    if (task->status != TASK_DONE)
        template_show(body, PROOF(UNFINISHED));
    else
        page_set_time(ctx, view->request, template_section(body, PROOF(FINISHED)), PROOF(DONE_AT),
                      task->finished_at);
}

/* The verifications that the proof tells of. */
static void fill_codes(struct ctx *ctx, const struct task_view *view, struct template_dict *body)
{
    struct template_dict *codes = NULL;
    for (int i = 0; i < view->task.definition.n; i++) {
        const struct flow_page *of = &view->task.definition.page[i];
        for (int j = 0; j < of->n; j++) {
            if (of->component[j].type != COMPONENT_OTP || !task_view_shows(view, i, j))
                continue;
            struct task_step step = task_step_of(&view->proof, &of->component[j]);
            if (step.code == NULL)
                continue;
            if (codes == NULL)
                codes = template_section(body, PROOF(CODES));
            page_set(template_section(codes, PROOF(CODE_ROW)), PROOF(CODE_ID),
                     uuid_text(ctx->arena, step.code->id));
        }
    }
}

enum rc page_task_proof(struct ctx *ctx, struct request *request, struct response *response)
{
    enum rc rc;
    struct task_view view;
    if (!task_view_open(ctx, request, response, &view, &rc))
        return rc;
    view.printed = true;
    struct page page =
        page_new(ctx, request, LAYOUT_PLAIN, TEMPLATE_TASK_PROOF, say(ctx, "Proof of delivery"));
    fill_head(ctx, &view, page.body);
    task_view_add_flags(ctx, &view, page.body, PROOF(FLAGS));
    task_view_add_answers(ctx, &view, page.body, PROOF(ANSWERS));
    task_view_add_steps(ctx, &view, page.body, PROOF(STEP));
    fill_codes(ctx, &view, page.body);
    page_send(ctx, &page, 200, response);
    return RC_OK;
}
