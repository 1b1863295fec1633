/* The list of flows and the form of a new one. What a flow holds is edited in builder.c. */
#include "console/flow.h"

#include "backend/flow_manage.h"
#include "web/form.h"
#include "web/page.h"

struct new_flow {
    struct str name;
};

static const struct field NEW_FLOW[] = {
    {"name", TEXT("Name"), FIELD_TEXT, true, 1, FLOW_NAME_MAX * 4, offsetof(struct new_flow, name)},
};

static void fill_row(struct ctx *ctx, const struct request *request, struct template_dict *rows,
                     const struct flow *flow)
{
    struct template_dict *row = template_section(rows, TPL_FLOW_LIST_ROW);
    bool published = flow->published_version > 0;
    page_set(row, TPL_FLOW_LIST_ID, uuid_text(ctx->arena, flow->id));
    page_set(row, TPL_FLOW_LIST_NAME, flow->name);
    page_set_c(row, TPL_FLOW_LIST_KIND, published ? "ok" : "");
    page_set_c(row, TPL_FLOW_LIST_ICON, published ? "ok" : "edit");
    page_set_c(row, TPL_FLOW_LIST_STATUS,
               say(ctx, !published      ? TEXT("Draft, not published yet")
                        : flow->changed ? TEXT("Published, the draft has changes")
                                        : TEXT("Published")));
    page_set_time(ctx, request, row, TPL_FLOW_LIST_AT, flow->updated_at);
    page_set(row, TPL_FLOW_LIST_BY, flow->updated_by);
}

enum rc page_flow_list(struct ctx *ctx, struct request *request, struct response *response)
{
    struct flow_list list;
    struct str query = str_head(str_trim(request_query(ctx, request, "q")), 200);
    const struct flow_filter filter = {.query = query, .limit = FLOW_LIST_MAX};
    enum rc rc = flow_list(ctx, &filter, &list);
    if (rc != RC_OK)
        return rc;
    struct page page = page_new(ctx, request, LAYOUT_CONSOLE, TEMPLATE_FLOW_LIST, say(ctx, "Flow"));
    if (list.n > 0 || query.n > 0) {
        struct template_dict *filters = template_section(page.body, TPL_FLOW_LIST_FILTERS);
        page_set(filters, TPL_FLOW_LIST_Q, query);
    }
    if (list.n == 0) {
        template_show(page.body, query.n ? TPL_FLOW_LIST_NOTHING : TPL_FLOW_LIST_EMPTY);
    } else {
        struct template_dict *rows = template_section(page.body, TPL_FLOW_LIST_ROWS);
        for (int i = 0; i < list.n; i++)
            fill_row(ctx, request, rows, &list.flow[i]);
        page_set(rows, TPL_FLOW_LIST_COUNT, text_count(ctx, "%s flow", "%s flows", list.total));
    }
    page_send(ctx, &page, 200, response);
    return RC_OK;
}

static void show_new(struct ctx *ctx, struct request *request, const struct form *form, int status,
                     struct response *response)
{
    struct page page = page_new(ctx, request, LAYOUT_CONSOLE, TEMPLATE_FLOW_NEW, say(ctx, "New flow"));
    if (form)
        form_fill(ctx, form, page.body);
    page_send(ctx, &page, status, response);
}

enum rc page_flow_new(struct ctx *ctx, struct request *request, struct response *response)
{
    show_new(ctx, request, NULL, 200, response);
    return RC_OK;
}

enum rc page_flow_create(struct ctx *ctx, struct request *request, struct response *response)
{
    struct form form = FORM(NEW_FLOW);
    struct new_flow typed = {0};
    enum flow_outcome outcome;
    bool good = form_read(ctx, request, &form, &typed);
    if (good && flow_text_length(typed.name) > FLOW_NAME_MAX) {
        form_error(&form, "name", say(ctx, "At most 100 characters, please."));
        good = false;
    }
    if (!good) {
        show_new(ctx, request, &form, 422, response);
        return RC_OK;
    }
    struct flow flow = {.name = typed.name};
    flow.draft =
        flow_definition_new(ctx->arena, str_from(say(ctx, "Initial Page")), str_from(say(ctx, "Page 1")));
    enum rc rc = flow_create(ctx, &flow, STR_NONE, &outcome);
    if (rc != RC_OK)
        return rc;
    if (outcome == FLOW_NAME_TAKEN) {
        form_error(&form, "name", say(ctx, "Another flow has this name already."));
        show_new(ctx, request, &form, 422, response);
        return RC_OK;
    }
    response_redirect(response, "/flows/%.*s", STR_ARG(uuid_text(ctx->arena, flow.id)));
    return RC_OK;
}
