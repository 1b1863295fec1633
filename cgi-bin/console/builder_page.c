/* The Flow Builder as a page: its head, a conflict, and the panes. Changes nothing. */
#include "console/builder.h"

#define SET(name) TPL_FLOW_BUILDER_##name

/* A button that says what it takes back or makes again; without such a change there is none to press. */
static void fill_step(struct ctx *ctx, const struct flow_step *step, const char *msgid, const char *section,
                      struct template_dict *edits)
{
    if (step->what.n == 0)
        return;
    struct str words = text_fill(ctx, flow_edit_words(step->what), &step->subject, 1);
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

/* --- two editors ------------------------------------------------------------------------------------ */

static void add_difference(struct ctx *ctx, struct template_dict *list, const char *label, struct str mine,
                           struct str now)
{
    if (str_eq(mine, now))
        return;
    struct template_dict *row = template_section(list, SET(DIFFERENCE));
    struct str quoted = now.n ? now : str_from(say(ctx, "empty"));
    page_set_c(row, SET(LABEL), label);
    page_set(row, SET(NOW), text_fill(ctx, TEXT("saved now: %1"), &quoted, 1));
}

static void fill_differences(struct ctx *ctx, const struct builder *builder, struct template_dict *conflict)
{
    struct template_dict *list = template_section(conflict, SET(DIFFERENCES));
    const struct component *mine = builder->typed;
    if (mine == NULL || builder->selected.component < 0) {
        const struct flow_page *page = &builder->flow.draft.page[builder->selected.page];
        if (mine == NULL && builder->form)
            add_difference(ctx, list, say(ctx, "Page title"), builder->form->typed[SETTING_TITLE],
                           page->title);
        return;
    }
    const struct component *now = flow_component_at(&builder->flow.draft, builder->selected);
    add_difference(ctx, list, say(ctx, "Component Type"), builder_type_words(ctx, mine), builder_type_words(ctx, now));
    add_difference(ctx, list, say(ctx, "Title"), mine->title, now->title);
    add_difference(ctx, list, say(ctx, "Id"), mine->id, now->id);
    add_difference(ctx, list, say(ctx, "Help"), mine->help, now->help);
    add_difference(ctx, list, say(ctx, "Default"), mine->initial, now->initial);
    add_difference(ctx, list, say(ctx, "Required"),
                   str_from(say(ctx, mine->required ? TEXT("yes") : TEXT("no"))),
                   str_from(say(ctx, now->required ? TEXT("yes") : TEXT("no"))));
    if (mine->type != COMPONENT_OTP)
        return;
    add_difference(ctx, list, say(ctx, "Digits"), builder_number(ctx, mine->digits),
                   builder_number(ctx, now->digits));
    add_difference(ctx, list, say(ctx, "Recipient Field"), mine->recipient, now->recipient);
    add_difference(ctx, list, say(ctx, "Fallback"), builder_fallback_words(ctx, mine),
                   builder_fallback_words(ctx, now));
    add_difference(ctx, list, say(ctx, "Fallback After"), builder_after_words(ctx, mine->fallback_after),
                   builder_after_words(ctx, now->fallback_after));
}

static void fill_conflict(struct ctx *ctx, const struct builder *builder, struct template_dict *body)
{
    if (builder->conflict == CONFLICT_NONE)
        return;
    struct template_dict *conflict = template_section(body, SET(CONFLICT));
    struct str who = builder->flow.updated_by.n ? builder->flow.updated_by : str_from(say(ctx, "Somebody"));
    page_set(conflict, SET(CONFLICT_TITLE),
             text_fill(ctx,
                       builder->conflict == CONFLICT_GONE ? TEXT("%1 deleted this meanwhile.")
                                                          : TEXT("%1 saved a newer draft meanwhile."),
                       &who, 1));
    page_set_c(
        conflict, SET(CONFLICT_TEXT),
        say(ctx, builder->form == NULL
                     ? TEXT("Nothing of yours was changed. This is the newest draft: please do it again.")
                 : builder->conflict == CONFLICT_GONE
                     ? TEXT("Yours is not saved. It stands below as you typed it: Save puts it back.")
                     : TEXT("Yours is not saved. It stands below as you typed it: Save keeps yours.")));
    if (builder->form)
        fill_differences(ctx, builder, conflict);
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
    builder_fill_settings(ctx, builder, builder_pane(ctx, builder, page.body, TEMPLATE_FLOW_BUILDER_SETTINGS));
    page_send(ctx, &page, builder->status ? builder->status : 200, response);
}
