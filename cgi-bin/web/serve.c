/*
 * One request from its first parameter to its log line: read, route, guard, handle, send. The only place
 * that enforces what route rows demand. Logs the route's pattern, never a path, a query or a body.
 */
#include <string.h>

#include "base/clock.h"
#include "base/hmac.h"
#include "base/log.h"
#include "base/random.h"
#include "web/guard.h"
#include "web/match.h"
#include "web/multipart.h"
#include "web/problem.h"
#include "web/send.h"
#include "web/site.h"
#include "web/url.h"

#define BODY_STANDARD ((size_t)64 << 10)
/* What is typed or pasted, in either encoding; only files may be more. It is copied when it is decoded,
 * checked and shown again, each time into the request's arena. */
#define TYPED_MAX ((size_t)4 << 20)
#define SLOW_US SECOND_US
#define RETRY_AFTER 5 /* s; a database is back within 2 s of a crash */

/* All of one request. */
struct exchange {
    const struct site *site;
    const struct wire *wire;
    struct ctx ctx;
    struct request request;
    struct response response;
    struct pages pages;
    const struct route *route; /* NULL until one is found */
    bool head;
};

/* How errors are worded: as pages, as problems, or as plain text for programs of others. */
enum voice { VOICE_PAGE, VOICE_PROBLEM, VOICE_TEXT };

static enum voice voice_of(const struct exchange *x)
{
    const struct web_program *program = x->site->program;
    if (x->route && x->route->access == ACCESS_API_KEY)
        return VOICE_PROBLEM;
    if (x->route && x->route->access == ACCESS_PEER)
        return VOICE_TEXT;
    if (x->site->app->templates)
        return VOICE_PAGE;
    for (size_t i = 0; i < program->n_routes; i++)
        if (program->routes[i].access == ACCESS_API_KEY)
            return VOICE_PROBLEM;
    return VOICE_TEXT;
}

struct refusal {
    int status;
    const char *code, *detail; /* for problems */
};

static const struct refusal BAD_INPUT = {400, "invalid_json", "The request is not well-formed UTF-8."};
static const struct refusal FORBIDDEN = {403, "forbidden", "You may not do this."};
static const struct refusal SCOPE = {403, "forbidden", "The scopes of this API key do not allow this call."};
static const struct refusal NOT_FOUND = {404, "not_found", "There is nothing at this address."};
static const struct refusal METHOD = {405, "method_not_allowed", "This address does not know this method."};
static const struct refusal TOO_LARGE = {413, "too_large", "The request is too large."};
static const struct refusal MEDIA_TYPE = {415, "unsupported_media_type", "Send application/json."};
static const struct refusal BROKEN = {500, "internal", "Something is broken here. It has been logged."};
static const struct refusal UNAVAILABLE = {503, "unavailable",
                                           "Sandi cannot do this right now. Try again in a moment."};

static void refuse(struct exchange *x, const struct refusal *refusal)
{
    struct response *response = &x->response;
    switch (voice_of(x)) {
    case VOICE_PAGE:
        page_error(&x->ctx, &x->request, refusal->status, response);
        break;
    case VOICE_PROBLEM:
        problem_send(&x->ctx, response,
                     &(struct problem){
                         .status = refusal->status,
                         .code = refusal->code,
                         .detail = refusal->detail,
                         .retry_after = refusal->status == 503 ? RETRY_AFTER : 0,
                     });
        return;
    case VOICE_TEXT:
        response->status = refusal->status;
        response->type = "text/plain; charset=utf-8";
        response->body = buf_new(x->ctx.arena, 256);
        buf_printf(&response->body, "%s\n", refusal->detail);
        break;
    }
    if (refusal->status == 503)
        response_header(response, "Retry-After", STR("5"));
}

/* After a fault nothing of what the handler had begun is sent, its cookies included. */
static void fault(struct exchange *x, enum rc rc)
{
    x->response = response_new(x->ctx.arena);
    refuse(x, rc == RC_UNAVAILABLE ? &UNAVAILABLE : &BROKEN);
}

