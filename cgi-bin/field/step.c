/*
 * The requests of a step: show it, keep what was typed, go on, finish. Codes leave only on the press of a
 * button, never because a page was looked at.
 */
#include "field/step.h"

#include "base/clock.h"
#include "field/field.h"

#define TRIES_MAX 5

struct step_place {
    const struct step *step;
    int number;
    struct str anchor; /* "#otp-code", or "" */
};

int step_number(const struct flow_logic *logic, int page)
{
    int number = 0;
    for (int i = 0; i <= page; i++)
        number += flow_logic_page_is_run(logic, i);
    return flow_logic_page_is_run(logic, page) ? number : 0;
}

/* The page of step number; -1 when there is none. */
static int page_of_step(const struct flow_logic *logic, int number)
{
    for (int i = 0; i < logic->definition->n; i++) {
        if (step_number(logic, i) == number)
            return i;
    }
    return -1;
}

int step_count(const struct flow_logic *logic)
{
    int count = 0;
    for (int i = 0; i < logic->definition->n; i++)
        count += flow_logic_page_is_run(logic, i);
    return count;
}

bool step_is_asked(int page, const struct component *component)
{
    return component->type == COMPONENT_OTP || (page > 0 && component_is_asked(component->type));
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
            const struct flow_state *state = &task->logic.page[i][j];
            if (!state->required || !step_is_asked(i, component))
                continue;
            bool done = state->source == FLOW_SOURCE_TYPED || state->source == FLOW_SOURCE_RULE;
            if (component->type == COMPONENT_OTP) {
                enum rc rc = otp_load(ctx, task, component, &otp);
                if (rc != RC_OK)
                    return rc;
                done = otp_is_done(&otp);
            }
            if (!done)
                (*out)[(*n)++] = (struct blocker){step_number(&task->logic, i), component};
        }
    }
    return RC_OK;
}

const struct flow_page *step_page(const struct step *step)
{
    return &step->task.definition.page[step->page];
}

static enum rc load_otps(struct ctx *ctx, struct step *step)
{
    for (int i = 0; i < step_page(step)->n; i++) {
        const struct component *component = &step_page(step)->component[i];
        if (component->type != COMPONENT_OTP)
            continue;
        enum rc rc = otp_load(ctx, &step->task, component, &step->otp[i]);
        if (rc != RC_OK)
            return rc;
    }
    return RC_OK;
}

/* On to another page of ours. The script that sends a form is told the address and the server's time instead:
 * it has to know what was stored before it leaves. */
static void lead(struct ctx *ctx, const struct request *request, struct str to, struct response *response)
{
    if (!str_eq(request_param(request, "HTTP_ACCEPT"), STR("application/json"))) {
        response_redirect(response, "%.*s", STR_ARG(to));
        return;
    }
    response->type = "application/json";
    response->body = buf_new(ctx->arena, 512);
    buf_printf(&response->body, "{\"to\":\"%.*s\",\"at\":\"%.*s\"}\n", STR_ARG(to),
               STR_ARG(clock_rfc3339(ctx->arena, ctx->now_us)));
}

static void go_to_task(struct ctx *ctx, const struct request *request, const struct step *step,
                       struct response *response)
{
    lead(ctx, request,
         str_printf(ctx->arena, "/field/tasks/%.*s", STR_ARG(uuid_text(ctx->arena, step->task.id))),
         response);
}

/* Reads task and step of the path. False: answered already, or a fault in *rc. */
static bool open_step(struct ctx *ctx, struct request *request, struct response *response, struct step *step,
                      enum rc *rc)
{
    int64_t number;
    bool found;
    *step = (struct step){0};
    *rc = field_task_find(ctx, request, &step->task, &found);
    if (*rc != RC_OK)
        return false;
    step->stored = step->task;
    step->page = -1;
    if (found && str_to_i64(request->capture[1], 1, FLOW_PAGES_MAX, &number)) {
        step->number = (int)number;
        step->page = page_of_step(&step->task.logic, step->number);
    }
    if (step->page < 0) {
        if (found && step->task.status == TASK_DONE)
            go_to_task(ctx, request, step, response);
        else
            page_gone(ctx, request, response);
        return false;
    }
    size_t n = (size_t)step_page(step)->n + 1;
    step->count = step_count(&step->task.logic);
    step->typed = ARENA_ARRAY(ctx->arena, struct str, n);
    step->error = ARENA_ARRAY(ctx->arena, const char *, n);
    step->clash = ARENA_ARRAY(ctx->arena, bool, n);
    step->otp = ARENA_ARRAY(ctx->arena, struct otp, n);
    return true;
}

