/* The list of tasks. New ones are made in task_new.c, one is shown in task_show.c. */
#include "console/task.h"

#include "web/page.h"

const char *task_status_kind(enum task_status status)
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

struct str task_worker_words(struct ctx *ctx, const struct task *task)
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
    page_set(row, TPL_TASK_LIST_WORKER, task_worker_words(ctx, task));
    page_set_c(row, TPL_TASK_LIST_KIND, task_status_kind(task->status));
    page_set_c(row, TPL_TASK_LIST_ICON, task_status_kind(task->status));
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
