/* An organisation's people, for its admins. Who may change whom is decided in SQL; here it is only said. */
#include "console/people.h"

#include "backend/answer.h"
#include "backend/invite.h"
#include "backend/member.h"
#include "backend/recipient.h"
#include "backend/role.h"
#include "web/form.h"

#define LIST(name) TPL_PEOPLE_LIST_##name
#define SHOW(name) TPL_PEOPLE_SHOW_##name
#define QUERY_MAX 100

static void fill_row(struct ctx *ctx, const struct request *request, struct template_dict *rows,
                     const struct member_row *member)
{
    struct template_dict *row = template_section(rows, LIST(ROW));
    page_set(row, LIST(ID), uuid_text(ctx->arena, member->person));
    page_set(row, LIST(NAME), member->name);
    page_set(row, LIST(EMAIL), member->email);
    page_set_c(row, LIST(ROLE), say(ctx, member_role_words(member->role)));
    bool off = member->deactivated_at || member->disabled;
    template_show(row, off ? LIST(OFF) : LIST(ACTIVE));
    if (member->seen_at)
        page_set_time(ctx, request, template_section(row, LIST(SEEN)), LIST(SEEN_AT), member->seen_at);
    else
        template_show(row, LIST(NEVER));
    if (uuid_eq(member->person, ctx->actor.person))
        template_show(row, LIST(SELF));
}

static void fill_invites(struct ctx *ctx, const struct request *request, struct template_dict *body,
                         const struct invite_list *list)
{
    struct template_dict *section = list->n ? template_section(body, LIST(INVITES)) : NULL;
    for (int i = 0; i < list->n; i++) {
        const struct invite *invite = &list->invite[i];
        struct template_dict *row = template_section(section, LIST(INVITE));
        page_set(row, LIST(ID), uuid_text(ctx->arena, invite->id));
        page_set(row, LIST(EMAIL), invite->email);
        page_set_c(row, LIST(ROLE), say(ctx, member_role_words(invite->role)));
        page_set(row, LIST(BY), invite->by_name);
        template_show(row, invite->expires_at <= ctx->now_us ? LIST(ENDED) : LIST(OPEN));
        page_set_time(ctx, request, row, LIST(UNTIL), invite->expires_at);
    }
}

static void fill_members(struct ctx *ctx, const struct request *request, struct template_dict *body,
                         const struct member_page *page, struct str query)
{
    struct template_dict *rows = template_section(body, LIST(ROWS));
    for (int i = 0; i < page->n; i++)
        fill_row(ctx, request, rows, &page->row[i]);
    page_set(rows, LIST(SHOWN), text_count(ctx, "%s person", "%s people", page->total));
    if (!page->more)
        return;
    struct template_dict *next = template_section(rows, LIST(NEXT));
    page_set(next, LIST(NEXT_Q), query);
    page_set(next, LIST(AFTER), uuid_text(ctx->arena, page->row[page->n - 1].person));
}

enum rc page_member_list(struct ctx *ctx, struct request *request, struct response *response)
{
    struct str query = str_head(str_trim(request_query(ctx, request, "q")), QUERY_MAX);
    struct member_page members;
    struct invite_list invites = {0};
    struct uuid after;
    if (!str_is_plain(query, ""))
        query = STR_NONE;
    if (!uuid_parse(request_query(ctx, request, "after"), &after))
        after = UUID_NIL;
    enum rc rc = member_list(ctx, query, after, &members);
    if (rc == RC_OK && uuid_is_nil(after))
        rc = invite_list(ctx, &invites);
    if (rc != RC_OK)
        return rc;
    struct page page = page_new(ctx, request, LAYOUT_CONSOLE, TEMPLATE_PEOPLE_LIST, say(ctx, "People"));
    page_set(page.body, LIST(Q), query);
    if (query.n)
        template_show(page.body, LIST(CLEAR));
    if (members.n)
        fill_members(ctx, request, page.body, &members, query);
    else
        template_show(page.body, LIST(EMPTY));
    fill_invites(ctx, request, page.body, &invites);
    page_send(ctx, &page, 200, response);
    return RC_OK;
}

