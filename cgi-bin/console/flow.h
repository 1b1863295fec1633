#ifndef CONSOLE_FLOW_H
#define CONSOLE_FLOW_H
/* The pages under /flows: the list, a new flow, and the Flow Builder. */
#include "web/route.h"

handler page_flow_list;   /* GET /flows */
handler page_flow_new;    /* GET /flows/new */
handler page_flow_create; /* POST /flows */
handler page_flow_edit;   /* GET /flows/{id}?c=COMPONENT or ?p=PAGE */
handler page_flow_change; /* POST /flows/{id}: whatever the button's `do` says */
handler page_flow_delete; /* GET /flows/{id}/delete?c= or ?p=: asks first */

#endif
