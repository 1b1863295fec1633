/*
 * "What does it cost to send to …": the price by the function that charges, asked with the number as a send
 * would be. Sends nothing, keeps nothing.
 */
#include "backend/recipient.h"
#include "base/text.h"
#include "console/rate.h"
#include "shim/phone.h"

#define LIST(name) TPL_RATE_LIST_##name
#define COUNT_MAX 1000000

struct asked {
    struct str to, count_text;
    enum channel channel;
    int64_t count;
    bool bad_count;
};

static struct asked read_asked(struct ctx *ctx, const struct request *request)
{
    struct asked asked = {.to = str_trim(str_head(request_query(ctx, request, "to"), 254)),
                          .count_text = str_trim(str_head(request_query(ctx, request, "count"), 20)),
                          .count = 1};
    if (!channel_parse(request_query(ctx, request, "by"), &asked.channel))
        asked.channel = CHANNEL_WHATSAPP;
    asked.bad_count = asked.count_text.n && !str_to_i64(asked.count_text, 1, COUNT_MAX, &asked.count);
    return asked;
}

static void fill_form(struct ctx *ctx, const struct asked *asked, struct template_dict *body)
{
    page_set(body, LIST(TO), asked->to);
    page_set(body, LIST(TIMES_ASKED), asked->count_text.n ? asked->count_text : STR("1"));
    for (int i = 0; i < CHANNEL__COUNT; i++) {
        struct template_dict *option = template_section(body, LIST(BY_OPTION));
        page_set_c(option, LIST(VALUE), channel_label((enum channel)i));
        page_set_c(option, LIST(LABEL), say(ctx, channel_words((enum channel)i)));
        if (asked->channel == (enum channel)i)
            template_show(option, LIST(CHOSEN));
    }
}

/* +1 and +7 lead to several countries: which one this number is of must not be guessed by the reader. */
static void fill_shared(struct ctx *ctx, struct str country, struct template_dict *place)
{
    int code = phone_calling_code(str_z(ctx->arena, country)), n = 0;
    for (const char *const *at = phone_countries(); *at; at++)
        n += phone_calling_code(*at) == code;
    if (n < 2)
        return;
    struct str values[] = {str_printf(ctx->arena, "+%d", code), page_country(ctx, country)};
    page_set(template_section(place, LIST(SHARED)), LIST(WORDS),
             text_fill(ctx, "Several countries share %1; this number is of %2.", values, 2));
}

static void fill_place(struct ctx *ctx, const struct recipient *to, struct template_dict *answer)
{
    struct template_dict *place = template_section(answer, LIST(PLACE));
    page_set(place, LIST(NUMBER), recipient_format(ctx->arena, to->to));
    if (to->email)
        return;
    struct template_dict *of = template_section(place, LIST(OF));
    page_set_country(ctx, of, LIST(COUNTRY), to->country);
    fill_shared(ctx, to->country, place);
}

/* What one, and all of them, cost and what they leave. */
static void fill_cost(struct ctx *ctx, const struct request *request, const struct price_estimate *estimate,
                      int64_t count, struct template_dict *answer)
{
    struct template_dict *cost = template_section(answer, LIST(COST));
    int64_t price = estimate->price.thousandths, available = estimate->available.thousandths;
    struct credits total = {price * count};
    page_set_credits(ctx, cost, LIST(EACH), estimate->price);
    page_set_credits(ctx, cost, LIST(TOTAL), total);
    page_set_worth(ctx, request, cost, LIST(WORTH), total);
    if (total.thousandths > available)
        template_show(cost, LIST(TOO_MUCH));
    else if (available > 0)
        page_set_credits(ctx, template_section(cost, LIST(SHARE)), LIST(PERCENT),
                         (struct credits){total.thousandths * 1000 / available * 100});
    if (price > 0)
        page_set_i64(ctx, template_section(cost, LIST(LEFT)), LIST(SENDS),
                     available > 0 ? available / price : 0);
}

static void fill_refusal(struct ctx *ctx, const struct asked *asked, enum outcome outcome,
                         struct template_dict *answer)
{
    struct template_dict *refusal = template_section(answer, LIST(REFUSAL));
    const char *words = outcome_sentence(outcome);
    if (outcome == OUTCOME_INVALID_RECIPIENT)
        words = asked->channel == CHANNEL_EMAIL
                    ? TEXT("This is not an e-mail address. Write it as name@example.com.")
                    : TEXT("This is not a number. Write it with its country, as +62 812 3456 7890, or as at "
                           "home.");
    page_set_c(refusal, LIST(WORDS), text(ctx->app->texts, ctx->language, words));
}

enum rc rate_estimate_fill(struct ctx *ctx, const struct request *request, struct template_dict *body)
{
    struct asked asked = read_asked(ctx, request);
    struct price_estimate estimate = {0};
    struct recipient to;
    fill_form(ctx, &asked, body);
    if (!asked.to.n)
        return RC_OK;
    struct template_dict *answer = template_section(body, LIST(ANSWER));
    if (asked.bad_count) {
        page_set_c(template_section(answer, LIST(REFUSAL)), LIST(WORDS),
                   say(ctx, "How many must be a whole number from 1 to 1000000."));
        return RC_OK;
    }
    enum outcome outcome =
        recipient_parse(ctx, asked.to, asked.channel, request->session->organisation_country, &to);
    if (outcome == OUTCOME_DONE) {
        enum rc rc = price_estimate(ctx, asked.channel, to.country, &estimate);
        if (rc != RC_OK)
            return rc;
        fill_place(ctx, &to, answer);
        outcome = estimate.outcome;
    }
    if (outcome == OUTCOME_STARTED)
        fill_cost(ctx, request, &estimate, asked.count, answer);
    else
        fill_refusal(ctx, &asked, outcome, answer);
    return RC_OK;
}
