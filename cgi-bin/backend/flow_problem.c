/* The rules of a flow that can be published. Pure; the sentences are filled in by the pages. */
#include "backend/flow_problem.h"

#include "backend/answer_read.h"
#include "backend/flow_logic.h"
#include "backend/flow_problem_find.h"

#define X(name, warning, msgid) [FLOW_PROBLEM_##name] = {warning, msgid},
static const struct {
    bool warning;
    const char *sentence;
} kinds[FLOW_PROBLEM__COUNT] = {FLOW_PROBLEMS(X)};
#undef X

const char *flow_problem_sentence(enum flow_problem_kind kind)
{
    return kinds[kind].sentence;
}

void flow_problem_add(struct finder *finder, enum flow_problem_kind kind, struct flow_place place, int which,
                      struct str other)
{
    struct flow_problems *found = finder->found;
    if (found->n == finder->room) {
        struct flow_problem *grown =
            ARENA_ARRAY(finder->arena, struct flow_problem, (size_t)finder->room * 2);
        for (int i = 0; i < found->n; i++)
            grown[i] = found->problem[i];
        found->problem = grown;
        finder->room *= 2;
    }
    found->problem[found->n++] = (struct flow_problem){kind, kinds[kind].warning, place, which, other};
    found->errors += !kinds[kind].warning;
}

static void add(struct finder *finder, enum flow_problem_kind kind, struct flow_place place)
{
    flow_problem_add(finder, kind, place, 0, STR_NONE);
}

/* --- values ---------------------------------------------------------------------------------------- */

static bool is_option(const struct component *component, struct str value)
{
    for (int i = 0; i < component->n_options; i++) {
        if (str_eq(component->option[i], value))
            return true;
    }
    return false;
}

static bool are_options(const struct component *component, struct str values)
{
    struct str one;
    int n = 0;
    for (; flow_value_next(&values, &one); n++) {
        if (!is_option(component, one))
            return false;
    }
    return component->style == CHOICE_CHECKBOXES || n <= 1;
}

/* Digits, and what people put between them. */
static bool is_phone(struct str value)
{
    size_t digits = 0;
    for (size_t i = 0; i < value.n; i++) {
        bool digit = value.s[i] >= '0' && value.s[i] <= '9';
        if (!digit && str_index(STR("+-(). "), value.s[i], 0) == 6)
            return false;
        digits += digit;
    }
    return digits >= 5;
}

bool flow_value_fits(struct arena *arena, const struct component *component, struct str value)
{
    struct str read;
    size_t at = str_index(value, '@', 0);
    switch (component->type) {
    case COMPONENT_NUMBER:
        return flow_number_is_valid(value);
    case COMPONENT_DATE:
        return answer_date_read(arena, value, false, &read);
    case COMPONENT_TIME:
        return answer_time_read(arena, value, &read);
    case COMPONENT_COORDINATE:
        return answer_coordinate_read(arena, value, &read);
    case COMPONENT_CHOICE:
        return are_options(component, value);
    case COMPONENT_PHONE:
        return is_phone(value);
    case COMPONENT_EMAIL:
        return at > 0 && at + 1 < value.n;
    case COMPONENT_TEXT:
    case COMPONENT_ADDRESS:
        return true;
    case COMPONENT_PHOTO:
    case COMPONENT_SIGNATURE:
    case COMPONENT_NOTE:
    case COMPONENT_LIST:
    case COMPONENT_OTP:
    case COMPONENT__COUNT:
        break;
    }
    return false;
}

bool flow_is_conditional(const struct component *component)
{
    for (int i = 0; i < component->n_rules; i++) {
        if (component->rule[i].action == (component->hidden ? RULE_SHOW : RULE_HIDE))
            return true;
    }
    return false;
}

bool flow_is_never_shown(const struct component *component)
{
    return component->hidden && !flow_is_conditional(component);
}

/* --- a component ------------------------------------------------------------------------------------ */

static void find_in_options(struct finder *finder, const struct component *component, struct flow_place place)
{
    if (component->n_options == 0)
        add(finder, component->type == COMPONENT_LIST ? FLOW_PROBLEM_NO_COLUMNS : FLOW_PROBLEM_NO_OPTIONS,
            place);
    for (int i = 0; i < component->n_options; i++) {
        for (int j = 0; j < i; j++) {
            if (str_eq(component->option[i], component->option[j])) {
                flow_problem_add(finder, FLOW_PROBLEM_OPTION_TWICE, place, i, component->option[i]);
                break;
            }
        }
    }
}

