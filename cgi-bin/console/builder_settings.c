/* The right pane of the Flow Builder: the settings of the selected component or page. Changes nothing. */
#include "console/builder.h"

#include <ctype.h>

#include "web/mac.h"

#define SET(name) TPL_FLOW_BUILDER_SETTINGS_##name

struct str builder_number(struct ctx *ctx, int64_t n)
{
    return str_printf(ctx->arena, "%lld", (long long)n);
}

/* As names in templates are written: "rule-add" is RULE_ADD. */
static const char *upper(struct ctx *ctx, struct str text)
{
    char *s = arena_alloc(ctx->arena, text.n + 1);
    for (size_t i = 0; i < text.n; i++)
        s[i] = isalnum((unsigned char)text.s[i]) ? (char)toupper((unsigned char)text.s[i]) : '_';
    return s;
}

void builder_fill_focus(struct ctx *ctx, const struct builder *builder, struct template_dict *dict)
{
    if (builder->focus.n > 0)
        template_show(dict,
                      str_z(ctx->arena, str_printf(ctx->arena, "FOCUS_%s", upper(ctx, builder->focus))));
}

struct template_dict *builder_pane(struct ctx *ctx, const struct builder *builder,
                                   struct template_dict *parent, enum template file)
{
    /* "flow/builder_rules.tpl" is RULES */
    struct str path = str_from(template_files[file]), prefix = STR("flow/builder_");
    struct template_dict *pane = template_include(
        parent, upper(ctx, str_slice(path, prefix.n, path.n - sizeof ".tpl" + 1)), template_files[file]);
    page_set(pane, SET(ID), uuid_text(ctx->arena, builder->flow.id));
    page_set(pane, SET(SELECTED), builder_address(ctx, builder));
    page_set(pane, SET(BASE_VERSION), builder_number(ctx, builder->flow.base_version));
    page_set(pane, SET(CSRF), form_token(ctx->arena, builder->request->session->csrf));
    if (builder->read_only)
        template_show(pane, SET(READ_ONLY));
    builder_fill_focus(ctx, builder, pane);
    return pane;
}

/* --- by type ----------------------------------------------------------------------------------------- */

static void fill_types(struct ctx *ctx, const struct component *component, struct template_dict *settings)
{
    for (int i = 0; i < COMPONENT__COUNT; i++) {
        enum component_type type = (enum component_type)i;
        page_add_option(settings, SET(TYPE_OPTION), str_from(component_type_label(type)),
                        str_from(say(ctx, component_type_words(type))), component->type == type);
    }
    page_set_c(settings, SET(SHOWN), component_type_label(component->type));
}

static void fill_options(struct ctx *ctx, const struct component *component, struct template_dict *settings)
{
    bool list = component->type == COMPONENT_LIST;
    struct template_dict *options = template_section(settings, SET(OPTIONS));
    page_set_c(options, SET(OPTIONS_LABEL), say(ctx, list ? TEXT("Columns") : TEXT("Options")));
    page_set_c(options, SET(OPTIONS_HELP),
               say(ctx, list ? TEXT("One a line, at most 4: what each row of the list asks for.")
                             : TEXT("One a line, at most 50.")));
    if (list)
        return;
    struct template_dict *style = template_section(settings, SET(STYLES));
    for (int i = 0; i < CHOICE__COUNT; i++)
        page_add_option(style, SET(STYLE_OPTION), str_from(choice_style_label((enum choice_style)i)),
                        str_from(say(ctx, choice_style_words((enum choice_style)i))),
                        component->style == (enum choice_style)i);
}

static void fill_counts(struct ctx *ctx, const struct component *component, struct template_dict *settings)
{
    int most = settings_most(component);
    if (most == 0)
        return;
    struct str number = builder_number(ctx, most);
    struct template_dict *counts = template_section(settings, SET(COUNTS));
    page_set(counts, SET(MOST), number);
    page_set(counts, SET(COUNTS_HELP),
             text_fill(
                 ctx,
                 component->type == COMPONENT_PHOTO  ? TEXT("Photos, at most %1. Empty: no limit of its own.")
                 : component->type == COMPONENT_LIST ? TEXT("Rows, at most %1. Empty: no limit of its own.")
                                                     : TEXT("Ticks, at most %1. Empty: no limit of its own."),
                 &number, 1));
}

static bool is_line_of(struct str lines, struct str line)
{
    struct str one;
    while (str_split(&lines, '\n', &one)) {
        if (str_eq(str_trim(one), line))
            return true;
    }
    return false;
}

