/* What was typed in a step: read, checked, stored, and what the flow's rules make of it. */
#include "backend/answer.h"
#include "field/step.h"

/* "a b c" has b. */
static bool is_listed(struct str ids, struct str id)
{
    struct str one;
    while (str_split(&ids, ' ', &one)) {
        if (str_eq(one, id))
            return true;
    }
    return false;
}

/* The questions that the page showed when it was sent; STR_NONE when it does not say. */
static bool was_seen(struct str shown, const struct component *component)
{
    return shown.s == NULL || is_listed(shown, component->id);
}

/* Checks one field. What is wrong is kept as it was typed, so that rules see what the worker sees. */
static struct answer check(struct ctx *ctx, const struct request *request, struct step *step, int i)
{
    const struct component *component = &step_page(step)->component[i];
    struct question question = {&step->task.definition, component, request->session->organisation_country,
                                false};
    struct str value = STR("");
    enum answer_outcome outcome = answer_check(ctx, &question, step->typed[i], &value);
    if (outcome == ANSWER_GOOD)
        return (struct answer){component->id, value};
    if (outcome == ANSWER_NOT_TEXT)
        step->typed[i] = STR("");
    step->error[i] = component_error(ctx, component, outcome);
    return (struct answer){component->id, step->typed[i]};
}

static bool has_pictures(const struct component *component)
{
    return component->type == COMPONENT_PHOTO || component->type == COMPONENT_SIGNATURE;
}

/* Photos are stored one by one as they are taken: too few of them are an error only when leaving. */
static bool is_kept(const struct step *step, int i)
{
    return !step->clash[i] && (step->error[i] == NULL || has_pictures(&step_page(step)->component[i]));
}

/* What was typed or taken at one component, after another phone's changes. */
static enum rc read_one(struct ctx *ctx, const struct request *request, struct step *step, int i,
                        struct answer *answer)
{
    const struct component *component = &step_page(step)->component[i];
    struct str marks = request_form(ctx, request, "marks");
    enum rc rc = RC_OK;
    step->typed[i] = component_typed(ctx, request, component);
    if (component->type == COMPONENT_SIGNATURE) {
        step->typed[i] = str_trim(step->typed[i]);
        (void)step_merge(ctx, step, marks, i, &step->typed[i]);
    }
    if (has_pictures(component))
        rc = step_read_pictures(ctx, request, step, i);
    const char *refused = step->error[i];
    *answer = check(ctx, request, step, i);
    if (refused || (has_pictures(component) && !step->leaving))
        step->error[i] = refused;
    if (!has_pictures(component) && step_merge(ctx, step, marks, i, &answer->value)) {
        step->typed[i] = answer->value;
        step->error[i] = NULL;
    }
    return rc;
}

/* Reads and checks all fields of the page; the logic is that of what was typed. */
static enum rc check_all(struct ctx *ctx, const struct request *request, struct step *step,
                         struct answer *answer)
{
    int n = 0;
    enum rc rc = RC_OK;
    const struct flow_page *page = step_page(step);
    for (int i = 0; i < page->n && rc == RC_OK; i++) {
        const struct component *component = &page->component[i];
        if (component->type == COMPONENT_OTP || !step_is_asked(step->page, component))
            continue;
        rc = read_one(ctx, request, step, i, &answer[n++]);
    }
    task_keep(ctx->arena, &step->task, answer, n);
    return rc;
}

/* Errors count only at what is shown, and what is missing only when the worker has seen that it is asked. */
static void judge(struct ctx *ctx, struct step *step, int i, bool leaving, struct str shown)
{
    const struct component *component = &step_page(step)->component[i];
    const struct flow_state *state = &step->task.logic.page[step->page][i];
    if (!state->shown) {
        step->error[i] = NULL;
        return;
    }
    step->opened = step->opened || !was_seen(shown, component);
    bool asked = component->type != COMPONENT_OTP && step_is_asked(step->page, component);
    if (asked && leaving && state->required && state->value.n == 0 && was_seen(shown, component) &&
        !step->error[i])
        step->error[i] = component_error(ctx, component, ANSWER_MISSING);
    step->wrong = step->wrong || step->error[i];
    step->clashed = step->clashed || step->clash[i];
}

