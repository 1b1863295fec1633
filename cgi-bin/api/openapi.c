/* The description of the API: openapi.json beside this file, built into the program. */
#include "api/api.h"

__asm__(".section .rodata\n"
        ".global api_openapi_begin, api_openapi_end\n"
        "api_openapi_begin:\n"
        ".incbin \"cgi-bin/api/openapi.json\"\n"
        "api_openapi_end:\n"
        ".byte 0\n"
        ".previous\n");

extern const char api_openapi_begin[], api_openapi_end[];

enum rc api_openapi(struct ctx *ctx, struct request *request, struct response *response)
{
    struct str text = {api_openapi_begin, (size_t)(api_openapi_end - api_openapi_begin)};
    response->type = "application/json";
    if (response_etag(ctx, request, response, text))
        return RC_OK;
    response->body = buf_new(ctx->arena, text.n + 1);
    buf_put(&response->body, text);
    return RC_OK;
}
