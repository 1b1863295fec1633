/*
 * The requests of a step: show it, keep what was typed, go on, finish. Codes leave only on the press of a
 * button, never because a page was looked at.
 */
#include "field/step.h"

#include "backend/answer.h"
#include "field/field.h"

int step_number(const struct flow_definition *definition, int page)
{
    int number = 0;
    for (int i = 0; i <= page; i++)
        number += flow_page_is_run(definition, i);
    return flow_page_is_run(definition, page) ? number : 0;
}

/* The page of step number; -1 when there is none. */
static int step_page(const struct flow_definition *definition, int number)
{
    for (int i = 0; i < definition->n; i++) {
        if (step_number(definition, i) == number)
            return i;
    }
    return -1;
}

int step_count(const struct flow_definition *definition)
{
    int count = 0;
    for (int i = 0; i < definition->n; i++)
        count += flow_page_is_run(definition, i);
    return count;
}

/* On the Initial Page the office fills the fields; the worker has its OTPs only. */
static bool is_asked(int page, const struct component *component)
{
    return page > 0 || component->type == COMPONENT_OTP;
}

enum rc step_blockers(struct ctx *ctx, const struct task *task, struct blocker **out, int *n)
{
    const struct flow_definition *definition = &task->definition;
    *out = ARENA_ARRAY(ctx->arena, struct blocker, (size_t)flow_component_count(definition) + 1);
    *n = 0;
    for (int i = 0; i < definition->n; i++) {
        for (int j = 0; j < definition->page[i].n; j++) {
            const struct component *component = &definition->page[i].component[j];
            struct otp otp;
            if (!component->required || !is_asked(i, component))
                continue;
            bool done = task_answer(task, component->id).n > 0;
            if (component->type == COMPONENT_OTP) {
                enum rc rc = otp_load(ctx, task, component, &otp);
                if (rc != RC_OK)
                    return rc;
                done = otp.state == OTP_VERIFIED;
            }
            if (!done)
                (*out)[(*n)++] = (struct blocker){step_number(definition, i), component};
        }
    }
    return RC_OK;
}

static const struct flow_page *page_of(const struct step *step)
{
    return &step->task.definition.page[step->page];
}

static enum rc load_otps(struct ctx *ctx, struct step *step)
{
    for (int i = 0; i < page_of(step)->n; i++) {
        const struct component *component = &page_of(step)->component[i];
        if (component->type != COMPONENT_OTP)
            continue;
        enum rc rc = otp_load(ctx, &step->task, component, &step->otp[i]);
        if (rc != RC_OK)
            return rc;
    }
    return RC_OK;
}

static void go_to_task(struct ctx *ctx, const struct step *step, struct response *response)
{
    response_redirect(response, "/field/tasks/%.*s", STR_ARG(uuid_text(ctx->arena, step->task.id)));
}

/* Reads task and step of the path. False: answered already, or a fault in *rc. */
static bool open_step(struct ctx *ctx, struct request *request, struct response *response, struct step *step,
                      enum rc *rc)
{
    struct uuid id;
    int64_t number;
    bool found = false;
    *step = (struct step){0};
    *rc = request_uuid(request, 0, &id) ? task_get(ctx, id, &step->task, &found) : RC_OK;
    if (*rc != RC_OK)
        return false;
    if (found && step->task.status == TASK_DONE) {
        go_to_task(ctx, step, response);
        return false;
    }
    step->page = -1;
    if (found && str_to_i64(request->capture[1], 1, FLOW_PAGES_MAX, &number)) {
        step->number = (int)number;
        step->page = step_page(&step->task.definition, step->number);
    }
    if (step->page < 0) {
        page_error(ctx, request, 404, response);
        return false;
    }
    size_t n = (size_t)page_of(step)->n + 1;
    step->count = step_count(&step->task.definition);
    step->typed = ARENA_ARRAY(ctx->arena, struct str, n);
    step->error = ARENA_ARRAY(ctx->arena, const char *, n);
    step->otp = ARENA_ARRAY(ctx->arena, struct otp, n);
    return true;
}

enum rc page_step(struct ctx *ctx, struct request *request, struct response *response)
{
    enum rc rc;
    struct step step;
    if (!open_step(ctx, request, response, &step, &rc))
        return rc;
    for (int i = 0; i < page_of(&step)->n; i++) {
        struct str stored = task_answer(&step.task, page_of(&step)->component[i].id);
        step.typed[i] = stored.s ? stored : page_of(&step)->component[i].initial;
    }
    rc = load_otps(ctx, &step);
    if (rc == RC_OK)
        step_send(ctx, request, &step, 200, response);
    return rc;
}

/* --- what was typed ---------------------------------------------------------------------------------- */

/* The task as if these answers were stored already. */
static void keep(struct ctx *ctx, struct task *task, const struct answer *answer, int n)
{
    struct answer *all = ARENA_ARRAY(ctx->arena, struct answer, (size_t)(task->n_answers + n) + 1);
    int count = n;
    for (int i = 0; i < n; i++)
        all[i] = answer[i];
    for (int i = 0; i < task->n_answers; i++)
        all[count++] = task->answer[i];
    task->answer = all; /* the first of two counts */
    task->n_answers = count;
}

