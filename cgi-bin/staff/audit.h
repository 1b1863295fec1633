#ifndef STAFF_AUDIT_H
#define STAFF_AUDIT_H
/* Audit logs for staff: the platform's, and any organisation's on its own clock. */
#include "web/route.h"

handler page_platform_audit;        /* GET /operator/audit */
handler page_platform_audit_export; /* GET /operator/audit/export */
handler page_support_audit;         /* GET /support/organisations/{id}/audit */
handler page_support_audit_export;  /* GET /support/organisations/{id}/audit/export */

#endif
