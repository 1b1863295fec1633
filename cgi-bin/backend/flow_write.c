/* A flow's definition as JSON, schema 1: the same text for the same definition, in a stable order. */
#include <jansson.h>

#include "backend/flow_definition.h"

static void set_text(json_t *object, const char *key, struct str value)
{
    json_object_set_new(object, key, json_stringn(value.n ? value.s : "", value.n));
}

/* The next ones leave out what has its default. */
static void set_some_text(json_t *object, const char *key, struct str value)
{
    if (value.n > 0)
        set_text(object, key, value);
}

static void set_int(json_t *object, const char *key, int value, int otherwise)
{
    if (value != otherwise)
        json_object_set_new(object, key, json_integer(value));
}

static void set_bool(json_t *object, const char *key, bool value, bool otherwise)
{
    if (value != otherwise)
        json_object_set_new(object, key, json_boolean(value));
}

static void set_otp(json_t *object, const struct component *component)
{
    set_text(object, "channel", str_from(channel_label(component->channel)));
    json_object_set_new(object, "digits", json_integer(component->digits));
    set_text(object, "recipient", component->recipient);
    if (component->n_fallback > 0) {
        json_t *fallback = json_array();
        for (int i = 0; i < component->n_fallback; i++)
            json_array_append_new(fallback, json_string(channel_label(component->fallback[i])));
        json_object_set_new(object, "fallback", fallback);
        set_int(object, "fallback_after", component->fallback_after, 0);
    }
    set_int(object, "minutes", component->minutes, FLOW_MINUTES_DEFAULT);
    set_int(object, "resends", component->resends, FLOW_RESENDS_MAX);
    set_bool(object, "correctable", component->correctable, false);
    set_bool(object, "recipient_entry", component->recipient_entry, false);
}

static void set_options(json_t *object, const struct component *component)
{
    json_t *options = json_array();
    for (int i = 0; i < component->n_options; i++)
        json_array_append_new(options, json_stringn(component->option[i].s, component->option[i].n));
    json_object_set_new(object, component->type == COMPONENT_LIST ? "columns" : "options", options);
    if (component->type == COMPONENT_CHOICE)
        set_text(object, "style", str_from(choice_style_label(component->style)));
}

static void set_rules(json_t *object, const struct component *component)
{
    if (component->n_rules == 0)
        return;
    json_t *rules = json_array();
    json_object_set_new(object, "rules", rules);
    for (int i = 0; i < component->n_rules; i++) {
        const struct flow_rule *rule = &component->rule[i];
        json_t *row = json_object();
        set_text(row, "do", str_from(rule_action_label(rule->action)));
        set_text(row, "field", rule->field);
        set_text(row, "test", str_from(rule_test_label(rule->test)));
        set_some_text(row, "value", rule->value);
        set_some_text(row, "fill", rule->fill);
        json_array_append_new(rules, row);
    }
}

static json_t *component_json(const struct component *component)
{
    json_t *object = json_object();
    set_text(object, "id", component->id);
    set_text(object, "type", str_from(component_type_label(component->type)));
    set_text(object, "title", component->title);
    json_object_set_new(object, "required", json_boolean(component->required));
    set_bool(object, "visible", !component->hidden, true);
    set_text(object, "help", component->help);
    if (component_has_default(component->type))
        set_text(object, "default", component->initial);
    if (component->type == COMPONENT_NOTE)
        set_text(object, "text", component->text);
    if (component_has_options(component->type))
        set_options(object, component);
    set_int(object, "min", component->min, 0);
    set_int(object, "max", component->max, 0);
    if (component->type == COMPONENT_OTP)
        set_otp(object, component);
    set_rules(object, component);
    return object;
}

static void release(json_t **json)
{
    json_decref(*json);
}

struct str flow_definition_json(struct arena *arena, const struct flow_definition *definition)
{
    CLEANUP(release) json_t *root = json_object();
    json_object_set_new(root, "schema", json_integer(1));
    json_t *pages = json_array();
    json_object_set_new(root, "pages", pages);
    for (int i = 0; i < definition->n; i++) {
        const struct flow_page *page = &definition->page[i];
        json_t *object = json_object(), *components = json_array();
        set_text(object, "id", page->id);
        set_text(object, "title", page->title);
        for (int j = 0; j < page->n; j++)
            json_array_append_new(components, component_json(&page->component[j]));
        json_object_set_new(object, "components", components);
        json_array_append_new(pages, object);
    }
    size_t n = json_dumpb(root, NULL, 0, JSON_COMPACT);
    char *text = arena_alloc(arena, n + 1);
    return (struct str){text, json_dumpb(root, text, n, JSON_COMPACT)};
}
