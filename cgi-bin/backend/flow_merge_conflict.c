/* What both changed, what it is called in a form, and which of the choices that were made of it still counts.
 */
#include "backend/flow_merge_part.h"
#include "base/digest.h"
#include "base/hmac.h"

#define SEEN_BYTES 8

static struct str key_of(struct merge *merge, const struct flow_conflict *conflict)
{
    static const char *const words[] = {"", "removed", "page", "order"};
    const char *word =
        conflict->kind == FLOW_CONFLICT_FIELD ? flow_field_key(conflict->field) : words[conflict->kind];
    return str_printf(merge->arena, "%c.%.*s.%s", conflict->page ? 'p' : 'c', STR_ARG(conflict->id), word);
}

static struct str dump(struct arena *arena, const json_t *value)
{
    size_t n = value ? json_dumpb(value, NULL, 0, JSON_COMPACT | JSON_ENCODE_ANY) : 0;
    char *text = arena_alloc(arena, n + 1);
    return (struct str){text, n ? json_dumpb(value, text, n, JSON_COMPACT | JSON_ENCODE_ANY) : 0};
}

/* A fingerprint of theirs, as far as the conflict is about it; part is NULL where it was removed. */
static struct str seen_of(struct merge *merge, const json_t *part, const struct flow_conflict *conflict)
{
    const struct flow_definition *theirs = &merge->of[FLOW_THEIRS];
    struct str text = dump(merge->arena, part);
    unsigned char sum[DIGEST_SIZE];
    if (conflict->kind == FLOW_CONFLICT_FIELD)
        text = dump(merge->arena, json_object_get(part, flow_field_key(conflict->field)));
    else if (conflict->kind == FLOW_CONFLICT_PAGE)
        text = theirs->page[conflict->place[FLOW_THEIRS].page].id;
    else if (conflict->id.n == 0)
        text = flow_definition_json(merge->arena, theirs);
    digest(&text, 1, sum);
    return hex_encode(merge->arena, sum, SEEN_BYTES);
}

static void choose(const struct merge *merge, struct flow_conflict *out)
{
    for (int i = 0; merge->choices && i < merge->choices->n; i++) {
        const struct flow_choice *choice = &merge->choices->choice[i];
        if (!str_eq(choice->key, out->key))
            continue;
        out->chosen = str_eq(choice->seen, out->seen);
        out->again = !out->chosen;
        out->mine = choice->mine;
        return;
    }
}

bool merge_conflict(struct merge *merge, const struct merge_parts *parts, int row,
                    const struct flow_conflict *conflict)
{
    struct flow_conflict *out = &merge->out.conflict[merge->out.n++];
    *out = *conflict;
    out->page = parts != &merge->components;
    out->id = parts ? parts->row[row].id : STR("");
    for (int side = 0; side < FLOW_SIDES; side++) {
        int at = parts ? parts->row[row].at[side] : -1;
        out->place[side] = at < 0 ? (struct flow_place){-1, -1} : parts->side[side].part[at].place;
    }
    int theirs = parts ? parts->row[row].at[FLOW_THEIRS] : -1;
    out->key = key_of(merge, out);
    out->seen = seen_of(merge, theirs < 0 ? NULL : parts->side[FLOW_THEIRS].part[theirs].json, out);
    choose(merge, out);
    merge->out.open += !out->chosen;
    return out->chosen && out->mine;
}
