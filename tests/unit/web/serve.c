/* web/serve: whole requests through a fake wire, without a database: statuses, headers, limits, forged forms.
 */
#include "unit.h"

#include <stdlib.h>

#include "base/hmac.h"
#include "base/text.h"
#include "web/mac.h"
#include "web/problem.h"
#include "web/site.h"

struct call {
    const char *environment[24];
    int n;
    struct str body;
    size_t at;
    struct buf answer;
    size_t gone_after; /* bytes; 0: the reader stays */
    int streams;       /* what others are being sent meanwhile */
    bool cut;
};

static enum rc echo(struct ctx *ctx, struct request *request, struct response *response)
{
    response->type = "text/plain";
    buf_put(&response->body, request->body);
    buf_put(&response->body, request_query(ctx, request, "q"));
    return RC_OK;
}

static enum rc broken(struct ctx *ctx, struct request *request, struct response *response)
{
    (void)request;
    response_cookie(ctx, response, "left", STR("over"), 1);
    buf_put(&response->body, STR("half a page"));
    return RC_UNAVAILABLE;
}

static enum rc tagged(struct ctx *ctx, struct request *request, struct response *response)
{
    response_header(response, "X-Evil", STR("a\r\nSet-Cookie: b=1"));
    if (!response_etag(ctx, request, response, STR("seed")))
        buf_put(&response->body, STR("fresh"));
    return RC_OK;
}

/* Three pieces; "?q=N" fails at piece N. */
static enum rc next_piece(struct ctx *ctx, void *cookie, struct buf *piece, bool *more)
{
    int *state = cookie, at = ++state[0];
    memset(arena_alloc(ctx->arena, 1 << 20), at, 1 << 20); /* the arena begins anew with each piece */
    buf_printf(piece, "piece %d;", at);
    *more = at < state[2];
    return at == state[1] ? RC_UNAVAILABLE : RC_OK;
}

static enum rc streamed(struct ctx *ctx, struct request *request, struct response *response)
{
    int64_t fails = 0;
    int *state = ARENA_ARRAY(ctx->arena, int, 3);
    if (str_to_i64(request_query(ctx, request, "q"), 1, 3, &fails))
        state[1] = (int)fails;
    state[2] = fails ? 3 : 100;
    response->piece = next_piece;
    response->cookie = state;
    return RC_OK;
}

static const struct route ROUTES[] = {
    {METHOD_GET, "/streamed", streamed, ACCESS_PUBLIC},
    {METHOD_GET, "/echo", echo, ACCESS_PUBLIC},
    {METHOD_POST, "/echo", echo, ACCESS_PUBLIC, .no_csrf = true},
    {METHOD_POST, "/small", echo, ACCESS_PUBLIC, .body_max = 4, .no_csrf = true},
    {METHOD_POST, "/form", echo, ACCESS_PUBLIC},
    {METHOD_GET, "/member", echo, ACCESS_MEMBER, .least = ROLE_ADMIN},
    {METHOD_GET, "/staff", echo, ACCESS_STAFF, .staff = STAFF_SUPPORT},
    {METHOD_POST, "/api", echo, ACCESS_API_KEY},
    {METHOD_POST, "/peer", echo, ACCESS_PEER},
    {METHOD_GET, "/broken", broken, ACCESS_PUBLIC},
    {METHOD_GET, "/tagged", tagged, ACCESS_PUBLIC},
};
static const struct web_program PROGRAM = {.name = "unit", .routes = ROUTES, .n_routes = COUNT_OF(ROUTES)};

static size_t give(void *cookie, char *out, size_t n)
{
    struct call *call = cookie;
    size_t left = call->body.n - call->at, piece = n < left ? n : left;
    if (piece)
        memcpy(out, call->body.s + call->at, piece);
    call->at += piece;
    return piece;
}

static bool take(void *cookie, const char *s, size_t n)
{
    struct call *call = cookie;
    buf_put(&call->answer, (struct str){s, n});
    return call->gone_after == 0 || call->answer.n < call->gone_after;
}

static void cut(void *cookie)
{
    struct call *call = cookie;
    call->cut = true;
}

static void set(struct call *call, const char *variable)
{
    call->environment[call->n++] = variable;
}

