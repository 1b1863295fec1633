/* Signing in and out. Says the same of an unknown address and a wrong password; never shows a password again.
 */
#include "console/login.h"

#include <stddef.h>

#include "backend/device.h"
#include "backend/session.h"
#include "base/text.h"
#include "web/form.h"
#include "web/site.h"
#include "web/url.h"

/* A day more than the longest that a session lives: what it sends too late is kept for its person. */
#define SESSION_SECONDS (8 * 24 * 3600)
#define HALF_SECONDS (5 * 60)
#define LANGUAGE_SECONDS (365 * 24 * 3600)

struct login_input {
    struct str email;
    struct secret password;
};

static const struct field FIELDS[] = {
    {"email", TEXT("Email"), FIELD_TEXT, .required = true, .max = 254,
     .offset = offsetof(struct login_input, email)},
    {"password", TEXT("Password"), FIELD_SECRET, .required = true,
     .offset = offsetof(struct login_input, password)},
};

enum rc page_start(struct ctx *ctx, struct request *request, struct response *response)
{
    (void)request;
    response_redirect(response, "%s", page_home(&ctx->actor));
    return RC_OK;
}

/*
 * The page to go to afterwards: one of ours that is not the door itself, else STR_NONE. It is no input of the
 * form's table, for nobody typed it: a bad one is passed over without a word.
 */
struct str login_next(struct ctx *ctx, const struct request *request)
{
    struct str next = request->method == METHOD_POST ? request_form(ctx, request, "next")
                                                     : request_query(ctx, request, "next");
    bool follow = url_is_local(next) && !str_starts(next, STR("/login")) && !str_starts(next, STR("/logout"));
    return follow ? next : STR_NONE;
}

static void show(struct ctx *ctx, struct request *request, const struct form *form, int status,
                 struct response *response)
{
    struct page page = page_new(ctx, request, LAYOUT_PLAIN, TEMPLATE_LOGIN_SHOW, say(ctx, "Sign in"));
    page_set(page.body, TPL_LOGIN_SHOW_NEXT, login_next(ctx, request));
    if (form)
        form_fill(ctx, form, page.body);
    page_send(ctx, &page, status, response);
}

enum rc page_login(struct ctx *ctx, struct request *request, struct response *response)
{
    if (request->session)
        response_redirect(response, "%s", page_home(&ctx->actor));
    else
        show(ctx, request, NULL, 200, response);
    return RC_OK;
}

struct str login_device(struct ctx *ctx, const struct request *request)
{
    return device_words(ctx->arena, request_param(request, "HTTP_USER_AGENT"));
}

/* Half a login: its token, which opens nothing, and on to the code. */
static void owe_code(struct ctx *ctx, const struct login *login, struct str next, struct response *response)
{
    struct buf path = buf_new(ctx->arena, 4096);
    buf_put(&path, STR("/login/code"));
    if (next.n) {
        buf_put(&path, STR("?next="));
        buf_put_percent(&path, next);
    }
    response_cookie(ctx, response, "sandi_half", login->token, HALF_SECONDS);
    response_redirect(response, "%.*s", STR_ARG(path.broken ? STR("/login/code") : buf_str(&path)));
}

void login_enter(struct ctx *ctx, const struct login *login, struct str next, struct response *response)
{
    response_cookie(ctx, response, "sandi_session", login->token, SESSION_SECONDS);
    response_cookie(ctx, response, "sandi_visitor", STR_NONE, 0);
    response_cookie(ctx, response, "sandi_flash", STR_NONE, 0);
    if (next.n)
        response_redirect(response, "%.*s", STR_ARG(next));
    else
        response_redirect(response, "%s", login->elsewhere ? "/organisations" : page_home(&login->actor));
}

enum rc page_sign_in(struct ctx *ctx, struct request *request, struct response *response)
{
    struct login_input input = {0};
    struct login login;
    struct form form = FORM(FIELDS);
    if (!form_read(ctx, request, &form, &input)) {
        secret_wipe(&input.password);
        show(ctx, request, &form, 422, response);
        return RC_OK;
    }
    enum rc rc = session_login(ctx, input.email, &input.password, login_device(ctx, request), &login);
    secret_wipe(&input.password);
    if (rc != RC_OK)
        return rc;
    if (login.half) {
        owe_code(ctx, &login, login_next(ctx, request), response);
    } else if (login.outcome == OUTCOME_DONE) {
        login_enter(ctx, &login, login_next(ctx, request), response);
    } else if (login.outcome == OUTCOME_TOO_MANY) {
        form_error(&form, NULL, say(ctx, "Too many attempts. Wait a few minutes, then try again."));
        response_header(response, "Retry-After", STR("300"));
        show(ctx, request, &form, 429, response);
    } else {
        form_error(&form, NULL, say(ctx, "This e-mail address and password do not belong together."));
        show(ctx, request, &form, 422, response);
    }
    return RC_OK;
}

enum rc page_sign_out(struct ctx *ctx, struct request *request, struct response *response)
{
    (void)request;
    enum rc rc = session_end(ctx);
    if (rc != RC_OK)
        return rc;
    response_cookie(ctx, response, "sandi_session", STR_NONE, 0);
    ctx->actor = (struct actor){0};
    page_flash(ctx, response, "info", str_from(say(ctx, "You are signed out.")));
    response_redirect(response, "/login");
    return RC_OK;
}

enum rc page_language(struct ctx *ctx, struct request *request, struct response *response)
{
    struct str language = language_known(request_form(ctx, request, "language"));
    struct str from = request_form(ctx, request, "from");
    if (language.n == 0) {
        page_error(ctx, request, 400, response);
        return RC_OK;
    }
    if (request->session) {
        enum rc rc = session_language_set(ctx, language);
        if (rc != RC_OK)
            return rc;
    }
    response_cookie(ctx, response, "sandi_language", language, LANGUAGE_SECONDS);
    if (url_is_local(from))
        response_redirect(response, "%.*s", STR_ARG(from));
    else
        response_redirect(response, "/");
    return RC_OK;
}
