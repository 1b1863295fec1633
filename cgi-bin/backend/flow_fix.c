/* One obvious change a problem, tried on a copy before it is offered. */
#include "backend/flow_fix.h"

#include "backend/code.h"
#include "backend/flow_edit.h"

#define USUAL_SECONDS 60
#define SCRATCH ((size_t)16 << 20)

#define X(name, words) [FLOW_FIX_##name] = words,
static const char *const words_of[FLOW_FIX__COUNT] = {FLOW_FIXES(X)};
#undef X

const char *flow_fix_words(enum flow_fix fix)
{
    return words_of[fix];
}

static const enum flow_fix fixes[FLOW_PROBLEM__COUNT] = {
    [FLOW_PROBLEM_EMPTY_PAGE] = FLOW_FIX_DELETE_PAGE,
    [FLOW_PROBLEM_RESERVED_ID] = FLOW_FIX_RENAME,
    [FLOW_PROBLEM_DUPLICATE_ID] = FLOW_FIX_RENAME,
    [FLOW_PROBLEM_OFFICE_CANNOT] = FLOW_FIX_MOVE_TO_WORKER,
    [FLOW_PROBLEM_OTP_INITIAL] = FLOW_FIX_MOVE_TO_WORKER,
    [FLOW_PROBLEM_BAD_DEFAULT] = FLOW_FIX_CLEAR_DEFAULT,
    [FLOW_PROBLEM_OPTION_TWICE] = FLOW_FIX_DROP_OPTION,
    [FLOW_PROBLEM_MIN_OVER_MAX] = FLOW_FIX_SWAP_LIMITS,
    [FLOW_PROBLEM_OVER_LIMIT] = FLOW_FIX_LOWER_LIMITS,
    [FLOW_PROBLEM_NO_PHOTO_NEEDED] = FLOW_FIX_NEED_PHOTO,
    [FLOW_PROBLEM_NO_RECIPIENT] = FLOW_FIX_CHOOSE_RECIPIENT,
    [FLOW_PROBLEM_RECIPIENT_GONE] = FLOW_FIX_CHOOSE_RECIPIENT,
    [FLOW_PROBLEM_NEEDS_PHONE] = FLOW_FIX_CHOOSE_RECIPIENT,
    [FLOW_PROBLEM_NEEDS_EMAIL] = FLOW_FIX_CHOOSE_RECIPIENT,
    [FLOW_PROBLEM_RECIPIENT_LATER] = FLOW_FIX_MOVE_TO_RECIPIENT,
    [FLOW_PROBLEM_RECIPIENT_OPTIONAL] = FLOW_FIX_REQUIRE_RECIPIENT,
    [FLOW_PROBLEM_RECIPIENT_HIDDEN] = FLOW_FIX_SHOW_RECIPIENT,
    [FLOW_PROBLEM_RECIPIENT_RULED] = FLOW_FIX_SHOW_ALIKE,
    [FLOW_PROBLEM_FALLBACK_MISFIT] = FLOW_FIX_DROP_FALLBACK,
    [FLOW_PROBLEM_FALLBACK_TWICE] = FLOW_FIX_DROP_FALLBACK,
    [FLOW_PROBLEM_FALLBACK_SECONDS] = FLOW_FIX_USUAL_SECONDS,
    [FLOW_PROBLEM_DIGITS] = FLOW_FIX_USUAL_DIGITS,
    [FLOW_PROBLEM_FEW_DIGITS] = FLOW_FIX_USUAL_DIGITS,
    [FLOW_PROBLEM_MINUTES] = FLOW_FIX_USUAL_MINUTES,
    [FLOW_PROBLEM_RULE_GONE] = FLOW_FIX_DROP_RULE,
    [FLOW_PROBLEM_RULE_NO_FIELD] = FLOW_FIX_DROP_RULE,
    [FLOW_PROBLEM_RULE_SELF] = FLOW_FIX_DROP_RULE,
    [FLOW_PROBLEM_RULE_NO_ANSWER] = FLOW_FIX_DROP_RULE,
    [FLOW_PROBLEM_RULE_LATER] = FLOW_FIX_DROP_RULE,
    [FLOW_PROBLEM_RULE_VALUE] = FLOW_FIX_DROP_RULE,
    [FLOW_PROBLEM_RULE_COMPARE] = FLOW_FIX_DROP_RULE,
    [FLOW_PROBLEM_RULE_FILL] = FLOW_FIX_DROP_RULE,
};

/* --- what fixes do ----------------------------------------------------------------------------------- */