static void refuse_method(struct exchange *x, const struct match *match)
{
    struct buf allow = buf_new(x->ctx.arena, 64);
    if (match->get)
        buf_put(&allow, match->post ? STR("GET, HEAD, POST") : STR("GET, HEAD"));
    else
        buf_put(&allow, STR("POST"));
    response_header(&x->response, "Allow", buf_str(&allow));
    refuse(x, &METHOD);
}

/* Back to where the reader was: also when a form found the session gone, if its address is a page as well. */
static bool has_page(const struct exchange *x)
{
    const struct web_program *program = x->site->program;
    return !str_eq(x->request.path, STR("/")) &&
           route_find(program->routes, program->n_routes, METHOD_GET, x->request.path).route != NULL;
}

static void lead(struct exchange *x, struct str location)
{
    if (x->request.htmx) {
        /* A fragment's place must not fill with another page. */
        x->response.status = 401;
        response_header(&x->response, "HX-Redirect", location);
        return;
    }
    x->response.status = 303;
    response_header(&x->response, "Location", location);
}

static void to_login(struct exchange *x)
{
    lead(x, has_page(x) ? url_login(x->ctx.arena, x->request.path, x->request.query) : STR("/login"));
}

static void answer_verdict(struct exchange *x, enum verdict verdict)
{
    switch (verdict) {
    case VERDICT_PASS:
        return;
    case VERDICT_LOGIN:
        to_login(x);
        return;
    case VERDICT_UNAUTHORIZED:
        problem_outcome(&x->ctx, &x->response, OUTCOME_UNAUTHORIZED, STR_NONE, 0);
        return;
    case VERDICT_FORBIDDEN:
        refuse(x, x->route->access == ACCESS_API_KEY ? &SCOPE : &FORBIDDEN);
        return;
    case VERDICT_FACTOR:
        lead(x, STR("/settings/factor"));
        return;
    case VERDICT_HIDDEN:
        refuse(x, &NOT_FOUND);
        return;
    case VERDICT_FORGED:
        if (voice_of(x) == VOICE_PAGE)
            page_forged(&x->ctx, &x->request, &x->response);
        else
            refuse(x, &FORBIDDEN);
        return;
    }
}

/* Whether a Content-Type is this, whatever its parameters. */
static bool is_type(struct str type, struct str name)
{
    return str_eq_nocase(str_trim(str_slice(type, 0, str_index(type, ';', 0))), name);
}

/* Takes the parts of a form with files. */
static const struct refusal *read_parts(struct exchange *x, struct str boundary)
{
    struct request *request = &x->request;
    size_t typed = 0;
    if (!multipart_check(request->body, boundary))
        return &BAD_INPUT;
    request->n_parts = multipart_list(x->ctx.arena, request->body, boundary, &request->part);
    for (int i = 0; i < request->n_parts; i++)
        typed += request->part[i].filename.s ? 0 : request->part[i].bytes.n;
    return typed > TYPED_MAX ? &TOO_LARGE : NULL;
}

