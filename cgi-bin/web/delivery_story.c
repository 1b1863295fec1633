/* What happened to a verification, told in plain words and in order. Never a code, and no number but masked.
 */
#include "backend/outcome.h"
#include "backend/reason.h"
#include "base/clock.h"
#include "base/text.h"
#include "web/delivery.h"

#define CLOCKS_US (2 * SECOND_US)

struct teller {
    struct ctx *ctx;
    const struct delivery_view *view;
    struct delivery_story *story;
    int64_t *last; /* place in time of the step before, of the same message */
};

/*
 * Steps of one moment stay in the order in which they are told. Providers tell whole seconds: what seems to
 * lie a little before its cause is put behind it.
 */
static struct delivery_step *tell(const struct teller *t, int64_t at, const char *kind, struct str title)
{
    struct delivery_story *story = t->story;
    if (story->n == DELIVERY_STEPS_MAX)
        return &story->step[DELIVERY_STEPS_MAX]; /* one more than is told */
    int64_t order = at < *t->last && *t->last - at < CLOCKS_US ? *t->last : at;
    int place = story->n++;
    for (; place > 0 && story->step[place - 1].order > order; place--)
        story->step[place] = story->step[place - 1];
    story->step[place] = (struct delivery_step){.at = at, .order = order, .kind = kind, .title = title};
    *t->last = order;
    return &story->step[place];
}

static struct str channel_name(const struct teller *t, enum channel channel)
{
    return str_from(say(t->ctx, channel_words(channel)));
}

/* --- the beginning --- */

static void tell_start(const struct teller *t, struct str recipient)
{
    const struct delivery_view *view = t->view;
    struct str values[] = {STR_NONE, recipient, channel_name(t, view->channel)};
    const char *sentence = TEXT("A code to %2 by %3 was asked for.");
    if (view->by_key) {
        values[0] = view->api_key_name;
        sentence = TEXT("The API key “%1” asked for a code to %2 by %3.");
    } else if (view->by_person) {
        values[0] = view->person_name.n ? view->person_name : str_from(say(t->ctx, "Somebody who has left"));
        sentence = TEXT("%1 asked for a code to %2 by %3.");
    }
    tell(t, view->created_at, "otp", text_fill(t->ctx, sentence, values, 3));
}

/* Did the message before this one hand over to it? */
static bool is_hop(const struct teller *t, int i)
{
    struct str rest = i > 0 ? t->view->message[i - 1].fallback : STR_NONE, pair, channel;
    while (str_split(&rest, ' ', &pair))
        if (str_split(&pair, ':', &channel) && str_eq(pair, STR("started")) &&
            str_eq(channel, str_from(channel_label(t->view->message[i].channel))))
            return true;
    return false;
}

/* A hop whose cause had not failed by then had taken too long. */
static bool is_late(const struct teller *t, int i)
{
    const struct delivery_message *before = i > 0 ? &t->view->message[i - 1] : NULL;
    return is_hop(t, i) && before->status != MESSAGE_REJECTED && before->status != MESSAGE_FAILED &&
           before->failed_at == 0;
}

static void tell_queued(const struct teller *t, int i)
{
    const struct delivery_message *message = &t->view->message[i];
    struct str values[] = {channel_name(t, message->channel), delivery_credits(t->ctx, message->price)};
    const char *sentence =
        i == 0          ? TEXT("%1: the message costs %2; that much was reserved.")
        : is_late(t, i) ? TEXT("Not delivered in time, so %1 was tried. It costs %2; that much was reserved.")
        : is_hop(t, i)  ? TEXT("%1 was tried instead. It costs %2; that much was reserved.")
                        : TEXT("Asked for again, by %1. It costs %2; that much was reserved.");
    tell(t, message->created_at, i == 0 ? "reserved" : "next", text_fill(t->ctx, sentence, values, 2));
}

/* --- on its way --- */

