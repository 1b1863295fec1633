#ifndef API_API_H
#define API_API_H
/* Handlers of the JSON API, a file a noun. */
#include "web/route.h"

enum rc api_verification_start(struct ctx *ctx, struct request *request, struct response *response);
enum rc api_verification_get(struct ctx *ctx, struct request *request, struct response *response);
enum rc api_verification_check(struct ctx *ctx, struct request *request, struct response *response);
enum rc api_verification_resend(struct ctx *ctx, struct request *request, struct response *response);
enum rc api_verification_cancel(struct ctx *ctx, struct request *request, struct response *response);
enum rc api_rate_list(struct ctx *ctx, struct request *request, struct response *response);
enum rc api_credit_get(struct ctx *ctx, struct request *request, struct response *response);
enum rc api_entry_list(struct ctx *ctx, struct request *request, struct response *response);
enum rc api_openapi(struct ctx *ctx, struct request *request, struct response *response);

#endif
