/* Fills the templates of one component. Reads no request and changes nothing. */
#include "web/component_view.h"

#include "backend/answer_list.h"

#define SET(name) TPL_FIELD_COMPONENT_##name

/* Each type's way of being asked. */
enum control {
    CONTROL_INPUT,
    CONTROL_AREA,
    CONTROL_OPTIONS,
    CONTROL_PHOTOS,
    CONTROL_SIGNATURE,
    CONTROL_ROWS,
    CONTROL_NOTE
};

struct look {
    enum control control;
    const char *type, *mode; /* of an input; mode NULL: the browser's own kind of field */
};

static const struct look looks[COMPONENT__COUNT] = {
    [COMPONENT_TEXT] = {CONTROL_INPUT, "text", "text"},
    [COMPONENT_NUMBER] = {CONTROL_INPUT, "text", "decimal"},
    [COMPONENT_PHONE] = {CONTROL_INPUT, "tel", "tel"},
    [COMPONENT_EMAIL] = {CONTROL_INPUT, "email", "email"},
    [COMPONENT_DATE] = {CONTROL_INPUT, "date", NULL},
    [COMPONENT_TIME] = {CONTROL_INPUT, "time", NULL},
    [COMPONENT_CHOICE] = {CONTROL_OPTIONS, NULL, NULL},
    [COMPONENT_ADDRESS] = {CONTROL_AREA, NULL, NULL},
    [COMPONENT_COORDINATE] = {CONTROL_INPUT, "text", "text"},
    [COMPONENT_PHOTO] = {CONTROL_PHOTOS, NULL, NULL},
    [COMPONENT_SIGNATURE] = {CONTROL_SIGNATURE, NULL, NULL},
    [COMPONENT_NOTE] = {CONTROL_NOTE, NULL, NULL},
    [COMPONENT_LIST] = {CONTROL_ROWS, NULL, NULL},
    [COMPONENT_OTP] = {CONTROL_NOTE, NULL, NULL},
};

struct str component_shown_value(const struct component *component, const struct flow_state *state,
                                 struct str typed)
{
    bool ruled = state->source == FLOW_SOURCE_RULE || state->source == FLOW_SOURCE_DEFAULT ||
                 flow_logic_is_fill(component, typed);
    return ruled ? state->value : typed;
}

const char *component_error(struct ctx *ctx, const struct component *component, enum answer_outcome outcome)
{
    struct str limit = str_printf(ctx->arena, "%d", answer_limit(component, outcome));
    return str_z(ctx->arena, text_fill(ctx, answer_sentence(outcome), &limit, 1));
}

/* What every control says of itself: its value, whether it must be filled, what describes it. */
static void fill_common(struct ctx *ctx, const struct component_view *view, struct template_dict *control)
{
    const struct component *component = view->component;
    struct str id = component->id;
    page_set(control, SET(VALUE), view->value);
    if (view->state->required)
        template_show(control, SET(MUST));
    if (view->error)
        template_show(control, SET(INVALID));
    if (component->help.n == 0 && view->error == NULL)
        return;
    struct template_dict *described = template_section(control, SET(DESCRIBED));
    struct buf by = buf_new(ctx->arena, 200);
    if (view->error)
        buf_printf(&by, "answer_%.*s-error", STR_ARG(id));
    if (component->help.n > 0)
        buf_printf(&by, "%sanswer_%.*s-help", by.n ? " " : "", STR_ARG(id));
    page_set(described, SET(BY), buf_str(&by));
}

static struct template_dict *control_new(struct ctx *ctx, const struct component_view *view,
                                         struct template_dict *dict, const char *section)
{
    struct template_dict *control = template_section(dict, section);
    fill_common(ctx, view, control);
    return control;
}

static void fill_input(struct ctx *ctx, const struct component_view *view, struct template_dict *dict)
{
    const struct look *look = &looks[view->component->type];
    struct template_dict *input = control_new(ctx, view, dict, SET(INPUT));
    page_set_c(input, SET(KIND), look->type);
    if (look->mode) {
        struct template_dict *plain = template_section(input, SET(PLAIN));
        page_set_c(plain, SET(MODE), look->mode);
    }
    if (view->component->type == COMPONENT_COORDINATE)
        template_show(input, SET(LOCATE));
}

/* --- choices ---------------------------------------------------------------------------------------- */