/* Checks and stores; what is missing is an error only when the worker wants to go on. */
static enum rc read_answers(struct ctx *ctx, const struct request *request, struct step *step, bool leaving)
{
    const struct flow_page *page = page_of(step);
    struct answer *answer = ARENA_ARRAY(ctx->arena, struct answer, (size_t)page->n + 1);
    int n = 0;
    for (int i = 0; i < page->n && step->page > 0; i++) {
        const struct component *component = &page->component[i];
        struct str value = STR("");
        if (component->type == COMPONENT_OTP)
            continue;
        const char *name = str_z(ctx->arena, str_printf(ctx->arena, "answer_%.*s", STR_ARG(component->id)));
        step->typed[i] = request_form(ctx, request, name);
        struct question question = {&step->task.definition, component,
                                    request->session->organisation_country};
        enum answer_outcome outcome = answer_check(ctx, &question, step->typed[i], &value);
        if (outcome == ANSWER_GOOD || (outcome == ANSWER_MISSING && !leaving)) {
            answer[n++] = (struct answer){component->id, value};
            continue;
        }
        if (outcome == ANSWER_NOT_TEXT)
            step->typed[i] = STR_NONE;
        step->error[i] = say(ctx, answer_sentence(outcome));
        step->wrong = true;
    }
    bool stored = true;
    enum rc rc = n > 0 ? task_answer_save(ctx, &step->task, answer, n, &stored) : RC_OK;
    step->too_late = !stored;
    keep(ctx, &step->task, answer, n);
    return rc;
}

/* --- buttons ------------------------------------------------------------------------------------------ */

typedef enum rc press(struct ctx *ctx, const struct request *request, const struct step *step,
                      struct otp *otp);

/* "send:otp" pressed; *which is the component's index on the page. */
static press *button_of(const struct step *step, struct str button, int *which)
{
    static const struct {
        struct str word;
        press *press;
    } presses[] = {{STR("send"), otp_send}, {STR("again"), otp_again}, {STR("verify"), otp_verify}};
    struct str word, id = button;
    if (!str_split(&id, ':', &word))
        return NULL;
    for (int i = 0; i < page_of(step)->n; i++) {
        if (page_of(step)->component[i].type == COMPONENT_OTP && str_eq(page_of(step)->component[i].id, id))
            *which = i;
    }
    for (size_t i = 0; i < COUNT_OF(presses) && *which >= 0; i++) {
        if (str_eq(presses[i].word, word))
            return presses[i].press;
    }
    return NULL;
}

/* Enter in a field: the code that was typed is checked, else the worker goes on. */
static press *button_of_enter(struct ctx *ctx, const struct request *request, const struct step *step,
                              int *which)
{
    for (int i = 0; i < page_of(step)->n; i++) {
        const struct component *component = &page_of(step)->component[i];
        const char *name = str_z(ctx->arena, str_printf(ctx->arena, "code_%.*s", STR_ARG(component->id)));
        if (component->type == COMPONENT_OTP && str_trim(request_form(ctx, request, name)).n > 0) {
            *which = i;
            return otp_verify;
        }
    }
    return NULL;
}

static void go(struct ctx *ctx, const struct step *step, int number, struct str anchor,
               struct response *response)
{
    response_redirect(response, "/field/tasks/%.*s/pages/%d%.*s",
                      STR_ARG(uuid_text(ctx->arena, step->task.id)), number, STR_ARG(anchor));
}

static enum rc act(struct ctx *ctx, struct request *request, struct response *response, struct step *step,
                   press *pressed)
{
    struct otp *otp = &step->otp[step->which];
    enum rc rc = pressed(ctx, request, step, otp);
    if (rc != RC_OK)
        return rc;
    if (otp->code_error || (otp->notice.kind && pressed != otp_verify)) {
        step_send(ctx, request, step, 422, response);
        return RC_OK;
    }
    go(ctx, step, step->number, str_printf(ctx->arena, "#otp-%.*s", STR_ARG(otp->component->id)), response);
    return RC_OK;
}

static enum rc finish(struct ctx *ctx, struct request *request, struct response *response, struct step *step)
{
    enum rc rc = step_blockers(ctx, &step->task, &step->blocker, &step->n_blockers);
    if (rc != RC_OK)
        return rc;
    if (step->n_blockers > 0) {
        step_send(ctx, request, step, 422, response);
        return RC_OK;
    }
    rc = task_finish(ctx, &step->task);
    if (rc == RC_OK)
        go_to_task(ctx, step, response);
    return rc;
}

enum rc page_step_done(struct ctx *ctx, struct request *request, struct response *response)
{
    enum rc rc;
    struct step step;
    int which = -1;
    if (!open_step(ctx, request, response, &step, &rc))
        return rc;
    struct str button = request_form(ctx, request, "do");
    press *pressed =
        button.n > 0 ? button_of(&step, button, &which) : button_of_enter(ctx, request, &step, &which);
    rc = read_answers(ctx, request, &step, pressed == NULL);
    if (rc == RC_OK && step.too_late) {
        go_to_task(ctx, &step, response);
        return RC_OK;
    }
    if (rc == RC_OK)
        rc = load_otps(ctx, &step);
    if (rc != RC_OK)
        return rc;
    if (step.wrong) {
        step_send(ctx, request, &step, 422, response);
        return RC_OK;
    }
    if (pressed) {
        step.which = which;
        return act(ctx, request, response, &step, pressed);
    }
    if (step.number >= step.count)
        return finish(ctx, request, response, &step);
    go(ctx, &step, step.number + 1, STR(""), response);
    return RC_OK;
}
