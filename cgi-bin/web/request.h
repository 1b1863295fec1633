#ifndef WEB_REQUEST_H
#define WEB_REQUEST_H
/* One HTTP request as a handler sees it: read, bounded and in the request's arena before any handler runs. */
#include "backend/session.h"
#include "base/ctx.h"

enum method { METHOD_GET, METHOD_POST, METHOD_OTHER }; /* HEAD is answered as GET without its body */

#define CAPTURES_MAX 4

struct multipart_part;
struct url_pair;

struct request {
    enum method method;
    struct str path;                  /* percent-decoded; the route matched it */
    struct str query;                 /* as sent, without '?' */
    struct str capture[CAPTURES_MAX]; /* the {…} parts of the route's path, in order */
    struct str body, content_type;
    struct multipart_part *part; /* of a form with files, see web/multipart.h; NULL otherwise */
    int n_parts;
    struct url_pair *pair; /* of any other form, see web/url.h */
    int n_pairs;
    const struct session *session;  /* of pages with a login; NULL otherwise */
    struct str home;                /* ACCESS_API_KEY: the organisation's country */
    bool htmx;                      /* wants a fragment */
    bool secure;                    /* the public URL is https: cookies have the __Host- prefix */
    struct pages *pages;            /* opened by page_new, freed by the dispatcher */
    const char *const *environment; /* FastCGI parameters, NAME=VALUE */
};

/* Takes an urlencoded body; false when it is malformed. */
bool request_take_form(struct ctx *ctx, struct request *request, struct str body) MUST_USE;

/* A FastCGI parameter such as "HTTP_IDEMPOTENCY_KEY"; STR_NONE when absent. */
struct str request_param(const struct request *request, const char *name);

/* The value of a cookie that response_cookie set; STR_NONE when absent. */
struct str request_cookie(const struct request *request, const char *name);

/* The decoded value of a query or form field; STR_NONE when absent; the first one when repeated. */
struct str request_query(struct ctx *ctx, const struct request *request, const char *name);
struct str request_form(struct ctx *ctx, const struct request *request, const char *name);
/* Pair i of the body, in order, for forms whose names are not known beforehand; false behind the last. */
bool request_form_at(struct ctx *ctx, const struct request *request, int i, struct str *name,
                     struct str *value) MUST_USE;
/* A file of a form, whatever bytes it has; filename as the browser says it. False when none was chosen. */
bool request_file(const struct request *request, const char *name, struct str *filename,
                  struct str *bytes) MUST_USE;
/* A secret of the body without a copy in the arena; false when absent, empty or longer than it holds. */
bool request_form_secret(const struct request *request, const char *name, struct secret *out) MUST_USE;

/* The whole of capture i as a uuid. */
bool request_uuid(const struct request *request, int i, struct uuid *out) MUST_USE;

#endif