static bool is_chosen(struct str values, struct str option)
{
    struct str one;
    while (flow_value_next(&values, &one)) {
        if (str_eq(one, option))
            return true;
    }
    return false;
}

static void fill_options(struct ctx *ctx, const struct component_view *view, struct template_dict *dict)
{
    const struct component *component = view->component;
    bool list = component->style == CHOICE_DROPDOWN;
    struct template_dict *control = control_new(ctx, view, dict, list ? SET(SELECT) : SET(GROUP));
    for (int i = 0; i < component->n_options; i++) {
        struct template_dict *option = template_section(control, SET(OPTION));
        page_set(option, SET(OPTION_VALUE), component->option[i]);
        page_set_c(option, SET(KIND), component->style == CHOICE_CHECKBOXES ? "checkbox" : "radio");
        if (is_chosen(view->value, component->option[i]))
            template_show(option, SET(CHOSEN));
    }
    /* A radio button cannot be taken back. */
    if (component->style == CHOICE_BUTTONS && !view->state->required && view->value.n > 0)
        template_show(control, SET(NO_ANSWER));
}

/* --- photos and signatures --------------------------------------------------------------------------- */

static void add_picture(struct ctx *ctx, const struct component_view *view, struct str id, int number,
                        struct template_dict *group)
{
    struct template_dict *picture = template_section(group, SET(PICTURE));
    struct str words[] = {view->component->title, str_printf(ctx->arena, "%d", number)};
    page_set(picture, SET(PICTURE_ID), id);
    page_set(picture, SET(PICTURE_HREF),
             str_printf(ctx->arena, "%.*s%.*s", STR_ARG(view->files), STR_ARG(id)));
    page_set(picture, SET(PICTURE_ALT), text_fill(ctx, TEXT("%1, picture %2"), words, 2));
    page_set(picture, SET(PICTURE_REMOVE), text_fill(ctx, TEXT("Remove %1, picture %2"), words, 2));
}

static void fill_photos(struct ctx *ctx, const struct component_view *view, struct template_dict *dict)
{
    struct template_dict *group = control_new(ctx, view, dict, SET(GROUP));
    struct str rest = view->value, id;
    int n = 0, most = view->component->max ? view->component->max : FLOW_PHOTOS_MAX;
    while (view->files.n > 0 && flow_value_next(&rest, &id))
        add_picture(ctx, view, id, ++n, group);
    if (n >= most)
        return;
    struct template_dict *take = template_section(group, SET(TAKE));
    if (most > 1)
        template_show(take, SET(ANOTHER));
}

static void fill_signature(struct ctx *ctx, const struct component_view *view, struct template_dict *dict)
{
    struct template_dict *group = control_new(ctx, view, dict, SET(GROUP));
    struct str drawn = view->value, name;
    if (!str_split(&drawn, '\n', &name))
        name = STR("");
    struct template_dict *sign = template_section(group, SET(SIGN));
    page_set(sign, SET(VALUE), name);
    if (drawn.n > 0 && view->files.n > 0)
        add_picture(ctx, view, drawn, 1, group);
    else
        template_show(sign, SET(PAD));
}

/* --- lists ------------------------------------------------------------------------------------------- */

static void add_row(struct ctx *ctx, const struct component_view *view, const struct answer_rows *rows,
                    int at, struct template_dict *group)
{
    struct template_dict *row = template_section(group, SET(ROW));
    struct str number = str_printf(ctx->arena, "%d", at + 1);
    page_set(row, SET(ROW_WORDS), text_fill(ctx, TEXT("Row %1"), &number, 1));
    page_set(row, SET(ROW_REMOVE), text_fill(ctx, TEXT("Remove row %1"), &number, 1));
    page_set(row, SET(ROW_AT), str_printf(ctx->arena, "%d", at));
    for (int j = 0; j < rows->columns; j++) {
        struct template_dict *cell = template_section(row, SET(CELL));
        page_set(cell, SET(COLUMN), view->component->option[j]);
        page_set(cell, SET(AT), str_printf(ctx->arena, "%d_%d", at, j));
        page_set(cell, SET(CELL_VALUE), at < rows->n ? rows->cell[at * rows->columns + j] : STR(""));
    }
}

