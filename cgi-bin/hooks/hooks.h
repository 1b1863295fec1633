#ifndef HOOKS_HOOKS_H
#define HOOKS_HOOKS_H
/* The handlers of hooks.fcgi. */
#include "web/route.h"

/* A handshake where the driver has one and the query is one; else a callback by GET, as Kannel's. */
enum rc hook_get(struct ctx *ctx, struct request *request, struct response *response);
enum rc hook_post(struct ctx *ctx, struct request *request, struct response *response);

#endif
