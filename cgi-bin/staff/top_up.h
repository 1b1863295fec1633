#ifndef STAFF_TOP_UP_H
#define STAFF_TOP_UP_H
/* Support moves credit: the top-up form, the correction of an entry, receipts, and what waits for somebody.
 */
#include "web/route.h"

handler page_top_up;        /* POST /support/organisations/{id}/top-up: forms of all kinds */
handler page_entry;         /* GET  /support/organisations/{id}/receipts/{number} */
handler page_entry_find;    /* GET  /support/organisations/{id}/entries?number= */
handler page_waiting;       /* GET  /support/top-ups */
handler page_decide;        /* POST /support/organisations/{id}/approvals/{form} */
handler page_request_close; /* POST /support/organisations/{id}/requests/{id}/decline */

/* Purchase, bonus, correction, refund, or what else an entry is: a msgid. */
const char *top_up_kind_words(struct str kind);

#endif
