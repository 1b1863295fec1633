#ifndef CONSOLE_DELIVERY_H
#define CONSOLE_DELIVERY_H
/* The pages under /deliveries: the log that answers "the code didn't arrive". */
#include "web/route.h"

handler page_delivery_list;   /* GET  /deliveries */
handler page_delivery_export; /* GET  /deliveries/export */
handler page_delivery;        /* GET  /deliveries/{id}: of a verification, or of one of its messages */
handler page_delivery_send;   /* POST /deliveries/{id}: sends the code again, by that channel at that price */

#endif
