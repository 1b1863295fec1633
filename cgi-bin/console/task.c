/* The list of tasks. New ones are made in task_new.c, one is shown in task_show.c. */
#include "console/task.h"

#include "base/text.h"
#include "console/task_filter.h"
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

static struct str page_href(struct ctx *ctx, const struct task_query *query, int page)
{
    struct str text = task_query_text(ctx, query, NULL);
    return str_printf(ctx->arena, "/tasks?%.*s%spage=%d", STR_ARG(text), text.n ? "&" : "", page);
}

static struct str count_words(struct ctx *ctx, const struct task_query *query, const struct task_list *list)
{
    int64_t first = (int64_t)query->filter.page * TASK_PAGE;
    struct str total = text_count(ctx, "%s task", "%s tasks", list->total);
    if (first == 0 && list->n == list->total)
        return total;
    struct str words[] = {str_printf(ctx->arena, "%lld", (long long)first + 1),
                          str_printf(ctx->arena, "%lld", (long long)first + list->n), total};
    return text_fill(ctx, TEXT("%1 to %2 of %3"), words, 3);
}

static void fill_paging(struct ctx *ctx, const struct task_query *query, const struct task_list *list,
                        struct template_dict *rows)
{
    int page = query->filter.page;
    page_set(rows, TPL_TASK_LIST_COUNT, count_words(ctx, query, list));
    if (page > 0)
        page_set(template_section(rows, TPL_TASK_LIST_NEWER), TPL_TASK_LIST_NEWER_HREF,
                 page_href(ctx, query, page - 1));
    if ((int64_t)(page + 1) * TASK_PAGE < list->total)
        page_set(template_section(rows, TPL_TASK_LIST_OLDER), TPL_TASK_LIST_OLDER_HREF,
                 page_href(ctx, query, page + 1));
}

static void fill_rows(struct ctx *ctx, const struct request *request, const struct task_query *query,
                      const struct task_list *list, struct template_dict *body)
{
    struct template_dict *rows = template_section(body, TPL_TASK_LIST_ROWS);
    struct str filters = task_query_text(ctx, query, NULL);
    page_set(template_section(body, TPL_TASK_LIST_DOWNLOAD), TPL_TASK_LIST_EXPORT_HREF,
             str_printf(ctx->arena, "/tasks/export?%.*s%sformat=", STR_ARG(filters), filters.n ? "&" : ""));
    page_set(rows, TPL_TASK_LIST_FILTER_TEXT, filters);
    for (int i = 0; i < list->n; i++)
        fill_row(ctx, request, rows, &list->task[i]);
    if (list->total > list->n)
        page_set(template_section(rows, TPL_TASK_LIST_ALL), TPL_TASK_LIST_ALL_WORDS,
                 text_count(ctx, "The %s task that fits, on all pages", "All %s tasks that fit, on all pages",
                            list->total));
    fill_paging(ctx, query, list, rows);
}

enum rc page_task_list(struct ctx *ctx, struct request *request, struct response *response)
{
    struct task_list list;
    struct task_query query;
    task_query_read(ctx, request, &query);
    enum rc rc = task_list(ctx, &query.filter, &list);
    if (rc != RC_OK)
        return rc;
    bool untouched = list.n == 0 && !query.filtered && query.filter.page == 0;
    struct page page = page_new(ctx, request, LAYOUT_CONSOLE, TEMPLATE_TASK_LIST, say(ctx, "Tasks"));
    if (!untouched)
        rc = task_query_fill(ctx, request, &query, page.body);
    if (rc != RC_OK)
        return rc;
    if (list.n > 0)
        fill_rows(ctx, request, &query, &list, page.body);
    else
        template_show(page.body, untouched ? TPL_TASK_LIST_EMPTY : TPL_TASK_LIST_NOTHING);
    page_send(ctx, &page, 200, response);
    return RC_OK;
}
