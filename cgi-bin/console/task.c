/* The list of tasks and one task as the office sees it. New ones are made in task_new.c. */
#include "console/task.h"

#include "backend/recipient.h"
#include "backend/task.h"
#include "backend/verification.h"
#include "web/answer_view.h"
#include "web/delivery.h"
#include "web/page.h"

static const char *status_kind(enum task_status status)
{
    switch (status) {
    case TASK_ONGOING:
        return "wait";
    case TASK_DONE:
        return "ok";
    case TASK_UNASSIGNED:
    case TASK__COUNT:
        break;
    }
    return "info";
}

static struct str worker_words(struct ctx *ctx, const struct task *task)
{
    return task->worker_name.n ? task->worker_name : str_from(say(ctx, "Nobody yet"));
}

static void fill_row(struct ctx *ctx, const struct request *request, struct template_dict *rows,
                     const struct task *task)
{
    struct template_dict *row = template_section(rows, TPL_TASK_LIST_ROW);
    page_set(row, TPL_TASK_LIST_ID, uuid_text(ctx->arena, task->id));
    page_set(row, TPL_TASK_LIST_TITLE, task->title);
    page_set(row, TPL_TASK_LIST_FLOW, task->flow_name);
    page_set(row, TPL_TASK_LIST_WORKER, worker_words(ctx, task));
    page_set_c(row, TPL_TASK_LIST_KIND, status_kind(task->status));
    page_set_c(row, TPL_TASK_LIST_ICON, status_kind(task->status));
    page_set_c(row, TPL_TASK_LIST_STATUS, say(ctx, task_status_words(task->status)));
    page_set(row, TPL_TASK_LIST_WINDOW, page_window(ctx, request, task->starts_at, task->ends_at));
    if (task->status != TASK_DONE && task->ends_at && task->ends_at < ctx->now_us)
        template_show(row, TPL_TASK_LIST_OVERDUE);
    page_set_time(ctx, request, row, TPL_TASK_LIST_AT, task->created_at);
}

static void fill_filters(struct ctx *ctx, const struct task_filter *filter, struct template_dict *body)
{
    struct template_dict *filters = template_section(body, TPL_TASK_LIST_FILTERS);
    for (int i = 0; i < TASK__COUNT; i++) {
        struct template_dict *option = template_section(filters, TPL_TASK_LIST_STATUS_OPTION);
        struct str label = str_from(task_status_label((enum task_status)i));
        page_set(option, TPL_TASK_LIST_VALUE, label);
        page_set_c(option, TPL_TASK_LIST_LABEL, say(ctx, task_status_words((enum task_status)i)));
        if (str_eq(label, filter->status))
            template_show(option, TPL_TASK_LIST_CHOSEN);
    }
}

static void fill_paging(struct ctx *ctx, const struct task_filter *filter, const struct task_list *list,
                        struct template_dict *rows)
{
    page_set(rows, TPL_TASK_LIST_COUNT, text_count(ctx, "%s task", "%s tasks", list->total));
    if (filter->page > 0) {
        struct template_dict *newer = template_section(rows, TPL_TASK_LIST_NEWER);
        page_set(newer, TPL_TASK_LIST_NUMBER, str_printf(ctx->arena, "%d", filter->page - 1));
    }
    if ((int64_t)(filter->page + 1) * TASK_PAGE < list->total) {
        struct template_dict *older = template_section(rows, TPL_TASK_LIST_OLDER);
        page_set(older, TPL_TASK_LIST_NUMBER, str_printf(ctx->arena, "%d", filter->page + 1));
    }
}

enum rc page_task_list(struct ctx *ctx, struct request *request, struct response *response)
{
    struct task_list list;
    struct task_filter filter = {.query = str_head(str_trim(request_query(ctx, request, "q")), 200),
                                 .status = str_slice(request_query(ctx, request, "status"), 0, 20)};
    enum task_status status;
    int64_t number = 0;
    if (!task_status_parse(filter.status, &status))
        filter.status = STR_NONE;
    if (str_to_i64(request_query(ctx, request, "page"), 0, 100000, &number))
        filter.page = (int)number;
    enum rc rc = task_list(ctx, &filter, &list);
    if (rc != RC_OK)
        return rc;
    bool filtered = filter.query.n > 0 || filter.status.n > 0 || filter.page > 0;
    struct page page = page_new(ctx, request, LAYOUT_CONSOLE, TEMPLATE_TASK_LIST, say(ctx, "Tasks"));
    page_set(page.body, TPL_TASK_LIST_Q, filter.query);
    page_set(page.body, TPL_TASK_LIST_STATUS_VALUE, filter.status);
    if (list.n > 0 || filtered)
        fill_filters(ctx, &filter, page.body);
    if (list.n == 0) {
        template_show(page.body, filtered ? TPL_TASK_LIST_NOTHING : TPL_TASK_LIST_EMPTY);
    } else {
        struct template_dict *rows = template_section(page.body, TPL_TASK_LIST_ROWS);
        for (int i = 0; i < list.n; i++)
            fill_row(ctx, request, rows, &list.task[i]);
        fill_paging(ctx, &filter, &list, rows);
    }
    page_send(ctx, &page, 200, response);
    return RC_OK;
}

/* --- one task --------------------------------------------------------------------------------------- */

/* A planner and whoever made the task must be able to read a number; others see that it is there. */
static bool may_read_recipients(const struct ctx *ctx, const struct task *task)
{
    return ctx->actor.role == ROLE_PLANNER || uuid_eq(ctx->actor.person, task->created_by);
}

