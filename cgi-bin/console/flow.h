#ifndef CONSOLE_FLOW_H
#define CONSOLE_FLOW_H
/* The pages under /flows: the list, a new flow, what is done to a flow as a whole, and the Flow Builder. */
#include "backend/flow.h"
#include "web/form.h"
#include "web/route.h"

handler page_flow_list;   /* GET /flows?q=&archived=1&sort=name&page=2 */
handler page_flow_new;    /* GET /flows/new?sample=NAME */
handler page_flow_create; /* POST /flows */

handler page_flow_import; /* GET /flows/import */
handler page_flow_check;  /* POST /flows/import: looks, and imports only when asked to */
handler page_flow_export; /* GET /flows/{id}/export */
#define FLOW_IMPORT_MAX (12 * 1024 * 1024)

handler page_flow_rename_ask; /* GET /flows/{id}/rename */
handler page_flow_rename;
handler page_flow_duplicate;   /* POST /flows/{id}/duplicate */
handler page_flow_archive_ask; /* GET /flows/{id}/archive */
handler page_flow_archive;
handler page_flow_restore_ask; /* GET /flows/{id}/restore: only where its name was taken meanwhile */
handler page_flow_restore;

handler page_flow_history; /* GET /flows/{id}/history */
handler page_flow_compare; /* GET /flows/{id}/compare?from=1&to=draft */
handler page_flow_revert;  /* POST /flows/{id}/history: a version becomes the draft */
handler page_flow_discard; /* GET /flows/{id}/discard: asks first */

handler page_flow_edit;   /* GET /flows/{id}?c=COMPONENT or ?p=PAGE */
handler page_flow_change; /* POST /flows/{id}: whatever the button's `do` says */
handler page_flow_delete; /* GET /flows/{id}/delete?c= or ?p=: asks first */

/* Reads the flow of the path, archived or not. False: answered already, or a fault in *rc. */
bool flow_of_path(struct ctx *ctx, struct request *request, struct response *response, struct flow *flow,
                  enum rc *rc) MUST_USE;
/* Names of flows are one line of at most FLOW_NAME_MAX characters; what is wrong becomes an error of field
 * name. */
bool flow_name_check(struct ctx *ctx, struct form *form, struct str name) MUST_USE;
void flow_name_taken(struct ctx *ctx, struct form *form);

#endif
