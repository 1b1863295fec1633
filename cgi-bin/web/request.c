/* Reading one request. Every value a handler gets here has been decoded and bounded; nothing is changed. */
#include "web/request.h"

#include <string.h>

#include "web/multipart.h"
#include "web/url.h"

struct str request_param(const struct request *request, const char *name)
{
    size_t n = strlen(name);
    for (const char *const *at = request->environment; at && *at; at++)
        if (strncmp(*at, name, n) == 0 && (*at)[n] == '=')
            return str_from(*at + n + 1);
    return STR_NONE;
}

struct str request_cookie(const struct request *request, const char *name)
{
    char full[64];
    snprintf(full, sizeof full, "%s%s", request->secure ? "__Host-" : "", name);
    return cookie_find(request_param(request, "HTTP_COOKIE"), str_from(full));
}

struct str request_query(struct ctx *ctx, const struct request *request, const char *name)
{
    return urlencoded_find(ctx->arena, request->query, name);
}

struct str request_form(struct ctx *ctx, const struct request *request, const char *name)
{
    struct multipart_part part;
    if (request->boundary.n == 0)
        return urlencoded_find(ctx->arena, request->body, name);
    for (int i = 0; multipart_at(request->body, request->boundary, i, &part); i++) {
        if (part.filename.s == NULL && str_eq(part.name, str_from(name)))
            return part.bytes;
    }
    return STR_NONE;
}

bool request_form_at(struct ctx *ctx, const struct request *request, int i, struct str *name,
                     struct str *value)
{
    struct multipart_part part;
    if (request->boundary.n == 0)
        return urlencoded_at(ctx->arena, request->body, i, name, value);
    if (!multipart_at(request->body, request->boundary, i, &part))
        return false;
    *name = part.name;
    *value = part.filename.s ? part.filename : part.bytes;
    return true;
}

bool request_file(const struct request *request, const char *name, struct str *filename, struct str *bytes)
{
    struct multipart_part part;
    for (int i = 0; request->boundary.n > 0 && multipart_at(request->body, request->boundary, i, &part); i++) {
        if (part.filename.n == 0 || !str_eq(part.name, str_from(name)))
            continue;
        *filename = part.filename;
        *bytes = part.bytes;
        return true;
    }
    return false;
}

bool request_form_secret(const struct request *request, const char *name, struct secret *out)
{
    return urlencoded_secret(request->body, name, out);
}

bool request_uuid(const struct request *request, int i, struct uuid *out)
{
    return i >= 0 && i < CAPTURES_MAX && uuid_parse(request->capture[i], out);
}
