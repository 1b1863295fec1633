/* Where the newest message of an OTP is, as a worker reads it. */
#include "backend/reason.h"
#include "field/step.h"

static struct delivery failed(struct ctx *ctx, const struct otp *otp,
                              const struct verification_message *message)
{
    const char *why = reason_words(message->reason);
    enum channel other;
    struct str next = str_from(say(ctx, "Check the number with the recipient, or ask your office."));
    if (otp_other_channel(otp, &other)) {
        struct str way = str_from(say(ctx, channel_words(other)));
        next = text_fill(ctx, TEXT("Send by %1?"), &way, 1);
    }
    return (struct delivery){
        .kind = "bad",
        .words = str_from(say(ctx, why ? why : TEXT("The code could not be delivered."))),
        .more = message->charged
                    ? next
                    : str_printf(ctx->arena, "%s %.*s", say(ctx, "Nothing was charged."), STR_ARG(next)),
        .failed = true,
    };
}

/* With the time of day at which it came to that. */
static struct str since(struct ctx *ctx, const struct request *request, const char *msgid, int64_t at)
{
    struct str clock = page_clock(ctx, request, at);
    return text_fill(ctx, msgid, &clock, 1);
}

static struct delivery delivery_of(struct ctx *ctx, const struct request *request, const struct otp *otp,
                                   const struct verification_message *message)
{
    int64_t at = message->updated_at;
    switch (message->status) {
    case MESSAGE_QUEUED:
    case MESSAGE_LAUNCHED:
        return (struct delivery){"wait", str_from(say(ctx, "On its way")), STR(""), false};
    case MESSAGE_ACCEPTED:
    case MESSAGE_SENT:
        return (struct delivery){"info", since(ctx, request, TEXT("Sent %1"), at), STR(""), false};
    case MESSAGE_DELIVERED:
        return (struct delivery){"ok", since(ctx, request, TEXT("Delivered %1"), at), STR(""), false};
    case MESSAGE_READ:
        return (struct delivery){"ok", since(ctx, request, TEXT("Read by the recipient %1"), at), STR(""),
                                 false};
    case MESSAGE_REJECTED:
    case MESSAGE_FAILED:
        return failed(ctx, otp, message);
    case MESSAGE_UNKNOWN:
        return (struct delivery){
            "wait", str_from(say(ctx, "Not confirmed yet")),
            str_from(say(ctx, "The code may still arrive. If it does not, send it again.")), false};
    case MESSAGE_EXPIRED:
    case MESSAGE_WITHDRAWN:
    case MESSAGE__COUNT:
        break;
    }
    return (struct delivery){"bad", str_from(say(ctx, "The code was not sent.")),
                             str_from(say(ctx, "Nothing was charged.")), true};
}

struct delivery otp_delivery(struct ctx *ctx, const struct request *request, const struct otp *otp)
{
    if (otp->view.n_messages == 0)
        return (struct delivery){"wait", str_from(say(ctx, "On its way")), STR(""), false};
    struct delivery delivery = delivery_of(ctx, request, otp, &otp->view.messages[otp->view.n_messages - 1]);
    struct str hop = otp_hop_words(ctx, &otp->view);
    if (hop.n)
        delivery.more =
            delivery.more.n ? str_printf(ctx->arena, "%.*s %.*s", STR_ARG(hop), STR_ARG(delivery.more)) : hop;
    return delivery;
}
