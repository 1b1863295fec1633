/* The settings as a form: its table, what the table cannot say, and the component that it makes. */
#include "console/builder_form.h"

#include <stdlib.h>

#include "backend/flow.h"
#include "backend/verification.h"

#define TEXT_BYTES 4 /* of a character at most */
#define AT(member) offsetof(struct settings, member)
#define OPTIONS_BYTES (FLOW_OPTIONS_MAX * (FLOW_OPTION_MAX + 1) * TEXT_BYTES)

static const struct field SETTINGS[SETTING__COUNT] = {
    {"base_version", TEXT("Version"), FIELD_INTEGER, true, 0, INT32_MAX, AT(base_version)},
    {"component", TEXT("Component"), FIELD_TEXT, false, 0, FLOW_ID_MAX, AT(component)},
    {"page", TEXT("Page"), FIELD_TEXT, false, 0, FLOW_ID_MAX, AT(page)},
    {"type", TEXT("Component Type"), FIELD_TEXT, false, 0, FLOW_ID_MAX, AT(type)},
    {"shown", TEXT("Component Type"), FIELD_TEXT, false, 0, FLOW_ID_MAX, AT(shown)},
    {"title", TEXT("Title"), FIELD_TEXT, true, 1, FLOW_TITLE_MAX *TEXT_BYTES, AT(title)},
    {"id", TEXT("Id"), FIELD_TEXT, false, 0, 200, AT(id)},
    {"help", TEXT("Help"), FIELD_TEXT, false, 0, FLOW_HELP_MAX *TEXT_BYTES, AT(help)},
    {"default", TEXT("Default"), FIELD_LINES, false, 0, FLOW_HELP_MAX *TEXT_BYTES, AT(initial)},
    {"text", TEXT("Text"), FIELD_LINES, false, 0, FLOW_TEXT_MAX *TEXT_BYTES, AT(text)},
    {"options", TEXT("Options"), FIELD_LINES, false, 0, OPTIONS_BYTES, AT(options)},
    {"style", TEXT("Style"), FIELD_TEXT, false, 0, FLOW_ID_MAX, AT(style)},
    {"channel", TEXT("Send OTP Via"), FIELD_TEXT, false, 0, FLOW_ID_MAX, AT(channel)},
    {"recipient", TEXT("Recipient Field"), FIELD_TEXT, false, 0, FLOW_ID_MAX, AT(recipient)},
    {"note", TEXT("Note"), FIELD_TEXT, false, 0, FLOW_NOTE_MAX, AT(note)},
    {"fallback", TEXT("Fallback"), FIELD_TEXT, false, 0, FLOW_ID_MAX, AT(fallback)},
    {"min", TEXT("At least"), FIELD_INTEGER, false, 0, FLOW_ROWS_MAX, AT(min)},
    {"max", TEXT("At most"), FIELD_INTEGER, false, 0, FLOW_ROWS_MAX, AT(max)},
    {"digits", TEXT("Digits"), FIELD_INTEGER, false, CODE_DIGITS_MIN, CODE_DIGITS_MAX, AT(digits)},
    {"fallback_after", TEXT("Fallback After"), FIELD_INTEGER, false, 0, FALLBACK_AFTER_MAX,
     AT(fallback_after)},
    {"minutes", TEXT("Good for minutes"), FIELD_INTEGER, false, 1, FLOW_MINUTES_MAX, AT(minutes)},
    {"resends", TEXT("Times to send again"), FIELD_INTEGER, false, 0, FLOW_RESENDS_MAX, AT(resends)},
    {"required", TEXT("Required"), FIELD_CHECK, false, 0, 0, AT(required)},
    {"hidden", TEXT("Hidden"), FIELD_CHECK, false, 0, 0, AT(hidden)},
    {"correctable", TEXT("The worker may correct it"), FIELD_CHECK, false, 0, 0, AT(correctable)},
    {"recipient_entry", TEXT("The recipient may type it"), FIELD_CHECK, false, 0, 0, AT(recipient_entry)},
};

