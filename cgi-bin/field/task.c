/* A task: on to the step where it goes on, or what was done, to read. */
#include "backend/recipient.h"
#include "field/field.h"
#include "field/step.h"
#include "web/answer_view.h"

enum rc field_task_find(struct ctx *ctx, const struct request *request, struct task *task, bool *found)
{
    struct uuid id;
    *found = false;
    enum rc rc = request_uuid(request, 0, &id) ? task_get(ctx, id, task, found) : RC_OK;
    *found = *found && (uuid_eq(task->worker, ctx->actor.person) || task_may_read_recipients(ctx, task));
    return rc;
}

struct str step_value(struct ctx *ctx, const struct task *task, const struct component *component)
{
    struct str value = task_value(task, component->id);
    if (component->type != COMPONENT_PHONE && component->type != COMPONENT_EMAIL)
        return value;
    return flow_otp_of(&task->definition, component->id) ? recipient_mask(ctx->arena, value)
                                                         : recipient_format(ctx->arena, value);
}

static enum rc fill_answer(struct ctx *ctx, const struct task *task, const struct component *component,
                           struct template_dict *page)
{
    struct otp otp;
    struct template_dict *row = template_section(page, TPL_FIELD_SUMMARY_ANSWER);
    page_set(row, TPL_FIELD_SUMMARY_ANSWER_TITLE, component->title);
    if (component->type != COMPONENT_OTP) {
        struct str value = step_value(ctx, task, component);
        if (value.n == 0)
            page_set(row, TPL_FIELD_SUMMARY_VALUE, STR("–"));
        else
            answer_view_add(ctx, row, TPL_FIELD_SUMMARY_ANSWER_VALUE,
                            &(struct answer_view){component, value, step_files(ctx, task)});
        return RC_OK;
    }
    enum rc rc = otp_load(ctx, task, component, &otp);
    if (rc == RC_OK && otp.state == OTP_VERIFIED)
        template_show(row, TPL_FIELD_SUMMARY_CHECKED);
    else if (otp.state == OTP_OVERRIDDEN)
        template_show(row, TPL_FIELD_SUMMARY_OVERRIDDEN);
    else
        page_set_c(row, TPL_FIELD_SUMMARY_VALUE, say(ctx, "not verified"));
    return rc;
}

static enum rc show_summary(struct ctx *ctx, struct request *request, const struct task *task,
                            struct response *response)
{
    struct page page =
        page_new(ctx, request, LAYOUT_FIELD, TEMPLATE_FIELD_SUMMARY, str_z(ctx->arena, task->title));
    enum rc rc = RC_OK;
    page_set(page.body, TPL_FIELD_SUMMARY_TITLE, task->title);
    page_set(page.body, TPL_FIELD_SUMMARY_FLOW, task->flow_name);
    page_set_time(ctx, request, page.body, TPL_FIELD_SUMMARY_AT, task->finished_at);
    for (int i = 0; i < task->definition.n && rc == RC_OK; i++) {
        const struct flow_page *of = &task->definition.page[i];
        struct template_dict *section = NULL;
        for (int j = 0; j < of->n && rc == RC_OK; j++) {
            if (!task->logic.page[i][j].shown || of->component[j].type == COMPONENT_NOTE)
                continue;
            if (section == NULL)
                section = template_section(page.body, TPL_FIELD_SUMMARY_PAGE);
            page_set(section, TPL_FIELD_SUMMARY_PAGE_TITLE, of->title);
            rc = fill_answer(ctx, task, &of->component[j], section);
        }
    }
    if (rc == RC_OK)
        page_send(ctx, &page, 200, response);
    return rc;
}

enum rc page_field_task(struct ctx *ctx, struct request *request, struct response *response)
{
    struct task task;
    struct blocker *blocker;
    int n;
    bool found;
    enum rc rc = field_task_find(ctx, request, &task, &found);
    if (rc != RC_OK)
        return rc;
    if (!found) {
        page_gone(ctx, request, response);
        return RC_OK;
    }
    if (task.status == TASK_DONE)
        return show_summary(ctx, request, &task, response);
    rc = step_blockers(ctx, &task, &blocker, &n);
    if (rc != RC_OK)
        return rc;
    response_redirect(response, "/field/tasks/%.*s/pages/%d", STR_ARG(uuid_text(ctx->arena, task.id)),
                      n > 0 ? blocker[0].number : step_count(&task.logic));
    return RC_OK;
}
