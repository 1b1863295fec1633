#ifndef CONSOLE_PEOPLE_H
#define CONSOLE_PEOPLE_H
/* The pages under /people: who belongs to the organisation, and the way in for somebody new. */
#include "backend/organisation.h"
#include "shim/template.h"
#include "web/route.h"

handler page_member_list;   /* GET  /people */
handler page_member_show;   /* GET  /people/{id} */
handler page_member_change; /* POST /people/{id} */

handler page_member_care; /* POST /people/{id}/care: sessions, open tasks, a lost second factor */

handler page_invite_new;    /* GET  /people/invite */
handler page_invite_send;   /* POST /people/invite */
handler page_invite_show;   /* GET  /people/invites/{id} */
handler page_invite_change; /* POST /people/invites/{id}: sends it anew or takes it back */

handler page_invite_offer;  /* GET  /invite/{token}: what the link leads to; changes nothing */
handler page_invite_accept; /* POST /invite/{token} */

/* Why a change of a person or an invitation did not happen. */
const char *people_change_words(struct ctx *ctx, enum change change);
/* Rows ROLE_OPTION {VALUE, LABEL, NOTE, CHOSEN} of the roles that the actor may give. */
void people_fill_roles(struct ctx *ctx, struct template_dict *dict, enum role chosen);

/* The page of a member, with why the last action on it did nothing (NULL: there was none). */
enum rc people_show(struct ctx *ctx, struct request *request, struct uuid person, const char *error,
                    struct response *response) MUST_USE;
/* What page_member_care is for, on that page. */
enum rc people_fill_care(struct ctx *ctx, const struct request *request, struct uuid person,
                         struct template_dict *body) MUST_USE;

#endif