static struct call call_new(struct arena *arena, const char *method, const char *path)
{
    struct call call = {.answer = buf_new(arena, 1 << 20)};
    set(&call, str_z(arena, str_printf(arena, "REQUEST_METHOD=%s", method)));
    set(&call, str_z(arena, str_printf(arena, "PATH_INFO=%s", path)));
    return call;
}

static void set_body(struct arena *arena, struct call *call, const char *type, struct str body)
{
    call->body = body;
    set(call, str_z(arena, str_printf(arena, "CONTENT_LENGTH=%zu", body.n)));
    set(call, str_z(arena, str_printf(arena, "CONTENT_TYPE=%s", type)));
}

/* The status of the answer, which stands in call->answer. */
static int run(struct call *call, struct templates *templates)
{
    struct app app = {.templates = templates, .doorbell = -1};
    struct metrics metrics = {.streams = call->streams};
    const struct site site = {.app = &app, .program = &PROGRAM, .metrics = &metrics};
    const struct wire wire = {
        .environment = call->environment,
        .read = give,
        .write = take,
        .cut = cut,
        .cookie = call,
    };
    app.config.public_url = "https://sandi.example";
    struct arena *arena = arena_open((size_t)16 << 20);
    serve(&site, arena, &wire);
    arena_close(arena);
    struct str answer = buf_str(&call->answer);
    assert_true(str_starts(answer, STR("Status: ")));
    assert_int_equal(atomic_load(&metrics.in_flight), 0);
    assert_int_equal(atomic_load(&metrics.streams), call->streams);
    int64_t status = 0;
    assert_true(str_to_i64(str_slice(answer, 8, 11), 100, 599, &status));
    return (int)status;
}

static bool holds(const struct call *call, const char *text)
{
    struct str answer = buf_str(&call->answer);
    return answer.n && memmem(answer.s, answer.n, text, strlen(text)) != NULL;
}

static int get(struct arena *arena, const char *path, struct call *call)
{
    *call = call_new(arena, "GET", path);
    return run(call, NULL);
}

static void streams(void **state)
{
    struct call call = call_new(*state, "GET", "/streamed");
    assert_int_equal(run(&call, NULL), 200);
    assert_true(holds(&call, "piece 1;piece 2;") && holds(&call, ";piece 100;"));
    assert_false(holds(&call, "Content-Length") || call.cut);

    call = call_new(*state, "HEAD", "/streamed");
    assert_int_equal(run(&call, NULL), 200);
    assert_false(holds(&call, "piece"));

    /* A fault of the first piece is an answer of its own; a later one breaks the answer off. */
    call = call_new(*state, "GET", "/streamed");
    set(&call, "QUERY_STRING=q=1");
    assert_int_equal(run(&call, NULL), 503);
    assert_false(holds(&call, "piece") || call.cut);
    call = call_new(*state, "GET", "/streamed");
    set(&call, "QUERY_STRING=q=3");
    assert_int_equal(run(&call, NULL), 200);
    assert_true(holds(&call, "piece 2;") && !holds(&call, "piece 3;") && call.cut);

    /* Each holds a thread: there are not more than some at once. */
    call = call_new(*state, "GET", "/streamed");
    call.streams = 4;
    assert_int_equal(run(&call, NULL), 503);
    assert_true(holds(&call, "Retry-After: ") && !holds(&call, "piece"));

    /* Nobody works for a reader who has left. */
    call = call_new(*state, "GET", "/streamed");
    call.gone_after = 1200;
    assert_int_equal(run(&call, NULL), 200);
    assert_false(holds(&call, "piece 100;"));
}

static void answers(void **state)
{
    struct call call = call_new(*state, "GET", "/echo");
    set(&call, "QUERY_STRING=q=%C3%A9");
    assert_int_equal(run(&call, NULL), 200);
    assert_true(holds(&call, "\r\n\r\n\xc3\xa9"));
    static const char *const HEADERS[] = {
        "Content-Security-Policy: default-src 'none'; script-src 'self'",
        "frame-ancestors 'none'",
        "X-Content-Type-Options: nosniff",
        "Referrer-Policy: same-origin",
        "Cross-Origin-Opener-Policy: same-origin",
        "Strict-Transport-Security: ",
        "Cache-Control: no-store",
        "X-Request-Id: ",
    };
    for (size_t i = 0; i < COUNT_OF(HEADERS); i++)
        assert_true(holds(&call, HEADERS[i]));
    call = call_new(*state, "HEAD", "/echo");
    set(&call, "QUERY_STRING=q=body");
    assert_int_equal(run(&call, NULL), 200);
    assert_true(holds(&call, "Content-Length: 4\r\n"));
    assert_false(holds(&call, "body"));
}

