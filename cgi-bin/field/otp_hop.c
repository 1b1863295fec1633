/* What a worker reads of a fallback: which channel did not deliver, which one is used instead, or why none
 * is. */
#include "field/step.h"

/* Which sentence, by what became of the message before (may it still arrive?) and of the newest (has it
 * left?). */
static const char *hop_sentence(const struct verification_message *before,
                                const struct verification_message *newest)
{
    bool left = newest->status != MESSAGE_QUEUED && newest->status != MESSAGE_LAUNCHED &&
                newest->status != MESSAGE_UNKNOWN;
    if (before->status == MESSAGE_DELIVERED || before->status == MESSAGE_READ)
        return TEXT("%1 delivered it late, after it was sent by %2 too.");
    if (newest->cause == MESSAGE_CAUSE_FAILED || before->status == MESSAGE_FAILED ||
        before->status == MESSAGE_REJECTED || before->status == MESSAGE_WITHDRAWN)
        return left ? TEXT("%1 could not deliver. Sent by %2 instead.")
                    : TEXT("%1 could not deliver. It goes by %2 instead.");
    return left ? TEXT("%1 did not deliver in time. Sent by %2 too.")
                : TEXT("%1 did not deliver in time. It goes by %2 too.");
}

/* The last of "email:wrong_channel sms:insufficient_credit". */
static bool last_hop(struct str told, struct str *channel, struct str *outcome)
{
    *outcome = STR("");
    while (str_split(&told, ' ', outcome))
        ;
    return str_split(outcome, ':', channel);
}

static struct str refused_words(struct ctx *ctx, struct str told)
{
    enum channel channel;
    struct str label, outcome;
    if (!last_hop(told, &label, &outcome) || !channel_parse(label, &channel) ||
        str_eq(outcome, STR("started")))
        return STR("");
    struct str words = str_from(say(ctx, channel_words(channel)));
    return text_fill(ctx,
                     outcome_from_label(outcome) == OUTCOME_INSUFFICIENT_CREDIT
                         ? TEXT("It could not go by %1 instead: the office must top up the OTP credit.")
                         : TEXT("It could not go by %1 instead."),
                     &words, 1);
}

struct str otp_hop_words(struct ctx *ctx, const struct verification_view *view)
{
    int n = view->n_messages;
    if (n == 0)
        return STR("");
    const struct verification_message *newest = &view->messages[n - 1];
    if (newest->fallback.n)
        return refused_words(ctx, newest->fallback);
    if (n < 2 || (newest->cause != MESSAGE_CAUSE_FAILED && newest->cause != MESSAGE_CAUSE_LATE))
        return STR("");
    const struct verification_message *before = &view->messages[n - 2];
    struct str channels[] = {str_from(say(ctx, channel_words(before->channel))),
                             str_from(say(ctx, channel_words(newest->channel)))};
    return text_fill(ctx, hop_sentence(before, newest), channels, 2);
}
