/* Letting an OTP step pass without a code: what it means, why, and the password once more. */
#include <stddef.h>

#include "console/task_view.h"
#include "web/form.h"

#define PASS(name) TPL_TASK_OVERRIDE_##name

struct pass_input {
    struct str reason;
    struct secret password;
};
static const struct field PASS_FIELDS[] = {
    {"reason", TEXT("Reason"), FIELD_LINES, true, OTP_OVERRIDE_REASON_MIN,
     (int64_t)OTP_OVERRIDE_REASON_MAX * 4, offsetof(struct pass_input, reason)},
    {"password", TEXT("Current password"), FIELD_SECRET, true, 0, 0, offsetof(struct pass_input, password)},
};

/* The step that the address names. */
struct passing {
    struct task_view view;
    const struct component *otp;
    struct task_step step;
};

static bool find_step(struct passing *passing, struct str id)
{
    struct flow_place place;
    const struct task *task = &passing->view.task;
    if (!flow_component_find(&task->definition, id, &place) ||
        !task_view_shows(&passing->view, place.page, place.component))
        return false;
    passing->otp = flow_component_at(&task->definition, place);
    passing->step = task_step_of(&passing->view.proof, passing->otp);
    return passing->otp->type == COMPONENT_OTP;
}

static void go_back(struct ctx *ctx, const struct passing *passing, struct response *response)
{
    response_redirect(response, "/tasks/%.*s#step-%.*s",
                      STR_ARG(uuid_text(ctx->arena, passing->view.task.id)), STR_ARG(passing->otp->id));
}

/* Why nothing can be let pass here; NULL when it can. */
static const char *refusal(struct ctx *ctx, enum otp_override_outcome outcome)
{
    if (outcome == OTP_OVERRIDE_VERIFIED)
        return say(ctx, "The right code came first: this step is verified. Nothing was changed.");
    if (outcome == OTP_OVERRIDE_EXISTS)
        return say(ctx, "This step was let pass before. Nothing was changed.");
    if (outcome == OTP_OVERRIDE_FINISHED)
        return say(ctx, "This task is finished: nothing of it can be changed any more.");
    return NULL;
}

static enum otp_override_outcome outlook(const struct passing *passing)
{
    if (passing->step.override)
        return OTP_OVERRIDE_EXISTS;
    if (passing->view.task.status == TASK_DONE)
        return OTP_OVERRIDE_FINISHED;
    return passing->step.verified ? OTP_OVERRIDE_VERIFIED : OTP_OVERRIDE_DONE;
}

/* Reads task and step of the path. False: answered already, or a fault in *rc. */
static bool open_passing(struct ctx *ctx, struct request *request, struct response *response,
                         struct passing *passing, enum rc *rc)
{
    *passing = (struct passing){0};
    if (!task_view_open(ctx, request, response, &passing->view, rc))
        return false;
    if (!find_step(passing, request->capture[1])) {
        page_error(ctx, request, 404, response);
        return false;
    }
    const char *words = refusal(ctx, outlook(passing));
    if (words == NULL)
        return true;
    page_flash(ctx, response, "info", str_from(words));
    go_back(ctx, passing, response);
    return false;
}

static void show(struct ctx *ctx, const struct passing *passing, const struct form *form, int status,
                 struct response *response)
{
    const struct task_view *view = &passing->view;
    struct str to = task_value(&view->task, passing->otp->recipient);
    const struct task_code *code = passing->step.code;
    struct page page = page_new(ctx, view->request, LAYOUT_CONSOLE, TEMPLATE_TASK_OVERRIDE,
                                say(ctx, "Let pass without a code"));
    page_set(page.body, PASS(ID), uuid_text(ctx->arena, view->task.id));
    page_set(page.body, PASS(TITLE), view->task.title);
    page_set(page.body, PASS(STEP), passing->otp->title);
    page_set(page.body, PASS(COMPONENT), passing->otp->id);
    if (to.n)
        page_set_recipient(ctx, template_section(page.body, PASS(TO)), PASS(RECIPIENT), to);
    if (code && code->status == VERIFICATION_PENDING)
        template_show(page.body, PASS(WAITING));
    if (form)
        form_fill(ctx, form, page.body);
    page_send(ctx, &page, status, response);
}