/* --- reading --------------------------------------------------------------------------------------- */

static struct str rule_input(struct ctx *ctx, const struct request *request, const char *name, int i)
{
    const char *input = str_z(ctx->arena, str_printf(ctx->arena, "rule_%s_%d", name, i + 1));
    return str_trim(request_form(ctx, request, input));
}

/* Rows come numbered from 1, without a gap; an empty row is none. */
static void read_rules(struct ctx *ctx, const struct request *request, struct settings *typed)
{
    for (int i = 0; i < FLOW_RULES_MAX; i++) {
        struct flow_rule rule = {0};
        if (!rule_action_parse(rule_input(ctx, request, "do", i), &rule.action) ||
            !rule_test_parse(rule_input(ctx, request, "test", i), &rule.test))
            return;
        rule.field = str_head(rule_input(ctx, request, "field", i), FLOW_ID_MAX);
        rule.value = rule_input(ctx, request, "value", i);
        rule.fill = rule_input(ctx, request, "fill", i);
        bool fine = flow_id_is_valid(rule.field) && str_is_plain(rule.value, "") &&
                    str_is_plain(rule.fill, "") && flow_text_length(rule.value) <= FLOW_HELP_MAX &&
                    flow_text_length(rule.fill) <= FLOW_HELP_MAX;
        if (typed->bad_rule == 0 && !fine && rule.field.n + rule.value.n + rule.fill.n > 0)
            typed->bad_rule = i + 1;
        typed->rule[typed->n_rules++] = rule;
    }
}

/* Browsers send lines that end in CR LF; a draft has LF. */
static struct str unix_lines(struct arena *arena, struct str text)
{
    struct buf lines = buf_new(arena, text.n + 1);
    for (size_t i = 0; i < text.n; i++) {
        if (text.s[i] != '\r')
            buf_putc(&lines, text.s[i]);
    }
    return lines.n ? buf_str(&lines) : STR("");
}

bool settings_read(struct ctx *ctx, const struct request *request, struct form *form, struct settings *typed)
{
    *form = (struct form)FORM(SETTINGS);
    bool good = form_read(ctx, request, form, typed);
    typed->initial = unix_lines(ctx->arena, typed->initial);
    typed->text = unix_lines(ctx->arena, typed->text);
    if (typed->component.n > 0)
        read_rules(ctx, request, typed);
    return good;
}

/* --- checking -------------------------------------------------------------------------------------- */

static void check_id(struct ctx *ctx, const struct flow_definition *draft, const struct settings *typed,
                     struct form *form)
{
    struct flow_place other;
    if (!flow_id_is_valid(typed->id))
        form_error(form, "id", say(ctx, "Small letters, digits and _, beginning with a letter; at most 40."));
    else if (flow_id_is_reserved(typed->id))
        form_error(form, "id", say(ctx, "Sandi uses this word itself. Choose another one."));
    else if (!str_eq(typed->id, typed->component) && flow_component_find(draft, typed->id, &other))
        form_error(form, "id", say(ctx, "Another component has this Id."));
}

static void check_length(struct ctx *ctx, struct form *form, const char *field, struct str value, int most)
{
    struct str number = str_printf(ctx->arena, "%d", most);
    if (flow_text_length(value) > (size_t)most)
        form_error(form, field,
                   str_z(ctx->arena, text_fill(ctx, TEXT("At most %1 characters, please."), &number, 1)));
}

/* The lines of a text that say something; at most FLOW_OPTIONS_MAX + 1, so that too many are seen. */
static int split_options(struct arena *arena, struct str lines, struct str **option)
{
    int n = 0;
    struct str line;
    *option = ARENA_ARRAY(arena, struct str, FLOW_OPTIONS_MAX + 1);
    while (n <= FLOW_OPTIONS_MAX && str_split(&lines, '\n', &line)) {
        line = str_trim(line);
        if (line.n > 0)
            (*option)[n++] = line;
    }
    return n;
}

