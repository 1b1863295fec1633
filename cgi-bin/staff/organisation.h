#ifndef STAFF_ORGANISATION_H
#define STAFF_ORGANISATION_H
/* Support's pages of organisations: find one, top it up, read the receipt. */
#include "web/route.h"

handler page_organisation_list; /* GET  /support/organisations */
handler page_organisation;      /* GET  /support/organisations/{id} */
handler page_top_up;            /* POST /support/organisations/{id}/top-up */
handler page_receipt;           /* GET  /support/organisations/{id}/receipts/{number} */

#endif
