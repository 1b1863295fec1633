/* The settings of an OTP in the Flow Builder: channel, recipient, digits, what is tried when the channel does
 * not deliver. Changes nothing. */
#include "console/builder.h"

#include <string.h>

#include "backend/verification.h"

#define SET(name) TPL_FLOW_BUILDER_##name

static struct str number_text(struct ctx *ctx, int64_t n)
{
    return str_printf(ctx->arena, "%lld", (long long)n);
}

void builder_add_option(struct template_dict *dict, const char *section, struct str value, struct str label,
                        bool chosen)
{
    struct template_dict *option = template_section(dict, section);
    page_set(option, SET(VALUE), value);
    page_set(option, SET(LABEL), label);
    if (chosen)
        template_show(option, SET(CHOSEN));
}

/* The fields that fit, and the chosen one if it is there but does not; how many fit. */
static int fill_recipients(struct ctx *ctx, const struct builder *builder, const struct component *otp,
                           struct template_dict *dict)
{
    int fitting = 0;
    for (int i = 0; i < builder->flow.draft.n; i++) {
        const struct flow_page *page = &builder->flow.draft.page[i];
        for (int j = 0; j < page->n; j++) {
            const struct component *field = &page->component[j];
            bool fits = i <= builder->selected.page && flow_recipient_fits(field, otp->channel);
            bool chosen = str_eq(field->id, otp->recipient);
            struct str words[2] = {field->title, page->title};
            if (fits)
                builder_add_option(dict, SET(RECIPIENT_OPTION), field->id,
                                   text_fill(ctx, TEXT("%1 (%2)"), words, 2), chosen);
            else if (chosen)
                builder_add_option(dict, SET(RECIPIENT_OPTION), field->id,
                                   text_fill(ctx, TEXT("%1 (%2, does not fit)"), words, 2), true);
            fitting += fits;
        }
    }
    return fitting;
}

/* What a guess is worth, with as many attempts as the rules give. */
static struct str guess_words(struct ctx *ctx, int digits)
{
    int64_t codes = 1;
    for (int i = 0; i < digits; i++)
        codes *= 10;
    int64_t attempts = digits < CODE_DIGITS_DEFAULT ? 3 : 5;
    return text_count(ctx, "4 to 10. Somebody who only guesses gets in once in %s tries.",
                      "4 to 10. Somebody who only guesses gets in once in %s tries.", codes / attempts);
}

/* --- fallback --------------------------------------------------------------------------------------- */

struct str builder_fallback_words(struct ctx *ctx, const struct component *otp)
{
    if (otp->n_fallback == 0)
        return str_from(say(ctx, "Nothing else"));
    return str_from(say(ctx, channel_words(otp->fallback[0])));
}

struct str builder_after_words(struct ctx *ctx, int seconds)
{
    if (seconds == 0)
        return str_from(say(ctx, "A failure"));
    return text_count(ctx, "%s second or a failure", "%s seconds or a failure", seconds);
}

static void fill_seconds(struct ctx *ctx, int chosen, struct template_dict *dict)
{
    static const int offered[] = {0, 15, 30, 45, 60, 90, 120, 180, 240};
    bool there = false;
    for (size_t i = 0; i < COUNT_OF(offered); i++) {
        there = there || offered[i] == chosen;
        builder_add_option(dict, SET(AFTER_OPTION), number_text(ctx, offered[i]),
                           builder_after_words(ctx, offered[i]), offered[i] == chosen);
    }
    if (!there)
        builder_add_option(dict, SET(AFTER_OPTION), number_text(ctx, chosen),
                           builder_after_words(ctx, chosen), true);
}

/* The other channels that the recipient has, and the chosen one even if it does not fit. One of them is
 * all there can be, as long as phones have two channels and addresses one. */
static void fill_fallback(struct ctx *ctx, const struct component *otp, struct template_dict *dict)
{
    if (otp->channel == CHANNEL_EMAIL && otp->n_fallback == 0)
        return;
    struct template_dict *fallback = template_section(dict, SET(FALLBACK));
    for (int i = 0; i < CHANNEL__COUNT; i++) {
        enum channel other = (enum channel)i;
        struct str words = str_from(say(ctx, channel_words(other)));
        bool fits = flow_fallback_fits(otp->channel, other);
        bool chosen = otp->n_fallback > 0 && otp->fallback[0] == other;
        if (!fits && !chosen)
            continue;
        builder_add_option(fallback, SET(FALLBACK_OPTION), str_from(channel_label(other)),
                           fits ? words : text_fill(ctx, TEXT("%1 (does not fit)"), &words, 1), chosen);
    }
    fill_seconds(ctx, otp->fallback_after, fallback);
}

/* --- all of it --------------------------------------------------------------------------------------- */

void builder_fill_otp(struct ctx *ctx, const struct builder *builder, const struct component *otp,
                      struct template_dict *dict)
{
    static const enum channel order[] = {CHANNEL_EMAIL, CHANNEL_SMS, CHANNEL_WHATSAPP};
    struct template_dict *settings = template_section(dict, SET(OTP_SETTINGS));
    for (size_t i = 0; i < COUNT_OF(order); i++)
        builder_add_option(settings, SET(CHANNEL_OPTION), str_from(channel_label(order[i])),
                           str_from(say(ctx, channel_words(order[i]))), otp->channel == order[i]);
    builder_fill_sender(ctx, otp->channel, settings);
    int fitting = fill_recipients(ctx, builder, otp, settings);
    bool email = otp->channel == CHANNEL_EMAIL;
    page_set_c(
        settings, SET(RECIPIENT_HELP),
        say(ctx,
            fitting && email ? TEXT("The Email field that holds the recipient's address.")
            : fitting        ? TEXT("The Phone field that holds the recipient's number.")
            : email
                ? TEXT(
                      "There is no Email field on this page or before it. Add one, best on the Initial Page.")
                : TEXT("There is no Phone field on this page or before it. Add one, best on the Initial "
                       "Page.")));
    fill_fallback(ctx, otp, settings);
    bool fine = otp->digits >= CODE_DIGITS_MIN && otp->digits <= CODE_DIGITS_MAX;
    page_set(settings, SET(DIGITS_HELP), guess_words(ctx, fine ? otp->digits : CODE_DIGITS_DEFAULT));
    if (builder->focus && strcmp(builder->focus, "channel") == 0)
        template_show(settings, SET(FOCUS_CHANNEL));
}
