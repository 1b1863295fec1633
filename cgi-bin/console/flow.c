/* The list of flows. What a flow holds is edited in builder.c, what is done to one as a whole in
 * flow_manage.c. */
#include "console/flow.h"

#define SET(name) TPL_FLOW_LIST_##name
#define PER_PAGE 25
#define PAGES_MAX 1000

struct view {
    struct flow_filter filter;
    int64_t page; /* from 1 */
    bool editor, admin;
};

static struct view view_of(struct ctx *ctx, const struct request *request)
{
    struct view view = {
        .filter =
            {
                .query = str_head(str_trim(request_query(ctx, request, "q")), 200),
                .archived = str_eq(request_query(ctx, request, "archived"), STR("1")),
                .by_name = str_eq(request_query(ctx, request, "sort"), STR("name")),
                .limit = PER_PAGE,
            },
        .page = 1,
        .editor = ctx->actor.role >= ROLE_EDITOR,
        .admin = ctx->actor.role >= ROLE_ADMIN,
    };
    if (!str_to_i64(request_query(ctx, request, "page"), 1, PAGES_MAX, &view.page))
        view.page = 1;
    view.filter.offset = (int)(view.page - 1) * PER_PAGE;
    return view;
}

/* The address of another page of the same view. */
static struct str address(struct ctx *ctx, const struct view *view, bool archived, int64_t page)
{
    struct buf out = buf_new(ctx->arena, 2048);
    buf_put(&out, STR("/flows?q="));
    buf_put_percent(&out, view->filter.query);
    buf_printf(&out, "%s%s", archived ? "&archived=1" : "", view->filter.by_name ? "&sort=name" : "");
    if (page > 1)
        buf_printf(&out, "&page=%lld", (long long)page);
    return buf_str(&out);
}

static const char *status_of(struct ctx *ctx, const struct flow *flow)
{
    if (flow->published_version == 0)
        return say(ctx, "Draft, not published yet");
    return flow->changed ? say(ctx, "Published, the draft has changes") : say(ctx, "Published");
}

static void fill_problems(struct ctx *ctx, const struct flow *flow, struct template_dict *row)
{
    if (flow->errors <= 0)
        return;
    struct template_dict *problems = template_section(row, SET(PROBLEMS));
    page_set(problems, SET(PROBLEM_COUNT), text_count(ctx, "%s problem", "%s problems", flow->errors));
}

/* What this reader may do to this flow. */
static void fill_actions(const struct view *view, struct template_dict *row)
{
    if (view->filter.archived) {
        if (view->admin)
            template_show(row, SET(MAY_RESTORE));
        return;
    }
    if (view->editor)
        template_show(row, SET(MAY_EDIT));
    if (view->admin)
        template_show(row, SET(MAY_ARCHIVE));
}

static void fill_row(struct ctx *ctx, const struct request *request, const struct view *view,
                     const struct flow *flow, struct template_dict *rows)
{
    struct template_dict *row = template_section(rows, SET(ROW));
    bool published = flow->published_version > 0;
    struct str version = str_printf(ctx->arena, "%lld", (long long)flow->published_version);
    page_set(row, SET(ID), uuid_text(ctx->arena, flow->id));
    page_set(row, SET(NAME), flow->name);
    page_set_c(row, SET(HREF), view->filter.archived ? "/history" : "");
    page_set_c(row, SET(KIND), published && !flow->changed ? "ok" : published ? "info" : "");
    page_set_c(row, SET(ICON), published && !flow->changed ? "ok" : "edit");
    page_set_c(row, SET(STATUS), status_of(ctx, flow));
    page_set(row, SET(VERSION), published ? text_fill(ctx, TEXT("Version %1"), &version, 1) : STR("—"));
    page_set_time(ctx, request, row, SET(AT), flow->updated_at);
    page_set(row, SET(BY), flow->updated_by);
    fill_problems(ctx, flow, row);
    fill_actions(view, row);
}

