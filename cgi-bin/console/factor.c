/* The second factor: asked for behind the password, and looked after by its person. */
#include "backend/second_factor.h"

#include <stddef.h>

#include "base/text.h"
#include "console/login.h"
#include "console/setting.h"
#include "web/form.h"
#include "web/qr_view.h"

#define SHOW(name) TPL_ACCOUNT_FACTOR_##name

struct code_input {
    struct str code;
};
static const struct field CODE_FIELDS[] = {
    {"code", TEXT("Code of the app, or recovery code"), FIELD_TEXT, true, 1, 40,
     offsetof(struct code_input, code)},
};

static void show_code(struct ctx *ctx, struct request *request, const struct form *form, int status,
                      struct response *response)
{
    struct page page = page_new(ctx, request, LAYOUT_PLAIN, TEMPLATE_LOGIN_CODE, say(ctx, "Your code"));
    page_set(page.body, TPL_LOGIN_CODE_NEXT, login_next(ctx, request));
    if (form)
        form_fill(ctx, form, page.body);
    page_send(ctx, &page, status, response);
}

enum rc page_code(struct ctx *ctx, struct request *request, struct response *response)
{
    if (request_cookie(request, "sandi_half").n)
        show_code(ctx, request, NULL, 200, response);
    else
        response_redirect(response, "/login");
    return RC_OK;
}

enum rc page_code_enter(struct ctx *ctx, struct request *request, struct response *response)
{
    struct code_input input = {0};
    struct form form = FORM(CODE_FIELDS);
    struct login login;
    if (!form_read(ctx, request, &form, &input)) {
        show_code(ctx, request, &form, 422, response);
        return RC_OK;
    }
    enum rc rc = half_login_end(ctx, request_cookie(request, "sandi_half"), input.code,
                                login_device(ctx, request), &login);
    if (rc != RC_OK)
        return rc;
    if (login.outcome == OUTCOME_DONE) {
        response_cookie(ctx, response, "sandi_half", STR_NONE, 0);
        login_enter(ctx, &login, login_next(ctx, request), response);
    } else if (login.outcome == OUTCOME_NOT_FOUND) {
        response_cookie(ctx, response, "sandi_half", STR_NONE, 0);
        page_flash(ctx, response, "info", str_from(say(ctx, "That took too long. Sign in again.")));
        response_redirect(response, "/login");
    } else if (login.outcome == OUTCOME_TOO_MANY) {
        form_error(&form, "code", say(ctx, "Too many attempts. Wait a few minutes, then try again."));
        response_header(response, "Retry-After", STR("300"));
        show_code(ctx, request, &form, 429, response);
    } else {
        form_error(&form, "code",
                   say(ctx, "This is not the code, or it was used already. Wait for the next one."));
        show_code(ctx, request, &form, 422, response);
    }
    return RC_OK;
}

static void fill_waiting(struct ctx *ctx, struct template_dict *body, const struct second_factor *factor)
{
    int side = 0;
    struct template_dict *waiting = template_section(body, SHOW(WAITING));
    struct str path = qr_view_path(ctx, factor->address, &side);
    page_set(waiting, SHOW(SECRET), factor->secret);
    page_set(waiting, SHOW(SIDE), str_printf(ctx->arena, "%d", side));
    page_set(waiting, SHOW(PATH), path);
}

static bool staff_must(const struct ctx *ctx)
{
    return ctx->actor.kind == ACTOR_STAFF && ctx->app->config.staff_factor;
}

