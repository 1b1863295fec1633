/* A task's flags and answers, as its page and its proof show them. The OTP steps are in task_step.c. */
#include "console/task_view.h"

#include "backend/recipient.h"
#include "web/answer_view.h"
#include "web/delivery.h"

#define ANSWERS(name) TPL_TASK_ANSWERS_##name

bool task_view_open(struct ctx *ctx, struct request *request, struct response *response,
                    struct task_view *view, enum rc *rc)
{
    struct uuid id;
    bool found = false;
    *view = (struct task_view){.request = request};
    *rc = request_uuid(request, 0, &id) ? task_get(ctx, id, &view->task, &found) : RC_OK;
    if (*rc != RC_OK)
        return false;
    if (!found) {
        page_error(ctx, request, 404, response);
        return false;
    }
    *rc = task_proof_load(ctx, &view->task, &view->proof);
    if (*rc != RC_OK)
        return false;
    view->n_flags = task_flag_list(ctx->arena, &view->proof, &view->flag);
    return true;
}

bool task_view_shows(const struct task_view *view, int page, int component)
{
    return view->task.logic.page[page][component].shown &&
           view->task.definition.page[page].component[component].type != COMPONENT_NOTE;
}

bool task_view_prices(const struct ctx *ctx)
{
    return ctx->actor.role >= ROLE_ADMIN;
}

struct str task_view_value(struct ctx *ctx, const struct task_view *view, const struct component *component)
{
    struct str value = task_value(&view->task, component->id);
    if (value.n == 0 || (component->type != COMPONENT_PHONE && component->type != COMPONENT_EMAIL))
        return value;
    bool readable =
        !view->printed && task_may_read_recipients(ctx, &view->task) && !recipient_is_erased(value);
    return readable ? recipient_format(ctx->arena, value) : page_recipient(ctx, value);
}

/* --- flags ------------------------------------------------------------------------------------------ */

static struct str repeats_sentence(struct ctx *ctx, const struct task_flag *flag)
{
    struct str tasks = text_count(ctx, "The same recipient verified %s other task within 30 days.",
                                  "The same recipient verified %s other tasks within 30 days.", flag->n);
    struct str own = flag->of_worker == 0 ? str_from(say(ctx, "This worker ran none of them."))
                                          : text_count(ctx, "This worker ran %s of them.",
                                                       "This worker ran %s of them.", flag->of_worker);
    return str_printf(ctx->arena, "%.*s %.*s", STR_ARG(tasks), STR_ARG(own));
}

struct str task_flag_sentence(struct ctx *ctx, const struct task_flag *flag)
{
    switch (flag->kind) {
    case TASK_FLAG_OVERRIDE:
        return str_from(say(ctx, "An admin let this step pass: no code was verified."));
    case TASK_FLAG_OWN:
        return str_from(say(ctx, "The code went to the worker's own number or address."));
    case TASK_FLAG_REPEATS:
        return repeats_sentence(ctx, flag);
    case TASK_FLAG_CORRECTED:
        return text_count(ctx, "The recipient was corrected after the task was made.",
                          "The recipient was corrected %s times after the task was made.", flag->n);
    case TASK_FLAG_UNSENT:
        return str_from(say(ctx, "The right code was typed, but no message with it is known to have left."));
    case TASK_FLAG_FAST:
        return text_count(
            ctx, "The right code was typed within %s second of its sending, and no delivery was reported.",
            "The right code was typed within %s seconds of its sending, and no delivery was reported.",
            flag->n + 1);
    case TASK_FLAG_LATE:
        return str_from(say(ctx, "The right code was typed after the task was finished."));
    case TASK_FLAG__COUNT:
        break;
    }
    return STR("");
}

void task_view_add_flags(struct ctx *ctx, const struct task_view *view, struct template_dict *body,
                         const char *name)
{
    if (view->n_flags == 0)
        return;
    struct template_dict *flags = template_include(body, name, template_files[TEMPLATE_TASK_FLAGS]);
    for (int i = 0; i < view->n_flags; i++) {
        struct template_dict *row = template_section(flags, TPL_TASK_FLAGS_FLAG);
        page_set(row, TPL_TASK_FLAGS_TITLE, view->flag[i].component->title);
        page_set(row, TPL_TASK_FLAGS_TEXT, task_flag_sentence(ctx, &view->flag[i]));
    }
}

/* --- answers ---------------------------------------------------------------------------------------- */

const char *task_step_words(struct ctx *ctx, const struct task_view *view, const struct task_step *step,
                            const char **kind)
{
    *kind = "info";
    if (step->override)
        return say(ctx, "Approved by the office without a code");
    if (step->code == NULL || step->overtaken)
        return say(ctx, view->task.status == TASK_DONE ? TEXT("No code was sent") : TEXT("No code sent yet"));
    *kind = delivery_verification_kind(step->code->status);
    return say(ctx, verification_status_words(step->code->status));
}

static void fill_answer(struct ctx *ctx, const struct task_view *view, const struct component *component,
                        struct template_dict *filled)
{
    struct template_dict *row = template_section(filled, ANSWERS(ANSWER));
    page_set(row, ANSWERS(ANSWER_TITLE), component->title);
    if (component->type == COMPONENT_OTP) {
        const char *kind;
        struct task_step step = task_step_of(&view->proof, component);
        struct template_dict *state = template_section(row, ANSWERS(STATE));
        page_set_c(state, ANSWERS(STATE_WORDS), task_step_words(ctx, view, &step, &kind));
        page_set_c(state, ANSWERS(STATE_KIND), kind);
        page_set_c(state, ANSWERS(STATE_ICON), kind);
        if (step.code || step.override)
            page_set(template_section(state, ANSWERS(STATE_MORE)), ANSWERS(STATE_ID), component->id);
        return;
    }
    struct answer_view answer = {
        .component = component,
        .value = task_view_value(ctx, view, component),
        .files = str_printf(ctx->arena, "/tasks/%.*s/files/", STR_ARG(uuid_text(ctx->arena, view->task.id))),
        .printed = view->printed,
    };
    if (answer.value.n == 0)
        template_show(row, view->task.status == TASK_DONE ? ANSWERS(VALUE_LEFT) : ANSWERS(VALUE_NONE));
    else
        answer_view_add(ctx, row, ANSWERS(ANSWER_VALUE), &answer);
}

static bool is_filled(const struct task_view *view, int page)
{
    bool shown = false;
    for (int j = 0; j < view->task.definition.page[page].n; j++)
        shown = shown || task_view_shows(view, page, j);
    return shown;
}

void task_view_add_answers(struct ctx *ctx, const struct task_view *view, struct template_dict *body,
                           const char *name)
{
    struct template_dict *answers = template_include(body, name, template_files[TEMPLATE_TASK_ANSWERS]);
    for (int i = 0; i < view->task.definition.n; i++) {
        const struct flow_page *of = &view->task.definition.page[i];
        if (view->printed && !is_filled(view, i))
            continue;
        struct template_dict *page = template_section(answers, ANSWERS(PAGE)), *filled = NULL;
        page_set(page, ANSWERS(PAGE_TITLE), of->title);
        if (is_filled(view, i))
            filled = template_section(page, ANSWERS(PAGE_FILLED));
        else
            template_show(page, ANSWERS(PAGE_EMPTY));
        for (int j = 0; j < of->n; j++) {
            if (task_view_shows(view, i, j))
                fill_answer(ctx, view, &of->component[j], filled);
        }
    }
}
