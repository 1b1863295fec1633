#ifndef WEB_REQUEST_H
#define WEB_REQUEST_H
/* One HTTP request as a handler sees it: read, bounded and in the request's arena before any handler runs. */
#include "backend/session.h"
#include "base/ctx.h"

enum method { METHOD_GET, METHOD_POST, METHOD_OTHER }; /* HEAD is answered as GET without its body */

#define CAPTURES_MAX 4

struct request {
    enum method method;
    struct str path;                  /* percent-decoded; the route matched it */
    struct str query;                 /* as sent, without '?' */
    struct str capture[CAPTURES_MAX]; /* the {…} parts of the route's path, in order */
    struct str body, content_type;
    const struct session *session;    /* of pages with a login; NULL otherwise */
    bool htmx;                        /* wants a fragment */
    const char *const *environment;   /* FastCGI parameters, NAME=VALUE */
};

/* A FastCGI parameter such as "HTTP_IDEMPOTENCY_KEY"; STR_NONE when absent. */
struct str request_param(const struct request *request, const char *name);

/* The decoded value of a query or form field; STR_NONE when absent; the first one when repeated. */
struct str request_query(struct ctx *ctx, const struct request *request, const char *name);
struct str request_form(struct ctx *ctx, const struct request *request, const char *name);

/* The whole of capture i as a uuid. */
bool request_uuid(const struct request *request, int i, struct uuid *out) MUST_USE;

#endif