enum rc page_step(struct ctx *ctx, struct request *request, struct response *response)
{
    enum rc rc;
    struct step step;
    if (!open_step(ctx, request, response, &step, &rc))
        return rc;
    if (step.task.status == TASK_DONE) {
        go_to_task(ctx, request, &step, response);
        return RC_OK;
    }
    for (int i = 0; i < step_page(&step)->n; i++) {
        struct str stored = task_answer(&step.task, step_page(&step)->component[i].id);
        step.typed[i] = stored.s ? stored : step_page(&step)->component[i].initial;
    }
    rc = step_read_kept(ctx, request, &step);
    if (rc == RC_OK)
        rc = load_otps(ctx, &step);
    if (rc == RC_OK)
        step_send(ctx, request, &step, 200, response);
    return rc;
}

/* --- buttons ------------------------------------------------------------------------------------------ */

/* "send:otp" pressed; *which is the component's index on the page. */
static otp_press *button_of(const struct step *step, struct str button, int *which)
{
    static const struct {
        struct str word;
        otp_press *press;
    } presses[] = {{STR("send"), otp_send},
                   {STR("again"), otp_again},
                   {STR("other"), otp_other},
                   {STR("verify"), otp_verify},
                   {STR("correct"), otp_correct}};
    struct str word, id = button;
    if (!str_split(&id, ':', &word))
        return NULL;
    for (int i = 0; i < step_page(step)->n; i++) {
        if (step_page(step)->component[i].type == COMPONENT_OTP &&
            str_eq(step_page(step)->component[i].id, id))
            *which = i;
    }
    for (size_t i = 0; i < COUNT_OF(presses) && *which >= 0; i++) {
        if (str_eq(presses[i].word, word))
            return presses[i].press;
    }
    return NULL;
}

static bool is_typed(struct ctx *ctx, const struct request *request, const char *field,
                     const struct component *component)
{
    const char *name = str_z(ctx->arena, str_printf(ctx->arena, "%s_%.*s", field, STR_ARG(component->id)));
    return str_trim(request_form(ctx, request, name)).n > 0;
}

/* Enter in a field: the code that was typed is checked, a correction taken, else the worker goes on. */
static otp_press *button_of_enter(struct ctx *ctx, const struct request *request, const struct step *step,
                                  int *which)
{
    for (int i = 0; i < step_page(step)->n; i++) {
        const struct component *component = &step_page(step)->component[i];
        if (component->type != COMPONENT_OTP)
            continue;
        *which = i;
        if (is_typed(ctx, request, "code", component))
            return otp_verify;
        if (is_typed(ctx, request, "to", component))
            return otp_correct;
    }
    return NULL;
}

/* To a step of the task; anchor is made of ids and needs no escaping. */
static void go(struct ctx *ctx, const struct request *request, struct step_place to,
               struct response *response)
{
    lead(ctx, request,
         str_printf(ctx->arena, "/field/tasks/%.*s/pages/%d%.*s",
                    STR_ARG(uuid_text(ctx->arena, to.step->task.id)), to.number, STR_ARG(to.anchor)),
         response);
}

static enum rc act(struct ctx *ctx, struct request *request, struct response *response, struct step *step,
                   otp_press *pressed)
{
    struct otp *otp = &step->otp[step->which];
    if (!step->task.logic.page[step->page][step->which].shown) { /* its answers have hidden it meanwhile */
        step_send(ctx, request, step, 200, response);
        return RC_OK;
    }
    enum rc rc = pressed(ctx, request, step, otp);
    if (rc != RC_OK)
        return rc;
    if (otp->code_error || otp->to_error || otp->notice.kind) {
        step_send(ctx, request, step, 422, response);
        return RC_OK;
    }
    struct str anchor = str_printf(ctx->arena, "#otp-%.*s", STR_ARG(otp->component->id));
    go(ctx, request, (struct step_place){step, step->number, anchor}, response);
    return RC_OK;
}

/* A list's own buttons: the page again, with a row more or less. */
static bool change_rows(struct ctx *ctx, struct step *step, struct str pressed)
{
    for (int i = 0; i < step_page(step)->n; i++) {
        if (component_rows_change(ctx, &step_page(step)->component[i], pressed, &step->typed[i]))
            return true;
    }
    return false;
}

