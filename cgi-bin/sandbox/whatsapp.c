/* The WhatsApp Cloud API as its pages say it answers: checks, error bodies, signed status callbacks. */
#include <jansson.h>

#include "base/clock.h"
#include "base/hmac.h"
#include "base/random.h"
#include "sandbox/sandbox.h"

#define SENT_MS 60
#define DELIVERED_MS 250

static enum rc send_json(struct response *response, int status, json_t *body)
{
    char *text = json_dumps(body, JSON_COMPACT);
    json_decref(body);
    response->status = status;
    response->type = "application/json";
    if (text)
        buf_put(&response->body, str_from(text));
    free(text);
    return RC_OK;
}

static enum rc refuse(struct response *response, int status, int code, const char *title, const char *details)
{
    char message[160];
    snprintf(message, sizeof message, "(#%d) %s", code, title);
    return send_json(response, status,
                     json_pack("{s:{s:s, s:s, s:i, s:{s:s, s:s}, s:s}}", "error", "message", message, "type",
                               "OAuthException", "code", code, "error_data", "messaging_product", "whatsapp",
                               "details", details, "fbtrace_id", "Asandbox"));
}

static struct str text_at(const json_t *value)
{
    return json_is_string(value) ? (struct str){json_string_value(value), json_string_length(value)}
                                 : STR_NONE;
}

/* What a sending request asks for, as far as the stand-in needs it. */
struct order {
    struct str from, to, template, language, code, button_code, reference;
};

static struct str parameter_of(const json_t *components, const char *type)
{
    size_t i;
    const json_t *component;
    json_array_foreach(components, i, component)
    {
        const json_t *parameters = json_object_get(component, "parameters");
        if (str_eq(text_at(json_object_get(component, "type")), str_from(type)) &&
            json_array_size(parameters) == 1)
            return text_at(json_object_get(json_array_get(parameters, 0), "text"));
    }
    return STR_NONE;
}

static struct order read_order(const json_t *body)
{
    const json_t *template = json_object_get(body, "template"),
                 *components = json_object_get(template, "components");
    return (struct order){
        .to = text_at(json_object_get(body, "to")),
        .template = text_at(json_object_get(template, "name")),
        .language = text_at(json_object_get(json_object_get(template, "language"), "code")),
        .code = parameter_of(components, "body"),
        .button_code = parameter_of(components, "button"),
        .reference = text_at(json_object_get(body, "biz_opaque_callback_data")),
    };
}

static bool is_digits(struct str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (text.s[i] < '0' || text.s[i] > '9')
            return false;
    return text.n > 0;
}

/* 0 when the order could be carried out, else the error that Meta's pages give for it. */
static int fault_of(const json_t *body, const struct order *order)
{
    struct str to = str_starts(order->to, STR("+")) ? str_slice(order->to, 1, order->to.n) : order->to;
    if (!str_eq(text_at(json_object_get(body, "messaging_product")), STR("whatsapp")) || !order->to.n)
        return 131008;
    if (!str_eq(text_at(json_object_get(body, "type")), STR("template")))
        return 131047;
    if (!is_digits(to) || to.n < 7 || to.n > 15 || order->reference.n > 512)
        return 131009;
    if (!order->template.n || (!str_eq(order->language, STR("en")) && !str_eq(order->language, STR("id"))))
        return 132001;
    if (!order->code.n || order->code.n > 15 || !str_eq(order->code, order->button_code))
        return 132000;
    return 0;
}

/* Authorization and the sender's number, where the secrets file says what is right. */
static bool is_allowed(struct ctx *ctx, const struct request *request)
{
    struct str token = sandbox_secret(ctx, "token"), given = request_param(request, "HTTP_AUTHORIZATION");
    if (!str_starts(given, STR("Bearer ")) || given.n < 8)
        return false;
    return !token.n || str_eq(str_slice(given, 7, given.n), token);
}

