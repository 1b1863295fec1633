/* Setting a new password by a link that is mailed. Says the same whether an address has a login or not. */
#include "backend/password.h"

#include <stddef.h>

#include "base/text.h"
#include "console/login.h"
#include "web/form.h"
#include "web/site.h"

struct forgot_input {
    struct str email;
};
static const struct field FORGOT[] = {
    {"email", TEXT("Email"), FIELD_TEXT, true, 3, 254, offsetof(struct forgot_input, email)},
};
struct reset_input {
    struct secret password;
};
static const struct field RESET[] = {
    {"password", TEXT("New password"), FIELD_SECRET, true, 0, 0, offsetof(struct reset_input, password)},
};

static void show_forgot(struct ctx *ctx, struct request *request, const struct form *form, int status,
                        struct response *response)
{
    struct page page =
        page_new(ctx, request, LAYOUT_PLAIN, TEMPLATE_PASSWORD_FORGOT, say(ctx, "Forgot your password?"));
    if (form)
        form_fill(ctx, form, page.body);
    page_send(ctx, &page, status, response);
}

enum rc page_password_forgot(struct ctx *ctx, struct request *request, struct response *response)
{
    show_forgot(ctx, request, NULL, 200, response);
    return RC_OK;
}

enum rc page_password_ask(struct ctx *ctx, struct request *request, struct response *response)
{
    struct forgot_input input = {0};
    struct form form = FORM(FORGOT);
    enum outcome outcome;
    if (!form_read(ctx, request, &form, &input)) {
        show_forgot(ctx, request, &form, 422, response);
        return RC_OK;
    }
    enum rc rc = password_reset_ask(ctx, input.email, &outcome);
    if (rc != RC_OK)
        return rc;
    if (outcome == OUTCOME_TOO_MANY) {
        form_error(&form, NULL, say(ctx, "Too many attempts. Wait a few minutes, then try again."));
        response_header(response, "Retry-After", STR("900"));
        show_forgot(ctx, request, &form, 429, response);
        return RC_OK;
    }
    struct page page =
        page_new(ctx, request, LAYOUT_PLAIN, TEMPLATE_PASSWORD_ASKED, say(ctx, "Look into your mailbox"));
    page_set(page.body, TPL_PASSWORD_ASKED_EMAIL, input.email);
    page_send(ctx, &page, 200, response);
    return RC_OK;
}

static void show_ended(struct ctx *ctx, struct request *request, struct response *response)
{
    page_notice(ctx, request,
                &(struct notice){
                    .status = 410,
                    .title = say(ctx, "This link has ended"),
                    .text = say(ctx, "It works once, within 30 minutes. Ask for a new one."),
                    .href = "/forgot",
                    .label = say(ctx, "Ask for a new link"),
                },
                response);
}

static void show_reset(struct ctx *ctx, struct request *request, const struct password_owner *owner,
                       const struct form *form, struct response *response)
{
    struct page page =
        page_new(ctx, request, LAYOUT_PLAIN, TEMPLATE_PASSWORD_RESET, say(ctx, "Set a new password"));
    page_set(page.body, TPL_PASSWORD_RESET_TOKEN, request->capture[0]);
    page_set(page.body, TPL_PASSWORD_RESET_EMAIL, owner->email);
    if (form)
        form_fill(ctx, form, page.body);
    page_send(ctx, &page, form ? 422 : 200, response);
}

enum rc page_password_reset(struct ctx *ctx, struct request *request, struct response *response)
{
    struct password_owner owner;
    bool found;
    enum rc rc = password_reset_find(ctx, request->capture[0], &owner, &found);
    if (rc != RC_OK)
        return rc;
    if (found)
        show_reset(ctx, request, &owner, NULL, response);
    else
        show_ended(ctx, request, response);
    return RC_OK;
}

enum rc page_password_set(struct ctx *ctx, struct request *request, struct response *response)
{
    struct reset_input input = {0};
    struct form form = FORM(RESET);
    struct password_owner owner;
    bool found, done = false;
    enum rc rc = password_reset_find(ctx, request->capture[0], &owner, &found);
    bool good = rc == RC_OK && found && form_read(ctx, request, &form, &input);
    enum password_verdict verdict =
        good ? password_check(&input.password, owner.email, owner.name) : PASSWORD_GOOD;
    if (verdict != PASSWORD_GOOD)
        form_error(&form, "password", say(ctx, password_sentence(verdict)));
    if (good && verdict == PASSWORD_GOOD)
        rc = password_reset_use(ctx, request->capture[0], &input.password, &done);
    secret_wipe(&input.password);
    if (rc != RC_OK)
        return rc;
    if (done) {
        response_cookie(ctx, response, "sandi_session", STR_NONE, 0);
        ctx->actor = (struct actor){0};
        page_flash(ctx, response, "success", str_from(say(ctx, "Your password is set. Sign in with it.")));
        response_redirect(response, "/login");
    } else if (found && form.n_errors) {
        show_reset(ctx, request, &owner, &form, response);
    } else {
        show_ended(ctx, request, response);
    }
    return RC_OK;
}
