/* The settings of an OTP in the Flow Builder: channel, recipient, digits, what is tried when the channel does
 * not deliver. Changes nothing. */
#include "console/builder.h"

#include "backend/verification.h"

#define SET(name) TPL_FLOW_BUILDER_OTP_##name

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
                page_add_option(dict, SET(RECIPIENT_OPTION), field->id,
                                text_fill(ctx, TEXT("%1 (%2)"), words, 2), chosen);
            else if (chosen)
                page_add_option(dict, SET(RECIPIENT_OPTION), field->id,
                                text_fill(ctx, TEXT("%1 (%2, does not fit)"), words, 2), true);
            fitting += fits;
        }
    }
    return fitting;
}

/* What a guess is worth at each number of digits, with as many attempts as the rules give; builder.js shows
 * the one that is typed. */
static void fill_odds(struct ctx *ctx, int chosen, struct template_dict *dict)
{
    int64_t codes = 1;
    bool fine = chosen >= CODE_DIGITS_MIN && chosen <= CODE_DIGITS_MAX;
    for (int digits = 1; digits <= CODE_DIGITS_MAX; digits++) {
        codes *= 10;
        if (digits < CODE_DIGITS_MIN)
            continue;
        int64_t attempts = digits < CODE_DIGITS_DEFAULT ? 3 : 5;
        struct str words[] = {text_count(ctx, "1 in %s", "1 in %s", codes / attempts),
                              text_count(ctx, "%s attempt", "%s attempts", attempts)};
        struct template_dict *odds = template_section(dict, SET(ODDS));
        page_set(odds, SET(ODDS_DIGITS), builder_number(ctx, digits));
        page_set(odds, SET(ODDS_WORDS), text_fill(ctx, TEXT("Odds of a guess: %1 with %2."), words, 2));
        if (digits != (fine ? chosen : CODE_DIGITS_DEFAULT))
            template_show(odds, SET(ODDS_HIDDEN));
    }
}

/* --- fallback --------------------------------------------------------------------------------------- */

static struct str after_words(struct ctx *ctx, int seconds)
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
        page_add_option(dict, SET(AFTER_OPTION), builder_number(ctx, offered[i]),
                        after_words(ctx, offered[i]), offered[i] == chosen);
    }
    if (!there)
        page_add_option(dict, SET(AFTER_OPTION), builder_number(ctx, chosen), after_words(ctx, chosen), true);
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
        page_add_option(fallback, SET(FALLBACK_OPTION), str_from(channel_label(other)),
                        fits ? words : text_fill(ctx, TEXT("%1 (does not fit)"), &words, 1), chosen);
    }
    fill_seconds(ctx, otp->fallback_after, fallback);
}

/* --- all of it --------------------------------------------------------------------------------------- */

static const char *recipient_help(struct ctx *ctx, bool fitting, bool email)
{
    if (fitting)
        return say(ctx, email ? TEXT("The Email field that holds the recipient's address.")
                              : TEXT("The Phone field that holds the recipient's number."));
    return say(ctx, email ? TEXT("There is no Email field on this page or before it.")
                          : TEXT("There is no Phone field on this page or before it."));
}

/* A way to the chosen field, or to one where there is none. */
static void fill_recipient_link(struct ctx *ctx, const struct builder *builder, const struct component *otp,
                                bool fitting, struct template_dict *dict)
{
    struct flow_place place;
    if (flow_component_find(&builder->flow.draft, otp->recipient, &place)) {
        const struct component *field = flow_component_at(&builder->flow.draft, place);
        struct template_dict *link = template_section(dict, SET(RECIPIENT_LINK));
        page_set(link, SET(RECIPIENT_ID), field->id);
        page_set(link, SET(RECIPIENT_WORDS), text_fill(ctx, TEXT("Go to “%1”"), &field->title, 1));
    }
    if (!fitting && !builder->read_only)
        template_show(dict, SET(CREATE));
}

void builder_fill_otp(struct ctx *ctx, const struct builder *builder, const struct component *otp,
                      struct template_dict *pane)
{
    static const enum channel order[] = {CHANNEL_EMAIL, CHANNEL_SMS, CHANNEL_WHATSAPP};
    for (size_t i = 0; i < COUNT_OF(order); i++)
        page_add_option(pane, SET(CHANNEL_OPTION), str_from(channel_label(order[i])),
                        str_from(say(ctx, channel_words(order[i]))), otp->channel == order[i]);
    builder_fill_sender(ctx, otp->channel, pane);
    builder_fill_cost(ctx, builder, otp->channel, pane);
    bool fitting = fill_recipients(ctx, builder, otp, pane) > 0;
    page_set_c(pane, SET(RECIPIENT_HELP), recipient_help(ctx, fitting, otp->channel == CHANNEL_EMAIL));
    fill_recipient_link(ctx, builder, otp, fitting, pane);
    fill_fallback(ctx, otp, pane);
    fill_odds(ctx, otp->digits, pane);
    if (otp->correctable)
        template_show(pane, SET(CORRECTABLE_CHOSEN));
    if (otp->recipient_entry)
        template_show(pane, SET(RECIPIENT_ENTRY_CHOSEN));
}