static void tell_launched(const struct teller *t, const struct delivery_message *message)
{
    struct str values[] = {channel_name(t, message->channel),
                           str_printf(t->ctx->arena, "%lld", (long long)message->tries)};
    if (message->launched_at)
        tell(t, message->launched_at, "deliveries",
             text_fill(t->ctx,
                       message->tries > 1 ? TEXT("%1: handed to the provider, at try %2.")
                                          : TEXT("%1: handed to the provider."),
                       values, 2));
    if (message->status == MESSAGE_QUEUED && message->tries > 0)
        tell(t, message->updated_at, "wait",
             text_fill(t->ctx, TEXT("%1: the provider took nothing. It is tried again in a moment."), values,
                       1))
            ->detail = delivery_reason(t->ctx, message->status, message->reason);
}

static void tell_accepted(const struct teller *t, const struct delivery_message *message)
{
    bool proved = str_eq(message->reason, STR("proved"));
    struct str name = channel_name(t, message->channel);
    if (message->accepted_at)
        tell(t, message->accepted_at, proved ? "ok" : "info",
             text_fill(t->ctx,
                       proved ? TEXT("%1: the right code proves that the message arrived.")
                              : TEXT("%1: the provider accepted the message."),
                       &name, 1));
}

static void tell_evidence(const struct teller *t, const struct delivery_message *message)
{
    bool mail = message->channel == CHANNEL_EMAIL;
    const struct {
        int64_t at;
        const char *kind, *sentence;
    } steps[] = {
        {message->sent_at, "info", TEXT("%1: the provider sent the message.")},
        {message->delivered_at, "ok",
         mail ? TEXT("%1: it was delivered to the mailbox.") : TEXT("%1: it was delivered to the phone.")},
        {message->read_at, "ok", TEXT("%1: the recipient opened it.")},
    };
    struct str name = channel_name(t, message->channel);
    for (size_t i = 0; i < COUNT_OF(steps); i++)
        if (steps[i].at)
            tell(t, steps[i].at, steps[i].kind, text_fill(t->ctx, steps[i].sentence, &name, 1));
}

static void tell_unanswered(const struct teller *t, const struct delivery_message *message)
{
    struct str name = channel_name(t, message->channel);
    if (!message->unknown_at && message->status != MESSAGE_UNKNOWN)
        return;
    tell(t, message->unknown_at ? message->unknown_at : message->updated_at, "wait",
         text_fill(t->ctx, TEXT("%1: the provider did not answer."), &name, 1))
        ->detail =
        str_from(say(t->ctx, "We do not know whether the message went. Nothing is charged unless it "
                             "turns out that it arrived."));
}

static void tell_end_of(const struct teller *t, const struct delivery_message *message)
{
    struct str name = channel_name(t, message->channel);
    struct str why = delivery_reason(t->ctx, message->status, message->reason);
    if (message->failed_at || message->status == MESSAGE_REJECTED || message->status == MESSAGE_FAILED)
        tell(t, message->failed_at ? message->failed_at : message->updated_at, "bad",
             text_fill(t->ctx,
                       message->status == MESSAGE_REJECTED ? TEXT("%1: the provider refused the message.")
                                                           : TEXT("%1: it was not delivered."),
                       &name, 1))
            ->detail = why;
    if (message->status == MESSAGE_EXPIRED || message->status == MESSAGE_WITHDRAWN)
        tell(t, message->updated_at, "info",
             text_fill(t->ctx, TEXT("%1: the message was not sent."), &name, 1))
            ->detail = why;
}

/* --- what was not tried, and why --- */

static void tell_passed_over(const struct teller *t, const struct delivery_message *message)
{
    struct str rest = message->fallback, pair, label;
    if (str_eq(rest, STR("chosen")))
        tell(t, message->failed_at ? message->failed_at : message->updated_at, "info",
             str_from(say(t->ctx, "No other channel was tried by itself: a person had chosen this one.")));
    while (str_split(&rest, ' ', &pair)) {
        enum channel channel;
        if (!str_split(&pair, ':', &label) || !channel_parse(label, &channel) || str_eq(pair, STR("started")))
            continue;
        struct str name = channel_name(t, channel);
        enum outcome why = outcome_from_label(pair);
        tell(t, message->failed_at ? message->failed_at : message->updated_at, "info",
             text_fill(t->ctx, TEXT("%1 was not tried instead."), &name, 1))
            ->detail = str_from(say(t->ctx, outcome_sentence(why)));
    }
}

