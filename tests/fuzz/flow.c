/*
 * Definitions of flows on any bytes: what can be read is written the same again, its rules are evaluated, its
 * problems found, and no fix leaves its problem or makes another. And what people type as dates, times and
 * places, files that somebody imports, and three definitions that are merged. The first byte chooses.
 */
#include "fuzz.h"

#include <stdlib.h>

#include "backend/answer_list.h"
#include "backend/answer_read.h"
#include "backend/flow_diff.h"
#include "backend/flow_edit.h"
#include "backend/flow_exchange.h"
#include "backend/flow_fix.h"
#include "backend/flow_logic.h"
#include "backend/flow_merge.h"
#include "backend/flow_read.h"

#define CHOICES_MAX 1000
#define FIXES_MAX 20 /* of one input: each lists all problems again */

static void need(bool truth)
{
    if (!truth)
        abort();
}

static void fix_some(struct arena *arena, struct flow_definition *definition)
{
    struct flow_problems problems = flow_problem_list(arena, definition);
    for (int i = 0; i < FIXES_MAX && i < problems.n; i++) {
        struct flow_definition mended = flow_definition_copy(arena, definition);
        if (flow_fix_apply(arena, &mended, &problems.problem[i]))
            need(flow_problem_list(arena, &mended).n < problems.n);
    }
}

static void definition(struct arena *arena, struct str text)
{
    struct flow_faults faults;
    struct flow_definition read, again;
    if (!flow_definition_read(arena, text, &read, &faults)) {
        need(faults.n > 0);
        return;
    }
    struct str json = flow_definition_json(arena, &read);
    need(flow_definition_parse(arena, json, &again) && str_eq(flow_definition_json(arena, &again), json));
    struct flow_logic logic = flow_logic_run(arena, &read, NULL, 0);
    for (int i = 0; i < read.n; i++) {
        for (int j = 0; j < read.page[i].n; j++) {
            const struct flow_state *state = &logic.page[i][j];
            need(state->shown || (state->value.n == 0 && !state->required));
        }
    }
    fix_some(arena, &read);
}

/* Each reads back what it wrote. */
static void answers(struct arena *arena, struct str text)
{
    struct str out, same;
    struct component list = component_new(COMPONENT_LIST, STR("list"), STR("List"));
    list.n_options = 2;
    if (answer_date_read(arena, text, false, &out))
        need(out.n == 10 && answer_date_read(arena, out, true, &same) && str_eq(out, same));
    if (answer_time_read(arena, text, &out))
        need(out.n == 5 && answer_time_read(arena, out, &same) && str_eq(out, same));
    if (answer_coordinate_read(arena, text, &out))
        need(answer_coordinate_read(arena, out, &same) && str_eq(out, same));
    struct answer_rows rows = answer_list_read(arena, &list, text);
    struct answer_rows trimmed = answer_list_trim(arena, &rows);
    out = answer_list_write(arena, &trimmed);
    rows = answer_list_read(arena, &list, out);
    need(rows.n == trimmed.n && str_eq(answer_list_write(arena, &rows), out));
}

static void imported(struct arena *arena, struct str bytes)
{
    struct flow_import in, again;
    if (!flow_import_read(arena, bytes, &in)) {
        need(in.faults.n > 0);
        return;
    }
    struct str out = flow_export(arena, in.name, &in.definition);
    need(flow_import_read(arena, out, &again) &&
         str_eq(flow_export(arena, again.name, &again.definition), out));
}

/* Base, mine and theirs with a newline between: whatever they are, all conflicts can be decided for mine. */
static void merged(struct arena *arena, struct str text)
{
    struct flow_definition of[FLOW_SIDES];
    struct flow_choice choice[CHOICES_MAX];
    struct str json;
    for (int side = 0; side < FLOW_SIDES; side++) {
        if (!str_split(&text, '\n', &json) || !flow_definition_parse(arena, json, &of[side]))
            return;
    }
    need(flow_diff(arena, &of[FLOW_BASE], &of[FLOW_BASE]).n == 0);
    struct flow_merge merge = flow_merge(arena, of, NULL);
    for (int round = 0; merge.fits && merge.open > 0; round++) {
        need(round < 5 && merge.n <= CHOICES_MAX);
        for (int i = 0; i < merge.n; i++)
            choice[i] = (struct flow_choice){merge.conflict[i].key, merge.conflict[i].seen, true};
        merge = flow_merge(arena, of, &(struct flow_choices){choice, merge.n});
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena *arena;
    if (size == 0 || size > 65536)
        return 0;
    if (!arena)
        arena = arena_open((size_t)512 << 20);
    arena_reset(arena);
    struct str text = {(const char *)data + 1, size - 1};
    if (data[0] == 'a')
        answers(arena, text);
    else if (data[0] == 'i')
        imported(arena, text);
    else if (data[0] == 'm')
        merged(arena, text);
    else
        definition(arena, text);
    return 0;
}
