/*
 * A merge of three definitions, setting by setting. It works on their JSON, so that a setting that is added
 * to components later is merged, too, once flow_field.h names it. In which order things stand is
 * flow_merge_order.c.
 */
#include "backend/flow_merge.h"

#include "backend/flow_edit.h"
#include "backend/flow_merge_part.h"

#define BUILT_MAX (16 * 1024 * 1024)

static enum flow_side other(enum flow_side side)
{
    return side == FLOW_MINE ? FLOW_THEIRS : FLOW_MINE;
}

/* --- rows ----------------------------------------------------------------------------------------- */

static const json_t *json_at(const struct merge_parts *parts, int row, enum flow_side side)
{
    int at = parts->row[row].at[side];
    return at < 0 ? NULL : parts->side[side].part[at].json;
}

int merge_page_of(const struct merge *merge, int row, enum flow_side side)
{
    int at = merge->components.row[row].at[side];
    return at < 0 ? -1 : merge->pages.row_of[side][merge->components.side[side].part[at].place.page];
}

static int add_row(struct merge_parts *parts, enum flow_side side, int index)
{
    struct merge_part *row = &parts->row[parts->n];
    *row = (struct merge_part){.at = {-1, -1, -1}, .id = parts->side[side].part[index].id, .page = -1};
    row->at[side] = index;
    parts->row_of[side][index] = parts->n;
    return parts->n++;
}

/* What both sides have, given the pairs of one side in the other. */
static void add_side(struct merge *merge, struct merge_parts *parts, enum flow_side side)
{
    const int *base = flow_parts_pair(merge->arena, &parts->side[side], &parts->side[FLOW_BASE]);
    const int *theirs = flow_parts_pair(merge->arena, &parts->side[side], &parts->side[FLOW_THEIRS]);
    for (int i = 0; i < parts->side[side].n; i++) {
        int row = base[i] >= 0 ? parts->row_of[FLOW_BASE][base[i]] : -1;
        /* Both added the same: resolve_ids left no other with the same id. */
        if (row < 0 && side == FLOW_MINE && theirs[i] >= 0)
            row = parts->row_of[FLOW_THEIRS][theirs[i]];
        if (row < 0 || parts->row[row].at[side] >= 0) {
            add_row(parts, side, i);
            continue;
        }
        parts->row[row].at[side] = i;
        parts->row_of[side][i] = row;
    }
}

static void add_parts(struct merge *merge, struct merge_parts *parts, json_t *const tree[FLOW_SIDES],
                      bool pages)
{
    size_t most = 1;
    for (int side = 0; side < FLOW_SIDES; side++) {
        parts->side[side] = flow_parts_of(merge->arena, &merge->of[side], tree[side], pages);
        parts->row_of[side] = ARENA_ARRAY(merge->arena, int, (size_t)parts->side[side].n + 1);
        most += (size_t)parts->side[side].n;
    }
    parts->row = ARENA_ARRAY(merge->arena, struct merge_part, most);
    for (int i = 0; i < parts->side[FLOW_BASE].n; i++)
        add_row(parts, FLOW_BASE, i);
    add_side(merge, parts, FLOW_THEIRS);
    add_side(merge, parts, FLOW_MINE);
}

/* --- ids that both gave to something new ----------------------------------------------------------- */

static bool is_new(const struct flow_definition *base, struct str id, bool page)
{
    struct flow_place place;
    int at;
    return page ? !flow_page_find(base, id, &at) : !flow_component_find(base, id, &place);
}

static bool is_free(const struct flow_definition *of, struct str id)
{
    for (int side = 0; side < FLOW_SIDES; side++) {
        if (!is_new(&of[side], id, true) || !is_new(&of[side], id, false))
            return false;
    }
    return true;
}

static struct str free_id(struct arena *arena, const struct flow_definition *of, struct str id)
{
    struct str stem = str_head(id, FLOW_ID_MAX - 4);
    for (int i = 2;; i++) {
        struct str next = str_printf(arena, "%.*s_%d", STR_ARG(stem), i);
        if (is_free(of, next))
            return next;
    }
}

static bool same_component(struct arena *arena, const struct flow_definition *of, struct flow_place mine,
                           struct flow_place theirs)
{
    struct flow_page page[2] = {of[FLOW_MINE].page[mine.page], of[FLOW_THEIRS].page[theirs.page]};
    struct flow_definition alone[2];
    for (int i = 0; i < 2; i++) {
        page[i].component += i ? theirs.component : mine.component;
        page[i].n = 1;
        page[i].title = STR("");
        alone[i] = (struct flow_definition){&page[i], 1};
    }
    return str_eq(flow_definition_json(arena, &alone[0]), flow_definition_json(arena, &alone[1]));
}

/* Two new components that only share an id by chance are two: mine gets another one, also where mine names
 * it. */