/* Reads the body as far as the route allows; NULL when it is good. */
static const struct refusal *read_body(struct exchange *x)
{
    struct request *request = &x->request;
    const struct route *route = x->route;
    size_t most = route->body_max ? route->body_max : BODY_STANDARD;
    bool form = route->access != ACCESS_API_KEY && route->access != ACCESS_PEER;
    struct str length_text = request_param(request, "CONTENT_LENGTH");
    int64_t length = 0;
    if (length_text.n && !str_to_i64(length_text, 0, INT64_MAX, &length))
        return &BAD_INPUT;
    request->content_type = request_param(request, "CONTENT_TYPE");
    struct str boundary;
    bool files = route->upload && multipart_boundary(request->content_type, &boundary);
    if ((uint64_t)length > (form && !files && most > TYPED_MAX ? TYPED_MAX : most))
        return &TOO_LARGE;
    if (length && form && !files && !is_type(request->content_type, STR("application/x-www-form-urlencoded")))
        return &MEDIA_TYPE;
    if (length && route->access == ACCESS_API_KEY && !is_type(request->content_type, STR("application/json")))
        return &MEDIA_TYPE;
    char *s = arena_alloc(x->ctx.arena, (size_t)length + 1);
    size_t n = length ? x->wire->read(x->wire->cookie, s, (size_t)length) : 0;
    if (n < (size_t)length)
        return &BAD_INPUT; /* the client went away in the middle */
    request->body = (struct str){s, n};
    if (files)
        return read_parts(x, boundary);
    return form && !request_take_form(&x->ctx, request, request->body) ? &BAD_INPUT : NULL;
}

static enum method method_of(struct str name, bool *head)
{
    *head = str_eq(name, STR("HEAD"));
    if (*head || str_eq(name, STR("GET")))
        return METHOD_GET;
    return str_eq(name, STR("POST")) ? METHOD_POST : METHOD_OTHER;
}

static struct str own_request_id(struct arena *arena)
{
    unsigned char bytes[16];
    random_fill(bytes, sizeof bytes);
    return hex_encode(arena, bytes, sizeof bytes);
}

static void begin(struct exchange *x, struct arena *arena)
{
    struct ctx *ctx = &x->ctx;
    struct request *request = &x->request;
    request->environment = x->wire->environment;
    request->pages = &x->pages;
    request->secure = str_starts(str_from(x->site->app->config.public_url), STR("https://"));
    request->method = method_of(request_param(request, "REQUEST_METHOD"), &x->head);
    request->path = request_param(request, "PATH_INFO");
    if (request->path.n == 0)
        request->path = STR("/");
    request->query = request_param(request, "QUERY_STRING");
    request->htmx = str_eq(request_param(request, "HTTP_HX_REQUEST"), STR("true"));
    ctx->app = x->site->app;
    ctx->arena = arena;
    ctx->now_us = clock_now_us();
    ctx->address = request_param(request, "REMOTE_ADDR");
    ctx->language = STR("en");
    x->response = response_new(arena);
    ctx->request_id = request_param(request, "REQUEST_ID");
    if (ctx->request_id.n == 0) {
        ctx->request_id = own_request_id(arena);
        response_header(&x->response, "X-Request-Id", ctx->request_id);
    }
}

/* A form of a session that has ended by itself: its route may keep what was typed, for the same person. */
static void keep_form(struct exchange *x)
{
    struct ctx *ctx = &x->ctx;
    struct request *request = &x->request;
    struct session session;
    bool found = false;
    struct str token = request_cookie(request, "sandi_session");
    if (session_find_idle(ctx, token, &session, &found) != RC_OK || !found || read_body(x))
        return;
    struct response unsent = response_new(ctx->arena);
    request->session = &session;
    ctx->actor = session.actor;
    bool kept =
        guard_form(ctx, request, x->route) == VERDICT_PASS && x->route->keep(ctx, request, &unsent) == RC_OK;
    request->session = NULL;
    ctx->actor = (struct actor){0};
    if (kept)
        page_flash(
            ctx, &x->response, "info",
            str_from(say(ctx, "You were signed out. What you typed is kept: sign in, and it is there.")));
}

/* After routing: guard, body, form token, handler. */
static void handle(struct exchange *x)
{
    enum verdict verdict;
    enum rc rc = guard(&x->ctx, &x->request, x->route, &verdict);
    if (rc != RC_OK) {
        fault(x, rc);
        return;
    }
    if (verdict == VERDICT_LOGIN && x->route->keep)
        keep_form(x);
    if (verdict != VERDICT_PASS) {
        answer_verdict(x, verdict);
        return;
    }
    if (x->request.method == METHOD_POST) {
        const struct refusal *refusal = read_body(x);
        if (refusal) {
            refuse(x, refusal);
            return;
        }
        verdict = guard_form(&x->ctx, &x->request, x->route);
        if (verdict != VERDICT_PASS) {
            answer_verdict(x, verdict);
            return;
        }
    }
    rc = x->route->handler(&x->ctx, &x->request, &x->response);
    if (rc != RC_OK)
        fault(x, rc);
}