static const char *options_fault(struct ctx *ctx, struct str *option, int n, int most)
{
    struct str number = str_printf(ctx->arena, "%d", most);
    if (n > most)
        return str_z(ctx->arena, text_fill(ctx, TEXT("At most %1 lines, please."), &number, 1));
    for (int i = 0; i < n; i++) {
        if (!str_is_plain(option[i], ""))
            return say(ctx, "Remove the characters that cannot be seen.");
        if (flow_text_length(option[i]) > FLOW_OPTION_MAX)
            return say(ctx, "At most 80 characters in a line, please.");
        for (int j = 0; j < i; j++) {
            if (str_eq(option[i], option[j]))
                return str_z(ctx->arena, text_fill(ctx, TEXT("“%1” stands there twice."), &option[i], 1));
        }
    }
    return NULL;
}

int settings_most(const struct component *component)
{
    switch (component->type) {
    case COMPONENT_PHOTO:
        return FLOW_PHOTOS_MAX;
    case COMPONENT_LIST:
        return FLOW_ROWS_MAX;
    case COMPONENT_CHOICE:
        return component->style == CHOICE_CHECKBOXES ? FLOW_OPTIONS_MAX : 0;
    case COMPONENT_TEXT:
    case COMPONENT_NUMBER:
    case COMPONENT_PHONE:
    case COMPONENT_EMAIL:
    case COMPONENT_DATE:
    case COMPONENT_TIME:
    case COMPONENT_ADDRESS:
    case COMPONENT_COORDINATE:
    case COMPONENT_SIGNATURE:
    case COMPONENT_NOTE:
    case COMPONENT_OTP:
    case COMPONENT__COUNT:
        break;
    }
    return 0;
}

static void check_counts(struct ctx *ctx, const struct component *component, struct form *form)
{
    int most = settings_most(component);
    struct str number = str_printf(ctx->arena, "%d", most);
    const char *much = str_z(ctx->arena, text_fill(ctx, TEXT("At most %1, please."), &number, 1));
    if (most > 0 && component->min > most)
        form_error(form, "min", much);
    if (most > 0 && component->max > most)
        form_error(form, "max", much);
    else if (most > 0 && component->max > 0 && component->min > component->max)
        form_error(form, "max", say(ctx, "This is less than the least."));
}

void settings_check(struct ctx *ctx, const struct flow_definition *draft, const struct settings *typed,
                    struct form *form)
{
    check_length(ctx, form, "title", typed->title, FLOW_TITLE_MAX);
    if (typed->component.n == 0)
        return;
    struct component component = settings_component(ctx->arena, typed, NULL);
    check_id(ctx, draft, typed, form);
    check_length(ctx, form, "help", typed->help, FLOW_HELP_MAX);
    check_length(ctx, form, "default", typed->initial, FLOW_HELP_MAX);
    check_length(ctx, form, "text", typed->text, FLOW_TEXT_MAX);
    if (component_has_options(component.type)) {
        struct str *option;
        int n = split_options(ctx->arena, typed->options, &option);
        int most = component.type == COMPONENT_LIST ? FLOW_COLUMNS_MAX : FLOW_OPTIONS_MAX;
        const char *fault = options_fault(ctx, option, n, most);
        if (fault)
            form_error(form, "options", fault);
    }
    check_counts(ctx, &component, form);
    if (typed->bad_rule > 0) {
        struct str number = str_printf(ctx->arena, "%d", typed->bad_rule);
        form_error(form, NULL,
                   str_z(ctx->arena,
                         text_fill(ctx, TEXT("Rule %1 is not complete: choose the field that it looks at."),
                                   &number, 1)));
    }
}

/* --- a component ----------------------------------------------------------------------------------- */

