/* Composing an answer: headers, redirects, cookies, validators. Sends nothing; web/serve.c does. */
#include "web/response.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/digest.h"
#include "base/hmac.h"
#include "base/log.h"
#include "web/language.h"
#include "web/request.h"

struct response response_new(struct arena *arena)
{
    return (struct response){
        .status = 200,
        .headers = buf_new(arena, RESPONSE_HEADERS_MAX),
        .body = buf_new(arena, RESPONSE_BODY_MAX),
    };
}

/* The value may hold UTF-8 and tabs; nothing that ends a header line. */
static bool fits_a_line(struct str text)
{
    return str_is_plain(text, "\t");
}

void response_header(struct response *response, const char *name, struct str value)
{
    if (!fits_a_line(str_from(name)) || !fits_a_line(value)) {
        log_event(LOG_ERROR, "response.header_dropped", "name=%s", LOG_STR(str_from(name)));
        return;
    }
    buf_put(&response->headers, str_from(name));
    buf_put(&response->headers, STR(": "));
    buf_put(&response->headers, value);
    buf_put(&response->headers, STR("\r\n"));
}

void response_redirect(struct response *response, const char *format, ...)
{
    char path[4096];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(path, sizeof path, format, args);
    va_end(args);
    if (n < 0 || (size_t)n >= sizeof path) {
        log_event(LOG_ERROR, "response.redirect_dropped", "format=%s", LOG_STR(str_from(format)));
        response->status = 500;
        return;
    }
    response->status = 303;
    response_header(response, "Location", str_from(path));
}

void response_cookie(struct ctx *ctx, struct response *response, const char *name, struct str value,
                     int max_age)
{
    bool secure = str_starts(str_from(ctx->app->config.public_url), STR("https://"));
    struct buf line = buf_new(ctx->arena, 8192);
    buf_printf(&line, "%s%s=", secure ? "__Host-" : "", name);
    buf_put(&line, value);
    buf_put(&line, STR("; Path=/; HttpOnly; SameSite=Lax"));
    if (secure)
        buf_put(&line, STR("; Secure"));
    if (max_age >= 0)
        buf_printf(&line, "; Max-Age=%d", max_age);
    if (line.broken)
        log_event(LOG_ERROR, "response.cookie_dropped", "name=%s", LOG_STR(str_from(name)));
    else
        response_header(response, "Set-Cookie", buf_str(&line));
}

/* Weak comparison (RFC 9110 8.8.3.2): nginx marks what it compresses as weak. */
static bool etag_listed(struct str header, struct str tag)
{
    struct str one;
    while (str_split(&header, ',', &one)) {
        one = str_trim(one);
        if (str_starts(one, STR("W/")))
            one = str_slice(one, 2, one.n);
        if (str_eq(one, tag))
            return true;
    }
    return false;
}

/* What the frame around every page shows beyond who reads it. */
static struct str frame_of(struct ctx *ctx, const struct request *request, const struct session *session)
{
    struct str credit = credits_text(ctx->arena, session->available);
    struct str hushed = request_cookie(request, "sandi_hushed");
    return str_printf(ctx->arena, "%.*s %d %lld %.*s %d %d\n%.*s\n%.*s", STR_ARG(credit),
                      (int)session->credit_level, (long long)session->credit_days, STR_ARG(hushed),
                      (int)session->actor.role, session->elsewhere, STR_ARG(session->organisation_name),
                      STR_ARG(session->actor.name));
}

bool response_etag(struct ctx *ctx, const struct request *request, struct response *response, struct str seed)
{
    unsigned char hash[DIGEST_SIZE];
    const struct session *session = request->session;
    struct str frame = session ? frame_of(ctx, request, session) : STR_NONE;
    const struct templates *templates = ctx->app->templates;
    const struct str parts[] = {
        seed,
        ctx->language,
        frame,
        str_bytes(ctx->actor.person.b, sizeof ctx->actor.person.b),
        session ? str_bytes(session->csrf, sizeof session->csrf) : STR_NONE,
        {templates ? (const char *)templates->version : "", templates ? DIGEST_SIZE : 0},
    };
    if (request_cookie(request, "sandi_flash").n)
        return false;
    digest(parts, COUNT_OF(parts), hash);
    struct str tag = str_printf(ctx->arena, "\"%.*s\"", STR_ARG(hex_encode(ctx->arena, hash, 12)));
    response->revalidated = true;
    response->etag = tag;
    response_header(response, "ETag", tag);
    if (!etag_listed(request_param(request, "HTTP_IF_NONE_MATCH"), tag))
        return false;
    response->status = 304;
    return true;
}
