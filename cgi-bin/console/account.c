/* One's own login: the password, and where one is signed in. For everybody, whatever the role. */
#include "backend/password.h"

#include <stddef.h>

#include "base/text.h"
#include "console/setting.h"
#include "web/form.h"
#include "web/site.h"

#define ACCOUNT(name) TPL_ACCOUNT_SHOW_##name

struct password_input {
    struct secret current, password;
};
static const struct field FIELDS[] = {
    {"current", TEXT("Current password"), FIELD_SECRET, true, 0, 0, offsetof(struct password_input, current)},
    {"password", TEXT("New password"), FIELD_SECRET, true, 0, 0, offsetof(struct password_input, password)},
};

enum layout setting_layout(const struct ctx *ctx)
{
    if (ctx->actor.kind == ACTOR_STAFF)
        return LAYOUT_STAFF;
    return ctx->actor.role <= ROLE_WORKER ? LAYOUT_PLAIN : LAYOUT_CONSOLE;
}

static void fill_sessions(struct ctx *ctx, const struct request *request, struct template_dict *body,
                          const struct session_places *places)
{
    for (int i = 0; i < places->n; i++) {
        const struct session_place *place = &places->place[i];
        struct template_dict *row = template_section(body, ACCOUNT(SESSION));
        page_set(row, ACCOUNT(ID), uuid_text(ctx->arena, place->id));
        page_set(row, ACCOUNT(DEVICE),
                 place->device.n ? place->device : str_from(say(ctx, "Unknown browser")));
        page_set(row, ACCOUNT(ADDRESS), place->address);
        page_set(row, ACCOUNT(WHERE), place->organisation_name);
        page_set_time(ctx, request, row, ACCOUNT(SEEN), place->seen_at);
        page_set_time(ctx, request, row, ACCOUNT(SINCE), place->created_at);
        template_show(row, place->own ? ACCOUNT(OWN) : ACCOUNT(OTHER));
    }
    if (places->n > 1)
        template_show(body, ACCOUNT(OTHERS));
}

static enum rc show(struct ctx *ctx, struct request *request, const struct form *form, int status,
                    struct response *response)
{
    struct session_places places;
    enum rc rc = session_list(ctx, &places);
    if (rc != RC_OK)
        return rc;
    struct page page =
        page_new(ctx, request, setting_layout(ctx), TEMPLATE_ACCOUNT_SHOW, say(ctx, "Your account"));
    page_set(page.body, ACCOUNT(NAME), ctx->actor.name);
    page_set(page.body, ACCOUNT(EMAIL), request->session->email);
    if (setting_layout(ctx) == LAYOUT_CONSOLE)
        template_show(page.body, ACCOUNT(TRAIL));
    else
        page_set_c(template_section(page.body, ACCOUNT(BACK)), ACCOUNT(HREF), page_home(&ctx->actor));
    fill_sessions(ctx, request, page.body, &places);
    if (form)
        form_fill(ctx, form, page.body);
    page_send(ctx, &page, status, response);
    return RC_OK;
}

enum rc page_account(struct ctx *ctx, struct request *request, struct response *response)
{
    return show(ctx, request, NULL, 200, response);
}

/* Looks at the current password; *error is what to say at it. */
static enum rc prove(struct ctx *ctx, const struct request *request, const struct secret *current,
                     const char **error)
{
    enum outcome outcome;
    enum rc rc = session_prove(ctx, request->session, current, &outcome);
    *error = NULL;
    if (rc == RC_OK && outcome == OUTCOME_TOO_MANY)
        *error = say(ctx, "Too many attempts. Wait a few minutes, then try again.");
    else if (rc == RC_OK && outcome != OUTCOME_DONE)
        *error = say(ctx, "This is not your password. Nothing was changed.");
    return rc;
}

static enum rc change_password(struct ctx *ctx, struct request *request, struct response *response,
                               struct password_input *input)
{
    struct form form = FORM(FIELDS);
    const char *error;
    bool done;
    if (!form_read(ctx, request, &form, input))
        return show(ctx, request, &form, 422, response);
    enum password_verdict verdict =
        password_check(&input->password, request->session->email, ctx->actor.name);
    if (verdict != PASSWORD_GOOD) {
        form_error(&form, "password", say(ctx, password_sentence(verdict)));
        return show(ctx, request, &form, 422, response);
    }
    enum rc rc = prove(ctx, request, &input->current, &error);
    if (rc != RC_OK)
        return rc;
    if (error) {
        form_error(&form, "current", error);
        return show(ctx, request, &form, 422, response);
    }
    rc = password_change(ctx, &input->password, &done);
    if (rc != RC_OK)
        return rc;
    page_flash(ctx, response, done ? "success" : "error",
               str_from(done ? say(ctx, "Your password was changed. Everywhere else you are signed out.")
                             : say(ctx, "This is not possible. Nothing was changed.")));
    response_redirect(response, "/settings/account");
    return RC_OK;
}

enum rc page_account_password(struct ctx *ctx, struct request *request, struct response *response)
{
    struct password_input input = {0};
    enum rc rc = change_password(ctx, request, response, &input);
    secret_wipe(&input.current);
    secret_wipe(&input.password);
    return rc;
}

enum rc page_account_session(struct ctx *ctx, struct request *request, struct response *response)
{
    struct uuid id = UUID_NIL;
    int64_t ended;
    struct str which = request_form(ctx, request, "session");
    if (!str_eq(which, STR("others")) && !uuid_parse(which, &id)) {
        page_error(ctx, request, 400, response);
        return RC_OK;
    }
    enum rc rc = session_end_other(ctx, id, &ended);
    if (rc != RC_OK)
        return rc;
    page_flash(ctx, response, "success",
               text_count(ctx, "%s session was ended.", "%s sessions were ended.", ended));
    response_redirect(response, "/settings/account");
    return RC_OK;
}