static void report(struct ctx *ctx, const struct order *order, struct str id, const char *status)
{
    struct str secret = sandbox_secret(ctx, "app_secret"), sender = sandbox_secret(ctx, "whatsapp_sender");
    if (!secret.n)
        return;
    char at[24];
    snprintf(at, sizeof at, "%lld", (long long)(clock_now_us() / SECOND_US));
    json_t *row = json_pack("{s:s%, s:s, s:s, s:s%, s:s%}", "id", id.s, id.n, "status", status, "timestamp",
                            at, "recipient_id", order->to.s, order->to.n, "biz_opaque_callback_data",
                            order->reference.n ? order->reference.s : "", order->reference.n);
    if (strcmp(status, "failed") == 0)
        json_object_set_new(row, "errors",
                            json_pack("[{s:i, s:s, s:s, s:{s:s}}]", "code", 131026, "title",
                                      "Message undeliverable", "message", "Message undeliverable",
                                      "error_data", "details", "The recipient is not on WhatsApp."));
    struct str number = order->from;
    json_t *body = json_pack("{s:s, s:[{s:s, s:[{s:s, s:{s:s, s:{s:s%, s:s%}, s:[o]}}]}]}", "object",
                             "whatsapp_business_account", "entry", "id", "1", "changes", "field", "messages",
                             "value", "messaging_product", "whatsapp", "metadata", "display_phone_number",
                             number.s, number.n, "phone_number_id", number.s, number.n, "statuses", row);
    char *text = json_dumps(body, JSON_COMPACT);
    json_decref(body);
    unsigned char mac[HMAC_SIZE];
    hmac_sha256(secret, str_from(text), mac);
    struct str header = str_printf(ctx->arena, "X-Hub-Signature-256: sha256=%.*s",
                                   STR_ARG(hex_encode(ctx->arena, mac, sizeof mac)));
    if (!sender.n)
        sender = STR("demo-whatsapp");
    call_back(str_printf(ctx->arena, "%s/hooks/whatsapp/%.*s", ctx->app->config.public_url, STR_ARG(sender)),
              header, str_from(text), strcmp(status, "sent") == 0 ? SENT_MS : DELIVERED_MS);
    free(text);
}

static enum rc accept(struct ctx *ctx, const struct order *order, enum forced forced,
                      struct response *response)
{
    unsigned char random[12];
    random_fill(random, sizeof random);
    struct str id =
        str_printf(ctx->arena, "wamid.sandbox%.*s", STR_ARG(hex_encode(ctx->arena, random, sizeof random)));
    bool indonesian = str_eq(order->language, STR("id"));
    if (forced != FORCED_NO_WHATSAPP)
        arrival_store(ctx,
                      &(struct arrival){.channel = STR("whatsapp"),
                                        .to = recipient_key(ctx->arena, order->to),
                                        .from = order->from,
                                        .text = str_printf(ctx->arena,
                                                           indonesian ? "%.*s adalah kode verifikasi Anda."
                                                                      : "%.*s is your verification code.",
                                                           STR_ARG(order->code)),
                                        .code = order->code,
                                        .at_us = clock_now_us()});
    if (forced == FORCED_NO_ANSWER)
        return hold() ? refuse(response, 500, 131000, "Something went wrong", "Held until nobody listened.")
                      : refuse(response, 504, 131000, "Something went wrong", "Too many requests are held.");
    if (forced == FORCED_NO_WHATSAPP) {
        report(ctx, order, id, "failed");
    } else if (forced != FORCED_SILENT) {
        report(ctx, order, id, "sent");
        report(ctx, order, id, "delivered");
    }
    return send_json(response, 200,
                     json_pack("{s:s, s:[{s:s%, s:s%}], s:[{s:s%, s:s}]}", "messaging_product", "whatsapp",
                               "contacts", "input", order->to.s, order->to.n, "wa_id", order->to.s,
                               order->to.n, "messages", "id", id.s, id.n, "message_status", "accepted"));
}

static enum rc answer(struct ctx *ctx, const struct order *order, struct response *response)
{
    enum forced forced = forced_outcome(order->to);
    if (forced == FORCED_REJECTED)
        return refuse(response, 400, 131049,
                      "This message was not delivered to maintain healthy ecosystem engagement",
                      "This number refuses every message.");
    if (forced == FORCED_BUSY && first_time(order->reference.n ? order->reference : order->to))
        return refuse(response, 429, 130429, "Rate limit hit",
                      "Cloud API message throughput has been reached.");
    if (forced == FORCED_ERROR) {
        response->status = 500;
        response->type = "text/html";
        buf_put(&response->body, STR("Internal Server Error\n"));
        return RC_OK;
    }
    return accept(ctx, order, forced, response);
}

enum rc sandbox_whatsapp(struct ctx *ctx, struct request *request, struct response *response)
{
    struct str version = request->capture[0];
    if (version.n < 2 || version.s[0] != 'v' || version.s[1] < '0' || version.s[1] > '9')
        return refuse(response, 400, 2500, "Unknown path components", "The version is missing.");
    if (!is_allowed(ctx, request))
        return refuse(response, 401, 190, "Invalid OAuth access token",
                      "The access token is missing or wrong.");
    json_t *body = json_loadb(request->body.n ? request->body.s : "", request->body.n, 0, NULL);
    struct order order = read_order(body);
    order.from = request->capture[1];
    int fault = fault_of(body, &order);
    enum rc rc = fault ? refuse(response, fault == 132001 ? 404 : 400, fault, "Request refused",
                                "Checked by the stand-in.")
                       : answer(ctx, &order, response);
    json_decref(body);
    return rc;
}