static enum rc fill_verification(struct ctx *ctx, const struct task *task, const struct component *otp,
                                 struct template_dict *row)
{
    struct verification_view view;
    enum rc rc = verification_of_step(ctx, task->id, otp->id, &view);
    if (rc != RC_OK)
        return rc;
    struct template_dict *state = template_section(row, TPL_TASK_SHOW_STATE);
    if (view.outcome != OUTCOME_DONE) {
        page_set_c(state, TPL_TASK_SHOW_STATE_KIND, "info");
        page_set_c(state, TPL_TASK_SHOW_STATE_ICON, "info");
        page_set_c(state, TPL_TASK_SHOW_STATE_WORDS, say(ctx, "No code sent yet"));
        return RC_OK;
    }
    const struct verification *verification = &view.verification;
    const char *kind = delivery_verification_kind(verification->status);
    struct str channel = str_from(say(ctx, channel_words(verification->channel)));
    page_set_c(state, TPL_TASK_SHOW_STATE_KIND, kind);
    page_set_c(state, TPL_TASK_SHOW_STATE_ICON, kind);
    page_set_c(state, TPL_TASK_SHOW_STATE_WORDS, say(ctx, verification_status_words(verification->status)));
    struct str words[] = {channel, page_recipient(ctx, verification->to)};
    struct template_dict *detail = template_section(row, TPL_TASK_SHOW_DETAIL);
    page_set(detail, TPL_TASK_SHOW_DETAIL_TEXT, text_fill(ctx, TEXT("By %1 to %2"), words, 2));
    page_set(detail, TPL_TASK_SHOW_DELIVERY, uuid_text(ctx->arena, verification->id));
    return RC_OK;
}

static enum rc fill_answer(struct ctx *ctx, const struct task *task, const struct component *component,
                           struct template_dict *filled)
{
    struct template_dict *row = template_section(filled, TPL_TASK_SHOW_ANSWER);
    page_set(row, TPL_TASK_SHOW_ANSWER_TITLE, component->title);
    if (component->type == COMPONENT_OTP)
        return fill_verification(ctx, task, component, row);
    struct str value = task_value(task, component->id);
    if (value.n == 0) {
        template_show(row, TPL_TASK_SHOW_VALUE_NONE);
        return RC_OK;
    }
    if (component->type == COMPONENT_PHONE || component->type == COMPONENT_EMAIL)
        value = may_read_recipients(ctx, task) && !recipient_is_erased(value)
                    ? recipient_format(ctx->arena, value)
                    : page_recipient(ctx, value);
    answer_view_add(ctx, row, TPL_TASK_SHOW_ANSWER_VALUE,
                    &(struct answer_view){component, value,
                                          str_printf(ctx->arena, "/tasks/%.*s/files/",
                                                     STR_ARG(uuid_text(ctx->arena, task->id)))});
    return RC_OK;
}

static enum rc fill_pages(struct ctx *ctx, const struct task *task, struct template_dict *body)
{
    enum rc rc = RC_OK;
    for (int i = 0; i < task->definition.n && rc == RC_OK; i++) {
        const struct flow_page *of = &task->definition.page[i];
        struct template_dict *dict = template_section(body, TPL_TASK_SHOW_PAGE);
        page_set(dict, TPL_TASK_SHOW_PAGE_TITLE, of->title);
        struct template_dict *filled = NULL;
        for (int j = 0; j < of->n && rc == RC_OK; j++) {
            if (!task->logic.page[i][j].shown || of->component[j].type == COMPONENT_NOTE)
                continue;
            if (filled == NULL)
                filled = template_section(dict, TPL_TASK_SHOW_PAGE_FILLED);
            rc = fill_answer(ctx, task, &of->component[j], filled);
        }
        if (filled == NULL)
            template_show(dict, TPL_TASK_SHOW_PAGE_EMPTY);
    }
    return rc;
}

enum rc page_task_show(struct ctx *ctx, struct request *request, struct response *response)
{
    struct uuid id;
    struct task task;
    bool found = false;
    enum rc rc = request_uuid(request, 0, &id) ? task_get(ctx, id, &task, &found) : RC_OK;
    if (rc != RC_OK)
        return rc;
    if (!found) {
        page_error(ctx, request, 404, response);
        return RC_OK;
    }
    struct page page =
        page_new(ctx, request, LAYOUT_CONSOLE, TEMPLATE_TASK_SHOW, str_z(ctx->arena, task.title));
    struct str flow[] = {task.flow_name, str_printf(ctx->arena, "%lld", (long long)task.flow_version)};
    page_set(page.body, TPL_TASK_SHOW_TITLE, task.title);
    page_set_c(page.body, TPL_TASK_SHOW_KIND, status_kind(task.status));
    page_set_c(page.body, TPL_TASK_SHOW_ICON, status_kind(task.status));
    page_set_c(page.body, TPL_TASK_SHOW_STATUS, say(ctx, task_status_words(task.status)));
    page_set(page.body, TPL_TASK_SHOW_FLOW, text_fill(ctx, TEXT("%1, version %2"), flow, 2));
    page_set(page.body, TPL_TASK_SHOW_WORKER, worker_words(ctx, &task));
    page_set_time(ctx, request, page.body, TPL_TASK_SHOW_AT, task.created_at);
    if (task.finished_at) {
        struct template_dict *finished = template_section(page.body, TPL_TASK_SHOW_FINISHED);
        page_set_time(ctx, request, finished, TPL_TASK_SHOW_DONE_AT, task.finished_at);
    }
    rc = fill_pages(ctx, &task, page.body);
    if (rc != RC_OK)
        return rc;
    page_send(ctx, &page, 200, response);
    return RC_OK;
}