static enum rc show(struct ctx *ctx, struct request *request, const char *error, struct response *response)
{
    struct second_factor factor;
    enum rc rc = second_factor_get(ctx, &factor);
    if (rc != RC_OK)
        return rc;
    struct page page =
        page_new(ctx, request, setting_layout(ctx), TEMPLATE_ACCOUNT_FACTOR, say(ctx, "Second factor"));
    page_set(page.body, SHOW(EMAIL), factor.email);
    if (staff_must(ctx))
        template_show(page.body, SHOW(STAFF));
    else if (factor.required)
        template_show(page.body, SHOW(REQUIRED));
    if (error)
        page_set_c(template_section(page.body, SHOW(REFUSED)), SHOW(ERROR), error);
    if (factor.confirmed_at) {
        struct template_dict *on = template_section(page.body, SHOW(ON));
        page_set_time(ctx, request, on, SHOW(AT), factor.confirmed_at);
        page_set_i64(ctx, on, SHOW(LEFT), factor.codes);
        if (!factor.required && !staff_must(ctx))
            template_show(on, SHOW(MAY_END));
    } else {
        if (factor.waiting)
            fill_waiting(ctx, page.body, &factor);
        else
            template_show(page.body, SHOW(OFF));
    }
    page_send(ctx, &page, error ? 422 : 200, response);
    return RC_OK;
}

enum rc page_factor(struct ctx *ctx, struct request *request, struct response *response)
{
    return show(ctx, request, NULL, response);
}

static void show_codes(struct ctx *ctx, struct request *request, const struct str codes[RECOVERY_CODES],
                       struct response *response)
{
    struct page page =
        page_new(ctx, request, setting_layout(ctx), TEMPLATE_ACCOUNT_CODES, say(ctx, "Recovery codes"));
    for (int i = 0; i < RECOVERY_CODES; i++)
        page_set(template_section(page.body, TPL_ACCOUNT_CODES_ROW), TPL_ACCOUNT_CODES_TEXT, codes[i]);
    page_send(ctx, &page, 200, response);
}

static enum rc confirm(struct ctx *ctx, struct request *request, struct response *response)
{
    struct str codes[RECOVERY_CODES], typed = str_slice(request_form(ctx, request, "code"), 0, 40);
    enum outcome outcome;
    enum rc rc = second_factor_confirm(ctx, typed, codes, &outcome);
    if (rc != RC_OK)
        return rc;
    if (outcome == OUTCOME_TOO_MANY)
        return show(ctx, request, say(ctx, "Too many attempts. Wait a few minutes, then try again."),
                    response);
    if (outcome != OUTCOME_DONE)
        return show(ctx, request,
                    say(ctx, "This is not the code that the app shows now. Is the phone's clock right?"),
                    response);
    show_codes(ctx, request, codes, response);
    return RC_OK;
}

/* What is asked for behind the password. */
static enum rc change(struct ctx *ctx, struct request *request, struct str what, struct response *response)
{
    struct str codes[RECOVERY_CODES];
    bool done = false, renew = str_eq(what, STR("codes"));
    enum rc rc = RC_OK;
    if (str_eq(what, STR("begin")))
        rc = second_factor_begin(ctx, &done);
    else if (renew)
        rc = recovery_codes_renew(ctx, codes, &done);
    else if (str_eq(what, STR("end")) && !staff_must(ctx))
        rc = second_factor_end(ctx, &done);
    if (rc != RC_OK)
        return rc;
    if (!done)
        return show(ctx, request, say(ctx, "This is not possible. Nothing was changed."), response);
    if (renew) {
        show_codes(ctx, request, codes, response);
        return RC_OK;
    }
    if (str_eq(what, STR("end")))
        page_flash(ctx, response, "success", str_from(say(ctx, "The second factor is off.")));
    response_redirect(response, "/settings/factor");
    return RC_OK;
}

enum rc page_factor_change(struct ctx *ctx, struct request *request, struct response *response)
{
    struct str what = request_form(ctx, request, "do");
    struct secret password = {0};
    enum outcome outcome = OUTCOME_FORBIDDEN;
    enum rc rc = RC_OK;
    if (str_eq(what, STR("confirm")))
        return confirm(ctx, request, response);
    if (request_form_secret(request, "password", &password))
        rc = session_prove(ctx, request->session, &password, &outcome);
    secret_wipe(&password);
    if (rc != RC_OK)
        return rc;
    if (outcome == OUTCOME_TOO_MANY)
        return show(ctx, request, say(ctx, "Too many attempts. Wait a few minutes, then try again."),
                    response);
    if (outcome != OUTCOME_DONE)
        return show(ctx, request, say(ctx, "This is not your password. Nothing was changed."), response);
    return change(ctx, request, what, response);
}
