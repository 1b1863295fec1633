/* Reading one request. Every value a handler gets here has been decoded and bounded; nothing is changed. */
#include "web/request.h"

#include <string.h>

#include "web/multipart.h"
#include "web/url.h"

bool request_take_form(struct ctx *ctx, struct request *request, struct str body)
{
    if (!urlencoded_check(ctx->arena, body))
        return false;
    request->body = body;
    request->n_pairs = urlencoded_list(ctx->arena, body, &request->pair);
    return true;
}

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

/* The first part of that name, a field or a file that was chosen; NULL when absent. */
static const struct multipart_part *find_part(const struct request *request, const char *name, bool file)
{
    for (int i = 0; i < request->n_parts; i++) {
        const struct multipart_part *part = &request->part[i];
        bool fits = file ? part->filename.n > 0 : part->filename.s == NULL;
        if (fits && str_eq(part->name, str_from(name)))
            return part;
    }
    return NULL;
}

struct str request_form(struct ctx *ctx, const struct request *request, const char *name)
{
    for (int i = 0; i < request->n_pairs; i++)
        if (str_eq(request->pair[i].name, str_from(name)))
            return url_pair_value(ctx->arena, &request->pair[i]);
    const struct multipart_part *part = find_part(request, name, false);
    return part ? part->bytes : STR_NONE;
}

bool request_form_at(struct ctx *ctx, const struct request *request, int i, struct str *name,
                     struct str *value)
{
    if (i < request->n_pairs) {
        *name = request->pair[i].name;
        *value = url_pair_value(ctx->arena, &request->pair[i]);
        return true;
    }
    if (i >= request->n_parts)
        return false;
    const struct multipart_part *part = &request->part[i];
    *name = part->name;
    *value = part->filename.s ? part->filename : part->bytes;
    return true;
}

bool request_file(const struct request *request, const char *name, struct str *filename, struct str *bytes)
{
    const struct multipart_part *part = find_part(request, name, true);
    if (part == NULL)
        return false;
    *filename = part->filename;
    *bytes = part->bytes;
    return true;
}

bool request_form_secret(const struct request *request, const char *name, struct secret *out)
{
    return urlencoded_secret(request->body, name, out);
}

bool request_uuid(const struct request *request, int i, struct uuid *out)
{
    return i >= 0 && i < CAPTURES_MAX && uuid_parse(request->capture[i], out);
}
