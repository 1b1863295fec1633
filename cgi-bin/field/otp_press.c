/*
 * The buttons of an OTP: sending, sending again, checking, correcting. What a refusal says is in
 * otp_refusal.c.
 */
#include "backend/member.h"
#include "field/step.h"

/* The OTP's field of the form. */
static struct str field_of(struct ctx *ctx, const struct request *request, const char *name,
                           const struct otp *otp)
{
    struct str field = str_printf(ctx->arena, "%s_%.*s", name, STR_ARG(otp->component->id));
    return request_form(ctx, request, str_z(ctx->arena, field));
}

/* The page's own token, so that a double press sends once. */
static struct str key_of(struct ctx *ctx, const struct request *request, const struct otp *otp)
{
    struct uuid token;
    if (!uuid_parse(field_of(ctx, request, "token", otp), &token))
        token = uuid_v7(ctx->now_us);
    return str_printf(ctx->arena, "page-%.*s", STR_ARG(uuid_text(ctx->arena, token)));
}

static enum rc load_after(struct ctx *ctx, const struct step *step, const struct verification_result *result,
                          struct otp *otp)
{
    enum rc rc = otp_load(ctx, &step->task, otp->component, otp);
    if (rc == RC_OK && result->outcome != OUTCOME_STARTED && result->outcome != OUTCOME_REPLAYED)
        otp->notice = otp_refusal(ctx, &step->task, otp->component, result);
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
        .typed = otp_is_typed(&step->task, otp->component),
        .linked = otp->component->recipient_entry,
    };
    for (int i = 0; i < otp->component->n_fallback; i++)
        wanted.fallback[i] = str_from(channel_label(otp->component->fallback[i]));
    if (otp->state != OTP_READY) /* another press, perhaps on another phone, was first: its code counts */
        return RC_OK;
    enum rc rc = verification_start(ctx, &wanted, &result);
    return rc == RC_OK ? load_after(ctx, step, &result, otp) : rc;
}

/* channel STR_NONE: the way it went last. */
static enum rc send_again(struct ctx *ctx, const struct request *request, struct step *step, struct otp *otp,
                          struct str channel)
{
    struct verification_result result;
    enum rc rc =
        verification_resend(ctx, otp->view.verification.id, channel, key_of(ctx, request, otp), &result);
    return rc == RC_OK ? load_after(ctx, step, &result, otp) : rc;
}

enum rc otp_again(struct ctx *ctx, const struct request *request, struct step *step, struct otp *otp)
{
    if (otp->state != OTP_WAITING || otp_resends_left(otp) == 0)
        return RC_OK;
    return send_again(ctx, request, step, otp, STR_NONE);
}

enum rc otp_other(struct ctx *ctx, const struct request *request, struct step *step, struct otp *otp)
{
    enum channel other;
    if (!otp_other_channel(otp, &other))
        return RC_OK;
    return send_again(ctx, request, step, otp, str_from(channel_label(other)));
}

static const char *code_words(struct ctx *ctx, const struct verification_check_result *check)
{
    if (check->outcome == OUTCOME_WRONG)
        return say(ctx, "This code is not right. Ask the recipient to read it out again.");
    if (check->outcome == OUTCOME_TOO_MANY)
        return str_z(ctx->arena,
                     str_printf(ctx->arena, "%s %.*s", say(ctx, "Too many wrong codes for this recipient."),
                                STR_ARG(otp_wait_words(ctx, check->retry_after))));
    if (check->outcome == OUTCOME_INVALID_CODE)
        return say(ctx, "Type the digits of the code, nothing else.");
    return NULL;
}

/* The page waits for another code than the newest: the one that was typed would cost an attempt of that. */
static bool is_superseded(struct ctx *ctx, const struct request *request, const struct otp *otp)
{
    struct uuid shown;
    return uuid_parse(field_of(ctx, request, "for", otp), &shown) &&
           !uuid_eq(shown, otp->view.verification.id);
}

enum rc otp_verify(struct ctx *ctx, const struct request *request, struct step *step, struct otp *otp)
{
    struct verification_check_result check;
    struct str code = str_trim(field_of(ctx, request, "code", otp));
    if (otp->state != OTP_WAITING)
        return RC_OK;
    if (code.n == 0) {
        otp->code_error = say(ctx, "Type the code first.");
        return RC_OK;
    }
    if (is_superseded(ctx, request, otp)) {
        otp->code_error =
            say(ctx, "A newer code was sent meanwhile, perhaps from another phone. Type the newest one.");
        return RC_OK;
    }
    code = code_find(code, otp->view.verification.digits);
    enum rc rc = verification_check(ctx, otp->view.verification.id, code, TYPIST_WORKER, &check);
    if (rc == RC_OK)
        rc = otp_load(ctx, &step->task, otp->component, otp);
    if (rc == RC_OK)
        otp->code_error = code_words(ctx, &check);
    return rc;
}

/* Checks a corrected recipient as the field it replaces; to_error says what is wrong. */
static enum rc check_correction(struct ctx *ctx, const struct request *request,
                                const struct question *question, struct otp *otp, struct answer *answer)
{
    bool own = false;
    *answer = (struct answer){.component = question->component->id};
    otp->to_typed = field_of(ctx, request, "to", otp);
    enum answer_outcome outcome = answer_check(ctx, question, otp->to_typed, &answer->value);
    if (outcome != ANSWER_GOOD) {
        otp->to_typed = outcome == ANSWER_NOT_TEXT ? STR_NONE : otp->to_typed;
        otp->to_error = component_error(ctx, question->component, outcome);
        return RC_OK;
    }
    enum rc rc = member_owns(ctx, ctx->actor.person, answer->value, &own);
    if (own)
        otp->to_error = say(ctx, outcome_sentence(OUTCOME_OWN_RECIPIENT));
    return rc;
}

enum rc otp_correct(struct ctx *ctx, const struct request *request, struct step *step, struct otp *otp)
{
    struct answer answer;
    bool stored;
    const struct question question = {&step->task.definition, otp_correctable(&step->task, otp->component),
                                      request->session->organisation_country, true};
    if (otp_is_done(otp) || !question.component)
        return RC_OK;
    enum rc rc = check_correction(ctx, request, &question, otp, &answer);
    if (rc != RC_OK || otp->to_error)
        return rc;
    rc = task_recipient_correct(ctx, &step->task, answer, &stored);
    if (rc != RC_OK || !stored)
        return rc;
    task_keep(ctx->arena, &step->task, &answer, 1);
    return otp_load(ctx, &step->task, otp->component, otp);
}
