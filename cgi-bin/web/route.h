#ifndef WEB_ROUTE_H
#define WEB_ROUTE_H
/*
 * A program's table of contents. What a row demands is enforced once by the dispatcher in web/serve.c,
 * so that a handler starts with its preconditions true.
 */
#include "base/rc.h"
#include "web/request.h"
#include "web/response.h"

/* A fault becomes 503 (RC_UNAVAILABLE) or 500 page or problem; the response is then thrown away. */
typedef enum rc handler(struct ctx *ctx, struct request *request, struct response *response);

enum access {
    ACCESS_PUBLIC,  /* anybody; a session is looked up when its cookie is there */
    ACCESS_MEMBER,  /* a member whose role is at least `least`; ROLE_NONE: anybody signed in, staff too */
    ACCESS_STAFF,   /* platform staff, at least `staff` */
    ACCESS_API_KEY, /* a bearer key; errors are application/problem+json */
    ACCESS_PEER,    /* providers' callbacks: the handler authenticates; errors are plain text */
};

struct route {
    enum method method;
    const char *path; /* "/flows/{id}/save": {…} matches one segment; a last {rest*} matches the rest */
    handler *handler;
    enum access access;
    enum role least;
    enum staff_role staff;
    bool sends;      /* ACCESS_API_KEY: needs the scope "send"; else "read" is enough */
    bool asks_again; /* ACCESS_API_KEY: the operation itself refuses a key that is not valid any more */
    size_t body_max; /* POST; 0: 64 KiB. More is 413 */
    bool upload;     /* takes multipart/form-data, too */
    bool no_origin;  /* its page sends no referrer, so that browsers hide the origin of its form, too: "null"
                        is then no sign of a foreign one, and the token decides */
    handler *keep;   /* of a POST with a login: runs as who sent it when the session has ended by itself, to
                        keep what was typed; the answer is the login all the same */
    bool no_csrf;    /* a POST that needs no token; Origin and Sec-Fetch-Site are checked always. The login
                        form needs none of this: without a session the token is bound to a cookie */
};

struct web_program {
    const char *name; /* "console" */
    const struct route *routes;
    size_t n_routes;
    bool templates, batcher, doorbell; /* what web_main opens besides log, database and keys */
    void (*phone)(void); /* phone_open in programs that start sends: the others do not link it */
    bool no_database;    /* the sandbox: app.db stays NULL, always ready */
    /* More lines for /metrics/NAME in Prometheus' text format; NULL: none. */
    void (*metrics)(const struct app *app, struct buf *out);
};

/*
 * Everything a web program does: settings, log, pools, threads over FastCGI on SANDI_SOCKET, a clean
 * stop on TERM, /healthz/NAME and /metrics/NAME; as a CGI program (GATEWAY_INTERFACE set and no FastCGI
 * socket at fd 0) it answers one request and ends. Returns the exit code.
 */
int web_main(int argc, char **argv, const struct web_program *program);

/*
 * The same listener for a daemon that has an app of its own: threads answer /healthz/NAME, /metrics/NAME
 * and the routes on config.socket. NULL (logged) when it cannot listen. Stop it before closing the app;
 * it waits for the requests in flight.
 */
struct web_server;
struct web_server *web_server_start(const struct app *app, const struct web_program *program, int threads);
void web_server_stop(struct web_server *server);

#endif