static void set_otp(const struct settings *typed, struct component *otp)
{
    if (!channel_parse(typed->channel, &otp->channel) && otp->channel == CHANNEL__COUNT)
        otp->channel = CHANNEL_WHATSAPP;
    otp->recipient = typed->recipient;
    otp->digits = typed->digits ? (int)typed->digits : otp->digits;
    otp->n_fallback = channel_parse(typed->fallback, &otp->fallback[0]);
    otp->fallback_after = otp->n_fallback ? (int)typed->fallback_after : 0;
    otp->minutes = typed->minutes ? (int)typed->minutes : otp->minutes;
    otp->resends = (int)typed->resends;
    otp->correctable = typed->correctable;
    otp->recipient_entry = typed->recipient_entry;
}

static void set_rules(struct arena *arena, const struct settings *typed, struct component *component)
{
    component->rule = ARENA_ARRAY(arena, struct flow_rule, FLOW_RULES_MAX);
    component->n_rules = 0;
    for (int i = 0; i < typed->n_rules; i++)
        component->rule[component->n_rules++] = typed->rule[i];
}

struct component settings_component(struct arena *arena, const struct settings *typed,
                                    const struct component *stored)
{
    enum component_type type = stored ? stored->type : COMPONENT_TEXT;
    bool known = component_type_parse(typed->type, &type);
    struct component component = stored ? *stored : component_new(type, typed->component, STR(""));
    component.type = type;
    component.title = typed->title;
    component.help = typed->help;
    component.required = typed->required;
    component.hidden = typed->hidden;
    if (flow_id_is_valid(typed->id))
        component.id = typed->id;
    set_rules(arena, typed, &component);
    /* A form that was made for another type says nothing of what only this type has. */
    if (known && typed->shown.n > 0 && !str_eq(typed->shown, typed->type))
        return component;
    if (component_has_default(type))
        component.initial = typed->initial;
    if (type == COMPONENT_NOTE)
        component.text = typed->text;
    if (component_has_options(type)) {
        component.n_options = split_options(arena, typed->options, &component.option);
        if (component.n_options > FLOW_OPTIONS_MAX)
            component.n_options = FLOW_OPTIONS_MAX;
        if (type == COMPONENT_CHOICE && !choice_style_parse(typed->style, &component.style))
            component.style = CHOICE_DROPDOWN;
    }
    if (settings_most(&component) > 0) {
        component.min = (int)typed->min;
        component.max = (int)typed->max;
    }
    if (type == COMPONENT_OTP)
        set_otp(typed, &component);
    return component;
}

/* --- and back -------------------------------------------------------------------------------------- */

struct str settings_lines(struct arena *arena, const struct component *component)
{
    struct buf lines = buf_new(arena, OPTIONS_BYTES);
    for (int i = 0; i < component->n_options; i++) {
        buf_put(&lines, component->option[i]);
        buf_putc(&lines, '\n');
    }
    return buf_str(&lines);
}

/* Empty for 0, which is no limit. */
static struct str limit_text(struct ctx *ctx, int n)
{
    return n ? str_printf(ctx->arena, "%d", n) : STR("");
}

struct form settings_form(struct ctx *ctx, const struct flow_page *page, const struct component *component)
{
    struct form form = FORM(SETTINGS);
    form.typed[SETTING_PAGE] = page->id;
    form.typed[SETTING_TITLE] = component ? component->title : page->title;
    if (component == NULL)
        return form;
    form.typed[SETTING_COMPONENT] = component->id;
    form.typed[SETTING_SHOWN] = str_from(component_type_label(component->type));
    form.typed[SETTING_ID] = component->id;
    form.typed[SETTING_HELP] = component->help;
    form.typed[SETTING_INITIAL] = component->initial;
    form.typed[SETTING_TEXT] = component->text;
    form.typed[SETTING_OPTIONS] = settings_lines(ctx->arena, component);
    form.typed[SETTING_MIN] = limit_text(ctx, component->min);
    form.typed[SETTING_MAX] = limit_text(ctx, component->max);
    form.typed[SETTING_DIGITS] = limit_text(ctx, component->digits);
    form.typed[SETTING_MINUTES] = limit_text(ctx, component->minutes);
    form.typed[SETTING_RESENDS] = str_printf(ctx->arena, "%d", component->resends);
    return form;
}
