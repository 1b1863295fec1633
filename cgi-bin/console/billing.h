#ifndef CONSOLE_BILLING_H
#define CONSOLE_BILLING_H
/* The pages under /billing: a price list, a statement, what was spent on what, requests for top-ups,
 * warnings. */
#include "web/route.h"

handler page_rate_list;      /* GET /billing/rates */
handler page_credit_list;    /* GET /billing/credit: balance and statement */
handler page_credit_export;  /* GET /billing/credit/export: the lines as a file */
handler page_statement_list; /* GET /billing/statements: the months */
handler page_statement;      /* GET /billing/statements/{month} */
handler page_usage;          /* GET /billing/usage: charts */

handler page_top_up_ask;    /* GET  /billing/top-up: what was asked for, and the form */
handler page_top_up_send;   /* POST /billing/top-up */
handler page_top_up_cancel; /* POST /billing/top-up/{id}/cancel */

handler page_warning_edit; /* GET  /billing/warnings */
handler page_warning_save; /* POST /billing/warnings */
handler page_warning_hush; /* POST /billing/hush: hides the banner for a day */

#endif