enum rc step_read(struct ctx *ctx, const struct request *request, struct step *step, bool leaving)
{
    const struct flow_page *page = step_page(step);
    struct answer *answer = ARENA_ARRAY(ctx->arena, struct answer, (size_t)page->n + 1);
    struct str shown = request_form(ctx, request, "shown");
    int at = 0;
    step->leaving = leaving;
    enum rc rc = check_all(ctx, request, step, answer);
    if (rc != RC_OK)
        return rc;
    step->keep = ARENA_ARRAY(ctx->arena, struct answer, (size_t)page->n + 1);
    for (int i = 0; i < page->n; i++) {
        const struct component *component = &page->component[i];
        bool asked = component->type != COMPONENT_OTP && step_is_asked(step->page, component);
        if (asked && is_kept(step, i))
            step->keep[step->n_keep++] = answer[at];
        if (asked)
            step->differs =
                step->differs || !str_eq(answer[at].value, task_answer(&step->stored, component->id));
        at += asked;
        judge(ctx, step, i, leaving, shown);
    }
    step->count = step_count(&step->task.logic);
    return RC_OK;
}

/* --- storing ------------------------------------------------------------------------------------------- */

static bool is_new(const struct step *step, struct str component, struct str value)
{
    struct str stored = task_answer(&step->stored, component);
    return stored.s == NULL || !str_eq(stored, value);
}

/* At the end what counts by the rules is stored, of every page: it includes what was typed last. */
static int list_counting(const struct step *step, struct answer *answer)
{
    const struct flow_definition *definition = &step->task.definition;
    int n = 0;
    for (int i = 1; i < definition->n; i++) {
        for (int j = 0; j < definition->page[i].n; j++) {
            const struct component *component = &definition->page[i].component[j];
            struct str value = step->task.logic.page[i][j].value;
            bool asked = component_is_asked(component->type);
            if (asked && is_new(step, component->id, value))
                answer[n++] = (struct answer){component->id, value};
        }
    }
    return n;
}

static int list_typed(const struct step *step, struct answer *answer)
{
    int n = 0;
    for (int i = 0; i < step->n_keep; i++) {
        if (is_new(step, step->keep[i].component, step->keep[i].value))
            answer[n++] = step->keep[i];
    }
    return n;
}

/* Pictures that the stored answers name and the new ones do not. */
static int list_removed(struct ctx *ctx, const struct step *step, const struct answer *answer, int n,
                        struct uuid **removed)
{
    int count = 0;
    *removed = ARENA_ARRAY(ctx->arena, struct uuid, (size_t)n * (FLOW_PHOTOS_MAX + 2) + 1);
    for (int i = 0; i < n; i++) {
        struct flow_place place;
        struct str one, rest = task_answer(&step->stored, answer[i].component);
        if (!flow_component_find(&step->task.definition, answer[i].component, &place) ||
            !has_pictures(flow_component_at(&step->task.definition, place)))
            continue;
        for (int k = 0; k < FLOW_PHOTOS_MAX + 2 && flow_value_next(&rest, &one); k++) {
            if (uuid_parse(one, &(*removed)[count]) && !flow_value_has(answer[i].value, one))
                count++;
        }
    }
    return count;
}

/* Where the worker goes on: behind the page when it was left. */
static int next_step(const struct step *step, bool leaving)
{
    int next = leaving && !step->wrong && !step->opened ? step->number + 1 : step->number;
    return next < step->count ? next : step->count;
}

enum rc step_save(struct ctx *ctx, struct step *step, struct step_end end, bool *saved)
{
    int most = flow_component_count(&step->task.definition);
    struct answer *answer = ARENA_ARRAY(ctx->arena, struct answer, (size_t)most + 1);
    struct uuid *removed;
    struct task_progress change = {
        .answer = answer, .finish = end.finish, .step = next_step(step, end.leaving), .steps = step->count};
    *saved = true;
    change.n = end.finish ? list_counting(step, answer) : list_typed(step, answer);
    change.n_removed = list_removed(ctx, step, answer, change.n, &removed);
    change.removed = removed;
    if (change.n == 0 && !end.finish)
        return RC_OK;
    enum rc rc = task_save(ctx, &step->task, &change, saved);
    if (rc == RC_OK && *saved)
        task_keep(ctx->arena, &step->stored, answer, change.n);
    return rc;
}
