/*
 * The worker's list of tasks by when they are to be done, by the clocks of the organisation: what is late
 * first, then today's.
 */
#include "backend/task.h"
#include "backend/task_time.h"
#include "field/field.h"
#include "web/page.h"

#define SEARCH_FROM 8 /* tasks; fewer are seen at a glance */

#define SET(name) TPL_FIELD_LIST_##name

/* X(C name, kind of its rows, title) */
#define GROUPS(X)                                                                                            \
    X(OVERDUE, "bad", TEXT("Overdue"))                                                                       \
    X(TODAY, "wait", TEXT("Today"))                                                                          \
    X(LATER, "", TEXT("Later"))                                                                              \
    X(ANY_TIME, "", TEXT("Without time"))                                                                    \
    X(DONE, "ok", TEXT("Done lately"))

#define X(name, kind, title) GROUP_##name,
enum group { GROUPS(X) GROUP__COUNT };
#undef X

#define X(name, kind, title) {kind, title},
static const struct {
    const char *kind, *title;
} groups[GROUP__COUNT] = {GROUPS(X)};
#undef X

/* today_ends: when the clocks' today is over. */
static enum group group_of(const struct task *task, int64_t now, int64_t today_ends)
{
    int64_t first = task->starts_at ? task->starts_at : task->ends_at;
    if (task->status == TASK_DONE)
        return GROUP_DONE;
    if (task->ends_at && task->ends_at <= now)
        return GROUP_OVERDUE;
    if (first == 0)
        return GROUP_ANY_TIME;
    return first < today_ends ? GROUP_TODAY : GROUP_LATER;
}

static void fill_row(struct ctx *ctx, const struct request *request, const struct task *task,
                     struct template_dict *group)
{
    struct template_dict *row = template_section(group, SET(ROW));
    struct str window = page_window(ctx, request, task->starts_at, task->ends_at);
    page_set(row, SET(ID), uuid_text(ctx->arena, task->id));
    page_set(row, SET(TITLE), task->title);
    page_set(row, SET(FLOW), task->flow_name);
    if (task->status == TASK_DONE) {
        page_set_time(ctx, request, template_section(row, SET(FINISHED)), SET(AT), task->finished_at);
        return;
    }
    if (window.n)
        page_set(template_section(row, SET(TIMED)), SET(WINDOW), window);
    if (task->steps > 0) {
        struct str step[] = {str_printf(ctx->arena, "%lld", (long long)task->step),
                             str_printf(ctx->arena, "%lld", (long long)task->steps)};
        page_set(template_section(row, SET(BEGUN)), SET(PROGRESS),
                 text_fill(ctx, TEXT("Step %1 of %2"), step, 2));
    }
}

static int fill_group(struct ctx *ctx, const struct request *request, const struct task_list *list,
                      enum group which, struct template_dict *body)
{
    int64_t today_ends = task_days(ctx->arena, ctx->now_us, request->session->time_zone, 0, 1).to;
    struct template_dict *group = NULL;
    int n = 0;
    for (int i = 0; i < list->n; i++) {
        if (group_of(&list->task[i], ctx->now_us, today_ends) != which)
            continue;
        if (group == NULL)
            group = template_section(body, SET(GROUP));
        fill_row(ctx, request, &list->task[i], group);
        n++;
    }
    if (group) {
        page_set_c(group, SET(GROUP_TITLE), say(ctx, groups[which].title));
        page_set_c(group, SET(GROUP_KIND), groups[which].kind);
        page_set_i64(ctx, group, SET(GROUP_COUNT), n);
    }
    return which == GROUP_DONE ? 0 : n;
}

static void fill_search(struct str query, const struct task_list *list, struct template_dict *body)
{
    if (list->total < SEARCH_FROM && query.n == 0)
        return;
    struct template_dict *search = template_section(body, SET(SEARCH));
    page_set(search, SET(QUERY), query);
    if (query.n)
        template_show(search, SET(CLEAR));
}

enum rc page_field_list(struct ctx *ctx, struct request *request, struct response *response)
{
    struct task_list list;
    struct str query = str_slice(str_trim(request_query(ctx, request, "q")), 0, TASK_TITLE_MAX);
    int open = 0;
    enum rc rc = task_list_own(ctx, query, &list);
    if (rc != RC_OK)
        return rc;
    struct page page = page_new(ctx, request, LAYOUT_FIELD, TEMPLATE_FIELD_LIST, say(ctx, "Your tasks"));
    fill_search(query, &list, page.body);
    for (int i = 0; i < GROUP__COUNT; i++)
        open += fill_group(ctx, request, &list, (enum group)i, page.body);
    if (list.n == 0 && query.n)
        page_set(template_section(page.body, SET(NOTHING)), SET(NOTHING_QUERY), query);
    else if (open == 0 && query.n == 0)
        template_show(page.body, SET(EMPTY));
    if (open < list.total && query.n == 0)
        page_set(template_section(page.body, SET(MORE)), SET(MORE_WORDS),
                 text_count(ctx, "%s more is not shown: search for it.",
                            "%s more are not shown: search for them.", list.total - open));
    page_send(ctx, &page, 200, response);
    return RC_OK;
}
