/* The phones and mailboxes, for people as pages and for tests as JSON. */
#include <jansson.h>

#include "base/clock.h"
#include "sandbox/sandbox.h"
#include "web/page.h"

#define PHONES_MAX 50
#define MESSAGES_MAX 200

static json_t *json_of(struct str text)
{
    return json_stringn(text.n ? text.s : "", text.n);
}

enum rc sandbox_messages(struct ctx *ctx, struct request *request, struct response *response)
{
    struct arrival *list;
    int n;
    arrival_list(ctx, request_query(ctx, request, "to"), MESSAGES_MAX, &list, &n);
    json_t *rows = json_array();
    for (int i = 0; i < n; i++)
        json_array_append_new(rows,
                              json_pack("{s:o, s:o, s:o, s:o, s:o, s:o}", "channel", json_of(list[i].channel),
                                        "to", json_of(list[i].to), "from", json_of(list[i].from), "text",
                                        json_of(list[i].text), "code", json_of(list[i].code), "at",
                                        json_of(clock_rfc3339(ctx->arena, list[i].at_us))));
    char *text = json_dumps(rows, JSON_COMPACT);
    json_decref(rows);
    response->type = "application/json";
    response_header(response, "Cache-Control", STR("no-store"));
    buf_put(&response->body, str_from(text));
    free(text);
    return RC_OK;
}

static const char *icon_of(struct str channel)
{
    return str_eq(channel, STR("whatsapp")) ? "whatsapp" : str_eq(channel, STR("sms")) ? "sms" : "email";
}

static const char *channel_name(struct str channel)
{
    return str_eq(channel, STR("whatsapp")) ? "WhatsApp" : str_eq(channel, STR("sms")) ? "SMS" : "Email";
}

static bool seen_before(const struct arrival *list, int i)
{
    for (int before = 0; before < i; before++)
        if (str_eq(list[before].to, list[i].to))
            return true;
    return false;
}

/* Digits anywhere in a number, any part of an address. */
static bool matches(struct ctx *ctx, struct str to, struct str q)
{
    struct str key = recipient_key(ctx->arena, q);
    if (str_starts(key, STR("+")))
        key = str_slice(key, 1, key.n);
    if (!q.n)
        return true;
    return key.n ? memmem(to.s, to.n, key.s, key.n) != NULL : memmem(to.s, to.n, q.s, q.n) != NULL;
}

enum rc page_phone_list(struct ctx *ctx, struct request *request, struct response *response)
{
    struct str q = str_trim(request_query(ctx, request, "q"));
    struct arrival *list;
    int n, shown = 0;
    arrival_list(ctx, STR_NONE, 2000, &list, &n);
    struct page page = page_new(ctx, request, LAYOUT_PLAIN, TEMPLATE_SANDBOX_LIST, say(ctx, "Phones"));
    page_set(page.body, TPL_SANDBOX_LIST_Q, q);
    for (int i = 0; i < n && shown < PHONES_MAX; i++) {
        if (seen_before(list, i) || !matches(ctx, list[i].to, q))
            continue;
        if (!shown++)
            template_show(page.body, TPL_SANDBOX_LIST_PHONES);
        struct template_dict *row = template_section(page.body, TPL_SANDBOX_LIST_PHONE);
        page_set(row, TPL_SANDBOX_LIST_TO, list[i].to);
        page_set(row, TPL_SANDBOX_LIST_TEXT, list[i].text);
        page_set(row, TPL_SANDBOX_LIST_CODE, list[i].code);
        page_set_c(row, TPL_SANDBOX_LIST_KIND, icon_of(list[i].channel));
        page_set_c(row, TPL_SANDBOX_LIST_CHANNEL, channel_name(list[i].channel));
        page_set_time(ctx, request, row, TPL_SANDBOX_LIST_AT, list[i].at_us);
    }
    if (!shown)
        template_show(page.body, q.n ? TPL_SANDBOX_LIST_NONE_FOUND : TPL_SANDBOX_LIST_NONE);
    page_send(ctx, &page, 200, response);
    return RC_OK;
}

enum rc page_phone(struct ctx *ctx, struct request *request, struct response *response)
{
    struct arrival *list;
    int n;
    struct str to = recipient_key(ctx->arena, request->capture[0]);
    arrival_list(ctx, to, MESSAGES_MAX, &list, &n);
    struct page page = page_new(ctx, request, LAYOUT_PLAIN, TEMPLATE_SANDBOX_PHONE, say(ctx, "Phone"));
    page_set(page.body, TPL_SANDBOX_PHONE_TO, to);
    if (!n)
        template_show(page.body, TPL_SANDBOX_PHONE_NONE);
    for (int i = 0; i < n; i++) {
        struct template_dict *row = template_section(page.body, TPL_SANDBOX_PHONE_MESSAGE);
        page_set(row, TPL_SANDBOX_PHONE_FROM, list[i].from);
        page_set(row, TPL_SANDBOX_PHONE_TEXT, list[i].text);
        page_set(row, TPL_SANDBOX_PHONE_CODE, list[i].code);
        page_set_c(row, TPL_SANDBOX_PHONE_KIND, icon_of(list[i].channel));
        page_set_c(row, TPL_SANDBOX_PHONE_CHANNEL, channel_name(list[i].channel));
        page_set_time(ctx, request, row, TPL_SANDBOX_PHONE_AT, list[i].at_us);
    }
    page_send(ctx, &page, 200, response);
    return RC_OK;
}
