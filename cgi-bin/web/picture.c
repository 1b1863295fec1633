/* Serves a picture as what its first bytes say it is, and as nothing that could run. */
#include "web/picture.h"

#include "backend/attachment.h"
#include "web/page.h"

enum rc page_picture(struct ctx *ctx, struct request *request, struct response *response)
{
    struct uuid task, id;
    struct attachment picture;
    bool found = false;
    enum rc rc = RC_OK;
    if (request_uuid(request, 0, &task) && request_uuid(request, 1, &id))
        rc = attachment_get(ctx, task, id, &picture, &found);
    if (rc != RC_OK)
        return rc;
    if (!found) {
        page_error(ctx, request, 404, response);
        return RC_OK;
    }
    if (response_etag(ctx, request, response, request->capture[1]))
        return RC_OK;
    response->type = attachment_type(picture.bytes); /* never another one: it was looked at when it came */
    response_header(response, "Content-Security-Policy", STR("default-src 'none'; sandbox"));
    response_header(response, "Content-Disposition",
                    str_printf(ctx->arena, "inline; filename=\"%.*s.%.*s\"", STR_ARG(picture.kind),
                               STR_ARG(str_slice(picture.type, sizeof "image/" - 1, picture.type.n))));
    response->body = buf_new(ctx->arena, ATTACHMENT_MAX);
    buf_put(&response->body, picture.bytes);
    return RC_OK;
}