static void refuses_paths_and_methods(void **state)
{
    struct call call;
    assert_int_equal(get(*state, "/nowhere", &call), 404);
    assert_int_equal(get(*state, "/small", &call), 405);
    assert_true(holds(&call, "Allow: POST\r\n"));
    call = call_new(*state, "DELETE", "/echo");
    assert_int_equal(run(&call, NULL), 405);
    assert_true(holds(&call, "Allow: GET, HEAD, POST\r\n"));
    assert_int_equal(get(*state, "/\xff", &call), 400);
    assert_int_equal(get(*state, "/a\x01", &call), 400);
    call = call_new(*state, "GET", "/echo");
    set(&call, "QUERY_STRING=a=%00");
    assert_int_equal(run(&call, NULL), 400);
}

static int post(struct arena *arena, const char *path, const char *type, struct str body, struct call *call)
{
    *call = call_new(arena, "POST", path);
    set_body(arena, call, type, body);
    return run(call, NULL);
}

#define FORM "application/x-www-form-urlencoded"

static void limits_bodies(void **state)
{
    struct call call;
    assert_int_equal(post(*state, "/small", FORM, STR("a=12"), &call), 200);
    assert_int_equal(post(*state, "/small", FORM, STR("a=123"), &call), 413);
    assert_int_equal(post(*state, "/echo", FORM "; charset=UTF-8", STR("a=1"), &call), 200);
    assert_int_equal(post(*state, "/echo", "multipart/form-data", STR("a=1"), &call), 415);
    assert_int_equal(post(*state, "/echo", FORM, STR("a=%80"), &call), 400);
    assert_int_equal(post(*state, "/echo", FORM, STR("a=%0"), &call), 400);
    call = call_new(*state, "POST", "/echo");
    set_body(*state, &call, FORM, STR("a=1"));
    call.body.n = 1; /* the client went away */
    assert_int_equal(run(&call, NULL), 400);
    call = call_new(*state, "POST", "/echo");
    set(&call, "CONTENT_LENGTH=99999999999999999999");
    assert_int_equal(run(&call, NULL), 400);
    assert_int_equal(post(*state, "/peer", "image/png", STR("\xff\x00 bytes"), &call), 200);
}

static void wants_a_login(void **state)
{
    struct call call = call_new(*state, "GET", "/member");
    set(&call, "QUERY_STRING=a=1");
    assert_int_equal(run(&call, NULL), 303);
    assert_true(holds(&call, "Location: /login?next=%2Fmember%3Fa%3D1\r\n"));
    assert_int_equal(get(*state, "/staff", &call), 303);
    call = call_new(*state, "GET", "/member");
    set(&call, "HTTP_HX_REQUEST=true");
    assert_int_equal(run(&call, NULL), 401);
    assert_true(holds(&call, "HX-Redirect: /login"));
}

static void wants_a_key(void **state)
{
    struct call call;
    assert_int_equal(post(*state, "/api", "application/json", STR("{}"), &call), 401);
    assert_true(holds(&call, "application/problem+json"));
    assert_true(holds(&call, "WWW-Authenticate: Bearer\r\n"));
    assert_true(holds(&call, "\"code\":\"unauthorized\""));
    assert_true(holds(&call, "\"fields\":[]"));
    assert_true(holds(&call, "\"request_id\":\""));
}

static void refuses_other_sites(void **state)
{
    static const char *const FOREIGN[] = {
        "HTTP_ORIGIN=https://evil.example", "HTTP_ORIGIN=null",
        "HTTP_ORIGIN=http://sandi.example", "HTTP_SEC_FETCH_SITE=cross-site",
        "HTTP_SEC_FETCH_SITE=same-site",    "HTTP_ORIGIN=https://sandi.example.evil.example",
    };
    static const char *const OURS[] = {
        "HTTP_ORIGIN=https://sandi.example",
        "HTTP_SEC_FETCH_SITE=same-origin",
        "HTTP_SEC_FETCH_SITE=none",
        "HTTP_ORIGIN=https://other.example:8443",
    };
    for (size_t i = 0; i < COUNT_OF(FOREIGN); i++) {
        struct call call = call_new(*state, "POST", "/echo");
        set(&call, FOREIGN[i]);
        assert_int_equal(run(&call, NULL), 403);
    }
    for (size_t i = 0; i < COUNT_OF(OURS); i++) {
        struct call call = call_new(*state, "POST", "/echo");
        set(&call, "HTTP_HOST=other.example:8443");
        set(&call, OURS[i]);
        assert_int_equal(run(&call, NULL), 200);
    }
}

