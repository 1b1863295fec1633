/*
 * A flow's definition as C and as JSON. Knows the shape and its limits, not whether a flow makes sense:
 * that is flow_problem.c.
 */
#include "backend/flow_definition.h"

#include <string.h>

#include <jansson.h>

#include "backend/code.h"

#define SECONDS_MAX 3600 /* of a draft; flow_problem.c knows which make sense */

#define X(name, label, words) [COMPONENT_##name] = {label, words},
static const struct {
    const char *label, *words;
} types[COMPONENT__COUNT] = {COMPONENT_TYPES(X)};
#undef X

bool component_type_parse(struct str label, enum component_type *out)
{
    for (int i = 0; i < COMPONENT__COUNT; i++) {
        if (str_eq(label, str_from(types[i].label))) {
            *out = (enum component_type)i;
            return true;
        }
    }
    return false;
}

const char *component_type_label(enum component_type type)
{
    return types[type].label;
}

const char *component_type_words(enum component_type type)
{
    return types[type].words;
}

bool flow_id_is_valid(struct str id)
{
    if (id.n == 0 || id.n > FLOW_ID_MAX || id.s[0] < 'a' || id.s[0] > 'z')
        return false;
    for (size_t i = 1; i < id.n; i++) {
        char c = id.s[i];
        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '_')
            return false;
    }
    return true;
}

bool flow_id_is_reserved(struct str id)
{
    static const char *const words[] = {
        "id",         "flow",       "flow_id", "flow_version", "version",      "hub",        "title",
        "content",    "label",      "status",  "start_time",   "end_time",     "assignee",   "assigned_to",
        "created_at", "created_by", "done_at", "done_by",      "finished_at",  "worker",     "worker_id",
        "task",       "task_id",    "page",    "pages",        "component",    "components", "organisation",
        "name",       "type",       "csrf",    "token",        "base_version",
    };
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        if (str_eq(id, str_from(words[i])))
            return true;
    }
    return false;
}

size_t flow_text_length(struct str text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++)
        n += ((unsigned char)text.s[i] & 0xC0) != 0x80;
    return n;
}

/* --- JSON ----------------------------------------------------------------------------------------- */

/* False when the member is there and is no text within max characters. */
static bool read_text(struct arena *arena, const json_t *object, const char *key, size_t max, struct str *out)
{
    const json_t *value = json_object_get(object, key);
    *out = STR("");
    if (value == NULL)
        return true;
    if (!json_is_string(value))
        return false;
    *out = str_copy(arena, (struct str){json_string_value(value), json_string_length(value)});
    return flow_text_length(*out) <= max;
}

/* Versions from before there was a fallback have none. */
static bool read_fallback(const json_t *object, struct component *component)
{
    const json_t *fallback = json_object_get(object, "fallback"), *after;
    size_t n = json_array_size(fallback);
    if ((fallback && !json_is_array(fallback)) || n > FLOW_FALLBACK_MAX)
        return false;
    for (size_t i = 0; i < n; i++) {
        const json_t *label = json_array_get(fallback, i);
        if (!json_is_string(label) ||
            !channel_parse(str_from(json_string_value(label)), &component->fallback[i]))
            return false;
    }
    component->n_fallback = (int)n;
    after = json_object_get(object, "fallback_after");
    json_int_t seconds = json_integer_value(after);
    component->fallback_after = (int)seconds;
    return after == NULL || (json_is_integer(after) && seconds >= 0 && seconds <= SECONDS_MAX);
}

static bool read_component(struct arena *arena, const json_t *object, struct component *component)
{
    struct str type, channel;
    if (!read_text(arena, object, "id", FLOW_ID_MAX, &component->id) ||
        !read_text(arena, object, "title", FLOW_TITLE_MAX, &component->title) ||
        !read_text(arena, object, "help", FLOW_HELP_MAX, &component->help) ||
        !read_text(arena, object, "default", FLOW_HELP_MAX, &component->initial) ||
        !read_text(arena, object, "recipient", FLOW_ID_MAX, &component->recipient) ||
        !read_text(arena, object, "type", FLOW_ID_MAX, &type) ||
        !read_text(arena, object, "channel", FLOW_ID_MAX, &channel) ||
        !component_type_parse(type, &component->type) || !flow_id_is_valid(component->id) ||
        !read_fallback(object, component))
        return false;
    component->required = json_is_true(json_object_get(object, "required"));
    component->channel = CHANNEL_WHATSAPP;
    if (channel.n > 0 && !channel_parse(channel, &component->channel))
        return false;
    const json_t *digits = json_object_get(object, "digits");
    json_int_t n = json_is_integer(digits) ? json_integer_value(digits) : CODE_DIGITS_DEFAULT;
    component->digits = n < 0 || n > 99 ? 0 : (int)n;
    return true;
}

