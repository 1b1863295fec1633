/*
 * The organisation's own delivery log, and sending a code again from there. The price that the button named
 * is posted with it: when it is another by now, nothing is sent.
 */
#include "console/delivery.h"

#include "backend/verification.h"
#include "base/text.h"
#include "web/delivery.h"
#include "web/form.h"

static struct delivery_place place_of(const struct request *request)
{
    return (struct delivery_place){
        .layout = LAYOUT_CONSOLE,
        .base = STR("/deliveries"),
        .home = request->session->organisation_country,
        .time_zone = request->session->time_zone,
    };
}

enum rc page_delivery_list(struct ctx *ctx, struct request *request, struct response *response)
{
    struct delivery_place place = place_of(request);
    return delivery_page_list(ctx, request, &place, response);
}

enum rc page_delivery_export(struct ctx *ctx, struct request *request, struct response *response)
{
    struct delivery_place place = place_of(request);
    return delivery_export(ctx, request, &place, response);
}

enum rc page_delivery(struct ctx *ctx, struct request *request, struct response *response)
{
    struct delivery_place place = place_of(request);
    return delivery_page_show(ctx, request, &place, NULL, response);
}

/* --- sending again --- */

struct send_input {
    struct str channel;
    int64_t price;
    struct uuid form;
};

static const struct field SEND_FIELDS[] = {
    {"channel", TEXT("Channel"), FIELD_TEXT, true, 1, 20, offsetof(struct send_input, channel)},
    {"price", TEXT("Cost"), FIELD_INTEGER, true, 0, INT64_C(1000000000), offsetof(struct send_input, price)},
    {"form", TEXT("Form"), FIELD_UUID, true, 0, 0, offsetof(struct send_input, form)},
};

static const struct {
    enum outcome outcome;
    const char *way_on;
} WAYS_ON[] = {
    {OUTCOME_CLOSED, TEXT("Below stands how it ended. Start a new code where it was asked for.")},
    {OUTCOME_TOO_LATE, TEXT("Start a new code where it was asked for.")},
    {OUTCOME_COOLDOWN, TEXT("Wait as long as it says below, then send it again.")},
    {OUTCOME_INSUFFICIENT_CREDIT, TEXT("Ask support to top up your organisation.")},
    {OUTCOME_DAY_CAP, TEXT("An admin of your organisation decides about the cap.")},
    {OUTCOME_COUNTRY_REFUSED, TEXT("Ask the recipient for another number.")},
    {OUTCOME_COUNTRY_NOT_ALLOWED, TEXT("An admin of your organisation decides about countries.")},
    {OUTCOME_NO_RATE, TEXT("Try another channel.")},
    {OUTCOME_NO_SENDER, TEXT("Try another channel.")},
    {OUTCOME_WRONG_CHANNEL, TEXT("Choose one of the ways below.")},
    {OUTCOME_INVALID_CHANNEL, TEXT("Choose one of the ways below.")},
};

static struct delivery_refusal refusal_of(struct ctx *ctx, enum outcome outcome)
{
    const char *way_on = TEXT("Try again in a moment.");
    for (size_t i = 0; i < COUNT_OF(WAYS_ON); i++)
        if (WAYS_ON[i].outcome == outcome)
            way_on = WAYS_ON[i].way_on;
    return (struct delivery_refusal){
        .status = outcome_status(outcome),
        .title = str_from(say(ctx, "Nothing was sent.")),
        .text = str_printf(ctx->arena, "%s %s", say(ctx, outcome_sentence(outcome)), say(ctx, way_on)),
    };
}

/* Is the price that was agreed to still the price? What cannot be sent at all is for SQL to refuse. */
static enum rc price_check(struct ctx *ctx, struct uuid id, const struct send_input *input,
                           struct delivery_refusal *refusal)
{
    struct delivery_quote quote[CHANNEL__COUNT];
    int n;
    enum rc rc = delivery_quote_list(ctx, id, quote, &n);
    for (int i = 0; rc == RC_OK && i < n; i++) {
        if (!str_eq(input->channel, str_from(channel_label(quote[i].channel))) ||
            quote[i].outcome != OUTCOME_DONE || quote[i].price.thousandths == input->price)
            continue;
        struct str price = delivery_credits(ctx, quote[i].price);
        *refusal = (struct delivery_refusal){
            .status = 409,
            .title = str_from(say(ctx, "Nothing was sent.")),
            .text = text_fill(
                ctx, TEXT("The price has changed: the message now costs %1. Press again if you agree."),
                &price, 1),
        };
    }
    return rc;
}

static enum rc send_again(struct ctx *ctx, struct uuid id, const struct send_input *input,
                          struct verification_result *result)
{
    struct str key = str_printf(ctx->arena, "page-%.*s", STR_ARG(uuid_text(ctx->arena, input->form)));
    return verification_resend(ctx, id, input->channel, key, result);
}

enum rc page_delivery_send(struct ctx *ctx, struct request *request, struct response *response)
{
    struct uuid id;
    struct form form = FORM(SEND_FIELDS);
    struct send_input input = {0};
    struct verification_result result;
    struct delivery_refusal refusal = {0};
    struct delivery_place place = place_of(request);
    if (!request_uuid(request, 0, &id)) {
        page_error(ctx, request, 404, response);
        return RC_OK;
    }
    if (!form_read(ctx, request, &form, &input)) {
        refusal = refusal_of(ctx, OUTCOME_INVALID_CHANNEL);
        return delivery_page_show(ctx, request, &place, &refusal, response);
    }
    enum rc rc = price_check(ctx, id, &input, &refusal);
    if (rc == RC_OK && !refusal.status)
        rc = send_again(ctx, id, &input, &result);
    if (rc != RC_OK)
        return rc;
    if (!refusal.status && result.outcome != OUTCOME_STARTED && result.outcome != OUTCOME_REPLAYED)
        refusal = refusal_of(ctx, result.outcome);
    if (refusal.status)
        return delivery_page_show(ctx, request, &place, &refusal, response);
    struct str values[] = {input.channel, delivery_credits(ctx, (struct credits){input.price})};
    enum channel channel;
    if (channel_parse(input.channel, &channel))
        values[0] = str_from(say(ctx, channel_words(channel)));
    page_flash(ctx, response, "success",
               text_fill(ctx, TEXT("The code goes out again by %1. Reserved: %2."), values, 2));
    response_redirect(response, "/deliveries/%.*s", STR_ARG(uuid_text(ctx->arena, id)));
    return RC_OK;
}
