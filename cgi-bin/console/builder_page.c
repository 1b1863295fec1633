/* The Flow Builder as a page: its head, a conflict, and the panes. Changes nothing. */
#include "console/builder.h"
#include "console/flow_words.h"

#define SET(name) TPL_FLOW_BUILDER_##name

/* A button that says what it takes back or makes again; without such a change there is none to press. */
static void fill_step(struct ctx *ctx, const struct flow_step *step, const char *msgid, const char *section,
                      struct template_dict *edits)
{
    if (step->what.n == 0)
        return;
    struct str words = flow_step_words(ctx, step);
    page_set(template_section(edits, section), SET(STEP), text_fill(ctx, msgid, &words, 1));
}

static void fill_head(struct ctx *ctx, const struct builder *builder, struct template_dict *body)
{
    const struct flow *flow = &builder->flow;
    struct str number = builder_number(ctx, flow->published_version);
    bool published = flow->published_version > 0;
    page_set(body, SET(ID), uuid_text(ctx->arena, flow->id));
    page_set(body, SET(FLOW_NAME), flow->name);
    page_set(body, SET(SELECTED), builder_address(ctx, builder));
    page_set(body, SET(BASE_VERSION), builder_number(ctx, flow->base_version));
    page_set(body, SET(PAGE_VALUE), flow->draft.page[builder->selected.page].id);
    if (builder->selected.component >= 0)
        page_set(body, SET(COMPONENT_VALUE), flow_component_at(&flow->draft, builder->selected)->id);
    page_set_c(body, SET(STATUS_KIND), published ? "ok" : "");
    page_set_c(body, SET(STATUS_ICON), published ? "ok" : "edit");
    page_set(body, SET(STATUS),
             !published ? str_from(say(ctx, "Draft, not published yet"))
             : flow->changed
                 ? text_fill(ctx, TEXT("Version %1 is published, the draft has changes"), &number, 1)
                 : text_fill(ctx, TEXT("Version %1 is published"), &number, 1));
    if (flow->updated_by.n > 0)
        page_set(body, SET(SAVED_BY), text_fill(ctx, TEXT("Last saved by %1"), &flow->updated_by, 1));
    if (builder->read_only) {
        template_show(body, SET(READ_ONLY));
        return;
    }
    struct template_dict *edits = template_section(body, SET(EDITS));
    fill_step(ctx, &flow->undo, TEXT("Undo: %1"), SET(UNDO), edits);
    fill_step(ctx, &flow->redo, TEXT("Redo: %1"), SET(REDO), edits);
}

static void fill_conflict(struct ctx *ctx, const struct builder *builder, struct template_dict *body)
{
    if (builder->conflict == CONFLICT_NONE)
        return;
    struct template_dict *conflict = template_section(body, SET(CONFLICT));
    page_set_c(conflict, SET(CONFLICT_TITLE),
               say(ctx, builder->conflict == CONFLICT_GONE ? TEXT("This was deleted meanwhile.")
                                                           : TEXT("Many changes were saved meanwhile.")));
    page_set_c(
        conflict, SET(CONFLICT_TEXT),
        say(ctx, builder->form == NULL
                     ? TEXT("Nothing of yours was changed. This is the newest draft: please do it again.")
                 : builder->conflict == CONFLICT_GONE
                     ? TEXT("Yours is not saved. It stands below as you typed it: Save puts it back.")
                     : TEXT("Yours is not saved. It stands below as you typed it: Save keeps yours.")));
}

void builder_send(struct ctx *ctx, struct request *request, const struct builder *builder,
                  struct response *response)
{
    if (builder->only_screen) {
        response->body = buf_new(ctx->arena, RESPONSE_BODY_MAX);
        buf_put(&response->body, builder_screen(ctx, builder));
        return;
    }
    struct flow_problems problems = builder_problems(ctx, builder);
    struct page page =
        page_new(ctx, request, LAYOUT_CONSOLE, TEMPLATE_FLOW_BUILDER, str_z(ctx->arena, builder->flow.name));
    fill_head(ctx, builder, page.body);
    builder_fill_focus(ctx, builder, page.body);
    fill_conflict(ctx, builder, page.body);
    if (builder->form)
        form_fill(ctx, builder->form, page.body);
    builder_fill_problems(ctx, builder, &problems,
                          builder_pane(ctx, builder, page.body, TEMPLATE_FLOW_BUILDER_PROBLEMS));
    builder_fill_outline(ctx, builder, &problems,
                         builder_pane(ctx, builder, page.body, TEMPLATE_FLOW_BUILDER_OUTLINE));
    builder_fill_preview(ctx, builder, builder_pane(ctx, builder, page.body, TEMPLATE_FLOW_BUILDER_PREVIEW));
    builder_fill_settings(ctx, builder,
                          builder_pane(ctx, builder, page.body, TEMPLATE_FLOW_BUILDER_SETTINGS));
    page_send(ctx, &page, builder->status ? builder->status : 200, response);
}
