/* The OTP step: where it stands and where its newest message is. What its buttons do is in otp_press.c. */
#include "backend/reason.h"
#include "backend/recipient.h"
#include "field/step.h"

/* --- where it stands ------------------------------------------------------------------------------- */

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
    otp->notice = (struct notice){
        .kind = locked ? "bad" : "wait",
        .title = say(ctx, locked ? TEXT("Too many wrong codes.") : TEXT("The last code is no longer valid.")),
        .text = str_from(say(ctx, "Press Send code: the recipient gets a new one.")),
    };
}

bool otp_is_done(const struct otp *otp)
{
    return otp->state == OTP_VERIFIED || otp->state == OTP_OVERRIDDEN;
}

bool otp_is_correctable(const struct task *task, const struct component *otp)
{
    struct flow_place place;
    return otp->correctable && flow_component_find(&task->definition, otp->recipient, &place) &&
           place.page == 0;
}

/* Link to the field with the recipient when the worker can reach it, else who can mend it. */
void otp_note_fix(struct ctx *ctx, const struct task *task, struct otp *otp)
{
    struct flow_place place;
    if (!flow_component_find(&task->definition, otp->component->recipient, &place))
        return;
    int number = step_number(&task->logic, place.page);
    if (otp_is_correctable(task, otp->component)) {
        otp->notice.href = str_printf(ctx->arena, "#to_%.*s", STR_ARG(otp->component->id));
        otp->notice.label = say(ctx, "Correct the recipient");
        return;
    }
    if (place.page == 0) {
        otp->notice.text = str_printf(ctx->arena, "%.*s %s", STR_ARG(otp->notice.text),
                                      say(ctx, "Only your office can correct the recipient: call them."));
        return;
    }
    otp->notice.href =
        str_printf(ctx->arena, "/field/tasks/%.*s/pages/%d#answer_%.*s",
                   STR_ARG(uuid_text(ctx->arena, task->id)), number, STR_ARG(otp->component->recipient));
    otp->notice.label = say(ctx, "Correct the recipient");
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
        otp->notice = (struct notice){.kind = "wait", .title = say(ctx, "The recipient is missing.")};
        otp_note_fix(ctx, task, otp);
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
    return RC_OK;
}

/* --- delivery ---------------------------------------------------------------------------------------- */

static struct delivery failed(struct ctx *ctx, const struct verification_message *message)
{
    const char *why = reason_words(message->reason);
    const char *next = say(ctx, "Check the number with the recipient, or ask your office.");
    return (struct delivery){
        .kind = "bad",
        .words = say(ctx, why ? why : TEXT("The code could not be delivered.")),
        .more = !message->charged ? str_printf(ctx->arena, "%s %s", say(ctx, "Nothing was charged."), next)
                                  : str_from(next),
    };
}

static struct delivery delivery_of(struct ctx *ctx, const struct verification_message *message)
{
    switch (message->status) {
    case MESSAGE_QUEUED:
    case MESSAGE_LAUNCHED:
        return (struct delivery){"wait", say(ctx, "On its way"), STR("")};
    case MESSAGE_ACCEPTED:
    case MESSAGE_SENT:
        return (struct delivery){"info", say(ctx, "Sent"), STR("")};
    case MESSAGE_DELIVERED:
        return (struct delivery){"ok", say(ctx, "Delivered"), STR("")};
    case MESSAGE_READ:
        return (struct delivery){"ok", say(ctx, "Read by the recipient"), STR("")};
    case MESSAGE_REJECTED:
    case MESSAGE_FAILED:
        return failed(ctx, message);
    case MESSAGE_UNKNOWN:
        return (struct delivery){
            "wait", say(ctx, "Not confirmed yet"),
            str_from(say(ctx, "The code may still arrive. If it does not, send it again."))};
    case MESSAGE_EXPIRED:
    case MESSAGE_WITHDRAWN:
    case MESSAGE__COUNT:
        break;
    }
    return (struct delivery){"bad", say(ctx, "The code was not sent."),
                             str_from(say(ctx, "Nothing was charged."))};
}

struct delivery otp_delivery(struct ctx *ctx, const struct otp *otp)
{
    if (otp->view.n_messages == 0)
        return (struct delivery){"wait", say(ctx, "On its way"), STR("")};
    struct delivery delivery = delivery_of(ctx, &otp->view.messages[otp->view.n_messages - 1]);
    struct str hop = otp_hop_words(ctx, &otp->view);
    if (hop.n)
        delivery.more =
            delivery.more.n ? str_printf(ctx->arena, "%.*s %.*s", STR_ARG(hop), STR_ARG(delivery.more)) : hop;
    return delivery;
}