/* "add:ID" and "drop:ID:…" lead back to their component. */
static struct str anchor_of(struct ctx *ctx, struct str button)
{
    struct str word, id, rest = button;
    bool one = str_split(&rest, ':', &word) && str_split(&rest, ':', &id) && flow_id_is_valid(id);
    return one ? str_printf(ctx->arena, "#field_%.*s", STR_ARG(id)) : STR("");
}

/* Buttons that stay on the page: of an OTP, and those that change a component. */
static bool is_leaving(struct str button)
{
    return button.n == 0 || str_eq(button, STR("next"));
}

/* All that was typed is good, and it was the last step. */
static bool is_at_end(const struct step *step, bool leaving)
{
    return leaving && !step->wrong && !step->opened && step->number >= step->count;
}

/* Stores what was sent; with the task's end, in one piece, where nothing stands in its way. *moved: somebody
 * else changed the task since it was read. */
static enum rc store(struct ctx *ctx, const struct request *request, struct step *step, bool leaving,
                     bool *moved)
{
    bool saved = true;
    enum rc rc = load_otps(ctx, step);
    bool last = is_at_end(step, leaving);
    if (rc == RC_OK && last)
        rc = step_blockers(ctx, &step->task, &step->blocker, &step->n_blockers);
    if (rc == RC_OK)
        rc = step_save(ctx, step, (struct step_end){leaving, last && step->n_blockers == 0}, &saved);
    *moved = !saved;
    return rc == RC_OK && saved ? step_drop_kept(ctx, request, step) : rc;
}

/* After the end nothing is stored; said where it would have made a difference. */
static void tell_too_late(struct ctx *ctx, const struct request *request, const struct step *step,
                          struct response *response)
{
    if (step->differs)
        page_flash(ctx, response, "info",
                   str_from(say(ctx, "This task was finished before. What you typed last was not stored.")));
    go_to_task(ctx, request, step, response);
}

static int status_of(const struct step *step)
{
    return step->too_large ? 413 : step->clashed ? 409 : 422;
}

/* What follows from a button, once what was typed is stored. */
static enum rc go_on(struct ctx *ctx, struct request *request, struct response *response, struct step *step,
                     otp_press *pressed)
{
    struct str button = request_form(ctx, request, "do");
    bool changed = change_rows(ctx, step, button);
    if (!changed && (step->wrong || step->n_blockers > 0)) {
        step_send(ctx, request, step, status_of(step), response);
    } else if (!changed && pressed) {
        return act(ctx, request, response, step, pressed);
    } else if (!changed && !is_leaving(button)) {
        go(ctx, request, (struct step_place){step, step->number, anchor_of(ctx, button)}, response);
    } else if (changed || step->opened) {
        step_send(ctx, request, step, 200, response);
    } else if (step->number >= step->count) {
        go_to_task(ctx, request, step, response);
    } else {
        go(ctx, request, (struct step_place){step, step->number + 1, STR("")}, response);
    }
    return RC_OK;
}

static enum rc take(struct ctx *ctx, struct request *request, struct response *response, bool *moved)
{
    enum rc rc;
    struct step step;
    *moved = false;
    if (!open_step(ctx, request, response, &step, &rc))
        return rc;
    /* A page that was opened before other answers moved the steps: nothing of it may land elsewhere. */
    struct str sent = request_form(ctx, request, "page"), button = request_form(ctx, request, "do");
    if (sent.n > 0 && !str_eq(sent, step_page(&step)->id)) {
        go_to_task(ctx, request, &step, response);
        return RC_OK;
    }
    step.which = -1;
    otp_press *pressed = button.n > 0 ? button_of(&step, button, &step.which)
                                      : button_of_enter(ctx, request, &step, &step.which);
    bool leaving = pressed == NULL && is_leaving(button);
    rc = step_read(ctx, request, &step, leaving);
    if (rc != RC_OK)
        return rc;
    if (step.task.status == TASK_DONE) {
        tell_too_late(ctx, request, &step, response);
        return RC_OK;
    }
    rc = store(ctx, request, &step, leaving, moved);
    return rc == RC_OK && !*moved ? go_on(ctx, request, response, &step, pressed) : rc;
}

/* Where two phones store at the same moment, the second reads again what the first has stored. */
enum rc page_step_done(struct ctx *ctx, struct request *request, struct response *response)
{
    bool moved = true;
    enum rc rc = RC_OK;
    for (int tries = 0; tries < TRIES_MAX && rc == RC_OK && moved; tries++)
        rc = take(ctx, request, response, &moved);
    return rc == RC_OK && moved ? RC_UNAVAILABLE : rc;
}
