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
    return step->error[i] == NULL || has_pictures(&step_page(step)->component[i]);
}

/* Reads and checks all fields of the page; the logic is that of what was typed. */
static enum rc check_all(struct ctx *ctx, const struct request *request, struct step *step, bool leaving,
                         struct answer *answer)
{
    int n = 0;
    const struct flow_page *page = step_page(step);
    for (int i = 0; i < page->n; i++) {
        const struct component *component = &page->component[i];
        if (component->type == COMPONENT_OTP || !step_is_asked(step->page, component))
            continue;
        step->typed[i] = component_typed(ctx, request, component);
        if (has_pictures(component)) {
            enum rc rc = step_read_pictures(ctx, request, step, i);
            if (rc != RC_OK)
                return rc;
        }
        const char *refused = step->error[i];
        answer[n++] = check(ctx, request, step, i);
        if (refused || (has_pictures(component) && !leaving))
            step->error[i] = refused;
    }
    task_keep(ctx->arena, &step->task, answer, n);
    return RC_OK;
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
}

enum rc step_read(struct ctx *ctx, const struct request *request, struct step *step, bool leaving)
{
    const struct flow_page *page = step_page(step);
    struct answer *answer = ARENA_ARRAY(ctx->arena, struct answer, (size_t)page->n + 1);
    struct str shown = request_form(ctx, request, "shown");
    int n_kept = 0, at = 0;
    enum rc rc = check_all(ctx, request, step, leaving, answer);
    if (rc != RC_OK)
        return rc;
    for (int i = 0; i < page->n; i++) {
        const struct component *component = &page->component[i];
        bool asked = component->type != COMPONENT_OTP && step_is_asked(step->page, component);
        if (asked && is_kept(step, i))
            answer[n_kept++] = answer[at];
        at += asked;
        judge(ctx, step, i, leaving, shown);
    }
    step->count = step_count(&step->task.logic);
    bool stored = true;
    if (n_kept > 0)
        rc = task_answer_save(ctx, &step->task, answer, n_kept, &stored);
    step->too_late = !stored;
    return rc;
}

enum rc step_settle(struct ctx *ctx, const struct task *task, bool *stored)
{
    const struct flow_definition *definition = &task->definition;
    struct answer *answer =
        ARENA_ARRAY(ctx->arena, struct answer, (size_t)flow_component_count(definition) + 1);
    int n = 0;
    *stored = true;
    for (int i = 1; i < definition->n; i++) {
        for (int j = 0; j < definition->page[i].n; j++) {
            const struct component *component = &definition->page[i].component[j];
            struct str value = task->logic.page[i][j].value, kept = task_answer(task, component->id);
            if (component_is_asked(component->type) && !str_eq(value, kept))
                answer[n++] = (struct answer){component->id, value};
        }
    }
    return n > 0 ? task_answer_save(ctx, task, answer, n, stored) : RC_OK;
}
