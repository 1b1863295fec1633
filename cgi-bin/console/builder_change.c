/* The Flow Builder's buttons: each changes the draft in memory, moves the selection along, and says what it
 * did. Saves nothing. */
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

/* --- what is said ----------------------------------------------------------------------------------- */

static const struct flow_page *selected_page(const struct builder *builder)
{
    return &builder->flow.draft.page[builder->selected.page];
}

static struct str selected_title(const struct builder *builder)
{
    const struct flow_page *page = selected_page(builder);
    return builder->selected.component < 0 ? page->title : page->component[builder->selected.component].title;
}

static void say_place(struct ctx *ctx, struct builder *builder)
{
    bool one = builder->selected.component >= 0;
    const struct flow_page *page = selected_page(builder);
    struct str values[] = {
        selected_title(builder),
        builder_number(ctx, (one ? builder->selected.component : builder->selected.page) + 1),
        builder_number(ctx, one ? page->n : builder->flow.draft.n),
        page->title,
    };
    builder->subject = values[0];
    builder->said = text_fill(
        ctx, one ? TEXT("“%1” moved to position %2 of %3 on “%4”.") : TEXT("“%1” is page %2 of %3 now."),
        values, 4);
}

static void say_title(struct ctx *ctx, struct builder *builder, const char *msgid, struct str title)
{
    builder->subject = title;
    builder->said = text_fill(ctx, msgid, &title, 1);
}

/* To the index that it then has on the page, or to the page's end; *place follows it. */
static bool put(struct ctx *ctx, struct flow_definition *draft, struct flow_place *place,
                struct flow_place to)
{
    struct flow_place before = to;
    bool same = to.page == place->page;
    int last = draft->page[to.page].n - same;
    if (to.component > last)
        before.component = to.component = last;
    if (same && to.component >= place->component)
        before.component++;
    if (!flow_component_put(ctx->arena, draft, *place, before))
        return false;
    *place = to;
    return true;
}

/* --- add, copy, delete ------------------------------------------------------------------------------ */

static bool add_component(struct ctx *ctx, struct builder *builder, struct request *request)
{
    enum component_type type;
    struct flow_definition *draft = &builder->flow.draft;
    int page = builder->selected.page, behind = builder->selected.component;
    if (!component_type_parse(request_form(ctx, request, "new_type"), &type))
        return false;
    if (!flow_component_add(ctx->arena, draft, page, type, builder_default_title(ctx, type)))
        return false;
    builder->selected.component = draft->page[page].n - 1;
    if (behind >= 0 && !put(ctx, draft, &builder->selected, (struct flow_place){page, behind + 1}))
        return false;
    builder_choose_recipient(builder, &draft->page[page].component[builder->selected.component]);
    say_title(ctx, builder, TEXT("“%1” is added."), selected_title(builder));
    builder->focus = STR("title");
    return true;
}

static bool add_page(struct ctx *ctx, struct builder *builder, struct request *request)
{
    (void)request;
    struct str number = builder_number(ctx, builder->flow.draft.n);
    if (!flow_page_add(ctx->arena, &builder->flow.draft, text_fill(ctx, TEXT("Page %1"), &number, 1)))
        return false;
    builder->selected = (struct flow_place){builder->flow.draft.n - 1, -1};
    say_title(ctx, builder, TEXT("“%1” is added."), selected_title(builder));
    builder->focus = STR("title");
    return true;
}

static bool duplicate(struct ctx *ctx, struct builder *builder, struct request *request)
{
    (void)request;
    struct str title = selected_title(builder);
    if (builder->selected.component < 0)
        return false;
    struct str copy = str_head(text_fill(ctx, TEXT("%1 (copy)"), &title, 1), FLOW_TITLE_MAX);
    if (!flow_component_duplicate(ctx->arena, &builder->flow.draft, builder->selected, copy))
        return false;
    builder->selected.component++;
    say_title(ctx, builder, TEXT("“%1” is copied."), title);
    builder->focus = STR("title");
    return true;
}

