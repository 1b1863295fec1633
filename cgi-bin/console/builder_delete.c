/* Asks before a component or a page is deleted, and says what goes with it. Deletes nothing. */
#include "console/builder.h"
#include "console/flow.h"

static const char *lost_words(struct ctx *ctx, const struct builder *builder)
{
    if (builder->selected.component < 0)
        return say(ctx, "The page and all components on it will be lost in the draft.");
    const struct component *component = flow_component_at(&builder->flow.draft, builder->selected);
    if (flow_otp_of(&builder->flow.draft, component->id) != NULL)
        return say(ctx, "An OTP sends its code to this field. It will have no recipient then.");
    return say(ctx, "Its settings in the draft will be lost.");
}

enum rc page_flow_delete(struct ctx *ctx, struct request *request, struct response *response)
{
    enum rc rc;
    struct builder builder = {0};
    struct str component = request_query(ctx, request, "c"), page_id = request_query(ctx, request, "p");
    if (!builder_open(ctx, request, response, &builder, &rc))
        return rc;
    if ((component.n == 0 && page_id.n == 0) || !builder_choose(&builder, component, page_id)) {
        response_redirect(response, "/flows/%.*s", STR_ARG(uuid_text(ctx->arena, builder.flow.id)));
        return RC_OK;
    }
    const struct flow_page *of = &builder.flow.draft.page[builder.selected.page];
    struct str title =
        builder.selected.component < 0 ? of->title : of->component[builder.selected.component].title;
    struct page page = page_new(ctx, request, LAYOUT_CONSOLE, TEMPLATE_FLOW_DELETE, say(ctx, "Delete"));
    page_set(page.body, TPL_FLOW_DELETE_ID, uuid_text(ctx->arena, builder.flow.id));
    page_set(page.body, TPL_FLOW_DELETE_FLOW_NAME, builder.flow.name);
    page_set(page.body, TPL_FLOW_DELETE_BACK, builder_address(ctx, &builder));
    page_set(page.body, TPL_FLOW_DELETE_QUESTION, text_fill(ctx, TEXT("Delete “%1”?"), &title, 1));
    page_set_c(page.body, TPL_FLOW_DELETE_LOST, lost_words(ctx, &builder));
    page_set(page.body, TPL_FLOW_DELETE_BASE_VERSION, builder_number(ctx, builder.flow.base_version));
    page_set(page.body, TPL_FLOW_DELETE_COMPONENT, component);
    page_set(page.body, TPL_FLOW_DELETE_PAGE, of->id);
    page_send(ctx, &page, 200, response);
    return RC_OK;
}
