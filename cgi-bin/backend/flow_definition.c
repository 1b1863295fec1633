/* Ids and texts of a flow's definition, and the first draft. Its JSON is in flow_read.c and flow_write.c. */
#include "backend/flow_definition.h"

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

struct flow_definition flow_definition_new(struct arena *arena, struct str initial_title,
                                           struct str page_title)
{
    struct flow_definition definition = {.page = ARENA_ARRAY(arena, struct flow_page, 2), .n = 2};
    definition.page[0] = (struct flow_page){.id = STR("initial"), .title = initial_title};
    definition.page[1] = (struct flow_page){.id = STR("page1"), .title = page_title};
    return definition;
}