/* --- money --- */

static void tell_settlement(const struct teller *t, const struct delivery_message *message)
{
    struct str values[] = {channel_name(t, message->channel), delivery_credits(t->ctx, message->price)};
    if (message->entry_at) {
        bool charged = message->money != DELIVERY_RELEASED;
        struct delivery_step *step =
            tell(t, message->entry_at, "billing",
                 text_fill(t->ctx,
                           charged ? TEXT("%1: charged %2.")
                                   : TEXT("%1: nothing was charged; the reservation of %2 ended."),
                           values, 2));
        step->entry = message->entry_number;
        /* The provider's late word changes the status, never the money. */
        if (!charged && (message->status == MESSAGE_DELIVERED || message->status == MESSAGE_READ ||
                         message->status == MESSAGE_SENT))
            step->detail = str_from(say(t->ctx, "That it arrived was learned too late; it stays free."));
    }
}

static void tell_refund(const struct teller *t, const struct delivery_message *message)
{
    struct str values[] = {channel_name(t, message->channel), delivery_credits(t->ctx, message->price)};
    if (message->refund_at)
        tell(t, message->refund_at, "billing", text_fill(t->ctx, TEXT("%1: refunded %2."), values, 2))
            ->entry = message->refund_number;
}

/* --- the end --- */

static void tell_guesses(const struct teller *t)
{
    if (t->view->wrong <= 0)
        return;
    struct delivery_step *step =
        tell(t, t->view->last_wrong_at ? t->view->last_wrong_at : t->view->created_at, "bad",
             text_count(t->ctx, "A wrong code was typed.", "%s wrong codes were typed, this one the last.",
                        t->view->wrong));
    struct str most = str_printf(t->ctx->arena, "%d", t->view->attempts_max);
    step->detail = text_fill(t->ctx, TEXT("It takes %1 guesses in all."), &most, 1);
}

static void tell_end(const struct teller *t)
{
    const struct delivery_view *view = t->view;
    static const struct {
        const char *kind, *words;
    } ends[] = {
        [VERIFICATION_PENDING] = {NULL, NULL},
        [VERIFICATION_APPROVED] = {"ok", TEXT("The right code was typed: verified.")},
        [VERIFICATION_EXPIRED] = {"wait", TEXT("The code expired.")},
        [VERIFICATION_LOCKED] = {"lock", TEXT("Too many wrong codes were typed: the code is locked.")},
        [VERIFICATION_CANCELED] = {"close", TEXT("The code was canceled.")},
    };
    if (view->status == VERIFICATION_PENDING)
        return;
    bool replaced = view->status == VERIFICATION_CANCELED && !uuid_is_nil(view->next);
    tell(t, view->closed_at ? view->closed_at : view->expires_at, ends[view->status].kind,
         str_from(say(t->ctx, replaced ? TEXT("A newer code for the same step took its place.")
                                       : ends[view->status].words)));
}

struct delivery_story delivery_story(struct ctx *ctx, const struct delivery_view *view)
{
    struct delivery_story story = {.step =
                                       ARENA_ARRAY(ctx->arena, struct delivery_step, DELIVERY_STEPS_MAX + 1)};
    int64_t last = 0;
    const struct teller t = {ctx, view, &story, &last};
    tell_start(&t, view->recipient);
    for (int i = 0; i < view->n_messages; i++, last = 0) {
        const struct delivery_message *message = &view->message[i];
        tell_queued(&t, i);
        tell_launched(&t, message);
        tell_unanswered(&t, message);
        tell_accepted(&t, message);
        if (message->accepted_at)
            tell_settlement(&t, message);
        tell_evidence(&t, message);
        tell_end_of(&t, message);
        if (!message->accepted_at)
            tell_settlement(&t, message);
        tell_refund(&t, message);
        tell_passed_over(&t, message);
    }
    tell_guesses(&t);
    tell_end(&t);
    return story;
}
