#ifndef STAFF_ORGANISATION_H
#define STAFF_ORGANISATION_H
/* Support's pages of organisations: find one, see its credit and what was done to it. */
#include "backend/support.h"
#include "web/form.h"
#include "web/route.h"

handler page_organisation_list; /* GET  /support/organisations */
handler page_organisation;      /* GET  /support/organisations/{id} */

/* The organisation's page with its top-up form (staff/top_up.h). */
struct organisation_page {
    struct support_organisation organisation;
    const struct form *form; /* as typed, NULL: a fresh one */
    bool form_known;         /* its token came with it */
    struct str kind;         /* as typed */
    struct credits preview;  /* the balance afterwards, when shown is true */
    bool shown;              /* the preview */
    struct uuid request;     /* the request that the form fulfils, or nil */
};
/* Looks the organisation up; false (and answered) when there is none or on a fault, which is in *rc. */
bool organisation_open(struct ctx *ctx, struct request *request, struct response *response,
                       struct organisation_page *out, enum rc *rc);
enum rc organisation_send(struct ctx *ctx, struct request *request, struct response *response,
                          const struct organisation_page *show, int status);

#endif
