/* Every refusal of a send in words that a worker can act on: what happened, when it works again, who helps.
 * No prices and no balances here. */
#include "field/step.h"

struct refusal {
    enum outcome outcome;
    const char *cap; /* of TOO_MANY: which; NULL: any */
    const char *title;
    const char *text; /* NULL: when to try again */
    bool recipient;   /* another recipient may help */
};

/* The first that fits counts. */
static const struct refusal REFUSALS[] = {
    {OUTCOME_INSUFFICIENT_CREDIT, NULL, TEXT("The code cannot be sent now."),
     TEXT("Ask your office: they must top up the OTP credit, then press the button again. An admin can also "
          "approve the step without a code."),
     false},
    {OUTCOME_DAY_CAP, NULL, TEXT("The code cannot be sent now."),
     TEXT("Ask your office: its spending cap for today is reached. An admin can raise it, or approve the "
          "step without a code."),
     false},
    {OUTCOME_OWN_RECIPIENT, NULL, TEXT("This is your own number or address."),
     TEXT("Nothing was sent. The code must go to the recipient."), true},
    {OUTCOME_INVALID_RECIPIENT, NULL, TEXT("This number or address cannot be reached."),
     TEXT("Nothing was sent."), true},
    {OUTCOME_NOT_MOBILE, NULL, TEXT("This number cannot receive messages."), TEXT("Nothing was sent."), true},
    {OUTCOME_WRONG_CHANNEL, NULL, TEXT("This number or address cannot be reached."),
     TEXT("Nothing was sent."), true},
    {OUTCOME_COUNTRY_REFUSED, NULL, TEXT("Codes cannot be sent to this country."), TEXT("Nothing was sent."),
     true},
    {OUTCOME_COUNTRY_NOT_ALLOWED, NULL, TEXT("Your organisation does not send codes to this country."),
     TEXT("Nothing was sent."), true},
    {OUTCOME_NO_RATE, NULL, TEXT("Codes cannot be sent to this country."), TEXT("Nothing was sent."), true},
    {OUTCOME_TOO_MANY, "recipient", TEXT("Too many codes went to this recipient."), NULL, false},
    {OUTCOME_TOO_MANY, "recipient_day", TEXT("Too many codes went to this recipient today."), NULL, false},
    {OUTCOME_TOO_MANY, "prefix", TEXT("Too many codes went to numbers like this one."), NULL, false},
    {OUTCOME_TOO_MANY, "person", TEXT("You asked for many codes in a short time."), NULL, false},
    {OUTCOME_TOO_MANY, "address", TEXT("Too many codes were asked for from this network."), NULL, false},
    {OUTCOME_TOO_MANY, "task_step", TEXT("This step has used up its codes."),
     TEXT("Call your office: an admin can approve the step without a code."), false},
    {OUTCOME_TOO_MANY, NULL, TEXT("Too many codes were asked for."), NULL, false},
    {OUTCOME_COOLDOWN, NULL, TEXT("The code was sent a moment ago."), NULL, false},
    {OUTCOME_TOO_LATE, NULL, TEXT("The code is about to expire."),
     TEXT("Wait until it has expired, then send a new one."), false},
    {OUTCOME_CLOSED, NULL, TEXT("The last code is no longer valid."),
     TEXT("Press Send code: the recipient gets a new one."), false},
    {OUTCOME_KEY_REUSED, NULL, TEXT("This page was out of date."),
     TEXT("Nothing was sent. Press the button again."), false},
    {OUTCOME_NO_SENDER, NULL, TEXT("Codes cannot be sent this way at the moment."),
     TEXT("Nothing was sent. Tell your office: an admin can approve the step without a code."), false},
};

struct str otp_wait_words(struct ctx *ctx, int seconds)
{
    if (seconds < 90)
        return text_count(ctx, "Try again in %s second.", "Try again in %s seconds.",
                          seconds < 1 ? 1 : seconds);
    if (seconds < 90 * 60)
        return text_count(ctx, "Try again in %s minute.", "Try again in %s minutes.", (seconds + 59) / 60);
    return text_count(ctx, "Try again in %s hour.", "Try again in %s hours.", (seconds + 3599) / 3600);
}

static const struct refusal *refusal_of(const struct verification_result *result)
{
    for (size_t i = 0; i < COUNT_OF(REFUSALS); i++) {
        const struct refusal *one = &REFUSALS[i];
        if (one->outcome == result->outcome && (!one->cap || str_eq(str_from(one->cap), result->cap)))
            return one;
    }
    return NULL;
}

struct otp_notice otp_refusal(struct ctx *ctx, const struct task *task, const struct component *otp,
                              const struct verification_result *result)
{
    const struct refusal *refusal = refusal_of(result);
    struct otp_notice notice = {.kind = "bad", .title = say(ctx, TEXT("The code could not be sent."))};
    if (refusal == NULL) {
        notice.text = str_from(say(ctx, "Nothing was sent. Try again in a moment."));
        return notice;
    }
    notice.title = say(ctx, refusal->title);
    notice.text =
        refusal->text ? str_from(say(ctx, refusal->text)) : otp_wait_words(ctx, result->retry_after);
    if (refusal->recipient)
        otp_note_fix(ctx, task, otp, &notice);
    return notice;
}
