/* In which order pages, and the components of a page, stand after a merge. */
#include <string.h>

#include "backend/flow_merge_part.h"

/* Rows in one order; as long as there are rows. */
struct sequence {
    int *row;
    int n;
};

struct ordering {
    struct merge *merge;
    const struct merge_parts *parts;
    int page; /* -1: the pages themselves */
    struct sequence side[FLOW_SIDES];
    bool *common; /* by row: stands here on all three sides */
};

static struct sequence sequence_new(const struct ordering *ordering)
{
    return (struct sequence){ARENA_ARRAY(ordering->merge->arena, int, (size_t)ordering->parts->n + 1), 0};
}

static bool belongs(const struct ordering *ordering, int row)
{
    const struct merge_part *part = &ordering->parts->row[row];
    return part->kept && (ordering->page < 0 || part->page == ordering->page);
}

static int place_in(const struct sequence *sequence, int row)
{
    for (int i = 0; i < sequence->n; i++) {
        if (sequence->row[i] == row)
            return i;
    }
    return -1;
}

static void insert(struct sequence *sequence, int at, int row)
{
    memmove(&sequence->row[at + 1], &sequence->row[at], (size_t)(sequence->n - at) * sizeof *sequence->row);
    sequence->row[at] = row;
    sequence->n++;
}

static struct sequence side_of(const struct ordering *ordering, enum flow_side side)
{
    struct sequence sequence = sequence_new(ordering);
    const struct merge_parts *parts = ordering->parts;
    for (int i = 0; i < parts->side[side].n; i++) {
        int row = parts->row_of[side][i];
        if (belongs(ordering, row) &&
            (ordering->page < 0 || merge_page_of(ordering->merge, row, side) == ordering->page))
            sequence.row[sequence.n++] = row;
    }
    return sequence;
}

/* Only those that all three have here. */
static struct sequence common_of(const struct ordering *ordering, enum flow_side side)
{
    struct sequence sequence = sequence_new(ordering);
    for (int i = 0; i < ordering->side[side].n; i++) {
        if (ordering->common[ordering->side[side].row[i]])
            sequence.row[sequence.n++] = ordering->side[side].row[i];
    }
    return sequence;
}

static bool same(const struct sequence *one, const struct sequence *other)
{
    return one->n == other->n && memcmp(one->row, other->row, (size_t)one->n * sizeof *one->row) == 0;
}

/* What a side moved, by place in the base. */
static bool *moved_by(const struct ordering *ordering, const struct sequence *base,
                      const struct sequence *side, bool late)
{
    int *now = ARENA_ARRAY(ordering->merge->arena, int, (size_t)base->n + 1);
    for (int i = 0; i < base->n; i++)
        now[i] = place_in(side, base->row[i]);
    return flow_moved(ordering->merge->arena, now, base->n, late);
}

/* Theirs, with what mine moved put behind what it stands behind in mine. */
static struct sequence apply_moves(const struct ordering *ordering, const struct sequence *base,
                                   const struct sequence *mine, const bool *moved)
{
    struct sequence theirs = common_of(ordering, FLOW_THEIRS), out = sequence_new(ordering);
    for (int i = 0; i < theirs.n; i++) {
        if (!moved[place_in(base, theirs.row[i])])
            out.row[out.n++] = theirs.row[i];
    }
    for (int i = 0; i < mine->n; i++) {
        if (moved[place_in(base, mine->row[i])])
            insert(&out, i == 0 ? 0 : place_in(&out, mine->row[i - 1]) + 1, mine->row[i]);
    }
    return out;
}

/* The order of what all three have. */
static struct sequence skeleton(const struct ordering *ordering)
{
    struct sequence base = common_of(ordering, FLOW_BASE), mine = common_of(ordering, FLOW_MINE);
    struct sequence theirs = common_of(ordering, FLOW_THEIRS);
    if (same(&base, &mine) || same(&mine, &theirs))
        return theirs;
    if (same(&base, &theirs))
        return mine;
    for (int try = 0; try < 4; try++) {
        const bool *m = moved_by(ordering, &base, &mine, try & 1);
        const bool *t = moved_by(ordering, &base, &theirs, try & 2);
        bool apart = true;
        for (int i = 0; i < base.n; i++)
            apart = apart && !(m[i] && t[i]);
        if (apart)
            return apply_moves(ordering, &base, &mine, m);
    }
    const struct flow_conflict conflict = {.kind = FLOW_CONFLICT_ORDER};
    bool chosen = merge_conflict(ordering->merge, ordering->page < 0 ? NULL : &ordering->merge->pages,
                                 ordering->page, &conflict);
    return chosen ? mine : theirs;
}

/* Puts what only some sides have behind what it stands behind there. */
static void add_side(const struct ordering *ordering, enum flow_side side, struct sequence *out)
{
    int cursor = -1;
    for (int i = 0; i < ordering->side[side].n; i++) {
        int row = ordering->side[side].row[i], there = place_in(out, row);
        if (there >= 0) {
            cursor = there;
            continue;
        }
        /* What theirs put at the same place comes first. */
        while (side == FLOW_MINE && cursor + 1 < out->n && !ordering->common[out->row[cursor + 1]] &&
               place_in(&ordering->side[FLOW_MINE], out->row[cursor + 1]) < 0)
            cursor++;
        insert(out, ++cursor, row);
    }
}

int *merge_order(struct merge *merge, int page, int *n)
{
    struct ordering ordering = {
        .merge = merge,
        .parts = page < 0 ? &merge->pages : &merge->components,
        .page = page,
    };
    ordering.common = ARENA_ARRAY(merge->arena, bool, (size_t)ordering.parts->n + 1);
    for (int side = 0; side < FLOW_SIDES; side++)
        ordering.side[side] = side_of(&ordering, (enum flow_side)side);
    for (int row = 0; row < ordering.parts->n; row++) {
        ordering.common[row] = true;
        for (int side = 0; side < FLOW_SIDES; side++)
            ordering.common[row] = ordering.common[row] && place_in(&ordering.side[side], row) >= 0;
    }
    struct sequence out = skeleton(&ordering);
    add_side(&ordering, FLOW_THEIRS, &out);
    add_side(&ordering, FLOW_MINE, &out);
    for (int row = 0; row < ordering.parts->n; row++) {
        if (belongs(&ordering, row) && place_in(&out, row) < 0)
            out.row[out.n++] = row;
    }
    *n = out.n;
    return out.row;
}