static void dispatch(struct exchange *x)
{
    struct request *request = &x->request;
    const struct web_program *program = x->site->program;
    if (health_serve(x->site, &x->ctx, request->path, &x->response))
        return;
    guard_language(&x->ctx, request);
    struct match match = route_find(program->routes, program->n_routes, request->method, request->path);
    x->route = match.route;
    if (!str_is_utf8(request->path) || !str_is_plain(request->path, "") ||
        !urlencoded_check(x->ctx.arena, request->query)) {
        refuse(x, &BAD_INPUT);
        return;
    }
    if (x->route) {
        memcpy(request->capture, match.capture, sizeof match.capture);
        handle(x);
    } else if (match.get || match.post) {
        refuse_method(x, &match);
    } else {
        refuse(x, &NOT_FOUND);
    }
}

/* nginx writes a line for every request, by the same id: here stands what was slow or went wrong. */
static enum log_level level_of(int status, int64_t took)
{
    if (status >= 500)
        return LOG_WARN;
    return took >= SLOW_US ? LOG_INFO : LOG_DEBUG;
}

static void finish(struct exchange *x, int64_t started)
{
    struct metrics *metrics = x->site->metrics;
    int64_t took = clock_monotonic_us() - started;
    int status = x->response.status;
    size_t class = status >= 100 && status < 600 ? (size_t)status / 100 : 5;
    atomic_fetch_add_explicit(&metrics->requests[class], 1, memory_order_relaxed);
    atomic_fetch_add_explicit(&metrics->microseconds, (unsigned long long)took, memory_order_relaxed);
    log_event(level_of(status, took), "request.done",
              "request=%s method=%s route=%s status=%d ms=%lld.%03lld bytes=%zu", LOG_STR(x->ctx.request_id),
              LOG_STR(request_param(&x->request, "REQUEST_METHOD")), x->route ? x->route->path : "-", status,
              (long long)(took / 1000), (long long)(took % 1000),
              x->response.streamed ? x->response.streamed : x->response.body.n);
    /* Passwords and codes come in bodies: they do not lie about until the next request wipes the arena. */
    str_wipe(x->request.body);
    pages_free(&x->pages);
}

static void send_answer(struct exchange *x)
{
    enum rc rc = RC_OK;
    bool secure = x->request.secure, streams = x->response.piece && !x->head;
    if (streams)
        rc = response_stream(x->site, x->wire, &x->ctx, &x->response, secure);
    if (rc != RC_OK)
        fault(x, rc);
    if (!streams || rc != RC_OK)
        response_send(x->wire, &x->response, x->head, secure);
}

void serve(const struct site *site, struct arena *arena, const struct wire *wire)
{
    struct exchange x = {.site = site, .wire = wire};
    int64_t started = clock_monotonic_us();
    arena_reset(arena);
    atomic_fetch_add_explicit(&site->metrics->in_flight, 1, memory_order_relaxed);
    begin(&x, arena);
    dispatch(&x);
    if (x.response.body.broken || x.response.headers.broken) {
        log_event(LOG_ERROR, "response.too_large", "request=%s", LOG_STR(x.ctx.request_id));
        x.response = response_new(arena);
        /* A long body: more was typed than can be shown again. */
        refuse(&x, x.request.body.n > BODY_STANDARD ? &TOO_LARGE : &BROKEN);
    }
    send_answer(&x);
    finish(&x, started);
    atomic_fetch_sub_explicit(&site->metrics->in_flight, 1, memory_order_relaxed);
}
