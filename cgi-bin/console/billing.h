#ifndef CONSOLE_BILLING_H
#define CONSOLE_BILLING_H
/* The pages under /billing: a price list and a statement. */
#include "web/route.h"

handler page_rate_list;   /* GET /billing/rates */
handler page_credit_list; /* GET /billing/credit: balance and statement */

#endif
