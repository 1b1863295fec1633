/* The Flow Builder's buttons: each changes the draft in memory and moves the selection along. Saves nothing.
 */
#include "console/builder.h"

#include "backend/flow_edit.h"

struct str builder_default_title(struct ctx *ctx, enum component_type type)
{
    return str_from(say(ctx, type == COMPONENT_OTP ? TEXT("Code") : component_type_words(type)));
}

void builder_choose_recipient(const struct builder *builder, struct component *otp)
{
    const struct component *only = NULL;
    struct flow_place place;
    if (otp->type != COMPONENT_OTP ||
        (flow_component_find(&builder->flow.draft, otp->recipient, &place) &&
         flow_recipient_fits(flow_component_at(&builder->flow.draft, place), otp->channel)))
        return;
    for (int i = 0; i <= builder->selected.page; i++) {
        for (int j = 0; j < builder->flow.draft.page[i].n; j++) {
            const struct component *field = &builder->flow.draft.page[i].component[j];
            if (!flow_recipient_fits(field, otp->channel))
                continue;
            if (only)
                return;
            only = field;
        }
    }
    if (only)
        otp->recipient = only->id;
}

static bool add_component(struct ctx *ctx, struct builder *builder, struct request *request)
{
    enum component_type type;
    if (!component_type_parse(request_form(ctx, request, "type"), &type))
        return false;
    int page = builder->selected.page;
    struct component *added =
        flow_component_add(ctx->arena, &builder->flow.draft, page, type, builder_default_title(ctx, type));
    if (added == NULL)
        return false;
    builder->selected.component = builder->flow.draft.page[page].n - 1;
    builder_choose_recipient(builder, added);
    return true;
}

static bool add_page(struct ctx *ctx, struct builder *builder, struct request *request)
{
    (void)request;
    struct str number = str_printf(ctx->arena, "%d", builder->flow.draft.n);
    if (!flow_page_add(ctx->arena, &builder->flow.draft, text_fill(ctx, TEXT("Page %1"), &number, 1)))
        return false;
    builder->selected = (struct flow_place){builder->flow.draft.n - 1, -1};
    return true;
}

static bool move(struct ctx *ctx, struct builder *builder, bool up)
{
    if (builder->selected.component >= 0)
        return flow_component_move(ctx->arena, &builder->flow.draft, &builder->selected, up);
    if (!flow_page_move(&builder->flow.draft, builder->selected.page, up))
        return false;
    builder->selected.page += up ? -1 : 1;
    return true;
}

static bool move_up(struct ctx *ctx, struct builder *builder, struct request *request)
{
    (void)request;
    return move(ctx, builder, true);
}

static bool move_down(struct ctx *ctx, struct builder *builder, struct request *request)
{
    (void)request;
    return move(ctx, builder, false);
}

static bool delete (struct ctx *ctx, struct builder *builder, struct request *request)
{
    (void)ctx;
    (void)request;
    struct flow_place place = builder->selected;
    if (place.component >= 0) {
        builder->selected.component = -1;
        return flow_component_remove(&builder->flow.draft, place);
    }
    if (!flow_page_remove(&builder->flow.draft, place.page))
        return false;
    builder->selected.page = place.page - 1;
    return true;
}

static const struct change changes[] = {
    {"add", "component.add", add_component},
    {"add-page", "page.add", add_page},
    {"up", "move", move_up},
    {"down", "move", move_down},
    {"delete", "delete", delete},
};

const struct change *change_find(struct str button)
{
    for (size_t i = 0; i < COUNT_OF(changes); i++) {
        if (str_eq(button, str_from(changes[i].button)))
            return &changes[i];
    }
    return NULL;
}
