/* The Initial Page, filled. */
#include "backend/task_fill.h"

const struct flow_page *task_fill_page(const struct task_fill *fill)
{
    return &fill->flow->draft.page[0];
}

struct task_fill task_fill_new(struct arena *arena, const struct flow *flow, struct str home)
{
    size_t n = (size_t)flow->draft.page[0].n + 1;
    return (struct task_fill){
        .flow = flow,
        .home = home,
        .typed = ARENA_ARRAY(arena, struct str, n),
        .outcome = ARENA_ARRAY(arena, enum answer_outcome, n),
    };
}

bool task_fill_is_office(const struct component *component)
{
    return component->type != COMPONENT_OTP && component->type != COMPONENT_PHOTO &&
           component->type != COMPONENT_SIGNATURE;
}

/* Adds what was typed at one component, as it counts for the rules. */
static void add_answer(struct ctx *ctx, struct task_fill *fill, int i, struct task *task)
{
    const struct component *component = &task_fill_page(fill)->component[i];
    struct question question = {&fill->flow->draft, component, fill->home, false};
    struct str value = STR("");
    bool refused = fill->outcome[i] != ANSWER_GOOD;
    if (!refused)
        fill->outcome[i] = answer_check(ctx, &question, fill->typed[i], &value);
    if (refused || fill->outcome[i] == ANSWER_NOT_TEXT)
        fill->typed[i] = STR("");
    if (fill->outcome[i] != ANSWER_GOOD)
        value = fill->typed[i];
    task->answer[task->n_answers++] = (struct answer){component->id, value};
}

/* What the rules hide is asked by nobody; what they require must be there. */
static void apply_rules(struct task_fill *fill)
{
    const struct flow_page *page = task_fill_page(fill);
    for (int i = 0; i < page->n; i++) {
        const struct flow_state *state = &fill->logic.page[0][i];
        if (!state->shown)
            fill->outcome[i] = ANSWER_GOOD;
        else if (state->required && state->value.n == 0 && fill->outcome[i] == ANSWER_GOOD &&
                 task_fill_is_office(&page->component[i]))
            fill->outcome[i] = ANSWER_MISSING;
        fill->wrong = fill->wrong || fill->outcome[i] != ANSWER_GOOD;
    }
}

void task_fill_check(struct ctx *ctx, struct task_fill *fill, struct task *task)
{
    const struct flow_page *page = task_fill_page(fill);
    fill->wrong = false;
    task->n_answers = 0;
    task->answer = ARENA_ARRAY(ctx->arena, struct answer, (size_t)page->n + 1);
    for (int i = 0; i < page->n; i++)
        if (task_fill_is_office(&page->component[i]) && component_is_asked(page->component[i].type))
            add_answer(ctx, fill, i, task);
    fill->logic = flow_logic_run(ctx->arena, &fill->flow->draft, task->answer, task->n_answers);
    apply_rules(fill);
    /* What is stored is what counts. */
    for (int i = 0; i < task->n_answers; i++) {
        struct flow_place place;
        if (flow_component_find(&fill->flow->draft, task->answer[i].component, &place))
            task->answer[i].value = flow_logic_at(&fill->logic, place)->value;
    }
}

struct str task_fill_title(const struct task_fill *fill, const struct task *task)
{
    struct flow_place place;
    for (int i = 0; i < task->n_answers; i++) {
        if (flow_component_find(&fill->flow->draft, task->answer[i].component, &place) &&
            flow_component_at(&fill->flow->draft, place)->type == COMPONENT_TEXT &&
            task->answer[i].value.n > 0 && flow_text_length(task->answer[i].value) <= TASK_TITLE_MAX)
            return task->answer[i].value;
    }
    return fill->flow->name;
}
