/*
 * A flow's definition from JSON: its shape and its limits, every fault named by its path. Whether a flow
 * makes sense is flow_problem.c's business.
 */
#include "backend/flow_read.h"

#include <jansson.h>

#include "backend/code.h"

#define SECONDS_MAX 3600 /* of a draft; flow_problem.c knows which make sense */
#define COUNT_MAX 99     /* likewise */
#define NUMBER_MAX 999999999

/* Where the reader stands; a step of the path is "pages" or an index. */
struct reader {
    struct arena *arena;
    struct flow_faults *faults;
    struct str path;
};

static void fault(struct reader *reader, const char *key, const char *sentence, struct str value)
{
    struct flow_faults *faults = reader->faults;
    const char *dot = reader->path.n > 0 && key[0] ? "." : "";
    if (faults->n == FLOW_FAULTS_MAX) {
        faults->more++;
        return;
    }
    faults->fault[faults->n++] =
        (struct flow_fault){str_printf(reader->arena, "%.*s%s%s", STR_ARG(reader->path), dot, key), sentence,
                            str_copy(reader->arena, str_head(value, FLOW_TITLE_MAX))};
}

static struct str number_text(struct reader *reader, size_t n)
{
    return str_printf(reader->arena, "%zu", n);
}

/* The same reader one step further down. */
static struct reader at(const struct reader *reader, const char *key, size_t index)
{
    struct reader down = *reader;
    down.path = str_printf(reader->arena, "%.*s%s%s[%zu]", STR_ARG(reader->path), reader->path.n ? "." : "",
                           key, index);
    return down;
}

/* --- members ------------------------------------------------------------------------------------- */

static struct str text_of(const json_t *value)
{
    return (struct str){json_string_value(value), json_string_length(value)};
}

static bool is_text(const json_t *value, const char *allowed)
{
    return json_is_string(value) && str_is_utf8(text_of(value)) && str_is_plain(text_of(value), allowed);
}

/* An empty text where the member is missing or wrong. */
static struct str read_lines(struct reader *reader, const json_t *object, const char *key, size_t max,
                             const char *allowed)
{
    const json_t *value = json_object_get(object, key);
    if (value == NULL)
        return STR("");
    if (!is_text(value, allowed)) {
        fault(reader, key, TEXT("This must be a text without control characters."), STR_NONE);
        return STR("");
    }
    if (flow_text_length(text_of(value)) > max)
        fault(reader, key, TEXT("At most %1 characters."), number_text(reader, max));
    return str_copy(reader->arena, text_of(value));
}

static struct str read_text(struct reader *reader, const json_t *object, const char *key, size_t max)
{
    return read_lines(reader, object, key, max, "\t");
}

static struct str read_id(struct reader *reader, const json_t *object, const char *key)
{
    struct str id = read_text(reader, object, key, FLOW_ID_MAX);
    if (!flow_id_is_valid(id))
        fault(reader, key, TEXT("“%1” is no Id: small letters, digits and _, beginning with a letter."), id);
    return id;
}

static bool read_bool(struct reader *reader, const json_t *object, const char *key, bool otherwise)
{
    const json_t *value = json_object_get(object, key);
    if (value && !json_is_boolean(value))
        fault(reader, key, TEXT("This must be true or false."), STR_NONE);
    return json_is_boolean(value) ? json_is_true(value) : otherwise;
}

static int read_int(struct reader *reader, const json_t *object, const char *key, int max, int otherwise)
{
    const json_t *value = json_object_get(object, key);
    json_int_t n = json_integer_value(value);
    if (value == NULL)
        return otherwise;
    if (json_is_integer(value) && n >= 0 && n <= max)
        return (int)n;
    fault(reader, key, TEXT("This must be a whole number from 0 to %1."), number_text(reader, (size_t)max));
    return otherwise;
}

/* The members of the list under key, at most max; 0 where there is none. */
static size_t read_list(struct reader *reader, const json_t *object, const char *key, size_t max,
                        const json_t **list)
{
    *list = json_object_get(object, key);
    if (*list && !json_is_array(*list))
        fault(reader, key, TEXT("This must be a list."), STR_NONE);
    size_t n = json_is_array(*list) ? json_array_size(*list) : 0;
    if (n > max)
        fault(reader, key, TEXT("At most %1 of them."), number_text(reader, max));
    return n > max ? max : n;
}

