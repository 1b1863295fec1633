/* One honest recommendation to whoever is told "the code didn't arrive". */
#include "backend/reason.h"
#include "base/text.h"
#include "web/delivery.h"

struct saying {
    const char *kind, *title, *text;
    bool other_first, start_anew;
};

static const struct saying ENDED[] = {
    [VERIFICATION_PENDING] = {NULL, NULL, NULL, false, false},
    [VERIFICATION_APPROVED] = {"ok", TEXT("Nothing to do"), TEXT("The right code was typed."), false, false},
    [VERIFICATION_EXPIRED] = {"wait", TEXT("Start a new code"),
                              TEXT("This one has expired: it can be neither typed nor sent again."), false,
                              true},
    [VERIFICATION_LOCKED] =
        {"bad", TEXT("Start a new code"),
         TEXT("This one is locked after too many wrong codes. Read the new code out digit by digit."), false,
         true},
    [VERIFICATION_CANCELED] = {"info", TEXT("Start a new code"),
                               TEXT("This one was canceled and is no longer valid."), false, true},
};

static const struct saying BY_STATUS[] = {
    [MESSAGE_QUEUED] = {"wait", TEXT("Wait a moment"),
                        TEXT("The message is on its way. Look again in a few seconds."), false, false},
    [MESSAGE_LAUNCHED] = {"wait", TEXT("Wait a moment"),
                          TEXT("The message is on its way. Look again in a few seconds."), false, false},
    [MESSAGE_ACCEPTED] = {"info", TEXT("Check the phone, then try another way"),
                          TEXT("The provider took the message but has not said that it arrived. Ask whether "
                               "the phone is on and "
                               "has a connection. If nothing comes, another channel is the better bet."),
                          true, false},
    [MESSAGE_SENT] = {"info", TEXT("Check the phone, then try another way"),
                      TEXT("The provider sent the message but has not said that it arrived. Ask whether the "
                           "phone is on and "
                           "has a connection. If nothing comes, another channel is the better bet."),
                      true, false},
    [MESSAGE_DELIVERED] =
        {"ok", TEXT("Ask the recipient to look once more"),
         TEXT("The message is on the phone. Check with the recipient that this is the right number; every "
              "message of this verification carries the same code."),
         false, false},
    [MESSAGE_READ] = {"ok", TEXT("Ask the recipient to look once more"),
                      TEXT("The message was opened. Check with the recipient that this is the right number; "
                           "every message of "
                           "this verification carries the same code."),
                      false, false},
    [MESSAGE_REJECTED] = {"bad", TEXT("Try another way"), NULL, true, false},
    [MESSAGE_FAILED] = {"bad", TEXT("Try another way"), NULL, true, false},
    [MESSAGE_UNKNOWN] =
        {"wait", TEXT("Wait half a minute, then send again"),
         TEXT("The provider did not answer; the message may still arrive. Sending again costs a second "
              "message, and the recipient may get both: they carry the same code."),
         false, false},
    [MESSAGE_EXPIRED] = {"wait", TEXT("Start a new code"), TEXT("The message was never sent."), false, true},
    [MESSAGE_WITHDRAWN] = {"info", TEXT("Start a new code"), TEXT("The message was never sent."), false,
                           true},
};

/* An e-mail has no other channel. */
static const struct saying MAIL_OUT = {"info", TEXT("Look into the spam folder"),
                                       TEXT("The mail server took the message; mail gives no word of its "
                                            "arrival. Ask the recipient to look for it among spam, "
                                            "and check the address."),
                                       false, false};
static const struct saying MAIL_FAILED = {"bad", TEXT("Check the address"), NULL, false, false};
static const struct saying WRONG_NUMBER = {"bad", TEXT("Check the number with the recipient"), NULL, false,
                                           false};
static const struct saying NO_LIFE = {
    "wait", TEXT("Start a new code"),
    TEXT("This one expires in less than half a minute: too soon to be sent again."), false, true};

static const struct saying *choose(const struct delivery_view *view, const struct delivery_message *last)
{
    bool failed = last->status == MESSAGE_REJECTED || last->status == MESSAGE_FAILED;
    bool mail = last->channel == CHANNEL_EMAIL;
    if (view->status != VERIFICATION_PENDING)
        return &ENDED[view->status];
    if (view->resend_at == 0)
        return &NO_LIFE;
    if (failed && mail)
        return &MAIL_FAILED;
    if (failed && str_eq(last->reason, STR("invalid_recipient")))
        return &WRONG_NUMBER;
    if (mail && (last->status == MESSAGE_ACCEPTED || last->status == MESSAGE_SENT))
        return &MAIL_OUT;
    return &BY_STATUS[last->status];
}

/* Why it failed and what it cost, which a recommendation after a failure begins with. */
static struct str failure(struct ctx *ctx, const struct delivery_message *last)
{
    struct str why = delivery_reason(ctx, last->status, last->reason);
    struct str parts[] = {why.n ? why : str_from(say(ctx, "The message could not be delivered.")),
                          str_from(last->money == DELIVERY_CHARGED ? say(ctx, "It was charged all the same.")
                                   : last->money == DELIVERY_REFUNDED ? say(ctx, "Its price was refunded.")
                                                                      : say(ctx, "Nothing was charged."))};
    return str_printf(ctx->arena, "%.*s %.*s", STR_ARG(parts[0]), STR_ARG(parts[1]));
}

struct delivery_advice delivery_advice(struct ctx *ctx, const struct delivery_view *view)
{
    if (view->n_messages == 0)
        return (struct delivery_advice){.kind = "info", .title = STR(""), .start_anew = true};
    const struct delivery_message *last = &view->message[view->n_messages - 1];
    const struct saying *saying = choose(view, last);
    return (struct delivery_advice){
        .kind = saying->kind,
        .title = str_from(say(ctx, saying->title)),
        .text = saying->text ? str_from(say(ctx, saying->text)) : failure(ctx, last),
        .other_first = saying->other_first,
        .start_anew = saying->start_anew,
    };
}
