/* Rows of a list there and back. Limits of texts are answer.c's business. */
#include "backend/answer_list.h"

#include <jansson.h>

static void release(json_t **json)
{
    json_decref(*json);
}

struct answer_rows answer_list_read(struct arena *arena, const struct component *list, struct str value)
{
    CLEANUP(release) json_t *root = value.n ? json_loadb(value.s, value.n, 0, NULL) : NULL;
    size_t n = json_is_array(root) ? json_array_size(root) : 0;
    if (n > FLOW_ROWS_MAX)
        n = FLOW_ROWS_MAX;
    struct answer_rows rows = {ARENA_ARRAY(arena, struct str, n * (size_t)list->n_options + 1), (int)n,
                               list->n_options};
    for (int i = 0; i < rows.n; i++) {
        for (int j = 0; j < rows.columns; j++) {
            const json_t *cell = json_array_get(json_array_get(root, (size_t)i), (size_t)j);
            struct str text = {json_string_value(cell), json_string_length(cell)};
            rows.cell[i * rows.columns + j] = text.n ? str_copy(arena, text) : STR("");
        }
    }
    return rows;
}

struct str answer_list_write(struct arena *arena, const struct answer_rows *rows)
{
    CLEANUP(release) json_t *root = json_array();
    for (int i = 0; i < rows->n; i++) {
        json_t *row = json_array();
        json_array_append_new(root, row);
        for (int j = 0; j < rows->columns; j++) {
            struct str cell = rows->cell[i * rows->columns + j];
            json_array_append_new(row, json_stringn(cell.n ? cell.s : "", cell.n));
        }
    }
    if (rows->n == 0)
        return STR("");
    size_t n = json_dumpb(root, NULL, 0, JSON_COMPACT);
    char *text = arena_alloc(arena, n + 1);
    return (struct str){text, json_dumpb(root, text, n, JSON_COMPACT)};
}

struct answer_rows answer_list_trim(struct arena *arena, const struct answer_rows *rows)
{
    struct answer_rows kept = {ARENA_ARRAY(arena, struct str, (size_t)(rows->n * rows->columns) + 1), 0,
                               rows->columns};
    for (int i = 0; i < rows->n; i++) {
        bool some = false;
        for (int j = 0; j < rows->columns; j++) {
            struct str cell = str_trim(rows->cell[i * rows->columns + j]);
            kept.cell[kept.n * rows->columns + j] = cell.n ? cell : STR("");
            some = some || cell.n > 0;
        }
        kept.n += some;
    }
    return kept;
}
