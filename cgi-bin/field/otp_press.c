/*
 * The buttons of an OTP: sending, sending again, checking, correcting, and every refusal in words a worker
 * can act on. No prices and no balances here.
 */
#include "field/step.h"

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
    {OUTCOME_DAY_CAP, TEXT("The code was not sent."),
     TEXT("The office has reached its spending cap for today. Call them, then press the button again."),
     false},
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
        otp_note_fix(ctx, task, otp);
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

enum rc otp_send(struct ctx *ctx, const struct request *request, struct step *step, struct otp *otp)
{
    struct verification_result result;
    struct verification_request wanted = {
        .to = otp->to,
        .home = request->session->organisation_country,
        .channel = str_from(channel_label(otp->component->channel)),
        .digits = otp->component->digits,
        .lifetime = (int64_t)otp->component->minutes * 60,
        .locale = request->session->organisation_language,
        .idempotency_key = key_of(ctx, request, otp),
        .n_fallback = otp->component->n_fallback,
        .fallback_after = otp->component->n_fallback ? otp->component->fallback_after : 0,
        .task = step->task.id,
        .component = otp->component->id,
    };
    for (int i = 0; i < otp->component->n_fallback; i++)
        wanted.fallback[i] = str_from(channel_label(otp->component->fallback[i]));
    if (otp->state == OTP_NO_RECIPIENT || otp_is_done(otp))
        return RC_OK;
    enum rc rc = verification_start(ctx, &wanted, &result);
    return rc == RC_OK ? load_after(ctx, step, &result, otp) : rc;
}

enum rc otp_again(struct ctx *ctx, const struct request *request, struct step *step, struct otp *otp)
{
    struct verification_result result;
    if (otp->state != OTP_WAITING || otp_resends_left(otp) == 0)
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

enum rc otp_verify(struct ctx *ctx, const struct request *request, struct step *step, struct otp *otp)
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

/* Stores the corrected recipient, when it is one, and looks the OTP up anew. */
enum rc otp_correct(struct ctx *ctx, const struct request *request, struct step *step, struct otp *otp)
{
    struct flow_place place;
    struct str value = STR("");
    bool stored;
    const char *name = str_z(ctx->arena, str_printf(ctx->arena, "to_%.*s", STR_ARG(otp->component->id)));
    if (otp_is_done(otp) || !otp_is_correctable(&step->task, otp->component) ||
        !flow_component_find(&step->task.definition, otp->component->recipient, &place))
        return RC_OK;
    const struct component *field = flow_component_at(&step->task.definition, place);
    struct question question = {&step->task.definition, field, request->session->organisation_country, true};
    otp->to_typed = request_form(ctx, request, name);
    enum answer_outcome outcome = answer_check(ctx, &question, otp->to_typed, &value);
    if (outcome != ANSWER_GOOD) {
        otp->to_typed = outcome == ANSWER_NOT_TEXT ? STR_NONE : otp->to_typed;
        otp->to_error = component_error(ctx, field, outcome);
        return RC_OK;
    }
    struct answer answer = {field->id, value};
    enum rc rc = task_recipient_correct(ctx, &step->task, answer, &stored);
    if (rc != RC_OK || !stored)
        return rc;
    task_keep(ctx->arena, &step->task, &answer, 1);
    return otp_load(ctx, &step->task, otp->component, otp);
}
