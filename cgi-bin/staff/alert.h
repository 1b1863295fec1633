#ifndef STAFF_ALERT_H
#define STAFF_ALERT_H
/* Alerts to operators: support reads them, operators close them. */
#include "web/route.h"

handler page_alert_list;  /* GET  /operator/alerts, ?ended=1 for those that ended */
handler page_alert_close; /* POST /operator/alerts/{id}/close */

#endif
