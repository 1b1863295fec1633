/*
 * Access and forged requests. Fails closed: what cannot be looked up is not let in. Must not answer;
 * web/serve.c turns verdicts into pages and problems.
 */
#include "web/guard.h"

#include "backend/api_key.h"
#include "web/mac.h"
#include "web/site.h"
#include "web/url.h"

void guard_language(struct ctx *ctx, const struct request *request)
{
    const struct session *session = request->session;
    struct str choices[] = {
        session ? session->language : STR_NONE,
        request_cookie(request, "sandi_language"),
    };
    for (size_t i = 0; i < COUNT_OF(choices); i++) {
        ctx->language = language_known(choices[i]);
        if (ctx->language.n)
            return;
    }
    ctx->language = language_accepted(request_param(request, "HTTP_ACCEPT_LANGUAGE"));
    if (ctx->language.n == 0 && session)
        ctx->language = language_known(session->organisation_language);
    if (ctx->language.n == 0)
        ctx->language = STR("en");
}

static enum rc look_up_session(struct ctx *ctx, struct request *request)
{
    bool found = false;
    struct str token = request_cookie(request, "sandi_session");
    struct session *session = ARENA_NEW(ctx->arena, struct session);
    if (token.n == 0)
        return RC_OK;
    enum rc rc = session_find(ctx, token, session, &found);
    if (rc != RC_OK || !found)
        return rc;
    ctx->actor = session->actor;
    request->session = session;
    return RC_OK;
}

static enum rc look_up_key(struct ctx *ctx, struct request *request, const struct route *route,
                           enum verdict *verdict)
{
    bool found = false;
    struct api_key key;
    struct str header = request_param(request, "HTTP_AUTHORIZATION"), scheme;
    *verdict = VERDICT_UNAUTHORIZED;
    if (!str_split(&header, ' ', &scheme) || !str_eq_nocase(scheme, STR("Bearer")))
        return RC_OK;
    enum rc rc = api_key_find(ctx, str_trim(header), route->asks_again, &key, &found);
    if (rc != RC_OK || !found)
        return rc;
    ctx->actor = (struct actor){.kind = ACTOR_API_KEY, .organisation = key.organisation, .api_key = key.id};
    request->home = str_copy(ctx->arena, str_from(key.home));
    *verdict = (route->sends ? key.may_send : key.may_read) ? VERDICT_PASS : VERDICT_FORBIDDEN;
    return RC_OK;
}

static enum verdict member_verdict(const struct ctx *ctx, const struct request *request,
                                   const struct route *route)
{
    if (ctx->actor.kind == ACTOR_NONE)
        return VERDICT_LOGIN;
    if (route->least == ROLE_NONE)
        return VERDICT_PASS;
    if (request->session->factor_needed)
        return VERDICT_FACTOR;
    return ctx->actor.kind == ACTOR_MEMBER && ctx->actor.role >= route->least ? VERDICT_PASS
                                                                              : VERDICT_FORBIDDEN;
}

static enum verdict staff_verdict(const struct ctx *ctx, const struct request *request,
                                  const struct route *route)
{
    if (ctx->actor.kind == ACTOR_NONE)
        return VERDICT_LOGIN;
    if (ctx->actor.kind != ACTOR_STAFF || ctx->actor.staff == STAFF_NONE)
        return VERDICT_HIDDEN;
    if (request->session->factor_needed)
        return VERDICT_FACTOR;
    return ctx->actor.staff >= route->staff ? VERDICT_PASS : VERDICT_FORBIDDEN;
}

enum rc guard(struct ctx *ctx, struct request *request, const struct route *route, enum verdict *verdict)
{
    enum rc rc = RC_OK;
    *verdict = VERDICT_PASS;
    if (route->access == ACCESS_PEER)
        return RC_OK;
    if (route->access == ACCESS_API_KEY)
        return look_up_key(ctx, request, route, verdict);
    /* Programs without pages have no sessions: their public routes ask for nobody. */
    if (ctx->app->templates && ctx->app->db)
        rc = look_up_session(ctx, request);
    guard_language(ctx, request);
    if (route->access == ACCESS_MEMBER)
        *verdict = member_verdict(ctx, request, route);
    else if (route->access == ACCESS_STAFF)
        *verdict = staff_verdict(ctx, request, route);
    return rc;
}

/* Does "http://host:port" name the host that the browser asked, or our public address? */
static bool origin_is_ours(const struct ctx *ctx, const struct request *request, struct str origin)
{
    struct str public_url = str_from(ctx->app->config.public_url);
    struct str host = request_param(request, "HTTP_HOST");
    while (str_ends(public_url, STR("/")))
        public_url = str_slice(public_url, 0, public_url.n - 1);
    if (str_eq_nocase(origin, public_url))
        return true;
    struct str scheme = request->secure ? STR("https://") : STR("http://");
    return host.n && str_starts(origin, scheme) && str_eq_nocase(str_slice(origin, scheme.n, origin.n), host);
}

static bool comes_from_here(const struct ctx *ctx, const struct request *request, const struct route *route)
{
    struct str site = request_param(request, "HTTP_SEC_FETCH_SITE");
    struct str origin = request_param(request, "HTTP_ORIGIN");
    if (site.n && !str_eq(site, STR("same-origin")) && !str_eq(site, STR("none")))
        return false;
    return origin.n == 0 || (route->no_origin && str_eq(origin, STR("null"))) ||
           origin_is_ours(ctx, request, origin);
}

enum verdict guard_form(struct ctx *ctx, const struct request *request, const struct route *route)
{
    unsigned char secret[HASH_SIZE];
    struct str new_cookie = STR_NONE;
    if (route->access == ACCESS_API_KEY || route->access == ACCESS_PEER)
        return VERDICT_PASS;
    if (!comes_from_here(ctx, request, route))
        return VERDICT_FORGED;
    if (route->no_csrf)
        return VERDICT_PASS;
    struct str token = request_form(ctx, request, "csrf");
    if (request->session && form_token_matches(token, request->session->csrf))
        return VERDICT_PASS;
    /* A login form opened before somebody signed in in another tab still works. */
    if (request->session && route->access != ACCESS_PUBLIC)
        return VERDICT_FORGED;
    visitor_secret(ctx, request, secret, &new_cookie);
    return new_cookie.n == 0 && form_token_matches(token, secret) ? VERDICT_PASS : VERDICT_FORGED;
}
