/* Asking somebody to join, for admins. */
#include "backend/invite.h"

#include <stddef.h>

#include "backend/role.h"
#include "base/text.h"
#include "console/people.h"
#include "web/form.h"

#define NEW(name) TPL_PEOPLE_INVITE_##name
#define SHOW(name) TPL_PEOPLE_OPEN_##name

struct invite_input {
    struct str email, role;
};
static const struct field FIELDS[] = {
    {"email", TEXT("Email"), FIELD_TEXT, true, 3, 254, offsetof(struct invite_input, email)},
    {"role", TEXT("Role"), FIELD_TEXT, true, 1, 20, offsetof(struct invite_input, role)},
};

static void show_new(struct ctx *ctx, struct request *request, const struct form *form, enum role role,
                     struct response *response)
{
    struct page page = page_new(ctx, request, LAYOUT_CONSOLE, TEMPLATE_PEOPLE_INVITE, say(ctx, "Invite"));
    if (form)
        form_fill(ctx, form, page.body);
    people_fill_roles(ctx, page.body, role);
    page_send(ctx, &page, form ? 422 : 200, response);
}

enum rc page_invite_new(struct ctx *ctx, struct request *request, struct response *response)
{
    show_new(ctx, request, NULL, ROLE_WORKER, response);
    return RC_OK;
}

/* Something, one @, something with a dot: the mail itself is the proof. */
static bool looks_like_mail(struct str email)
{
    size_t at = str_index(email, '@', 0);
    struct str host = str_slice(email, at + 1, email.n);
    return at > 0 && host.n > 2 && str_index(host, '@', 0) == host.n &&
           str_index(host, '.', 1) < host.n - 1 && str_index(email, ' ', 0) == email.n;
}

static void done(struct ctx *ctx, struct str email, struct response *response)
{
    page_flash(
        ctx, response, "success",
        text_fill(ctx, "The invitation to %1 is on its way. Its link works for seven days.", &email, 1));
    response_redirect(response, "/people");
}

enum rc page_invite_send(struct ctx *ctx, struct request *request, struct response *response)
{
    struct invite_input input = {0};
    struct form form = FORM(FIELDS);
    enum change change;
    enum role role = ROLE_WORKER;
    bool good = form_read(ctx, request, &form, &input);
    if (good && !looks_like_mail(input.email)) {
        form_error(&form, "email", say(ctx, "Write an e-mail address such as ani@example.com."));
        good = false;
    }
    if (input.role.n && !member_role_parse(input.role, &role)) {
        form_error(&form, "role", say(ctx, "Choose one of the list."));
        good = false;
    }
    if (!good) {
        show_new(ctx, request, &form, role, response);
        return RC_OK;
    }
    enum rc rc = invite_send(ctx, input.email, role, &change);
    if (rc != RC_OK)
        return rc;
    if (change == CHANGE_DONE) {
        done(ctx, input.email, response);
        return RC_OK;
    }
    form_error(&form, change == CHANGE_OWNER_ONLY ? "role" : "email", people_change_words(ctx, change));
    show_new(ctx, request, &form, role, response);
    return RC_OK;
}

/* The invitation of the address; a page says so where there is none. */
static enum rc take(struct ctx *ctx, struct request *request, struct response *response,
                    struct invite *invite, bool *found)
{
    struct uuid id;
    *found = false;
    enum rc rc = request_uuid(request, 0, &id) ? invite_get(ctx, id, invite, found) : RC_OK;
    if (rc == RC_OK && !*found)
        page_error(ctx, request, 404, response);
    return rc;
}

static void show_open(struct ctx *ctx, struct request *request, const struct invite *invite,
                      const char *error, struct response *response)
{
    struct page page =
        page_new(ctx, request, LAYOUT_CONSOLE, TEMPLATE_PEOPLE_OPEN, str_z(ctx->arena, invite->email));
    page_set(page.body, SHOW(ID), uuid_text(ctx->arena, invite->id));
    page_set(page.body, SHOW(EMAIL), invite->email);
    page_set_c(page.body, SHOW(ROLE), say(ctx, member_role_words(invite->role)));
    page_set(page.body, SHOW(BY), invite->by_name);
    page_set_time(ctx, request, page.body, SHOW(AT), invite->made_at);
    page_set_time(ctx, request, page.body, SHOW(UNTIL), invite->expires_at);
    if (invite->expires_at <= ctx->now_us)
        template_show(page.body, SHOW(ENDED));
    if (error)
        page_set_c(template_section(page.body, SHOW(REFUSED)), SHOW(ERROR), error);
    page_send(ctx, &page, error ? 422 : 200, response);
}

enum rc page_invite_show(struct ctx *ctx, struct request *request, struct response *response)
{
    struct invite invite;
    bool found;
    enum rc rc = take(ctx, request, response, &invite, &found);
    if (rc == RC_OK && found)
        show_open(ctx, request, &invite, NULL, response);
    return rc;
}

enum rc page_invite_change(struct ctx *ctx, struct request *request, struct response *response)
{
    struct invite invite;
    bool found, resend = str_eq(request_form(ctx, request, "do"), STR("resend"));
    enum change change;
    enum rc rc = take(ctx, request, response, &invite, &found);
    if (rc != RC_OK || !found)
        return rc;
    rc = resend ? invite_send(ctx, invite.email, invite.role, &change)
                : invite_revoke(ctx, invite.id, &change);
    if (rc != RC_OK)
        return rc;
    if (change != CHANGE_DONE) {
        show_open(ctx, request, &invite, people_change_words(ctx, change), response);
    } else if (resend) {
        done(ctx, invite.email, response);
    } else {
        page_flash(ctx, response, "success",
                   str_from(say(ctx, "The invitation was taken back. Its link is good "
                                     "for nothing now.")));
        response_redirect(response, "/people");
    }
    return RC_OK;
}
