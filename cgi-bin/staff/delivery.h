#ifndef STAFF_DELIVERY_H
#define STAFF_DELIVERY_H
/* Support looks into an organisation's delivery log: masked, and written to its audit log. */
#include "web/route.h"

handler page_support_delivery_list; /* GET /support/organisations/{id}/deliveries */
handler page_support_delivery;      /* GET /support/organisations/{id}/deliveries/{id} */

#endif