static bool read_page(struct arena *arena, const json_t *object, struct flow_page *page)
{
    const json_t *components = json_object_get(object, "components");
    size_t n = json_array_size(components);
    if (!json_is_array(components) || n > FLOW_COMPONENTS_MAX ||
        !read_text(arena, object, "id", FLOW_ID_MAX, &page->id) ||
        !read_text(arena, object, "title", FLOW_TITLE_MAX, &page->title) || !flow_id_is_valid(page->id))
        return false;
    page->component = ARENA_ARRAY(arena, struct component, n + 1);
    for (size_t i = 0; i < n; i++) {
        if (!read_component(arena, json_array_get(components, i), &page->component[i]))
            return false;
    }
    page->n = (int)n;
    return true;
}

static void release(json_t **json)
{
    json_decref(*json);
}

bool flow_definition_parse(struct arena *arena, struct str json, struct flow_definition *out)
{
    CLEANUP(release) json_t *root = json_loadb(json.s, json.n, JSON_REJECT_DUPLICATES, NULL);
    const json_t *pages = json_object_get(root, "pages");
    size_t n = json_array_size(pages);
    if (json.n > FLOW_JSON_MAX || json_integer_value(json_object_get(root, "schema")) != 1 || n == 0 ||
        n > FLOW_PAGES_MAX)
        return false;
    struct flow_definition definition = {.page = ARENA_ARRAY(arena, struct flow_page, n), .n = (int)n};
    for (size_t i = 0; i < n; i++) {
        if (!read_page(arena, json_array_get(pages, i), &definition.page[i]))
            return false;
    }
    if (flow_component_count(&definition) > FLOW_COMPONENTS_MAX)
        return false;
    *out = definition;
    return true;
}

static void set_text(json_t *object, const char *key, struct str value)
{
    json_object_set_new(object, key, json_stringn(value.n ? value.s : "", value.n));
}

/* Nothing where there is none, so that what was stored before stays the same text. */
static void set_fallback(json_t *object, const struct component *component)
{
    if (component->n_fallback == 0)
        return;
    json_t *fallback = json_array();
    for (int i = 0; i < component->n_fallback; i++)
        json_array_append_new(fallback, json_string(channel_label(component->fallback[i])));
    json_object_set_new(object, "fallback", fallback);
    if (component->fallback_after > 0)
        json_object_set_new(object, "fallback_after", json_integer(component->fallback_after));
}

static json_t *component_json(const struct component *component)
{
    json_t *object = json_object();
    set_text(object, "id", component->id);
    set_text(object, "type", str_from(types[component->type].label));
    set_text(object, "title", component->title);
    json_object_set_new(object, "required", json_boolean(component->required));
    set_text(object, "help", component->help);
    if (component->type == COMPONENT_OTP) {
        set_text(object, "channel", str_from(channel_label(component->channel)));
        json_object_set_new(object, "digits", json_integer(component->digits));
        set_text(object, "recipient", component->recipient);
        set_fallback(object, component);
    } else {
        set_text(object, "default", component->initial);
    }
    return object;
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

struct flow_definition flow_definition_new(struct arena *arena, struct str initial_title,
                                           struct str page_title)
{
    struct flow_definition definition = {.page = ARENA_ARRAY(arena, struct flow_page, 2), .n = 2};
    definition.page[0] = (struct flow_page){.id = STR("initial"), .title = initial_title};
    definition.page[1] = (struct flow_page){.id = STR("page1"), .title = page_title};
    return definition;
}