static bool delete (struct ctx *ctx, struct builder *builder, struct request *request)
{
    (void)request;
    struct flow_place place = builder->selected;
    struct str title = selected_title(builder);
    if (place.component < 0 && !flow_page_remove(&builder->flow.draft, place.page))
        return false;
    if (place.component >= 0)
        flow_component_remove(&builder->flow.draft, place);
    builder->selected = (struct flow_place){place.component >= 0 ? place.page : place.page - 1, -1};
    say_title(ctx, builder, TEXT("“%1” is deleted."), title);
    return true;
}

/* The field that an OTP can send to, at the end of the Initial Page. */
static bool create_recipient(struct ctx *ctx, struct builder *builder, struct request *request)
{
    (void)request;
    struct flow_definition *draft = &builder->flow.draft;
    struct flow_place place = builder->selected;
    if (place.component < 0 || flow_component_at(draft, place)->type != COMPONENT_OTP)
        return false;
    enum component_type type =
        flow_component_at(draft, place)->channel == CHANNEL_EMAIL ? COMPONENT_EMAIL : COMPONENT_PHONE;
    struct component *field =
        flow_component_add(ctx->arena, draft, 0, type, builder_default_title(ctx, type));
    if (field == NULL)
        return false;
    struct str id = field->id, title = field->title;
    field->required = true;
    draft->page[place.page].component[place.component].recipient = id;
    say_title(ctx, builder, TEXT("“%1” is added to the Initial Page, and the code goes to it."), title);
    builder->focus = STR("recipient");
    return true;
}

/* --- moving ----------------------------------------------------------------------------------------- */

static bool move(struct ctx *ctx, struct builder *builder, bool up)
{
    if (builder->selected.component >= 0) {
        if (!flow_component_move(ctx->arena, &builder->flow.draft, &builder->selected, up))
            return false;
    } else {
        if (!flow_page_move(&builder->flow.draft, builder->selected.page, up))
            return false;
        builder->selected.page += up ? -1 : 1;
    }
    say_place(ctx, builder);
    return true;
}

static bool move_up(struct ctx *ctx, struct builder *builder, struct request *request)
{
    (void)request;
    builder->focus = STR("up");
    return move(ctx, builder, true);
}

static bool move_down(struct ctx *ctx, struct builder *builder, struct request *request)
{
    (void)request;
    builder->focus = STR("down");
    return move(ctx, builder, false);
}

static bool move_to_page(struct ctx *ctx, struct builder *builder, struct request *request)
{
    struct flow_place to = {.component = FLOW_COMPONENTS_MAX};
    builder->focus = STR("move-to");
    if (builder->selected.component < 0 ||
        !flow_page_find(&builder->flow.draft, request_form(ctx, request, "to_page"), &to.page) ||
        to.page == builder->selected.page || !put(ctx, &builder->flow.draft, &builder->selected, to))
        return false;
    say_place(ctx, builder);
    return true;
}

/* Where a component was dropped: any one, not only the selected. */
static bool drop(struct ctx *ctx, struct builder *builder, struct request *request)
{
    struct flow_place from, to;
    int64_t position;
    if (!flow_component_find(&builder->flow.draft, request_form(ctx, request, "dragged"), &from) ||
        !flow_page_find(&builder->flow.draft, request_form(ctx, request, "drop_page"), &to.page) ||
        !str_to_i64(request_form(ctx, request, "to_position"), 0, FLOW_COMPONENTS_MAX, &position))
        return false;
    to.component = (int)position;
    if (!put(ctx, &builder->flow.draft, &from, to))
        return false;
    builder->selected = from;
    say_place(ctx, builder);
    return true;
}

static const struct change changes[] = {
    {"add", add_component, "component.add", "component.add"},
    {"add-page", add_page, "page.add", "page.add"},
    {"duplicate", duplicate, "component.duplicate", "page.duplicate"},
    {"up", move_up, "component.move", "page.move"},
    {"down", move_down, "component.move", "page.move"},
    {"move-to", move_to_page, "component.move", "component.move"},
    {"drop", drop, "component.move", "component.move"},
    {"create-recipient", create_recipient, "component.add", "component.add"},
    {"fix", builder_fix, "fix", "fix"},
    {"delete", delete, "component.delete", "page.delete"},
};

const struct change *change_find(struct str button)
{
    for (size_t i = 0; i < COUNT_OF(changes); i++) {
        if (str_eq(button, str_from(changes[i].button)))
            return &changes[i];
    }
    return NULL;
}
