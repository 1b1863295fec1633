/* The rules of a flow that can be published. Pure; the sentences are filled in by the pages. */
#include "backend/flow_problem.h"

#include "backend/verification.h"

#define X(name, warning, msgid) [FLOW_PROBLEM_##name] = {warning, msgid},
static const struct {
    bool warning;
    const char *sentence;
} kinds[FLOW_PROBLEM__COUNT] = {FLOW_PROBLEMS(X)};
#undef X

/* A component has at most this many at once, and a page two of its own. */
#define PROBLEMS_PER_COMPONENT 12

struct finder {
    const struct flow_definition *definition;
    struct flow_problems *found;
};

const char *flow_problem_sentence(enum flow_problem_kind kind)
{
    return kinds[kind].sentence;
}

static void add(struct finder *finder, enum flow_problem_kind kind, struct flow_place place, struct str other)
{
    finder->found->problem[finder->found->n++] =
        (struct flow_problem){.kind = kind, .warning = kinds[kind].warning, .place = place, .other = other};
    finder->found->errors += !kinds[kind].warning;
}

/* The first component with the same recipient stands elsewhere. */
static bool is_second_to(const struct flow_definition *definition, const struct component *otp)
{
    return flow_otp_of(definition, otp->recipient) != otp;
}

/* One sentence for each channel that can never be tried. */
static void find_in_fallback(struct finder *finder, const struct component *otp, struct flow_place place)
{
    for (int i = 0; i < otp->n_fallback; i++) {
        enum channel next = otp->fallback[i];
        bool twice = next == otp->channel;
        for (int j = 0; j < i; j++)
            twice = twice || otp->fallback[j] == next;
        if (twice)
            add(finder, FLOW_PROBLEM_FALLBACK_TWICE, place, str_from(channel_words(next)));
        else if (!flow_fallback_fits(otp->channel, next))
            add(finder, FLOW_PROBLEM_FALLBACK_MISFIT, place, str_from(channel_words(next)));
    }
    if (otp->n_fallback > 0 && otp->fallback_after != 0 &&
        (otp->fallback_after < FALLBACK_AFTER_MIN || otp->fallback_after > FALLBACK_AFTER_MAX))
        add(finder, FLOW_PROBLEM_FALLBACK_SECONDS, place, STR_NONE);
}

static void find_in_otp(struct finder *finder, const struct component *otp, struct flow_place place)
{
    struct flow_place at;
    if (otp->digits < CODE_DIGITS_MIN || otp->digits > CODE_DIGITS_MAX)
        add(finder, FLOW_PROBLEM_DIGITS, place, STR_NONE);
    find_in_fallback(finder, otp, place);
    if (place.page == 0)
        add(finder, FLOW_PROBLEM_OTP_INITIAL, place, STR_NONE);
    if (otp->recipient.n == 0) {
        add(finder, FLOW_PROBLEM_NO_RECIPIENT, place, STR_NONE);
        return;
    }
    if (!flow_component_find(finder->definition, otp->recipient, &at)) {
        add(finder, FLOW_PROBLEM_RECIPIENT_GONE, place, otp->recipient);
        return;
    }
    const struct component *field = flow_component_at(finder->definition, at);
    if (!flow_recipient_fits(field, otp->channel))
        add(finder, otp->channel == CHANNEL_EMAIL ? FLOW_PROBLEM_NEEDS_EMAIL : FLOW_PROBLEM_NEEDS_PHONE,
            place, field->title);
    else if (is_second_to(finder->definition, otp))
        add(finder, FLOW_PROBLEM_SAME_RECIPIENT, place, field->title);
    if (at.page > place.page)
        add(finder, FLOW_PROBLEM_RECIPIENT_LATER, place, field->title);
    if (otp->required && !field->required)
        add(finder, FLOW_PROBLEM_RECIPIENT_OPTIONAL, place, field->title);
}

static void find_in_component(struct finder *finder, const struct component *component,
                              struct flow_place place)
{
    struct flow_place first;
    if (component->title.n == 0)
        add(finder, FLOW_PROBLEM_NO_TITLE, place, component->id);
    if (flow_id_is_reserved(component->id))
        add(finder, FLOW_PROBLEM_RESERVED_ID, place, component->id);
    if (flow_component_find(finder->definition, component->id, &first) &&
        (first.page != place.page || first.component != place.component))
        add(finder, FLOW_PROBLEM_DUPLICATE_ID, place, component->id);
    if (component->type == COMPONENT_NUMBER && component->initial.n > 0 &&
        !flow_number_is_valid(component->initial))
        add(finder, FLOW_PROBLEM_BAD_DEFAULT, place, STR_NONE);
    if (component->type == COMPONENT_OTP)
        find_in_otp(finder, component, place);
}

struct flow_problems flow_problem_list(struct arena *arena, const struct flow_definition *definition)
{
    int components = flow_component_count(definition);
    size_t room = (size_t)components * PROBLEMS_PER_COMPONENT + (size_t)definition->n * 2 + 1;
    struct flow_problems found = {.problem = ARENA_ARRAY(arena, struct flow_problem, room)};
    struct finder finder = {definition, &found};
    if (components > FLOW_COMPONENTS_MAX)
        add(&finder, FLOW_PROBLEM_TOO_MANY, (struct flow_place){-1, -1}, STR_NONE);
    for (int i = 0; i < definition->n; i++) {
        const struct flow_page *page = &definition->page[i];
        if (page->title.n == 0)
            add(&finder, FLOW_PROBLEM_NO_PAGE_TITLE, (struct flow_place){i, -1}, STR_NONE);
        if (page->n == 0 && i > 0)
            add(&finder, FLOW_PROBLEM_EMPTY_PAGE, (struct flow_place){i, -1}, STR_NONE);
        for (int j = 0; j < page->n; j++)
            find_in_component(&finder, &page->component[j], (struct flow_place){i, j});
    }
    return found;
}
