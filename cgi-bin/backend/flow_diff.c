/* Two definitions beside each other. */
#include "backend/flow_diff.h"

#include "backend/flow_part.h"

struct sides {
    struct arena *arena;
    const struct flow_definition *definition[2]; /* before, after */
    struct flow_parts pages[2], components[2];
    int *page_pair[2], *component_pair[2]; /* to the other side */
};

/*
 * Whether part i of before was moved: it stands on another page, or was moved among those that stand on the
 * page on both sides.
 */
static bool *moved_parts(const struct sides *sides, bool pages)
{
    const struct flow_parts *before = pages ? &sides->pages[0] : &sides->components[0];
    const struct flow_parts *after = pages ? &sides->pages[1] : &sides->components[1];
    const int *pair = pages ? sides->page_pair[0] : sides->component_pair[0];
    bool *moved = ARENA_ARRAY(sides->arena, bool, (size_t)before->n + 1);
    int *now = ARENA_ARRAY(sides->arena, int, (size_t)before->n + 1),
        *who = ARENA_ARRAY(sides->arena, int, (size_t)before->n + 1);
    for (int page = 0; page < (pages ? 1 : sides->pages[0].n); page++) {
        int n = 0;
        for (int i = 0; i < before->n; i++) {
            if (pair[i] < 0 || (!pages && before->part[i].place.page != page))
                continue;
            if (!pages && after->part[pair[i]].place.page != sides->page_pair[0][page]) {
                moved[i] = true;
                continue;
            }
            who[n] = i;
            now[n++] = pair[i];
        }
        const bool *here = flow_moved(sides->arena, now, n, false);
        for (int i = 0; i < n; i++)
            moved[who[i]] = here[i];
    }
    return moved;
}

/* False when nothing differs. */
static bool compare(const struct flow_part *before, const struct flow_part *after, bool moved,
                    struct flow_diff_row *row)
{
    bool differs = moved;
    *row = (struct flow_diff_row){
        .kind = FLOW_CHANGED,
        .moved = moved,
        .page = before->place.component < 0,
        .id = before->id,
        .before = before->place,
        .after = after->place,
    };
    for (int f = 0; f < FLOW_FIELD__COUNT; f++) {
        row->differs[f] = !flow_part_same(before->json, after->json, (enum flow_field)f);
        differs = differs || row->differs[f];
    }
    return differs;
}

static void add_one(struct flow_diff *diff, const struct flow_part *part, enum flow_difference kind)
{
    const struct flow_place nowhere = {-1, -1};
    diff->row[diff->n++] = (struct flow_diff_row){
        .kind = kind,
        .page = part->place.component < 0,
        .id = part->id,
        .before = kind == FLOW_ADDED ? nowhere : part->place,
        .after = kind == FLOW_ADDED ? part->place : nowhere,
    };
}

/* What stood on a page before and is gone, in its order. */
static void add_removed(const struct sides *sides, int page, struct flow_diff *diff)
{
    const struct flow_parts *before = &sides->components[0];
    for (int i = 0; i < before->n; i++) {
        if (before->part[i].place.page == page && sides->component_pair[0][i] < 0)
            add_one(diff, &before->part[i], FLOW_REMOVED);
    }
}

static void add_page(const struct sides *sides, int page, const bool *page_moved, const bool *component_moved,
                     struct flow_diff *diff)
{
    const struct flow_parts *pages = sides->pages, *components = sides->components;
    int was = sides->page_pair[1][page];
    if (was < 0)
        add_one(diff, &pages[1].part[page], FLOW_ADDED);
    else if (compare(&pages[0].part[was], &pages[1].part[page], page_moved[was], &diff->row[diff->n]))
        diff->n++;
    for (int i = 0; i < components[1].n; i++) {
        if (components[1].part[i].place.page != page)
            continue;
        int from = sides->component_pair[1][i];
        if (from < 0)
            add_one(diff, &components[1].part[i], FLOW_ADDED);
        else if (compare(&components[0].part[from], &components[1].part[i], component_moved[from],
                         &diff->row[diff->n]))
            diff->n++;
    }
    if (was >= 0)
        add_removed(sides, was, diff);
}

struct flow_diff flow_diff(struct arena *arena, const struct flow_definition *before,
                           const struct flow_definition *after)
{
    struct sides sides = {.arena = arena, .definition = {before, after}};
    CLEANUP(flow_tree_release) json_t *old = flow_tree(arena, before);
    CLEANUP(flow_tree_release) json_t *new = flow_tree(arena, after);
    for (int i = 0; i < 2; i++) {
        sides.pages[i] = flow_parts_of(arena, sides.definition[i], i ? new : old, true);
        sides.components[i] = flow_parts_of(arena, sides.definition[i], i ? new : old, false);
    }
    for (int i = 0; i < 2; i++) {
        sides.page_pair[i] = flow_parts_pair(arena, &sides.pages[i], &sides.pages[1 - i]);
        sides.component_pair[i] = flow_parts_pair(arena, &sides.components[i], &sides.components[1 - i]);
    }
    int most = sides.pages[0].n + sides.pages[1].n + sides.components[0].n + sides.components[1].n;
    struct flow_diff diff = {.row = ARENA_ARRAY(arena, struct flow_diff_row, (size_t)most + 1)};
    const bool *page_moved = moved_parts(&sides, true), *component_moved = moved_parts(&sides, false);
    for (int i = 0; i < after->n; i++)
        add_page(&sides, i, page_moved, component_moved, &diff);
    for (int i = 0; i < before->n; i++) {
        if (sides.page_pair[0][i] >= 0)
            continue;
        add_one(&diff, &sides.pages[0].part[i], FLOW_REMOVED);
        add_removed(&sides, i, &diff);
    }
    return diff;
}
