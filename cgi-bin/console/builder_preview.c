/* The phone in the middle of the Flow Builder: the selected page as the worker will see it; and the
 * message of a selected OTP, as its recipient will. */
#include "console/builder.h"
#include "console/text.h"

#define SET(name) TPL_FLOW_BUILDER_PREVIEW_##name

static void fill_part(struct ctx *ctx, const struct component *component, bool current,
                      struct template_dict *body)
{
    struct template_dict *part = template_section(body, SET(PART));
    page_set(part, SET(PART_ID), component->id);
    page_set(part, SET(PART_TITLE), component->title);
    if (current)
        template_show(part, SET(CURRENT));
    if (component->help.n > 0) {
        struct template_dict *help = template_section(part, SET(PART_HELP));
        page_set(help, SET(PART_HELP_TEXT), component->help);
    }
    if (component->type != COMPONENT_OTP) {
        page_set(part, SET(PART_VALUE), component->initial);
        template_show(part, SET(INPUT));
        return;
    }
    struct str channel = str_from(say(ctx, channel_words(component->channel)));
    page_set(part, SET(PART_VALUE), text_fill(ctx, TEXT("The code goes by %1."), &channel, 1));
    template_show(part, SET(PRESS));
}

void builder_fill_preview(struct ctx *ctx, const struct builder *builder, struct template_dict *body)
{
    const struct flow_definition *draft = &builder->flow.draft;
    int at = builder->selected.page;
    const struct flow_page *page = &draft->page[at];
    page_set(body, SET(PREVIEW_TITLE), page->title);
    for (int j = 0; j < page->n; j++) {
        bool current = builder->selected.component == j;
        fill_part(ctx, current && builder->typed ? builder->typed : &page->component[j], current, body);
    }
    if (page->n == 0)
        template_show(body, SET(PART_NONE));
    page_set_c(body, SET(PREVIEW_BUTTON),
               say(ctx, at == 0              ? TEXT("Create task")
                        : at + 1 == draft->n ? TEXT("Finish task")
                                             : TEXT("Next")));
    for (int j = 0; j < page->n; j++) {
        if (page->component[j].type == COMPONENT_OTP) {
            template_show(body, SET(PRESS_SECOND));
            return;
        }
    }
}

void builder_fill_text(struct ctx *ctx, const struct builder *builder, const struct component *otp,
                       struct template_dict *pane)
{
    struct message_text_list list;
    const struct request *request = builder->request;
    /* A page without the example is better than none. */
    if (message_text_list(ctx, &list) != RC_OK)
        return;
    struct template_dict *text = template_section(pane, TPL_FLOW_BUILDER_SETTINGS_OTP_TEXT);
    struct message_text_row row =
        text_of(&list, otp->channel, text_language(request->session->organisation_language));
    text_fill_preview(
        ctx, request,
        template_include(text, TPL_FLOW_BUILDER_SETTINGS_TEXT, template_files[TEMPLATE_TEXT_PREVIEW]), &list,
        &row);
}