static void fill_paging(struct ctx *ctx, const struct view *view, const struct flow_list *list,
                        struct template_dict *rows)
{
    const struct str values[] = {
        str_printf(ctx->arena, "%d", view->filter.offset + 1),
        str_printf(ctx->arena, "%d", view->filter.offset + list->n),
        text_count(ctx, "%s flow", "%s flows", list->total),
    };
    page_set(rows, SET(COUNT),
             list->total > PER_PAGE ? text_fill(ctx, TEXT("%1 to %2 of %3"), values, 3) : values[2]);
    if (view->page > 1) {
        struct template_dict *previous = template_section(rows, SET(PREVIOUS));
        page_set(previous, SET(PAGE_HREF), address(ctx, view, view->filter.archived, view->page - 1));
    }
    if (view->filter.offset + list->n < list->total) {
        struct template_dict *next = template_section(rows, SET(NEXT));
        page_set(next, SET(PAGE_HREF), address(ctx, view, view->filter.archived, view->page + 1));
    }
}

static void fill_filters(struct ctx *ctx, const struct view *view, struct template_dict *body)
{
    struct template_dict *filters = template_section(body, SET(FILTERS));
    page_set(filters, SET(Q), view->filter.query);
    page_set(filters, SET(ACTIVE_HREF), address(ctx, view, false, 1));
    page_set(filters, SET(ARCHIVED_HREF), address(ctx, view, true, 1));
    template_show(filters, view->filter.archived ? SET(ON_ARCHIVED) : SET(ON_ACTIVE));
    template_show(filters, view->filter.by_name ? SET(BY_NAME) : SET(BY_CHANGE));
}

static void fill_nothing(const struct view *view, struct template_dict *body)
{
    bool asked = view->filter.query.n > 0 || view->page > 1;
    if (asked)
        template_show(body, SET(NOTHING));
    else if (view->filter.archived)
        template_show(body, SET(NONE_ARCHIVED));
    else if (view->editor)
        template_show(body, SET(EMPTY));
    else
        template_show(body, SET(NONE));
}

enum rc page_flow_list(struct ctx *ctx, struct request *request, struct response *response)
{
    struct flow_list list;
    struct view view = view_of(ctx, request);
    enum rc rc = flow_list(ctx, &view.filter, &list);
    if (rc != RC_OK)
        return rc;
    struct page page = page_new(ctx, request, LAYOUT_CONSOLE, TEMPLATE_FLOW_LIST, say(ctx, "Flow"));
    if (view.editor)
        template_show(page.body, SET(MAY_MAKE));
    fill_filters(ctx, &view, page.body);
    if (list.n == 0) {
        fill_nothing(&view, page.body);
    } else {
        struct template_dict *rows = template_section(page.body, SET(ROWS));
        for (int i = 0; i < list.n; i++)
            fill_row(ctx, request, &view, &list.flow[i], rows);
        fill_paging(ctx, &view, &list, rows);
    }
    page_send(ctx, &page, 200, response);
    return RC_OK;
}

bool flow_of_path(struct ctx *ctx, struct request *request, struct response *response, struct flow *flow,
                  enum rc *rc)
{
    struct uuid id;
    enum flow_outcome outcome = FLOW_NOT_FOUND;
    *rc = request_uuid(request, 0, &id) ? flow_get_any(ctx, id, flow, &outcome) : RC_OK;
    if (*rc != RC_OK)
        return false;
    if (outcome != FLOW_DONE)
        page_error(ctx, request, 404, response);
    return outcome == FLOW_DONE;
}

bool flow_name_check(struct ctx *ctx, struct form *form, struct str name)
{
    if (flow_text_length(name) <= FLOW_NAME_MAX)
        return true;
    form_error(form, "name", say(ctx, "At most 100 characters, please."));
    return false;
}

void flow_name_taken(struct ctx *ctx, struct form *form)
{
    form_error(form, "name", say(ctx, "Another flow has this name already."));
}
