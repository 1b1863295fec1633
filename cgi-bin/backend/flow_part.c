/* Which page or component of one definition is which of another, and which of them was moved. */
#include "backend/flow_part.h"

#include <stdlib.h>

json_t *flow_tree(struct arena *arena, const struct flow_definition *definition)
{
    struct str json = flow_definition_json(arena, definition);
    json_t *tree = json_loadb(json.s, json.n, 0, NULL);
    if (tree == NULL)
        abort(); /* we wrote it ourselves */
    return tree;
}

void flow_tree_release(json_t **tree)
{
    json_decref(*tree);
}

static const json_t *page_at(const json_t *tree, int page)
{
    return json_array_get(json_object_get(tree, "pages"), (size_t)page);
}

struct flow_parts flow_parts_of(struct arena *arena, const struct flow_definition *definition,
                                const json_t *tree, bool pages)
{
    int n = pages ? definition->n : flow_component_count(definition);
    struct flow_parts parts = {.part = ARENA_ARRAY(arena, struct flow_part, (size_t)n + 1)};
    for (int i = 0; i < definition->n; i++) {
        const struct flow_page *page = &definition->page[i];
        const json_t *json = page_at(tree, i);
        if (pages)
            parts.part[parts.n++] = (struct flow_part){page->id, {i, -1}, json};
        for (int j = 0; !pages && j < page->n; j++) {
            parts.part[parts.n++] = (struct flow_part){
                page->component[j].id,
                {i, j},
                json_array_get(json_object_get(json, "components"), (size_t)j),
            };
        }
    }
    return parts;
}

int *flow_parts_pair(struct arena *arena, const struct flow_parts *from, const struct flow_parts *to)
{
    int *pair = ARENA_ARRAY(arena, int, (size_t)from->n + 1);
    bool *taken = ARENA_ARRAY(arena, bool, (size_t)to->n + 1);
    for (int i = 0; i < from->n; i++) {
        pair[i] = -1;
        for (int j = 0; j < to->n && pair[i] < 0; j++) {
            if (!taken[j] && str_eq(from->part[i].id, to->part[j].id))
                pair[i] = j;
        }
        if (pair[i] >= 0)
            taken[pair[i]] = true;
    }
    return pair;
}

bool flow_part_same(const json_t *one, const json_t *other, enum flow_field field)
{
    const json_t *a = json_object_get(one, flow_field_key(field));
    const json_t *b = json_object_get(other, flow_field_key(field));
    return (a == NULL && b == NULL) || (a && b && json_equal(a, b));
}

/* What is not moved is a longest run of things that stand in the same order as before. */
bool *flow_moved(struct arena *arena, const int *now, int n, bool late)
{
    int *length = ARENA_ARRAY(arena, int, (size_t)n + 1), *from = ARENA_ARRAY(arena, int, (size_t)n + 1);
    bool *moved = ARENA_ARRAY(arena, bool, (size_t)n + 1);
    int last = -1;
    for (int i = 0; i < n; i++) {
        length[i] = 1;
        from[i] = -1;
        moved[i] = true;
        for (int j = 0; j < i; j++) {
            bool better = late ? length[j] + 1 > length[i] : length[j] + 1 >= length[i];
            if (now[j] < now[i] && better) {
                length[i] = length[j] + 1;
                from[i] = j;
            }
        }
        if (last < 0 || (late ? length[i] > length[last] : length[i] >= length[last]))
            last = i;
    }
    for (int i = last; i >= 0; i = from[i])
        moved[i] = false;
    return moved;
}
