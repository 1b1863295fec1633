/* The verification of an OTP step, in facts: for the page of a task and for its proof. */
#include "console/task_view.h"
#include "web/delivery.h"

#define STEP(name) TPL_TASK_STEP_##name

static void fill_override(struct ctx *ctx, const struct task_view *view, const struct otp_override *override,
                          struct template_dict *dict)
{
    struct template_dict *row = template_section(dict, STEP(OVERRIDDEN));
    page_set(row, STEP(OVERRIDE_BY),
             override->person_name.n ? override->person_name : str_from(say(ctx, "Somebody who has left")));
    page_set_moment(ctx, view->request, row, STEP(OVERRIDE_AT), override->at);
    page_set(row, STEP(OVERRIDE_REASON), override->reason);
}

static void fill_message(struct ctx *ctx, const struct task_view *view, const struct task_message *message,
                         struct template_dict *messages)
{
    struct template_dict *row = template_section(messages, STEP(MESSAGE));
    const char *kind = delivery_status_kind(message->status);
    int64_t arrived_at = message->delivered_at ? message->delivered_at : message->read_at;
    page_set_c(row, STEP(CHANNEL), say(ctx, channel_words(message->channel)));
    page_set_c(row, STEP(CHANNEL_ICON), channel_label(message->channel));
    page_set_c(row, STEP(MESSAGE_KIND), kind);
    page_set_c(row, STEP(MESSAGE_ICON), kind);
    page_set_c(row, STEP(MESSAGE_STATUS), say(ctx, message_status_words(message->status)));
    page_set(row, STEP(REASON), delivery_reason(ctx, message->status, message->reason));
    page_set(row, STEP(REFERENCE),
             message->provider_id.n ? message->provider_id : uuid_text(ctx->arena, message->id));
    if (message->sent_at)
        page_set_moment(ctx, view->request, template_section(row, STEP(LEFT)), STEP(LEFT_AT),
                        message->sent_at);
    else
        template_show(row, STEP(STAYED));
    if (arrived_at)
        page_set_moment(ctx, view->request, template_section(row, STEP(ARRIVED)), STEP(ARRIVED_AT),
                        arrived_at);
    else
        template_show(row, STEP(UNREPORTED));
}

static void fill_verified(struct ctx *ctx, const struct task_view *view, const struct task_code *code,
                          struct template_dict *verified)
{
    page_set_moment(ctx, view->request, verified, STEP(VERIFIED_AT), code->closed_at);
    switch (code->typist) {
    case TYPIST_WORKER:
        template_show(verified, STEP(BY_WORKER));
        break;
    case TYPIST_RECIPIENT:
        template_show(verified, STEP(BY_RECIPIENT));
        break;
    case TYPIST_PROGRAM:
    case TYPIST__COUNT:
        break;
    }
}

static void fill_code(struct ctx *ctx, const struct task_view *view, const struct task_step *step,
                      struct template_dict *dict)
{
    const struct task_code *code = step->code;
    struct template_dict *row = template_section(dict, STEP(CODE));
    struct str guesses[] = {str_printf(ctx->arena, "%d", code->wrong),
                            str_printf(ctx->arena, "%d", code->attempts_max)};
    page_set_recipient(ctx, row, STEP(RECIPIENT), code->recipient);
    if (code->country.n)
        page_set(template_section(row, STEP(ABROAD)), STEP(COUNTRY), page_country(ctx, code->country));
    page_set(row, STEP(SENT_BY),
             code->sent_by.n ? code->sent_by : str_from(say(ctx, "Somebody who has left")));
    page_set_moment(ctx, view->request, row, STEP(SENT_AT), code->created_at);
    if (code->status == VERIFICATION_APPROVED)
        fill_verified(ctx, view, code, template_section(row, STEP(VERIFIED)));
    page_set(row, STEP(GUESSES), text_fill(ctx, TEXT("%1 of %2"), guesses, 2));
    if (step->n_codes > 1)
        page_set_i64(ctx, template_section(row, STEP(EARLIER)), STEP(CODES), step->n_codes);
    if (task_view_prices(ctx) && !view->printed)
        page_set_credits(ctx, template_section(row, STEP(COST)), STEP(CHARGED), step->charged);
    page_set(row, STEP(CODE_ID), uuid_text(ctx->arena, code->id));
    if (!view->printed)
        template_show(row, STEP(LINK));
    struct template_dict *messages = template_section(dict, STEP(MESSAGES));
    for (int i = 0; i < code->n_messages; i++)
        fill_message(ctx, view, &code->message[i], messages);
}

/* SQL decides; this is for who would be refused anyhow. */
static bool may_override(const struct ctx *ctx, const struct task_view *view, const struct task_step *step)
{
    return !view->printed && ctx->actor.role >= ROLE_ADMIN && view->task.status != TASK_DONE &&
           !step->verified && step->override == NULL;
}

static void add_step(struct ctx *ctx, const struct task_view *view, const struct component *otp,
                     struct template_dict *dict)
{
    const char *kind;
    struct task_step step = task_step_of(&view->proof, otp);
    page_set_c(dict, STEP(STATUS), task_step_words(ctx, view, &step, &kind));
    page_set_c(dict, STEP(KIND), kind);
    page_set_c(dict, STEP(ICON), kind);
    page_set(dict, STEP(TITLE), otp->title);
    page_set(dict, STEP(ID), otp->id);
    page_set(dict, STEP(ZONE), view->request->session->time_zone);
    if (step.override)
        fill_override(ctx, view, step.override, dict);
    if (step.overtaken && step.override == NULL)
        template_show(dict, STEP(OVERTAKEN));
    if (step.code)
        fill_code(ctx, view, &step, dict);
    else if (step.override == NULL)
        template_show(dict, STEP(UNSENT));
    if (may_override(ctx, view, &step))
        page_set(template_section(dict, STEP(MAY_OVERRIDE)), STEP(TASK),
                 uuid_text(ctx->arena, view->task.id));
}

void task_view_add_steps(struct ctx *ctx, const struct task_view *view, struct template_dict *body,
                         const char *name)
{
    for (int i = 0; i < view->task.definition.n; i++) {
        const struct flow_page *of = &view->task.definition.page[i];
        for (int j = 0; j < of->n; j++) {
            if (of->component[j].type == COMPONENT_OTP && task_view_shows(view, i, j))
                add_step(ctx, view, &of->component[j],
                         template_include(body, name, template_files[TEMPLATE_TASK_STEP]));
        }
    }
}
