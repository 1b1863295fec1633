/* Flows to and from files. What is wrong with one is told before anything of it is kept. */
#include "backend/flow_exchange.h"

#include <jansson.h>

#include "backend/flow.h"

static void release(json_t **json)
{
    json_decref(*json);
}

struct str flow_export(struct arena *arena, struct str name, const struct flow_definition *definition)
{
    struct str json = flow_definition_json(arena, definition);
    CLEANUP(release) json_t *inner = json_loadb(json.s, json.n, 0, NULL);
    CLEANUP(release) json_t *root = json_object();
    json_object_set(root, "schema", json_object_get(inner, "schema"));
    json_object_set_new(root, "name", json_stringn(name.s, name.n));
    json_object_set(root, "pages", json_object_get(inner, "pages"));
    size_t n = json_dumpb(root, NULL, 0, JSON_INDENT(2));
    char *text = arena_alloc(arena, n + 1);
    struct str out = {text, json_dumpb(root, text, n, JSON_INDENT(2)) + 1};
    text[n] = '\n';
    return out;
}

static bool refuse(struct flow_import *out, const char *path, const char *sentence, struct str value)
{
    out->faults.fault[out->faults.n++] = (struct flow_fault){str_from(path), sentence, value};
    return false;
}

/* Another encoding of Unicode shows in its first bytes: a mark, or the zeros beside ASCII. */
static const char *other_encoding(struct str bytes)
{
    if (str_starts(bytes, STR("\xff\xfe")) || str_starts(bytes, STR("\xfe\xff")))
        return "UTF-16";
    if (bytes.n >= 4 && bytes.s[0] == 0 && bytes.s[1] == 0)
        return "UTF-32";
    if (bytes.n >= 2 && (bytes.s[0] == 0 || bytes.s[1] == 0))
        return bytes.n >= 4 && bytes.s[2] == 0 && bytes.s[3] == 0 ? "UTF-32" : "UTF-16";
    return NULL;
}

/* The line of the first bytes that are no UTF-8. */
static struct str bad_line(struct arena *arena, struct str bytes)
{
    int line = 1;
    struct str text;
    while (str_split(&bytes, '\n', &text) && str_is_utf8(text))
        line++;
    return str_printf(arena, "%d", line);
}

static bool read_name(struct arena *arena, struct str json, struct flow_import *out)
{
    CLEANUP(release) json_t *root = json_loadb(json.s, json.n, 0, NULL);
    const json_t *name = json_object_get(root, "name");
    out->name = STR("");
    if (name == NULL)
        return true;
    struct str text = {json_string_value(name), json_string_length(name)};
    if (!json_is_string(name) || !str_is_plain(text, ""))
        return refuse(out, "name", TEXT("This must be a text without control characters."), STR_NONE);
    if (flow_text_length(text) > FLOW_NAME_MAX)
        return refuse(out, "name", TEXT("At most %1 characters."), str_printf(arena, "%d", FLOW_NAME_MAX));
    out->name = str_copy(arena, str_trim(text));
    return true;
}

bool flow_import_read(struct arena *arena, struct str bytes, struct flow_import *out)
{
    *out = (struct flow_import){0};
    const char *encoding = other_encoding(bytes);
    if (encoding)
        return refuse(out, "", TEXT("This is written in %1. Save it as UTF-8 and try again."),
                      str_from(encoding));
    if (str_starts(bytes, STR("\xef\xbb\xbf")))
        bytes = str_slice(bytes, 3, bytes.n);
    if (str_trim(bytes).n == 0)
        return refuse(out, "", TEXT("This is empty."), STR_NONE);
    if (!str_is_utf8(bytes))
        return refuse(out, "", TEXT("Line %1 is not written in UTF-8. Save the file as UTF-8 and try again."),
                      bad_line(arena, bytes));
    return flow_definition_read(arena, bytes, &out->definition, &out->faults) && read_name(arena, bytes, out);
}