/* How many of what is counted there can be; 0: nothing is counted. */
static int most_of(const struct component *component)
{
    if (component->type == COMPONENT_PHOTO)
        return FLOW_PHOTOS_MAX;
    if (component->type == COMPONENT_LIST)
        return FLOW_ROWS_MAX;
    return component->type == COMPONENT_CHOICE && component->style == CHOICE_CHECKBOXES ? component->n_options
                                                                                        : 0;
}

static void find_in_limits(struct finder *finder, const struct component *component, struct flow_place place)
{
    int most = most_of(component);
    if (component->type != COMPONENT_NUMBER && most == 0)
        return;
    if (component->max > 0 && component->min > component->max)
        add(finder, FLOW_PROBLEM_MIN_OVER_MAX, place);
    else if (most > 0 && (component->min > most || component->max > most))
        flow_problem_add(finder, FLOW_PROBLEM_OVER_LIMIT, place, 0, str_printf(finder->arena, "%d", most));
    if (component->type == COMPONENT_PHOTO && component->required && component->min == 0)
        add(finder, FLOW_PROBLEM_NO_PHOTO_NEEDED, place);
}

static void find_in_words(struct finder *finder, const struct component *component, struct flow_place place)
{
    struct flow_place first;
    if (component->title.n == 0)
        flow_problem_add(finder, FLOW_PROBLEM_NO_TITLE, place, 0, component->id);
    if (flow_text_length(component->title) > FLOW_TITLE_LONG)
        add(finder, FLOW_PROBLEM_LONG_TITLE, place);
    if (flow_id_is_reserved(component->id))
        flow_problem_add(finder, FLOW_PROBLEM_RESERVED_ID, place, 0, component->id);
    if (flow_component_find(finder->definition, component->id, &first) &&
        (first.page != place.page || first.component != place.component))
        flow_problem_add(finder, FLOW_PROBLEM_DUPLICATE_ID, place, 0, component->id);
    if (component->type == COMPONENT_NOTE && str_trim(component->text).n == 0)
        add(finder, FLOW_PROBLEM_NO_TEXT, place);
}

static void find_in_component(struct finder *finder, const struct component *component,
                              struct flow_place place)
{
    find_in_words(finder, component, place);
    if (place.page == 0 && (component->type == COMPONENT_PHOTO || component->type == COMPONENT_SIGNATURE))
        add(finder, FLOW_PROBLEM_OFFICE_CANNOT, place);
    if (component_has_default(component->type) && component->initial.n > 0 &&
        !flow_value_fits(finder->arena, component, component->initial))
        flow_problem_add(finder, FLOW_PROBLEM_BAD_DEFAULT, place, 0, component->initial);
    if (component_has_options(component->type))
        find_in_options(finder, component, place);
    find_in_limits(finder, component, place);
    if (component->type == COMPONENT_OTP)
        flow_problem_find_otp(finder, component, place);
    flow_problem_find_rules(finder, component, place);
}

static void find_in_page(struct finder *finder, int i)
{
    const struct flow_page *page = &finder->definition->page[i];
    bool hidden = page->n > 0 && i > 0;
    for (int j = 0; j < page->n; j++)
        hidden = hidden && flow_is_never_shown(&page->component[j]);
    if (page->title.n == 0)
        add(finder, FLOW_PROBLEM_NO_PAGE_TITLE, (struct flow_place){i, -1});
    if (page->n == 0 && i > 0)
        add(finder, FLOW_PROBLEM_EMPTY_PAGE, (struct flow_place){i, -1});
    if (hidden)
        add(finder, FLOW_PROBLEM_HIDDEN_PAGE, (struct flow_place){i, -1});
    for (int j = 0; j < page->n; j++)
        find_in_component(finder, &page->component[j], (struct flow_place){i, j});
}

struct flow_problems flow_problem_list_with(struct arena *arena, const struct flow_definition *definition,
                                            const struct flow_facts *facts)
{
    struct flow_problems found = {.problem = ARENA_ARRAY(arena, struct flow_problem, 32)};
    struct finder finder = {arena,  definition, facts, flow_logic_circles(arena, definition),
                            &found, .room = 32};
    if (flow_component_count(definition) > FLOW_COMPONENTS_MAX)
        add(&finder, FLOW_PROBLEM_TOO_MANY, (struct flow_place){-1, -1});
    for (int i = 0; i < definition->n; i++)
        find_in_page(&finder, i);
    return found;
}

struct flow_problems flow_problem_list(struct arena *arena, const struct flow_definition *definition)
{
    return flow_problem_list_with(arena, definition, NULL);
}
