/* The link of an invitation. Looking at it changes nothing: mail scanners follow links, too. */
#include "backend/invite.h"

#include <stddef.h>

#include "backend/password.h"
#include "backend/role.h"
#include "base/text.h"
#include "console/login.h"
#include "console/people.h"
#include "web/form.h"
#include "web/site.h"

#define OFFER(name) TPL_INVITE_SHOW_##name

struct join_input {
    struct str name;
    struct secret password;
};
static const struct field FIELDS[] = {
    {"name", TEXT("Name"), FIELD_TEXT, true, 1, 100, offsetof(struct join_input, name)},
    {"password", TEXT("Password"), FIELD_SECRET, true, 0, 0, offsetof(struct join_input, password)},
};

static void show_ended(struct ctx *ctx, struct request *request, struct response *response)
{
    page_notice(
        ctx, request,
        &(struct notice){
            .status = 410,
            .title = say(ctx, "This invitation has ended"),
            .text = say(ctx, "It was accepted, taken back, replaced by a newer one, or is older than seven "
                             "days. Ask whoever invited you to send it again."),
        },
        response);
}

static void show(struct ctx *ctx, struct request *request, const struct invite_offer *offer,
                 const struct form *form, struct response *response)
{
    struct page page = page_new(ctx, request, LAYOUT_PLAIN, TEMPLATE_INVITE_SHOW, say(ctx, "Invitation"));
    const struct session *session = request->session;
    page_set(page.body, OFFER(TOKEN), request->capture[0]);
    page_set(page.body, OFFER(ORGANISATION_NAME), offer->organisation_name);
    page_set(page.body, OFFER(EMAIL), offer->email);
    page_set(page.body, OFFER(BY), offer->by_name);
    page_set_c(page.body, OFFER(ROLE), say(ctx, member_role_words(offer->role)));
    page_set_c(page.body, OFFER(NOTE), say(ctx, member_role_note(offer->role)));
    if (session && str_eq(session->email, offer->email))
        template_show(page.body, OFFER(ACCEPT));
    else if (session)
        page_set(template_section(page.body, OFFER(OTHER)), OFFER(OTHER_EMAIL), session->email);
    else
        template_show(page.body, offer->known ? OFFER(KNOWN) : OFFER(NEW));
    if (form)
        form_fill(ctx, form, page.body);
    page_send(ctx, &page, form ? 422 : 200, response);
}

/* The offer of the address; a page says so where there is none. */
static enum rc take(struct ctx *ctx, struct request *request, struct response *response,
                    struct invite_offer *offer, bool *open)
{
    bool found;
    enum rc rc = invite_find(ctx, request->capture[0], offer, &found);
    *open = rc == RC_OK && found && offer->open;
    if (rc != RC_OK || *open)
        return rc;
    if (found)
        show_ended(ctx, request, response);
    else
        page_error(ctx, request, 404, response);
    return RC_OK;
}

enum rc page_invite_offer(struct ctx *ctx, struct request *request, struct response *response)
{
    struct invite_offer offer;
    bool open;
    enum rc rc = take(ctx, request, response, &offer, &open);
    if (rc == RC_OK && open)
        show(ctx, request, &offer, NULL, response);
    return rc;
}

static enum rc answer(struct ctx *ctx, struct request *request, const struct invite_offer *offer,
                      const struct invite_person *new, struct response *response)
{
    struct login login = {0};
    enum change change;
    enum rc rc = invite_accept(ctx, request->capture[0], new, &login.actor, &change);
    if (rc != RC_OK)
        return rc;
    if (change == CHANGE_ENDED) {
        show_ended(ctx, request, response);
        return RC_OK;
    }
    if (change != CHANGE_DONE) {
        page_error(ctx, request, change == CHANGE_KNOWN ? 409 : 403, response);
        return RC_OK;
    }
    if (new)
        rc = session_begin(ctx, login_device(ctx, request), &login);
    else
        rc = session_move(ctx, login.actor.organisation, &login);
    if (rc != RC_OK)
        return rc;
    login_enter(ctx, &login, STR_NONE, response);
    ctx->actor = login.actor;
    page_flash(ctx, response, "success", text_fill(ctx, "Welcome to %1.", &offer->organisation_name, 1));
    return RC_OK;
}

enum rc page_invite_accept(struct ctx *ctx, struct request *request, struct response *response)
{
    struct invite_offer offer;
    struct join_input input = {0};
    struct form form = FORM(FIELDS);
    bool open;
    enum rc rc = take(ctx, request, response, &offer, &open);
    if (rc != RC_OK || !open)
        return rc;
    if (request->session)
        return answer(ctx, request, &offer, NULL, response);
    bool good = form_read(ctx, request, &form, &input);
    enum password_verdict verdict = password_check(&input.password, offer.email, input.name);
    if (good && verdict != PASSWORD_GOOD) {
        form_error(&form, "password", say(ctx, password_sentence(verdict)));
        good = false;
    }
    if (good && !offer.known)
        rc = answer(ctx, request, &offer, &(struct invite_person){input.name, &input.password}, response);
    else
        show(ctx, request, &offer, &form, response);
    secret_wipe(&input.password);
    return rc;
}
