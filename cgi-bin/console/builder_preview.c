/* The phone in the middle of the Flow Builder: the selected page as the worker will see it, with what is
 * typed; and the message of a selected OTP, as its recipient will. */
#include "console/builder.h"
#include "console/text.h"

#define SET(name) TPL_FLOW_BUILDER_PREVIEW_##name
#define LOOK_SECONDS (365 * 24 * 3600)

/* One of the choices beside the phone: of the form, else of the address, as in a page that is only looked at.
 */
static struct str look_input(struct ctx *ctx, const struct request *request, const char *name)
{
    return request->method == METHOD_POST ? request_form(ctx, request, name)
                                          : request_query(ctx, request, name);
}

struct screen_look builder_look(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct screen_look look = screen_look_parse(ctx, request_cookie(request, "sandi_screen"));
    struct str width = look_input(ctx, request, "screen_width");
    if (width.n == 0)
        return look;
    struct str text = str_printf(ctx->arena, "%.*s.%.*s.%.*s.%.*s", STR_ARG(str_head(width, 4)),
                                 STR_ARG(str_head(look_input(ctx, request, "screen_theme"), 8)),
                                 STR_ARG(str_head(look_input(ctx, request, "screen_language"), 8)),
                                 STR_ARG(str_head(look_input(ctx, request, "screen_samples"), 1)));
    look = screen_look_parse(ctx, text);
    response_cookie(ctx, response, "sandi_screen", screen_look_text(ctx, &look), LOOK_SECONDS);
    return look;
}

/* The draft with the selected component as it is typed. */
static struct flow_definition shown_draft(struct ctx *ctx, const struct builder *builder)
{
    struct flow_definition draft = builder->flow.draft;
    struct flow_place at = builder->selected;
    if (builder->typed == NULL || at.component < 0)
        return draft;
    struct flow_page *page = ARENA_ARRAY(ctx->arena, struct flow_page, (size_t)draft.n);
    for (int i = 0; i < draft.n; i++)
        page[i] = draft.page[i];
    struct component *component = ARENA_ARRAY(ctx->arena, struct component, (size_t)page[at.page].n);
    for (int j = 0; j < page[at.page].n; j++)
        component[j] = j == at.component ? *builder->typed : page[at.page].component[j];
    page[at.page].component = component;
    draft.page = page;
    return draft;
}

struct str builder_screen(struct ctx *ctx, const struct builder *builder)
{
    struct flow_definition draft = shown_draft(ctx, builder);
    const struct screen screen = {
        .definition = &draft,
        .page = builder->selected.page,
        .selected = builder->selected.component,
        .samples = builder->look.samples,
    };
    return screen_text(ctx, builder->request, &screen, &builder->look);
}

static void fill_look(struct ctx *ctx, const struct screen_look *look, struct template_dict *pane)
{
    for (size_t i = 0; i < COUNT_OF(SCREEN_WIDTHS); i++) {
        struct str width = builder_number(ctx, SCREEN_WIDTHS[i]);
        page_add_option(pane, SET(WIDTH_OPTION), width, text_fill(ctx, TEXT("%1 px"), &width, 1),
                        look->width == SCREEN_WIDTHS[i]);
    }
    page_add_option(pane, SET(THEME_OPTION), STR("light"), str_from(say(ctx, "Light")), !look->dark);
    page_add_option(pane, SET(THEME_OPTION), STR("dark"), str_from(say(ctx, "Dark")), look->dark);
    page_add_option(pane, SET(LANGUAGE_OPTION), STR("en"), STR("English"), str_eq(look->language, STR("en")));
    page_add_option(pane, SET(LANGUAGE_OPTION), STR("id"), STR("Bahasa Indonesia"),
                    str_eq(look->language, STR("id")));
    page_add_option(pane, SET(SAMPLES_OPTION), STR("1"), str_from(say(ctx, "Sample answers")), look->samples);
    page_add_option(pane, SET(SAMPLES_OPTION), STR("0"), str_from(say(ctx, "No answers")), !look->samples);
}

void builder_fill_preview(struct ctx *ctx, const struct builder *builder, struct template_dict *pane)
{
    const struct flow_page *page = &builder->flow.draft.page[builder->selected.page];
    page_set(pane, SET(PREVIEW_NAME), text_fill(ctx, TEXT("“%1” on a phone"), &page->title, 1));
    page_set(pane, SET(WIDTH), builder_number(ctx, builder->look.width));
    page_set_c(pane, SET(THEME), builder->look.dark ? "dark" : "light");
    page_set(pane, SET(SCREEN), builder_screen(ctx, builder));
    fill_look(ctx, &builder->look, pane);
    if (builder->read_only) {
        struct template_dict *look = template_section(pane, SET(LOOK_ONLY));
        page_set(look, SET(PAGE_VALUE), builder->selected.component < 0 ? page->id : STR(""));
        page_set(look, SET(COMPONENT_VALUE),
                 builder->selected.component < 0 ? STR("") : page->component[builder->selected.component].id);
    } else {
        template_show(pane, SET(LOOK_FORM));
        template_show(pane, SET(PHONE_LINK));
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