static void binds_forms_to_visitors(void **state)
{
    unsigned char secret[HASH_SIZE], key[KEY_SIZE] = {0}, visitor[16] = {7};
    struct arena *arena = *state;
    struct str cookie = hex_encode(arena, visitor, sizeof visitor);
    mac(key, STR("visitor form"), str_bytes(visitor, sizeof visitor), STR_NONE, secret);
    struct str token = form_token(arena, secret);
    struct str body = str_printf(arena, "csrf=%.*s", STR_ARG(token));
    const char *line =
        str_z(arena, str_printf(arena, "HTTP_COOKIE=__Host-sandi_visitor=%.*s", STR_ARG(cookie)));
    struct call call = call_new(arena, "POST", "/form");
    set_body(arena, &call, FORM, body);
    set(&call, line);
    assert_int_equal(run(&call, NULL), 200);
    assert_int_equal(post(arena, "/form", FORM, body, &call), 403);
    call = call_new(arena, "POST", "/form");
    set_body(arena, &call, FORM, STR("csrf="));
    set(&call, line);
    assert_int_equal(run(&call, NULL), 403);
    assert_false(str_eq(token, form_token(arena, secret)));
}

static void drops_what_a_fault_began(void **state)
{
    struct call call;
    assert_int_equal(get(*state, "/broken", &call), 503);
    assert_true(holds(&call, "Retry-After: "));
    assert_false(holds(&call, "half a page"));
    assert_false(holds(&call, "left=over"));
}

static void validates(void **state)
{
    struct call call;
    assert_int_equal(get(*state, "/tagged", &call), 200);
    assert_true(holds(&call, "Cache-Control: private, no-cache"));
    assert_false(holds(&call, "X-Evil"));
    struct str answer = buf_str(&call.answer);
    const char *at = memmem(answer.s, answer.n, "ETag: ", 6);
    assert_non_null(at);
    struct str tag = {at + 6, 26};
    struct call again = call_new(*state, "GET", "/tagged");
    set(&again, str_z(*state, str_printf(*state, "HTTP_IF_NONE_MATCH=\"x\", W/%.*s", STR_ARG(tag))));
    assert_int_equal(run(&again, NULL), 304);
    assert_false(holds(&again, "fresh"));
    assert_false(holds(&again, "Content-Length"));
}

static void shows_pages(void **state)
{
    const char *build = getenv("BUILD");
    struct templates *templates =
        templates_open(*state, str_z(*state, str_printf(*state, "%s/templates", build ? build : ".build")));
    assert_non_null(templates);
    struct call call = call_new(*state, "GET", "/nowhere");
    set(&call, "HTTP_ACCEPT_LANGUAGE=id");
    assert_int_equal(run(&call, templates), 404);
    assert_true(holds(&call, "<html lang=\"id\">"));
    assert_true(holds(&call, "Set-Cookie: __Host-sandi_visitor="));
    assert_true(holds(&call, "; HttpOnly; SameSite=Lax; Secure"));
    call = call_new(*state, "POST", "/form");
    assert_int_equal(run(&call, templates), 403);
    assert_true(holds(&call, "This form could not be accepted"));
    templates_close(templates);
}

static void escapes_json(void **state)
{
    struct buf out = buf_new(*state, 256);
    json_put(&out, STR("a\"\\\n\x7f\xc3\xa9"));
    assert_str(buf_str(&out), "\"a\\\"\\\\\\u000a\\u007f\xc3\xa9\"");
}

int main(void)
{
    quiet();
    const struct CMUnitTest tests[] = {
        TEST(answers),
        TEST(streams),
        TEST(refuses_paths_and_methods),
        TEST(limits_bodies),
        TEST(wants_a_login),
        TEST(wants_a_key),
        TEST(refuses_other_sites),
        TEST(validates),
        TEST(binds_forms_to_visitors),
        TEST(drops_what_a_fault_began),
        TEST(shows_pages),
        TEST(escapes_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
