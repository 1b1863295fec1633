#ifndef STAFF_PRICE_H
#define STAFF_PRICE_H
/* What a credit costs an organisation in its currency. */
#include "web/route.h"

handler page_price;     /* GET  /operator/organisations/{id}/price */
handler page_price_set; /* POST /operator/organisations/{id}/price */

#endif
