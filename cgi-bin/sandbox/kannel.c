/* Kannel's sendsms as Debian's 1.4.5 answers, and its delivery reports. */
#include "base/clock.h"
#include "sandbox/sandbox.h"

#define TAKEN_MS 60
#define DELIVERED_MS 250

static enum rc say_plain(struct response *response, int status, struct str text)
{
    response->status = status;
    response->type = "text/plain";
    buf_put(&response->body, text);
    return RC_OK;
}

/* Calls the delivery report's address with its escapes filled; only addresses of our own are called. */
static void report(struct ctx *ctx, struct str url, int type, int delay_ms)
{
    if (!url.n || !str_starts(url, str_from(ctx->app->config.public_url)))
        return;
    struct buf out = buf_new(ctx->arena, 8192);
    for (size_t i = 0; i < url.n; i++) {
        char next = i + 1 < url.n ? url.s[i + 1] : '\0';
        bool escape = url.s[i] == '%' && (next == 'd' || next == 'T' || next == 'A');
        if (!escape) {
            buf_putc(&out, url.s[i]);
            continue;
        }
        if (next == 'd')
            buf_printf(&out, "%d", type);
        else if (next == 'T')
            buf_printf(&out, "%lld", (long long)(clock_now_us() / SECOND_US));
        else
            buf_put(&out, type == 1 ? STR("DELIVRD") : STR("ACK"));
        i++;
    }
    if (!out.broken)
        call_back(buf_str(&out), STR_NONE, STR_NONE, delay_ms);
}

static bool is_allowed(struct ctx *ctx, const struct request *request)
{
    struct str username = sandbox_secret(ctx, "username"), password = sandbox_secret(ctx, "password");
    struct str given = request_query(ctx, request, "password");
    return given.n && (!username.n || str_eq(request_query(ctx, request, "username"), username)) &&
           (!password.n || str_eq(given, password));
}

enum rc sandbox_kannel(struct ctx *ctx, struct request *request, struct response *response)
{
    struct str to = request_query(ctx, request, "to"), text = request_query(ctx, request, "text");
    struct str url = request_query(ctx, request, "dlr-url");
    enum forced forced = forced_outcome(to);
    if (!is_allowed(ctx, request))
        return say_plain(response, 403, STR("Authorization failed for sendsms"));
    if (to.n < 7 || !text.n)
        return say_plain(response, 400, STR("Missing receiver or text, rejected"));
    if (forced == FORCED_REJECTED)
        return say_plain(response, 400, STR("Number(s) has/have been denied by white- and/or black-lists."));
    if (forced == FORCED_BUSY && first_time(url.n ? url : to))
        return say_plain(response, 503, STR("Temporal failure, try again later."));
    if (forced == FORCED_ERROR)
        return say_plain(response, 500, STR("Internal Server Error"));
    arrival_store(ctx, &(struct arrival){.channel = STR("sms"),
                                         .to = recipient_key(ctx->arena, to),
                                         .from = request_query(ctx, request, "from"),
                                         .text = text,
                                         .code = code_in(text),
                                         .at_us = clock_now_us()});
    if (forced == FORCED_NO_ANSWER)
        return say_plain(response, hold() ? 500 : 504, STR("Held until nobody listened."));
    if (forced != FORCED_SILENT) {
        report(ctx, url, 8, TAKEN_MS);
        report(ctx, url, 1, DELIVERED_MS);
    }
    return say_plain(response, 202, STR("0: Accepted for delivery"));
}