enum rc page_override(struct ctx *ctx, struct request *request, struct response *response)
{
    enum rc rc;
    struct passing passing;
    if (open_passing(ctx, request, response, &passing, &rc))
        show(ctx, &passing, NULL, 200, response);
    return rc;
}

static const char *reason_words(struct ctx *ctx, enum otp_reason reason)
{
    switch (reason) {
    case OTP_REASON_GOOD:
        return NULL;
    case OTP_REASON_SHORT:
        return say(ctx, "Say in a few words why: at least 10 characters.");
    case OTP_REASON_LONG:
        return say(ctx, "At most 500 characters.");
    case OTP_REASON_NOT_TEXT:
        return say(ctx, "Remove the characters that cannot be seen.");
    case OTP_REASON_RECIPIENT:
        return say(ctx, "Leave the recipient out: the number or address stands with the task already.");
    }
    return NULL;
}

/* The password is looked at last, so that a reason that is refused costs no try. */
static enum rc check(struct ctx *ctx, const struct passing *passing, struct pass_input *input,
                     struct form *form, int *status)
{
    enum outcome outcome;
    struct str to = task_value(&passing->view.task, passing->otp->recipient);
    const char *wrong = reason_words(ctx, otp_override_reason_check(input->reason, to));
    *status = 422;
    if (wrong) {
        form_error(form, "reason", wrong);
        return RC_OK;
    }
    enum rc rc = session_prove(ctx, passing->view.request->session, &input->password, &outcome);
    if (rc != RC_OK || outcome == OUTCOME_DONE)
        return rc;
    if (outcome == OUTCOME_TOO_MANY)
        *status = 429;
    form_error(form, "password",
               outcome == OUTCOME_TOO_MANY
                   ? say(ctx, "Too many attempts. Wait a few minutes, then try again.")
                   : say(ctx, "This is not your password. Nothing was changed."));
    return RC_OK;
}

static enum rc let_pass(struct ctx *ctx, const struct passing *passing, struct str reason, struct form *form,
                        struct response *response)
{
    enum otp_override_outcome outcome;
    enum rc rc = otp_override_create(ctx, &passing->view.task, passing->otp, reason, &outcome);
    if (rc != RC_OK)
        return rc;
    if (outcome == OTP_OVERRIDE_RECIPIENT) {
        form_error(form, "reason", reason_words(ctx, OTP_REASON_RECIPIENT));
        show(ctx, passing, form, 422, response);
        return RC_OK;
    }
    const char *words = refusal(ctx, outcome);
    if (outcome == OTP_OVERRIDE_DONE)
        page_flash(ctx, response, "success",
                   str_from(say(ctx, "The step was let pass. The worker can go on without a code.")));
    else if (words)
        page_flash(ctx, response, "info", str_from(words));
    else
        page_flash(ctx, response, "error", str_from(say(ctx, "This is not possible. Nothing was changed.")));
    go_back(ctx, passing, response);
    return RC_OK;
}

enum rc page_override_make(struct ctx *ctx, struct request *request, struct response *response)
{
    enum rc rc;
    int status = 422;
    struct passing passing;
    struct pass_input input = {0};
    struct form form = FORM(PASS_FIELDS);
    if (!open_passing(ctx, request, response, &passing, &rc))
        return rc;
    if (form_read(ctx, request, &form, &input))
        rc = check(ctx, &passing, &input, &form, &status);
    secret_wipe(&input.password);
    if (rc != RC_OK)
        return rc;
    if (form.n_errors == 0)
        return let_pass(ctx, &passing, input.reason, &form, response);
    show(ctx, &passing, &form, status, response);
    return RC_OK;
}