const char *people_change_words(struct ctx *ctx, enum change change)
{
    switch ((int)change) {
    case CHANGE_OWNER_ONLY:
        return say(
            ctx, "Only an owner of the organisation makes, changes or removes owners. Nothing was changed.");
    case CHANGE_LAST_OWNER:
        return say(ctx, "An organisation keeps at least one owner. Make somebody else an owner first.");
    case CHANGE_SELF:
        return say(ctx, "You cannot deactivate yourself. Ask another admin.");
    case CHANGE_EXISTS:
        return say(ctx, "Somebody with this address is in your organisation already.");
    case CHANGE_TOO_MANY:
        return say(ctx, "Too many invitations went out. Wait an hour, then try again.");
    default:
        return say(ctx, "This is not possible. Nothing was changed.");
    }
}

void people_fill_roles(struct ctx *ctx, struct template_dict *dict, enum role chosen)
{
    enum role most = ctx->actor.role == ROLE_OWNER || chosen == ROLE_OWNER ? ROLE_OWNER : ROLE_ADMIN;
    for (int role = ROLE_WORKER; role <= (int)most; role++) {
        struct template_dict *option = template_section(dict, SHOW(ROLE_OPTION));
        page_set_c(option, SHOW(VALUE), member_role_label((enum role)role));
        page_set_c(option, SHOW(LABEL), say(ctx, member_role_words((enum role)role)));
        page_set_c(option, SHOW(NOTE), say(ctx, member_role_note((enum role)role)));
        if ((enum role)role == chosen)
            template_show(option, SHOW(CHOSEN));
    }
}

/* Why a change was refused, and what was typed. */
struct refused {
    const char *error;       /* of the page */
    const char *phone_error; /* of the number */
    struct str phone;
};

static void fill_phone(struct ctx *ctx, const struct member_row *member, const struct refused *refused,
                       struct template_dict *body)
{
    struct template_dict *form = template_section(body, SHOW(PHONE_FORM));
    page_set(form, SHOW(PHONE),
             refused->phone_error ? refused->phone : recipient_format(ctx->arena, member->phone));
    if (refused->phone_error) {
        struct template_dict *invalid = template_section(form, SHOW(PHONE_INVALID));
        page_set_c(invalid, SHOW(PHONE_ERROR), refused->phone_error);
    }
}

static void fill_forms(struct ctx *ctx, struct template_dict *body, const struct member_row *member,
                       const struct refused *refused)
{
    bool locked = member->role == ROLE_OWNER && ctx->actor.role != ROLE_OWNER;
    if (locked) {
        template_show(body, SHOW(LOCKED));
        return;
    }
    struct template_dict *role = template_section(body, SHOW(ROLE_FORM));
    people_fill_roles(ctx, role, member->role);
    fill_phone(ctx, member, refused, body);
    if (member->deactivated_at)
        template_show(body, SHOW(REACTIVATE));
    else if (!uuid_eq(member->person, ctx->actor.person))
        template_show(body, SHOW(DEACTIVATE));
}

static enum rc show(struct ctx *ctx, struct request *request, struct uuid person,
                    const struct refused *refused, struct response *response)
{
    struct member_row member;
    bool found;
    enum rc rc = member_get(ctx, person, &member, &found);
    if (rc != RC_OK)
        return rc;
    if (!found) {
        page_error(ctx, request, 404, response);
        return RC_OK;
    }
    struct page page =
        page_new(ctx, request, LAYOUT_CONSOLE, TEMPLATE_PEOPLE_SHOW, str_z(ctx->arena, member.name));
    page_set(page.body, SHOW(ID), uuid_text(ctx->arena, member.person));
    page_set(page.body, SHOW(NAME), member.name);
    page_set(page.body, SHOW(EMAIL), member.email);
    page_set_c(page.body, SHOW(ROLE), say(ctx, member_role_words(member.role)));
    page_set_time(ctx, request, page.body, SHOW(JOINED), member.joined_at);
    if (member.seen_at)
        page_set_time(ctx, request, template_section(page.body, SHOW(SEEN)), SHOW(SEEN_AT), member.seen_at);
    else
        template_show(page.body, SHOW(NEVER));
    if (member.deactivated_at)
        page_set_time(ctx, request, template_section(page.body, SHOW(OFF)), SHOW(OFF_AT),
                      member.deactivated_at);
    if (member.disabled)
        template_show(page.body, SHOW(DISABLED));
    if (refused->error)
        page_set_c(template_section(page.body, SHOW(REFUSED)), SHOW(ERROR), refused->error);
    fill_forms(ctx, page.body, &member, refused);
    rc = people_fill_care(ctx, request, member.person, page.body);
    if (rc != RC_OK)
        return rc;
    page_send(ctx, &page, refused->error || refused->phone_error ? 422 : 200, response);
    return RC_OK;
}

