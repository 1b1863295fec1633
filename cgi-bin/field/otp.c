/* The OTP step: where it stands. What its buttons do is in otp_press.c, what is said in the files beside it.
 */
#include "backend/code_link.h"
#include "field/step.h"

static enum otp_state state_of(const struct verification_view *view)
{
    if (view->outcome != OUTCOME_DONE)
        return OTP_READY;
    switch (view->verification.status) {
    case VERIFICATION_APPROVED:
        return OTP_VERIFIED;
    case VERIFICATION_PENDING:
        return OTP_WAITING;
    case VERIFICATION_EXPIRED:
    case VERIFICATION_LOCKED:
    case VERIFICATION_CANCELED:
    case VERIFICATION__COUNT:
        break;
    }
    return OTP_READY;
}

static void note_end(struct ctx *ctx, struct otp *otp)
{
    if (otp->state != OTP_READY || otp->view.outcome != OUTCOME_DONE)
        return;
    bool locked = otp->view.verification.status == VERIFICATION_LOCKED;
    otp->standing = (struct otp_notice){
        .kind = locked ? "bad" : "wait",
        .title = say(ctx, locked ? TEXT("Too many wrong codes.") : TEXT("The last code is no longer valid.")),
        .text = str_from(say(ctx, locked ? TEXT("Press Send code: the recipient gets a new one. An admin can "
                                                "also approve the step without a code.")
                                         : TEXT("Press Send code: the recipient gets a new one."))),
    };
}

bool otp_is_done(const struct otp *otp)
{
    return otp->state == OTP_VERIFIED || otp->state == OTP_OVERRIDDEN;
}

/* The page of the field with the recipient; -1: there is no such field. */
static int recipient_page(const struct task *task, const struct component *otp, struct flow_place *place)
{
    return flow_component_find(&task->definition, otp->recipient, place) ? place->page : -1;
}

const struct component *otp_correctable(const struct task *task, const struct component *otp)
{
    struct flow_place place;
    bool may = otp->correctable && recipient_page(task, otp, &place) == 0;
    return may ? flow_component_at(&task->definition, place) : NULL;
}

bool otp_is_typed(const struct task *task, const struct component *otp)
{
    struct flow_place place;
    return recipient_page(task, otp, &place) > 0 &&
           flow_logic_at(&task->logic, place)->source == FLOW_SOURCE_TYPED;
}

int otp_resends_left(const struct otp *otp)
{
    int asked = 0;
    for (int i = 0; i < otp->view.n_messages; i++) {
        enum message_cause cause = otp->view.messages[i].cause;
        asked += cause == MESSAGE_CAUSE_ASKED || cause == MESSAGE_CAUSE_CHOSEN;
    }
    int left = otp->component->resends - (asked > 0 ? asked - 1 : 0);
    return left > 0 ? left : 0;
}

static bool has_failed(const struct verification_view *view, enum channel channel)
{
    for (int i = 0; i < view->n_messages; i++) {
        const struct verification_message *message = &view->messages[i];
        if (message->channel == channel &&
            (message->status == MESSAGE_REJECTED || message->status == MESSAGE_FAILED))
            return true;
    }
    return false;
}

bool otp_other_channel(const struct otp *otp, enum channel *out)
{
    const struct component *component = otp->component;
    int n = otp->view.n_messages;
    if (otp->state != OTP_WAITING || n == 0 || component->n_fallback == 0 || otp_resends_left(otp) == 0)
        return false;
    for (int i = 0; i <= component->n_fallback; i++) {
        *out = i < component->n_fallback ? component->fallback[i] : component->channel;
        if (*out != otp->view.messages[n - 1].channel && !has_failed(&otp->view, *out))
            return true;
    }
    return false;
}

void otp_note_fix(struct ctx *ctx, const struct task *task, const struct component *otp,
                  struct otp_notice *notice)
{
    struct flow_place place;
    int page = recipient_page(task, otp, &place);
    if (page < 0)
        return;
    if (page == 0 && !otp->correctable) {
        notice->text = str_printf(ctx->arena, "%.*s %s", STR_ARG(notice->text),
                                  say(ctx, "Only your office can correct the recipient: call them."));
        return;
    }
    notice->label = say(ctx, "Correct the recipient");
    notice->href = page == 0 ? str_printf(ctx->arena, "#to_%.*s", STR_ARG(otp->id))
                             : str_printf(ctx->arena, "/field/tasks/%.*s/pages/%d#answer_%.*s",
                                          STR_ARG(uuid_text(ctx->arena, task->id)),
                                          step_number(&task->logic, page), STR_ARG(otp->recipient));
}

enum rc otp_load(struct ctx *ctx, const struct task *task, const struct component *component, struct otp *otp)
{
    *otp = (struct otp){.component = component, .to = task_value(task, component->recipient)};
    if (task_has_passed(task, component->id)) {
        otp->state = OTP_OVERRIDDEN;
        return RC_OK;
    }
    if (otp->to.n == 0) {
        otp->state = OTP_NO_RECIPIENT;
        otp->standing = (struct otp_notice){.kind = "wait", .title = say(ctx, "The recipient is missing.")};
        otp_note_fix(ctx, task, component, &otp->standing);
        return RC_OK;
    }
    enum rc rc = verification_of_step(ctx, task->id, component->id, &otp->view);
    if (rc != RC_OK)
        return rc;
    /* A corrected recipient needs a code of its own. */
    if (otp->view.outcome == OUTCOME_DONE && !str_eq(otp->view.verification.to, otp->to))
        otp->view.outcome = OUTCOME_NOT_FOUND;
    otp->state = state_of(&otp->view);
    note_end(ctx, otp);
    if (otp->state == OTP_WAITING && component->recipient_entry)
        rc = code_link_get(ctx, otp->view.verification.id, &otp->link);
    return rc;
}
