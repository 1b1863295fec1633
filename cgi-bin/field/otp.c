/*
 * The OTP step: where it stands, sending, sending again, checking, and every refusal in words a worker
 * can act on. No prices and no balances here.
 */
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

/* Link to the field with the recipient when the worker can reach it, else who can mend it. */
static void note_fix(struct ctx *ctx, const struct task *task, struct otp *otp)
{
    struct flow_place place;
    if (!flow_component_find(&task->definition, otp->component->recipient, &place))
        return;
    int number = step_number(&task->logic, place.page);
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
    if (otp->to.n == 0) {
        otp->state = OTP_NO_RECIPIENT;
        otp->notice = (struct notice){.kind = "wait", .title = say(ctx, "The recipient is missing.")};
        note_fix(ctx, task, otp);
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

/* --- refusals ----------------------------------------------------------------------------------------- */

static struct str wait_words(struct ctx *ctx, int seconds)
{
    if (seconds < 90)
        return text_count(ctx, "Try again in %s second.", "Try again in %s seconds.",
                          seconds < 1 ? 1 : seconds);
    if (seconds < 90 * 60)
        return text_count(ctx, "Try again in %s minute.", "Try again in %s minutes.", (seconds + 59) / 60);
    return text_count(ctx, "Try again in %s hour.", "Try again in %s hours.", (seconds + 3599) / 3600);
}

struct refusal {
    enum outcome outcome;
    const char *title, *text; /* text NULL: when to try again */
    bool recipient;           /* another recipient may help */
};

static const struct refusal refusals[] = {
    {OUTCOME_INSUFFICIENT_CREDIT, TEXT("The code was not sent."),
     TEXT("The office must top up the OTP credit. Call them, then press the button again."), false},
    {OUTCOME_INVALID_RECIPIENT, TEXT("This number or address cannot be reached."), TEXT("Nothing was sent."),
     true},
    {OUTCOME_NOT_MOBILE, TEXT("This number cannot receive messages."), TEXT("Nothing was sent."), true},
    {OUTCOME_WRONG_CHANNEL, TEXT("This number or address cannot be reached."), TEXT("Nothing was sent."),
     true},
    {OUTCOME_COUNTRY_REFUSED, TEXT("Codes cannot be sent to this country."), TEXT("Nothing was sent."), true},
    {OUTCOME_COUNTRY_NOT_ALLOWED, TEXT("Your organisation does not send codes to this country."),
     TEXT("Nothing was sent."), true},
    {OUTCOME_NO_RATE, TEXT("Codes cannot be sent to this country."), TEXT("Nothing was sent."), true},
    {OUTCOME_TOO_MANY, TEXT("Too many codes were asked for."), NULL, false},
    {OUTCOME_COOLDOWN, TEXT("The code was sent a moment ago."), NULL, false},
    {OUTCOME_TOO_LATE, TEXT("The code is about to expire."),
     TEXT("Wait until it has expired, then send a new one."), false},
    {OUTCOME_CLOSED, TEXT("The last code is no longer valid."),
     TEXT("Press Send code: the recipient gets a new one."), false},
    {OUTCOME_KEY_REUSED, TEXT("This page was out of date."),
     TEXT("Nothing was sent. Press the button again."), false},
    {OUTCOME_NO_SENDER, TEXT("Codes cannot be sent this way at the moment."),
     TEXT("Nothing was sent. Tell your office."), false},
};

static void note_refusal(struct ctx *ctx, const struct task *task, const struct verification_result *result,
                         struct otp *otp)
{
    const struct refusal *refusal = NULL;
    for (size_t i = 0; i < COUNT_OF(refusals); i++) {
        if (refusals[i].outcome == result->outcome)
            refusal = &refusals[i];
    }
    otp->notice = (struct notice){.kind = "bad", .title = say(ctx, TEXT("The code could not be sent."))};
    if (refusal == NULL) {
        otp->notice.text = str_from(say(ctx, "Nothing was sent. Try again in a moment."));
        return;
    }
    otp->notice.title = say(ctx, refusal->title);
    otp->notice.text =
        refusal->text ? str_from(say(ctx, refusal->text)) : wait_words(ctx, result->retry_after);
    if (refusal->recipient)
        note_fix(ctx, task, otp);
}

/* --- actions ------------------------------------------------------------------------------------------ */

/* The page's own token, so that a double press sends once. */
static struct str key_of(struct ctx *ctx, const struct request *request, const struct otp *otp)
{
    const char *name = str_z(ctx->arena, str_printf(ctx->arena, "token_%.*s", STR_ARG(otp->component->id)));
    struct uuid token;
    if (!uuid_parse(request_form(ctx, request, name), &token))
        token = uuid_v7(ctx->now_us);
    return str_printf(ctx->arena, "page-%.*s", STR_ARG(uuid_text(ctx->arena, token)));
}

static enum rc load_after(struct ctx *ctx, const struct step *step, const struct verification_result *result,
                          struct otp *otp)
{
    enum rc rc = otp_load(ctx, &step->task, otp->component, otp);
    if (rc == RC_OK && result->outcome != OUTCOME_STARTED && result->outcome != OUTCOME_REPLAYED)
        note_refusal(ctx, &step->task, result, otp);
    return rc;
}

enum rc otp_send(struct ctx *ctx, const struct request *request, const struct step *step, struct otp *otp)
{
    struct verification_result result;
    struct verification_request wanted = {
        .to = otp->to,
        .home = request->session->organisation_country,
        .channel = str_from(channel_label(otp->component->channel)),
        .digits = otp->component->digits,
        .locale = request->session->organisation_language,
        .idempotency_key = key_of(ctx, request, otp),
        .n_fallback = otp->component->n_fallback,
        .fallback_after = otp->component->n_fallback ? otp->component->fallback_after : 0,
        .task = step->task.id,
        .component = otp->component->id,
    };
    for (int i = 0; i < otp->component->n_fallback; i++)
        wanted.fallback[i] = str_from(channel_label(otp->component->fallback[i]));
    if (otp->state == OTP_NO_RECIPIENT || otp->state == OTP_VERIFIED)
        return RC_OK;
    enum rc rc = verification_start(ctx, &wanted, &result);
    return rc == RC_OK ? load_after(ctx, step, &result, otp) : rc;
}

enum rc otp_again(struct ctx *ctx, const struct request *request, const struct step *step, struct otp *otp)
{
    struct verification_result result;
    if (otp->state != OTP_WAITING)
        return RC_OK;
    enum rc rc =
        verification_resend(ctx, otp->view.verification.id, STR_NONE, key_of(ctx, request, otp), &result);
    return rc == RC_OK ? load_after(ctx, step, &result, otp) : rc;
}

static const char *code_words(struct ctx *ctx, const struct verification_check_result *check)
{
    if (check->outcome == OUTCOME_WRONG)
        return say(ctx, "This code is not right. Ask the recipient to read it out again.");
    if (check->outcome == OUTCOME_TOO_MANY)
        return str_z(ctx->arena,
                     str_printf(ctx->arena, "%s %.*s", say(ctx, "Too many wrong codes for this recipient."),
                                STR_ARG(wait_words(ctx, check->retry_after))));
    if (check->outcome == OUTCOME_INVALID_CODE)
        return say(ctx, "Type the digits of the code, nothing else.");
    return NULL;
}

enum rc otp_verify(struct ctx *ctx, const struct request *request, const struct step *step, struct otp *otp)
{
    struct verification_check_result check;
    const char *name = str_z(ctx->arena, str_printf(ctx->arena, "code_%.*s", STR_ARG(otp->component->id)));
    struct str code = str_trim(request_form(ctx, request, name));
    if (otp->state != OTP_WAITING)
        return RC_OK;
    if (code.n == 0) {
        otp->code_error = say(ctx, "Type the code first.");
        return RC_OK;
    }
    enum rc rc = verification_check(ctx, otp->view.verification.id, code, &check);
    if (rc == RC_OK)
        rc = otp_load(ctx, &step->task, otp->component, otp);
    if (rc == RC_OK)
        otp->code_error = code_words(ctx, &check);
    return rc;
}