static void resolve_ids(struct arena *arena, struct flow_definition *of)
{
    struct flow_definition *mine = &of[FLOW_MINE];
    for (int i = 0; i < mine->n; i++) {
        struct flow_page *page = &mine->page[i];
        int there;
        if (is_new(&of[FLOW_BASE], page->id, true) && flow_page_find(&of[FLOW_THEIRS], page->id, &there) &&
            !str_eq(page->title, of[FLOW_THEIRS].page[there].title))
            page->id = free_id(arena, of, page->id);
        for (int j = 0; j < page->n; j++) {
            struct flow_place here = {i, j}, place;
            struct str id = page->component[j].id;
            if (is_new(&of[FLOW_BASE], id, false) && flow_component_find(&of[FLOW_THEIRS], id, &place) &&
                !same_component(arena, of, here, place))
                flow_component_rename(mine, here, free_id(arena, of, id));
        }
    }
}

/* --- what is kept ---------------------------------------------------------------------------------- */

static bool differs(const json_t *one, const json_t *two)
{
    for (int f = 0; f < FLOW_FIELD__COUNT; f++) {
        if (!flow_part_same(one, two, (enum flow_field)f))
            return true;
    }
    return false;
}

/* The one side that removed it, of a row that was in the base and is still on one side. */
static bool removed_by(const struct merge_part *row, enum flow_side *side)
{
    if (row->at[FLOW_BASE] < 0 || (row->at[FLOW_MINE] < 0) == (row->at[FLOW_THEIRS] < 0))
        return false;
    *side = row->at[FLOW_MINE] < 0 ? FLOW_MINE : FLOW_THEIRS;
    return true;
}

/* Whether a component, which by removed into nothing or never was there, is more than what by took away. */
static bool is_touched(const struct merge *merge, int row, enum flow_side by)
{
    const struct merge_parts *components = &merge->components;
    return components->row[row].at[FLOW_BASE] < 0 ||
           merge_page_of(merge, row, FLOW_BASE) != merge_page_of(merge, row, other(by)) ||
           (components->row[row].at[by] < 0 &&
            differs(json_at(components, row, FLOW_BASE), json_at(components, row, other(by))));
}

static void keep_page(struct merge *merge, int row)
{
    struct merge_part *page = &merge->pages.row[row];
    enum flow_side by = FLOW_MINE;
    page->kept = page->at[FLOW_MINE] >= 0 || page->at[FLOW_THEIRS] >= 0;
    if (!removed_by(page, &by))
        return;
    bool touched = differs(json_at(&merge->pages, row, FLOW_BASE), json_at(&merge->pages, row, other(by)));
    for (int i = 0; i < merge->components.n && !touched; i++)
        touched = merge_page_of(merge, i, other(by)) == row && is_touched(merge, i, by);
    page->kept = false;
    if (touched) {
        bool mine =
            merge_conflict(merge, &merge->pages, row, &(struct flow_conflict){.kind = FLOW_CONFLICT_REMOVED});
        page->kept = mine == (by == FLOW_THEIRS);
    }
}

/* After the pages: what stood on a page that one side removed goes, or stays, with it. */
static void keep_component(struct merge *merge, int row)
{
    struct merge_part *component = &merge->components.row[row];
    enum flow_side by = FLOW_MINE;
    component->kept = component->at[FLOW_MINE] >= 0 || component->at[FLOW_THEIRS] >= 0;
    if (component->at[FLOW_BASE] < 0 || !removed_by(component, &by))
        return;
    const struct merge_part *page = &merge->pages.row[merge_page_of(merge, row, other(by))];
    if (page->at[FLOW_BASE] >= 0 && page->at[by] < 0) {
        component->kept = page->kept;
        return;
    }
    component->kept = false;
    if (is_touched(merge, row, by)) {
        bool mine = merge_conflict(merge, &merge->components, row,
                                   &(struct flow_conflict){.kind = FLOW_CONFLICT_REMOVED});
        component->kept = mine == (by == FLOW_THEIRS);
    }
}

/* --- what it is ------------------------------------------------------------------------------------ */

static void merge_settings(struct merge *merge, const struct merge_parts *parts, int row)
{
    struct merge_part *part = &parts->row[row];
    const json_t *base = json_at(parts, row, FLOW_BASE), *mine = json_at(parts, row, FLOW_MINE);
    const json_t *theirs = json_at(parts, row, FLOW_THEIRS);
    json_t *result = json_deep_copy(theirs ? theirs : mine);
    json_array_append_new(merge->made, result);
    part->json = result;
    for (int f = 0; f < FLOW_FIELD__COUNT && base && mine && theirs; f++) {
        enum flow_field field = (enum flow_field)f;
        if (flow_part_same(base, mine, field) || flow_part_same(mine, theirs, field))
            continue;
        if (!flow_part_same(base, theirs, field) &&
            !merge_conflict(merge, parts, row,
                            &(struct flow_conflict){.kind = FLOW_CONFLICT_FIELD, .field = field}))
            continue;
        json_t *value = json_object_get(mine, flow_field_key(field));
        if (value)
            json_object_set(result, flow_field_key(field), value);
        else
            json_object_del(result, flow_field_key(field));
    }
}