static struct component *at(const struct flow_definition *definition, struct flow_place place)
{
    return &definition->page[place.page].component[place.component];
}

/* The only field that the OTP could send to, asked before or with it. */
static bool choose_recipient(const struct flow_definition *definition, struct flow_place place)
{
    const struct component *only = NULL;
    struct component *otp = at(definition, place);
    for (int i = 0; i <= place.page; i++) {
        for (int j = 0; j < definition->page[i].n; j++) {
            const struct component *field = &definition->page[i].component[j];
            if (!flow_recipient_fits(field, otp->channel))
                continue;
            if (only)
                return false;
            only = field;
        }
    }
    if (only)
        otp->recipient = only->id;
    return only != NULL;
}

/* Whoever else has the id keeps what points at it. */
static bool rename_it(struct arena *arena, struct flow_definition *definition,
                      const struct flow_problem *problem)
{
    struct component *component = at(definition, problem->place);
    struct str id = flow_id_free(arena, definition, component_type_label(component->type));
    if (problem->kind == FLOW_PROBLEM_DUPLICATE_ID)
        component->id = id;
    else
        flow_component_rename(definition, problem->place, id);
    return true;
}

static struct component *recipient_of(const struct flow_definition *definition, struct flow_place place)
{
    struct flow_place field;
    return flow_component_find(definition, at(definition, place)->recipient, &field) ? at(definition, field)
                                                                                     : NULL;
}

static bool move_to_recipient(struct arena *arena, struct flow_definition *definition,
                              struct flow_place place)
{
    struct flow_place field;
    return flow_component_find(definition, at(definition, place)->recipient, &field) &&
           flow_component_put(arena, definition, place,
                              (struct flow_place){field.page, definition->page[field.page].n});
}

/* The OTP's own words about being shown give way to its recipient's. */
static bool show_alike(struct arena *arena, const struct flow_definition *definition, struct flow_place place)
{
    struct component *otp = at(definition, place);
    const struct component *field = recipient_of(definition, place);
    struct flow_rule *rule = ARENA_ARRAY(arena, struct flow_rule, 2 * FLOW_RULES_MAX);
    int n = 0;
    if (field == NULL)
        return false;
    for (int i = 0; i < field->n_rules; i++) {
        if (field->rule[i].action == RULE_SHOW || field->rule[i].action == RULE_HIDE)
            rule[n++] = field->rule[i];
    }
    for (int i = 0; i < otp->n_rules; i++) {
        if (otp->rule[i].action != RULE_SHOW && otp->rule[i].action != RULE_HIDE)
            rule[n++] = otp->rule[i];
    }
    if (n > FLOW_RULES_MAX)
        return false;
    otp->rule = rule;
    otp->n_rules = n;
    otp->hidden = field->hidden;
    return true;
}

static void drop_rule(struct component *component, int which)
{
    for (int i = which; i + 1 < component->n_rules; i++)
        component->rule[i] = component->rule[i + 1];
    component->n_rules--;
}

static void drop_option(struct component *component, int which)
{
    for (int i = which; i + 1 < component->n_options; i++)
        component->option[i] = component->option[i + 1];
    component->n_options--;
}

static void drop_fallback(struct component *otp, int which)
{
    for (int i = which; i + 1 < otp->n_fallback; i++)
        otp->fallback[i] = otp->fallback[i + 1];
    otp->n_fallback--;
}

static void swap_limits(struct component *component)
{
    int min = component->min;
    component->min = component->max;
    component->max = min;
}

static void lower_limits(struct component *component, struct str most)
{
    int64_t limit = 0;
    if (!str_to_i64(most, 0, 1000, &limit))
        return;
    component->min = component->min > limit ? (int)limit : component->min;
    component->max = component->max > limit ? (int)limit : component->max;
}

/* Changes of one component alone. */
static bool change_one(struct component *component, const struct flow_problem *problem, enum flow_fix fix)
{
    if (fix == FLOW_FIX_CLEAR_DEFAULT)
        component->initial = STR("");
    else if (fix == FLOW_FIX_DROP_OPTION)
        drop_option(component, problem->which);
    else if (fix == FLOW_FIX_SWAP_LIMITS)
        swap_limits(component);
    else if (fix == FLOW_FIX_LOWER_LIMITS)
        lower_limits(component, problem->other);
    else if (fix == FLOW_FIX_NEED_PHOTO)
        component->min = 1;
    else if (fix == FLOW_FIX_DROP_FALLBACK)
        drop_fallback(component, problem->which);
    else if (fix == FLOW_FIX_USUAL_SECONDS)
        component->fallback_after = USUAL_SECONDS;
    else if (fix == FLOW_FIX_USUAL_DIGITS)
        component->digits = CODE_DIGITS_DEFAULT;
    else if (fix == FLOW_FIX_USUAL_MINUTES)
        component->minutes = FLOW_MINUTES_DEFAULT;
    else if (fix == FLOW_FIX_DROP_RULE)
        drop_rule(component, problem->which);
    else
        return false;
    return true;
}

