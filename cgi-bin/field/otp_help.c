/* "Code didn't arrive?": the likely cause by what is known of the newest message, and what to do, in order.
 */
#include "field/step.h"

/* What is worth doing. Which of it is possible is looked up when it is said. */
enum {
    DO_WAIT = 1,
    DO_LOOK = 2,
    DO_AGAIN = 4,
    DO_OTHER = 8,
    DO_CORRECT = 16,
};

struct cause {
    const char *reason; /* of a message that failed; NULL: by its status */
    unsigned statuses;  /* bits of enum message_status */
    const char *words;
    unsigned todo;
};

#define BIT(status) (1U << MESSAGE_##status)
#define ENDED (BIT(REJECTED) | BIT(FAILED))

/* The first that fits counts. */
static const struct cause CAUSES[] = {
    {"not_on_whatsapp", ENDED, TEXT("This number has no WhatsApp."), DO_OTHER | DO_CORRECT},
    {"invalid_recipient", ENDED, TEXT("The number or address may be wrong."), DO_CORRECT},
    {"recipient_incapable", ENDED, TEXT("This number cannot receive such messages."), DO_OTHER | DO_CORRECT},
    {"handset_unreachable", ENDED, TEXT("The recipient's phone is off or has no signal."),
     DO_AGAIN | DO_OTHER | DO_CORRECT},
    {"recipient_opted_out", ENDED, TEXT("The recipient has blocked messages from this sender."),
     DO_OTHER | DO_CORRECT},
    {"country_restricted", ENDED, TEXT("Messages to this country are not possible this way."),
     DO_OTHER | DO_CORRECT},
    {NULL, ENDED, TEXT("The provider has trouble with this message."), DO_AGAIN | DO_OTHER | DO_CORRECT},
    {NULL, BIT(QUEUED) | BIT(LAUNCHED), TEXT("The code is on its way."), DO_WAIT | DO_AGAIN | DO_OTHER},
    {NULL, BIT(ACCEPTED) | BIT(SENT),
     TEXT("The code was sent, but the recipient's phone has not confirmed it: it may be off or without "
          "signal, or the number is wrong."),
     DO_WAIT | DO_AGAIN | DO_OTHER | DO_CORRECT},
    {NULL, BIT(DELIVERED) | BIT(READ),
     TEXT("The code is on the recipient's phone, perhaps where nobody looks."),
     DO_LOOK | DO_AGAIN | DO_OTHER | DO_CORRECT},
    {NULL, BIT(UNKNOWN), TEXT("The provider has not confirmed the message. It may still arrive."),
     DO_WAIT | DO_AGAIN | DO_OTHER | DO_CORRECT},
    {NULL, ~0U, TEXT("The code was not sent."), DO_AGAIN | DO_OTHER},
};

static const struct cause *cause_of(const struct verification_message *message)
{
    for (size_t i = 0; i < COUNT_OF(CAUSES); i++) {
        bool known = CAUSES[i].reason == NULL || str_eq(str_from(CAUSES[i].reason), message->reason);
        if (known && (CAUSES[i].statuses & 1U << message->status))
            return &CAUSES[i];
    }
    return &CAUSES[COUNT_OF(CAUSES) - 1];
}

static const char *where_to_look(enum channel channel)
{
    switch (channel) {
    case CHANNEL_WHATSAPP:
        return TEXT("Let the recipient look through all WhatsApp chats, archived ones and requests, too.");
    case CHANNEL_SMS:
        return TEXT("Let the recipient look in the SMS app: under spam, and on the phone's other SIM.");
    case CHANNEL_EMAIL:
    case CHANNEL__COUNT:
        break;
    }
    return TEXT("Let the recipient look in the spam folder.");
}

static void add(struct otp_help *help, struct str words)
{
    if (words.n && help->n < OTP_STEPS_MAX)
        help->step[help->n++] = words;
}

static struct str again_words(struct ctx *ctx, const struct request *request, const struct otp *otp)
{
    int64_t at = otp->view.verification.resend_at;
    if (otp_resends_left(otp) == 0 || at == 0)
        return STR("");
    struct str clock = page_clock(ctx, request, at);
    return at <= ctx->now_us ? str_from(say(ctx, "Press Send again: the same code goes out once more."))
                             : text_fill(ctx, TEXT("Press Send again, from %1 on."), &clock, 1);
}

static struct str correct_words(struct ctx *ctx, const struct task *task, const struct otp *otp)
{
    if (otp_correctable(task, otp->component) || otp_is_typed(task, otp->component))
        return str_from(say(ctx, "Compare the number or address with the recipient, and correct it."));
    return str_from(say(ctx, "Compare the last digits of the number with the recipient."));
}

struct otp_help otp_help(struct ctx *ctx, const struct request *request, const struct task *task,
                         const struct otp *otp)
{
    static const struct verification_message queued = {.status = MESSAGE_QUEUED};
    int n = otp->view.n_messages;
    const struct verification_message *newest = n ? &otp->view.messages[n - 1] : &queued;
    const struct cause *cause = cause_of(newest);
    struct otp_help help = {.cause = str_from(say(ctx, cause->words))};
    enum channel other;
    if (cause->todo & DO_WAIT)
        add(&help, str_from(say(ctx, "Wait half a minute: most codes arrive within that time.")));
    if (cause->todo & DO_LOOK)
        add(&help, str_from(say(ctx, where_to_look(newest->channel))));
    if (cause->todo & DO_AGAIN)
        add(&help, again_words(ctx, request, otp));
    if (cause->todo & DO_OTHER && otp_other_channel(otp, &other)) {
        struct str way = str_from(say(ctx, channel_words(other)));
        add(&help, text_fill(ctx, TEXT("Send the same code by %1."), &way, 1));
    }
    if (cause->todo & DO_CORRECT)
        add(&help, correct_words(ctx, task, otp));
    add(&help, str_from(say(ctx, "Call your office: an admin can approve the step without a code.")));
    return help;
}