static void merge_place(struct merge *merge, int row)
{
    struct merge_part *component = &merge->components.row[row];
    int base = merge_page_of(merge, row, FLOW_BASE), mine = merge_page_of(merge, row, FLOW_MINE);
    int theirs = merge_page_of(merge, row, FLOW_THEIRS);
    component->page = theirs < 0 || (base >= 0 && theirs == base && mine >= 0) ? mine : theirs;
    if (base >= 0 && mine >= 0 && theirs >= 0 && mine != base && theirs != base && mine != theirs &&
        merge_conflict(merge, &merge->components, row, &(struct flow_conflict){.kind = FLOW_CONFLICT_PAGE}))
        component->page = mine;
    for (int side = FLOW_MINE; side < FLOW_SIDES && !merge->pages.row[component->page].kept; side++) {
        int page = merge_page_of(merge, row, (enum flow_side)side);
        component->page = page >= 0 ? page : component->page;
    }
    component->kept = merge->pages.row[component->page].kept;
}

/* --- the result ------------------------------------------------------------------------------------ */

static struct str build(struct merge *merge)
{
    CLEANUP(flow_tree_release) json_t *tree = json_object();
    json_t *pages = json_array();
    int n_pages, n;
    json_object_set_new(tree, "schema", json_integer(1));
    json_object_set_new(tree, "pages", pages);
    const int *order = merge_order(merge, -1, &n_pages);
    for (int i = 0; i < n_pages; i++) {
        json_t *page = merge->pages.row[order[i]].json, *components = json_array();
        const int *inside = merge_order(merge, order[i], &n);
        for (int j = 0; j < n; j++)
            json_array_append(components, merge->components.row[inside[j]].json);
        json_object_set_new(page, "components", components);
        json_array_append(pages, page);
    }
    size_t size = json_dumpb(tree, NULL, 0, JSON_COMPACT);
    if (size > BUILT_MAX)
        return STR("");
    char *text = arena_alloc(merge->arena, size + 1);
    return (struct str){text, json_dumpb(tree, text, size, JSON_COMPACT)};
}

static void merge_all(struct merge *merge)
{
    for (int i = 0; i < merge->pages.n; i++)
        keep_page(merge, i);
    for (int i = 0; i < merge->components.n; i++)
        keep_component(merge, i);
    for (int i = 0; i < merge->pages.n; i++) {
        if (merge->pages.row[i].kept)
            merge_settings(merge, &merge->pages, i);
    }
    for (int i = 0; i < merge->components.n; i++) {
        if (merge->components.row[i].kept)
            merge_place(merge, i);
        if (merge->components.row[i].kept)
            merge_settings(merge, &merge->components, i);
    }
}

struct flow_merge flow_merge(struct arena *arena, const struct flow_definition of[FLOW_SIDES],
                             const struct flow_choices *choices)
{
    struct flow_definition sides[FLOW_SIDES] = {of[FLOW_BASE], of[FLOW_MINE], of[FLOW_THEIRS]};
    struct merge merge = {.arena = arena, .of = sides, .choices = choices};
    if (!flow_definition_parse(arena, flow_definition_json(arena, &of[FLOW_MINE]), &sides[FLOW_MINE]))
        return (struct flow_merge){.fits = false};
    resolve_ids(arena, sides);
    CLEANUP(flow_tree_release) json_t *base = flow_tree(arena, &sides[FLOW_BASE]);
    CLEANUP(flow_tree_release) json_t *mine = flow_tree(arena, &sides[FLOW_MINE]);
    CLEANUP(flow_tree_release) json_t *theirs = flow_tree(arena, &sides[FLOW_THEIRS]);
    CLEANUP(flow_tree_release) json_t *made = json_array();
    json_t *const tree[FLOW_SIDES] = {base, mine, theirs};
    merge.made = made;
    add_parts(&merge, &merge.pages, tree, true);
    add_parts(&merge, &merge.components, tree, false);
    size_t most = (size_t)(merge.pages.n + merge.components.n) * (FLOW_FIELD__COUNT + 3);
    merge.out.conflict = ARENA_ARRAY(arena, struct flow_conflict, most + 1);
    merge_all(&merge);
    struct str json = build(&merge);
    merge.out.fits = flow_definition_parse(arena, json, &merge.out.result);
    return merge.out;
}