/* --- a component ---------------------------------------------------------------------------------- */

/* A word as its list of words knows it. X_parse(label, out) */
#define READ_WORD(reader, object, key, parse, out)                                                           \
    do {                                                                                                     \
        struct str word_ = read_text(reader, object, key, FLOW_ID_MAX);                                      \
        if (word_.n > 0 && !parse(word_, out))                                                               \
            fault(reader, key, TEXT("“%1” is unknown here."), word_);                                        \
    } while (0)

static void read_otp(struct reader *reader, const json_t *object, struct component *component)
{
    const json_t *fallback;
    READ_WORD(reader, object, "channel", channel_parse, &component->channel);
    component->digits = read_int(reader, object, "digits", COUNT_MAX, CODE_DIGITS_DEFAULT);
    component->recipient = read_text(reader, object, "recipient", FLOW_ID_MAX);
    component->minutes = read_int(reader, object, "minutes", COUNT_MAX, FLOW_MINUTES_DEFAULT);
    component->resends = read_int(reader, object, "resends", FLOW_RESENDS_MAX, FLOW_RESENDS_MAX);
    component->correctable = read_bool(reader, object, "correctable", false);
    component->recipient_entry = read_bool(reader, object, "recipient_entry", false);
    size_t n = read_list(reader, object, "fallback", FLOW_FALLBACK_MAX, &fallback);
    for (size_t i = 0; i < n; i++) {
        const json_t *label = json_array_get(fallback, i);
        if (json_is_string(label) && channel_parse(text_of(label), &component->fallback[i]))
            component->n_fallback = (int)i + 1;
        else
            fault(reader, "fallback", TEXT("“%1” is unknown here."),
                  json_is_string(label) ? text_of(label) : STR_NONE);
    }
    component->fallback_after = read_int(reader, object, "fallback_after", SECONDS_MAX, 0);
}

static void read_options(struct reader *reader, const json_t *object, struct component *component)
{
    const json_t *options;
    bool list = component->type == COMPONENT_LIST;
    const char *key = list ? "columns" : "options";
    size_t n = read_list(reader, object, key, list ? FLOW_COLUMNS_MAX : FLOW_OPTIONS_MAX, &options);
    component->option = ARENA_ARRAY(reader->arena, struct str, n + 1);
    for (size_t i = 0; i < n; i++) {
        const json_t *option = json_array_get(options, i);
        struct reader down = at(reader, key, i);
        if (!is_text(option, "") || text_of(option).n == 0)
            fault(&down, "", TEXT("This must be a text without control characters."), STR_NONE);
        else if (flow_text_length(text_of(option)) > FLOW_OPTION_MAX)
            fault(&down, "", TEXT("At most %1 characters."), number_text(reader, FLOW_OPTION_MAX));
        else
            component->option[component->n_options++] = str_copy(reader->arena, text_of(option));
    }
    if (component->type == COMPONENT_CHOICE)
        READ_WORD(reader, object, "style", choice_style_parse, &component->style);
}

static void read_rules(struct reader *reader, const json_t *object, struct component *component)
{
    const json_t *rules;
    size_t n = read_list(reader, object, "rules", FLOW_RULES_MAX, &rules);
    component->rule = ARENA_ARRAY(reader->arena, struct flow_rule, n + 1);
    component->n_rules = (int)n;
    for (size_t i = 0; i < n; i++) {
        const json_t *rule = json_array_get(rules, i);
        struct reader down = at(reader, "rules", i);
        struct flow_rule *out = &component->rule[i];
        if (!json_is_object(rule))
            fault(&down, "", TEXT("This must be an object."), STR_NONE);
        READ_WORD(&down, rule, "do", rule_action_parse, &out->action);
        READ_WORD(&down, rule, "test", rule_test_parse, &out->test);
        out->field = read_text(&down, rule, "field", FLOW_ID_MAX);
        out->value = read_text(&down, rule, "value", FLOW_HELP_MAX);
        out->fill = read_text(&down, rule, "fill", FLOW_HELP_MAX);
    }
}

