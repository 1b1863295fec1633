/* Choosing the organisation to act in, after signing in and later. */
#include "backend/role.h"
#include "console/login.h"
#include "web/page.h"
#include "web/site.h"

#define LIST(name) TPL_ORGANISATION_CHOOSE_##name

enum rc page_home_list(struct ctx *ctx, struct request *request, struct response *response)
{
    struct session_homes homes;
    if (ctx->actor.kind != ACTOR_MEMBER) {
        response_redirect(response, "%s", page_home(&ctx->actor));
        return RC_OK;
    }
    enum rc rc = session_organisation_list(ctx, &homes);
    if (rc != RC_OK)
        return rc;
    struct page page = page_new(ctx, request, LAYOUT_PLAIN, TEMPLATE_ORGANISATION_CHOOSE,
                                say(ctx, "Choose an organisation"));
    for (int i = 0; i < homes.n; i++) {
        enum role role = ROLE_NONE;
        struct template_dict *row = template_section(page.body, LIST(ROW));
        if (!member_role_parse(homes.home[i].role, &role))
            role = ROLE_NONE;
        page_set(row, LIST(ID), uuid_text(ctx->arena, homes.home[i].id));
        page_set(row, LIST(NAME), homes.home[i].name);
        page_set_c(row, LIST(ROLE), say(ctx, member_role_words(role)));
        if (uuid_eq(homes.home[i].id, ctx->actor.organisation))
            template_show(row, LIST(CURRENT));
    }
    page_send(ctx, &page, 200, response);
    return RC_OK;
}

enum rc page_home_choose(struct ctx *ctx, struct request *request, struct response *response)
{
    struct login login;
    struct uuid to;
    if (ctx->actor.kind != ACTOR_MEMBER || !uuid_parse(request_form(ctx, request, "organisation"), &to)) {
        page_error(ctx, request, ctx->actor.kind == ACTOR_MEMBER ? 400 : 403, response);
        return RC_OK;
    }
    if (uuid_eq(to, ctx->actor.organisation)) {
        response_redirect(response, "%s", page_home(&ctx->actor));
        return RC_OK;
    }
    enum rc rc = session_move(ctx, to, &login);
    if (rc != RC_OK)
        return rc;
    if (login.outcome == OUTCOME_DONE)
        login_enter(ctx, &login, STR_NONE, response);
    else
        page_error(ctx, request, 403, response);
    return RC_OK;
}
