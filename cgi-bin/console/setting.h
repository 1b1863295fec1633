#ifndef CONSOLE_SETTING_H
#define CONSOLE_SETTING_H
/* The pages under /settings but the texts': the organisation, its caps, its API keys, its audit log, one's
 * own account.
 */
#include "web/page.h"
#include "web/route.h"

handler page_setting_list; /* GET /settings */

handler page_organisation_edit; /* GET  /settings/organisation */
handler page_organisation_save; /* POST /settings/organisation */

handler page_cap_edit; /* GET  /settings/limits */
handler page_cap_save; /* POST /settings/limits */

handler page_key_list;   /* GET  /settings/keys */
handler page_key_new;    /* GET  /settings/keys/new */
handler page_key_create; /* POST /settings/keys/new */
handler page_key_show;   /* GET  /settings/keys/{id} */
handler page_key_change; /* POST /settings/keys/{id}: rotates or revokes it */

handler page_audit_list;   /* GET /settings/audit */
handler page_audit_export; /* GET /settings/audit/export */

handler page_account;          /* GET  /settings/account */
handler page_account_password; /* POST /settings/account/password */
handler page_account_session;  /* POST /settings/account/sessions */

handler page_factor;        /* GET  /settings/factor */
handler page_factor_change; /* POST /settings/factor */

/* The frame of a page that is for every role. */
enum layout setting_layout(const struct ctx *ctx);

#endif