static void read_component(struct reader *reader, const json_t *object, struct component *component)
{
    enum component_type type = COMPONENT_TEXT;
    if (!json_is_object(object)) {
        fault(reader, "", TEXT("This must be an object."), STR_NONE);
        return;
    }
    struct str label = read_text(reader, object, "type", FLOW_ID_MAX);
    if (!component_type_parse(label, &type))
        fault(reader, "type", TEXT("“%1” is unknown here."), label);
    *component = component_new(type, read_id(reader, object, "id"),
                               read_text(reader, object, "title", FLOW_TITLE_MAX));
    component->help = read_text(reader, object, "help", FLOW_HELP_MAX);
    component->initial = read_lines(reader, object, "default", FLOW_HELP_MAX, "\t\n");
    component->required = read_bool(reader, object, "required", false);
    component->hidden = !read_bool(reader, object, "visible", true);
    component->text = read_lines(reader, object, "text", FLOW_TEXT_MAX, "\t\r\n");
    int most = type == COMPONENT_NUMBER ? NUMBER_MAX : COUNT_MAX;
    component->min = read_int(reader, object, "min", most, 0);
    component->max = read_int(reader, object, "max", most, 0);
    read_rules(reader, object, component);
    if (component_has_options(type))
        read_options(reader, object, component);
    if (type == COMPONENT_OTP)
        read_otp(reader, object, component);
}

/* --- the flow ------------------------------------------------------------------------------------- */

static void read_page(struct reader *reader, const json_t *object, struct flow_page *page)
{
    const json_t *components;
    if (!json_is_object(object)) {
        fault(reader, "", TEXT("This must be an object."), STR_NONE);
        return;
    }
    page->id = read_id(reader, object, "id");
    page->title = read_text(reader, object, "title", FLOW_TITLE_MAX);
    size_t n = read_list(reader, object, "components", FLOW_COMPONENTS_MAX, &components);
    if (components == NULL)
        fault(reader, "components", TEXT("This must be a list."), STR_NONE);
    page->component = ARENA_ARRAY(reader->arena, struct component, n + 1);
    page->n = (int)n;
    for (size_t i = 0; i < n; i++) {
        struct reader down = at(reader, "components", i);
        read_component(&down, json_array_get(components, i), &page->component[i]);
    }
}

static void release(json_t **json)
{
    json_decref(*json);
}

bool flow_definition_read(struct arena *arena, struct str json, struct flow_definition *out,
                          struct flow_faults *faults)
{
    struct reader reader = {arena, faults, STR("")};
    json_error_t error;
    const json_t *pages;
    *faults = (struct flow_faults){0};
    if (json.n > FLOW_JSON_MAX) {
        fault(&reader, "", TEXT("This is larger than 1 MB."), STR_NONE);
        return false;
    }
    CLEANUP(release) json_t *root = json_loadb(json.s, json.n, JSON_REJECT_DUPLICATES, &error);
    if (!json_is_object(root)) {
        fault(&reader, "", TEXT("This is no JSON: see line %1."),
              number_text(&reader, root ? 1 : (size_t)(error.line > 0 ? error.line : 1)));
        return false;
    }
    if (json_integer_value(json_object_get(root, "schema")) != 1)
        fault(&reader, "schema", TEXT("Only schema 1 can be read."), STR_NONE);
    size_t n = read_list(&reader, root, "pages", FLOW_PAGES_MAX, &pages);
    if (n == 0)
        fault(&reader, "pages", TEXT("There must be an Initial Page at least."), STR_NONE);
    struct flow_definition definition = {.page = ARENA_ARRAY(arena, struct flow_page, n + 1), .n = (int)n};
    for (size_t i = 0; i < n; i++) {
        struct reader down = at(&reader, "pages", i);
        read_page(&down, json_array_get(pages, i), &definition.page[i]);
    }
    if (flow_component_count(&definition) > FLOW_COMPONENTS_MAX)
        fault(&reader, "pages", TEXT("A flow has at most %1 components."),
              number_text(&reader, FLOW_COMPONENTS_MAX));
    if (faults->n == 0)
        *out = definition;
    return faults->n == 0;
}

bool flow_definition_parse(struct arena *arena, struct str json, struct flow_definition *out)
{
    struct flow_faults faults;
    return flow_definition_read(arena, json, out, &faults);
}