/* As many rows as were typed, at least those that are needed and one. */
static void fill_rows(struct ctx *ctx, const struct component_view *view, struct template_dict *dict)
{
    const struct component *list = view->component;
    struct template_dict *group = control_new(ctx, view, dict, SET(GROUP));
    struct answer_rows rows = answer_list_read(ctx->arena, list, view->value);
    int least = list->min > 1 ? list->min : 1, most = list->max ? list->max : FLOW_ROWS_MAX;
    int n = rows.n > least ? rows.n : least;
    for (int i = 0; i < n && i < FLOW_ROWS_MAX; i++)
        add_row(ctx, view, &rows, i, group);
    if (n < most)
        template_show(group, SET(ADD_ROW));
}

/* --- the frame ---------------------------------------------------------------------------------------- */

static void fill_control(struct ctx *ctx, const struct component_view *view, struct template_dict *dict)
{
    switch (looks[view->component->type].control) {
    case CONTROL_INPUT:
        fill_input(ctx, view, dict);
        break;
    case CONTROL_AREA:
        control_new(ctx, view, dict, SET(AREA));
        break;
    case CONTROL_OPTIONS:
        fill_options(ctx, view, dict);
        break;
    case CONTROL_PHOTOS:
        fill_photos(ctx, view, dict);
        break;
    case CONTROL_SIGNATURE:
        fill_signature(ctx, view, dict);
        break;
    case CONTROL_ROWS:
        fill_rows(ctx, view, dict);
        break;
    case CONTROL_NOTE:
        page_set(template_section(dict, SET(NOTE)), SET(NOTE_TEXT), view->component->text);
        break;
    }
}

static bool has_label(const struct component *component)
{
    enum control control = looks[component->type].control;
    return control == CONTROL_INPUT || control == CONTROL_AREA ||
           (control == CONTROL_OPTIONS && component->style == CHOICE_DROPDOWN);
}

/* What both templates call alike: id, title, help, whether it must be answered, and what may change that. */
static void fill_frame(const struct component_view *view, struct template_dict *dict)
{
    const struct component *component = view->component;
    bool asked = component->type != COMPONENT_NOTE;
    page_set(dict, SET(ID), component->id);
    page_set(dict, SET(TITLE), component->title);
    page_set(dict, SET(TYPE), str_from(component_type_label(component->type)));
    if (component->help.n > 0) {
        struct template_dict *help = template_section(dict, SET(HELP));
        page_set(help, SET(HELP_TEXT), component->help);
    }
    if (!view->state->shown)
        template_show(dict, SET(UNSHOWN));
    if (view->selected)
        template_show(dict, SET(SELECTED));
    if (asked && (view->rules.n > 0 || !view->state->required)) {
        struct template_dict *optional = template_section(dict, SET(OPTIONAL));
        if (view->state->required)
            template_show(optional, SET(OPTIONAL_UNSHOWN));
    }
    if (view->rules.n == 0)
        return;
    struct template_dict *ruled = template_section(dict, SET(RULED));
    page_set(ruled, SET(RULES), view->rules);
    if (component->hidden)
        template_show(ruled, SET(FIRST_UNSHOWN));
    if (component->required)
        template_show(ruled, SET(FIRST_REQUIRED));
}

void component_view_add(struct ctx *ctx, struct template_dict *page, const char *name,
                        const struct component_view *view)
{
    struct template_dict *dict = template_include(page, name, template_files[TEMPLATE_FIELD_COMPONENT]);
    fill_frame(view, dict);
    if (has_label(view->component))
        template_show(dict, SET(LABELLED));
    fill_control(ctx, view, dict);
    if (view->error) {
        struct template_dict *invalid = template_section(dict, SET(INVALID));
        page_set_c(invalid, SET(ERROR), view->error);
    }
}

struct template_dict *component_view_add_otp(struct ctx *ctx, struct template_dict *page, const char *name,
                                             const struct component_view *view, enum channel channel)
{
    struct template_dict *dict = template_include(page, name, template_files[TEMPLATE_FIELD_OTP]);
    struct str way = str_from(say(ctx, channel_words(channel)));
    fill_frame(view, dict);
    page_set(dict, TPL_FIELD_OTP_TO, view->value);
    page_set(dict, TPL_FIELD_OTP_TOKEN, uuid_text(ctx->arena, uuid_v7(ctx->now_us)));
    page_set(dict, TPL_FIELD_OTP_GOES, text_fill(ctx, TEXT("The code goes by %1 to"), &way, 1));
    return dict;
}
