/* The Flow Builder is opened: the flow of the path, what is selected, and the page as it is stored. */
#include "console/builder.h"
#include "console/flow.h"

struct str builder_address(struct ctx *ctx, const struct builder *builder)
{
    const struct flow_page *page = &builder->flow.draft.page[builder->selected.page];
    if (builder->selected.component < 0)
        return str_printf(ctx->arena, "?p=%.*s", STR_ARG(page->id));
    return str_printf(ctx->arena, "?c=%.*s", STR_ARG(page->component[builder->selected.component].id));
}

const struct component *builder_component(const struct builder *builder)
{
    if (builder->typed || builder->selected.component < 0)
        return builder->typed;
    return flow_component_at(&builder->flow.draft, builder->selected);
}

bool builder_choose(struct builder *builder, struct str component, struct str page)
{
    builder->selected = (struct flow_place){0, -1};
    if (flow_page_find(&builder->flow.draft, page, &builder->selected.page) && component.n == 0)
        return true;
    if (component.n > 0)
        return flow_component_find(&builder->flow.draft, component, &builder->selected);
    return page.n == 0;
}

bool builder_open(struct ctx *ctx, struct request *request, struct response *response,
                  struct builder *builder, enum rc *rc)
{
    struct uuid id;
    enum flow_outcome outcome = FLOW_NOT_FOUND;
    builder->request = request;
    builder->look = builder_look(ctx, request, response);
    builder->read_only = ctx->actor.role < ROLE_EDITOR;
    *rc = request_uuid(request, 0, &id) ? flow_get(ctx, id, &builder->flow, &outcome) : RC_OK;
    if (*rc != RC_OK)
        return false;
    if (outcome != FLOW_DONE)
        page_error(ctx, request, 404, response);
    return outcome == FLOW_DONE;
}

enum rc page_flow_edit(struct ctx *ctx, struct request *request, struct response *response)
{
    enum rc rc;
    struct builder builder = {0};
    if (!builder_open(ctx, request, response, &builder, &rc))
        return rc;
    if (!builder_choose(&builder, request_query(ctx, request, "c"), request_query(ctx, request, "p")))
        builder.selected = (struct flow_place){0, -1};
    builder.focus = str_head(request_query(ctx, request, "f"), FLOW_ID_MAX);
    builder_send(ctx, request, &builder, response);
    return RC_OK;
}