enum rc people_show(struct ctx *ctx, struct request *request, struct uuid person, const char *error,
                    struct response *response)
{
    return show(ctx, request, person, &(struct refused){.error = error}, response);
}

enum rc page_member_show(struct ctx *ctx, struct request *request, struct response *response)
{
    struct uuid person;
    if (request_uuid(request, 0, &person))
        return people_show(ctx, request, person, NULL, response);
    page_error(ctx, request, 404, response);
    return RC_OK;
}

static enum rc change_phone(struct ctx *ctx, const struct request *request, struct uuid person,
                            enum change *change, struct refused *refused)
{
    struct member_phone result;
    refused->phone = request_form(ctx, request, "phone");
    enum rc rc =
        member_phone_set(ctx, person, refused->phone, request->session->organisation_country, &result);
    if (rc != RC_OK)
        return rc;
    *change = result.change;
    if (result.outcome != OUTCOME_DONE)
        refused->phone_error =
            say(ctx,
                answer_sentence(result.outcome == OUTCOME_NOT_MOBILE ? ANSWER_NOT_MOBILE : ANSWER_NOT_PHONE));
    if (!str_is_utf8(refused->phone) || !str_is_plain(refused->phone, ""))
        refused->phone = STR("");
    return RC_OK;
}

static const char *done_words(struct ctx *ctx, struct str what)
{
    if (str_eq(what, STR("phone")))
        return say(ctx, "The number was saved.");
    if (str_eq(what, STR("role")))
        return say(ctx, "The role was changed. It counts from the next click.");
    return str_eq(what, STR("deactivate"))
               ? say(ctx, "Deactivated. All sessions in your organisation have ended.")
               : say(ctx, "Active again, in the same role as before.");
}

enum rc page_member_change(struct ctx *ctx, struct request *request, struct response *response)
{
    struct uuid person;
    enum change change = CHANGE_INVALID;
    enum role role;
    enum rc rc = RC_OK;
    struct refused refused = {0};
    struct str what = request_form(ctx, request, "do");
    if (!request_uuid(request, 0, &person)) {
        page_error(ctx, request, 404, response);
        return RC_OK;
    }
    if (str_eq(what, STR("role")) && member_role_parse(request_form(ctx, request, "role"), &role))
        rc = member_role_set(ctx, person, role, &change);
    else if (str_eq(what, STR("deactivate")) || str_eq(what, STR("reactivate")))
        rc = member_activate(ctx, person, str_eq(what, STR("reactivate")), &change);
    else if (str_eq(what, STR("phone")))
        rc = change_phone(ctx, request, person, &change, &refused);
    if (rc != RC_OK)
        return rc;
    if (change != CHANGE_DONE) {
        refused.error = refused.phone_error ? NULL : people_change_words(ctx, change);
        return show(ctx, request, person, &refused, response);
    }
    page_flash(ctx, response, "success", str_from(done_words(ctx, what)));
    if (uuid_eq(person, ctx->actor.person) &&
        str_eq(what, STR("role"))) /* the own role may no longer reach this page */
        response_redirect(response, "/");
    else
        response_redirect(response, "/people/%.*s", STR_ARG(uuid_text(ctx->arena, person)));
    return RC_OK;
}