/* A default is typed as the answer would be. */
static void fill_default(struct ctx *ctx, const struct component *component, struct template_dict *settings)
{
    static const char *const kinds[COMPONENT__COUNT] = {[COMPONENT_DATE] = "date", [COMPONENT_TIME] = "time"};
    static const char *const modes[COMPONENT__COUNT] = {
        [COMPONENT_NUMBER] = "decimal", [COMPONENT_PHONE] = "tel", [COMPONENT_EMAIL] = "email"};
    if (!component_has_default(component->type))
        return;
    struct template_dict *field = template_section(settings, SET(DEFAULT));
    bool several = component->type == COMPONENT_CHOICE && component->style == CHOICE_CHECKBOXES;
    if (several || component->type == COMPONENT_ADDRESS) {
        template_show(field, SET(DEFAULT_LINES));
        if (several)
            page_set_c(field, SET(DEFAULT_HELP),
                       say(ctx, "Options that are ticked from the start, one a line."));
        return;
    }
    if (component->type == COMPONENT_CHOICE) {
        struct template_dict *choice = template_section(field, SET(DEFAULT_CHOICE));
        for (int i = 0; i < component->n_options; i++)
            page_add_option(choice, SET(DEFAULT_OPTION), component->option[i], component->option[i],
                            str_eq(component->option[i], component->initial));
        if (component->initial.n > 0 &&
            !is_line_of(settings_lines(ctx->arena, component), component->initial))
            page_add_option(choice, SET(DEFAULT_OPTION), component->initial,
                            text_fill(ctx, TEXT("%1 (no option)"), &component->initial, 1), true);
        return;
    }
    struct template_dict *line = template_section(field, SET(DEFAULT_LINE));
    page_set_c(line, SET(KIND), kinds[component->type] ? kinds[component->type] : "text");
    page_set_c(line, SET(MODE), modes[component->type] ? modes[component->type] : "text");
}

static void fill_pages(const struct builder *builder, struct template_dict *settings)
{
    struct template_dict *arrange = template_section(settings, SET(ARRANGE));
    for (int i = 0; i < builder->flow.draft.n; i++) {
        const struct flow_page *page = &builder->flow.draft.page[i];
        if (i != builder->selected.page)
            page_add_option(arrange, SET(PAGE_OPTION), page->id, page->title, false);
    }
}

static void fill_component(struct ctx *ctx, const struct builder *builder, const struct component *component,
                           const struct form *form, struct template_dict *settings)
{
    fill_types(ctx, component, settings);
    if (component->required)
        template_show(settings, SET(REQUIRED_CHOSEN));
    if (component->hidden)
        template_show(settings, SET(HIDDEN_CHOSEN));
    if (component->type != COMPONENT_NOTE)
        template_show(settings, SET(REQUIRED));
    else
        template_show(settings, SET(NOTE));
    if (component_has_options(component->type))
        fill_options(ctx, component, settings);
    fill_counts(ctx, component, settings);
    fill_default(ctx, component, settings);
    if (component->type == COMPONENT_OTP) {
        struct template_dict *otp = builder_pane(ctx, builder, settings, TEMPLATE_FLOW_BUILDER_OTP);
        form_fill(ctx, form, otp);
        builder_fill_otp(ctx, builder, component, otp);
        builder_fill_text(ctx, builder, component, settings);
    }
    builder_fill_rules(ctx, builder, component,
                       builder_pane(ctx, builder, settings, TEMPLATE_FLOW_BUILDER_RULES));
    if (!builder->read_only)
        fill_pages(builder, settings);
}

void builder_fill_settings(struct ctx *ctx, const struct builder *builder, struct template_dict *pane)
{
    const struct flow_page *page = &builder->flow.draft.page[builder->selected.page];
    const struct component *component = builder_component(builder);
    struct form form = builder->form ? *builder->form : settings_form(ctx, page, component);
    form.typed[SETTING_BASE_VERSION] = builder_number(ctx, builder->flow.base_version);
    form_fill(ctx, &form, pane);
    page_set(pane, SET(PAGE_VALUE), page->id);
    page_set(pane, SET(KEY), component ? component->id : page->id);
    page_set_c(pane, SET(STATE),
               builder->form == NULL ? ""
               : builder->publishing ? say(ctx, "Saved in the draft")
                                     : say(ctx, "Not saved"));
    if (builder->form && !builder->publishing)
        template_show(pane, SET(DIRTY));
    if (builder->selected.component >= 0)
        page_set(pane, SET(COMPONENT_VALUE), flow_component_at(&builder->flow.draft, builder->selected)->id);
    if (component)
        fill_component(ctx, builder, component, &form, template_section(pane, SET(COMPONENT_SETTINGS)));
    else
        template_show(pane, SET(PAGE_SETTINGS));
    if (!builder->read_only)
        template_show(pane, SET(SAVE));
    if (!builder->read_only && (component || (builder->selected.page > 0 && builder->flow.draft.n > 2)))
        template_show(pane, SET(DELETE));
}