static bool change_recipient(struct flow_definition *definition, struct flow_place place, enum flow_fix fix)
{
    struct component *field = recipient_of(definition, place);
    if (field == NULL)
        return false;
    if (fix == FLOW_FIX_REQUIRE_RECIPIENT)
        field->required = true;
    else
        field->hidden = false;
    return true;
}

static bool change(struct arena *arena, struct flow_definition *definition,
                   const struct flow_problem *problem)
{
    enum flow_fix fix = fixes[problem->kind];
    switch (fix) {
    case FLOW_FIX_NONE:
    case FLOW_FIX__COUNT:
        return false;
    case FLOW_FIX_DELETE_PAGE:
        return flow_page_remove(definition, problem->place.page);
    case FLOW_FIX_RENAME:
        return rename_it(arena, definition, problem);
    case FLOW_FIX_MOVE_TO_WORKER:
        return flow_component_put(arena, definition, problem->place, (struct flow_place){1, 0});
    case FLOW_FIX_CHOOSE_RECIPIENT:
        return choose_recipient(definition, problem->place);
    case FLOW_FIX_MOVE_TO_RECIPIENT:
        return move_to_recipient(arena, definition, problem->place);
    case FLOW_FIX_REQUIRE_RECIPIENT:
    case FLOW_FIX_SHOW_RECIPIENT:
        return change_recipient(definition, problem->place, fix);
    case FLOW_FIX_SHOW_ALIKE:
        return show_alike(arena, definition, problem->place);
    case FLOW_FIX_CLEAR_DEFAULT:
    case FLOW_FIX_DROP_OPTION:
    case FLOW_FIX_SWAP_LIMITS:
    case FLOW_FIX_LOWER_LIMITS:
    case FLOW_FIX_NEED_PHOTO:
    case FLOW_FIX_DROP_FALLBACK:
    case FLOW_FIX_USUAL_SECONDS:
    case FLOW_FIX_USUAL_DIGITS:
    case FLOW_FIX_USUAL_MINUTES:
    case FLOW_FIX_DROP_RULE:
        break;
    }
    return change_one(at(definition, problem->place), problem, fix);
}

/* --- trying it --------------------------------------------------------------------------------------- */

/* How often the kind occurs about the same other thing. */
static int count_of(const struct flow_problems *problems, const struct flow_problem *like)
{
    int n = 0;
    for (int i = 0; i < problems->n; i++)
        n += problems->problem[i].kind == like->kind && str_eq(problems->problem[i].other, like->other);
    return n;
}

static bool is_better(const struct flow_problems *before, const struct flow_problems *after,
                      const struct flow_problem *mended)
{
    for (int i = 0; i < after->n; i++) {
        if (count_of(after, &after->problem[i]) > count_of(before, &after->problem[i]))
            return false;
    }
    return count_of(after, mended) < count_of(before, mended);
}

static bool helps(struct arena *arena, const struct flow_definition *definition,
                  const struct flow_problem *problem)
{
    struct flow_definition tried = flow_definition_copy(arena, definition);
    if (!change(arena, &tried, problem))
        return false;
    struct flow_problems before = flow_problem_list(arena, definition);
    struct flow_problems after = flow_problem_list(arena, &tried);
    return is_better(&before, &after, problem);
}

enum flow_fix flow_fix_find(const struct flow_definition *definition, const struct flow_problem *problem)
{
    if (fixes[problem->kind] == FLOW_FIX_NONE)
        return FLOW_FIX_NONE;
    /* Copies of a large draft, one a problem, would be too much for the arena of a request. */
    struct arena *scratch = arena_open(SCRATCH);
    bool safe = helps(scratch, definition, problem);
    arena_close(scratch);
    return safe ? fixes[problem->kind] : FLOW_FIX_NONE;
}

bool flow_fix_apply(struct arena *arena, struct flow_definition *definition,
                    const struct flow_problem *problem)
{
    if (flow_fix_find(definition, problem) == FLOW_FIX_NONE)
        return false;
    *definition = flow_definition_copy(arena, definition);
    return change(arena, definition, problem);
}
