/* The pages of an organisation, and the door to all pages. This table is the program. */
#include "console/billing.h"
#include "console/delivery.h"
#include "console/flow.h"
#include "console/flow_conflict.h"
#include "console/login.h"
#include "console/people.h"
#include "console/preview.h"
#include "console/setting.h"
#include "console/task.h"
#include "console/text.h"
#include "shim/phone.h"
#include "web/picture.h"
#include "web/route.h"

static const struct route ROUTES[] = {
    {METHOD_GET, "/", page_start, ACCESS_PUBLIC},
    {METHOD_GET, "/login", page_login, ACCESS_PUBLIC},
    {METHOD_POST, "/login", page_sign_in, ACCESS_PUBLIC},
    {METHOD_GET, "/login/code", page_code, ACCESS_PUBLIC},
    {METHOD_POST, "/login/code", page_code_enter, ACCESS_PUBLIC},
    {METHOD_POST, "/logout", page_sign_out, ACCESS_MEMBER},
    {METHOD_POST, "/language", page_language, ACCESS_PUBLIC},
    {METHOD_GET, "/forgot", page_password_forgot, ACCESS_PUBLIC},
    {METHOD_POST, "/forgot", page_password_ask, ACCESS_PUBLIC},
    {METHOD_GET, "/reset/{token}", page_password_reset, ACCESS_PUBLIC},
    {METHOD_POST, "/reset/{token}", page_password_set, ACCESS_PUBLIC},
    {METHOD_GET, "/invite/{token}", page_invite_offer, ACCESS_PUBLIC},
    {METHOD_POST, "/invite/{token}", page_invite_accept, ACCESS_PUBLIC},
    {METHOD_GET, "/organisations", page_home_list, ACCESS_MEMBER},
    {METHOD_POST, "/organisations", page_home_choose, ACCESS_MEMBER},

    {METHOD_GET, "/flows", page_flow_list, ACCESS_MEMBER, .least = ROLE_PLANNER},
    {METHOD_POST, "/flows", page_flow_create, ACCESS_MEMBER, .least = ROLE_EDITOR},
    {METHOD_GET, "/flows/new", page_flow_new, ACCESS_MEMBER, .least = ROLE_EDITOR},
    {METHOD_GET, "/flows/import", page_flow_import, ACCESS_MEMBER, .least = ROLE_EDITOR},
    {METHOD_POST, "/flows/import", page_flow_check, ACCESS_MEMBER, .least = ROLE_EDITOR,
     .body_max = FLOW_IMPORT_MAX, .upload = true},
    {METHOD_GET, "/flows/{id}", page_flow_edit, ACCESS_MEMBER, .least = ROLE_PLANNER},
    {METHOD_POST, "/flows/{id}", page_flow_change, ACCESS_MEMBER, .least = ROLE_EDITOR},
    {METHOD_GET, "/flows/{id}/delete", page_flow_delete, ACCESS_MEMBER, .least = ROLE_EDITOR},
    {METHOD_POST, "/flows/{id}/conflict", page_flow_resolve, ACCESS_MEMBER, .least = ROLE_EDITOR,
     .body_max = FLOW_RESOLVE_MAX},
    {METHOD_GET, "/flows/{id}/export", page_flow_export, ACCESS_MEMBER, .least = ROLE_PLANNER},
    {METHOD_GET, "/flows/{id}/history", page_flow_history, ACCESS_MEMBER, .least = ROLE_PLANNER},
    {METHOD_POST, "/flows/{id}/history", page_flow_revert, ACCESS_MEMBER, .least = ROLE_EDITOR},
    {METHOD_GET, "/flows/{id}/compare", page_flow_compare, ACCESS_MEMBER, .least = ROLE_PLANNER},
    {METHOD_GET, "/flows/{id}/discard", page_flow_discard, ACCESS_MEMBER, .least = ROLE_EDITOR},
    {METHOD_POST, "/flows/{id}/duplicate", page_flow_duplicate, ACCESS_MEMBER, .least = ROLE_EDITOR},
    {METHOD_GET, "/flows/{id}/rename", page_flow_rename_ask, ACCESS_MEMBER, .least = ROLE_EDITOR},
    {METHOD_POST, "/flows/{id}/rename", page_flow_rename, ACCESS_MEMBER, .least = ROLE_EDITOR},
    {METHOD_GET, "/flows/{id}/archive", page_flow_archive_ask, ACCESS_MEMBER, .least = ROLE_ADMIN},
    {METHOD_POST, "/flows/{id}/archive", page_flow_archive, ACCESS_MEMBER, .least = ROLE_ADMIN},
    {METHOD_GET, "/flows/{id}/restore", page_flow_restore_ask, ACCESS_MEMBER, .least = ROLE_ADMIN},
    {METHOD_POST, "/flows/{id}/restore", page_flow_restore, ACCESS_MEMBER, .least = ROLE_ADMIN},
    {METHOD_GET, "/flows/{id}/preview", page_preview_link, ACCESS_MEMBER, .least = ROLE_EDITOR},
    {METHOD_GET, "/preview/{token}", page_preview, ACCESS_PUBLIC},
    {METHOD_POST, "/preview/{token}", page_preview_walk, ACCESS_PUBLIC, .no_csrf = true},

    {METHOD_GET, "/tasks", page_task_list, ACCESS_MEMBER, .least = ROLE_PLANNER},
    {METHOD_GET, "/tasks/new", page_task_new, ACCESS_MEMBER, .least = ROLE_PLANNER},
    {METHOD_POST, "/tasks/new", page_task_create, ACCESS_MEMBER, .least = ROLE_PLANNER},
    {METHOD_GET, "/tasks/import", page_task_import, ACCESS_MEMBER, .least = ROLE_PLANNER},
    {METHOD_POST, "/tasks/import", page_task_import_send, ACCESS_MEMBER, .least = ROLE_PLANNER,
     .body_max = TASK_IMPORT_MAX, .upload = true},
    {METHOD_GET, "/tasks/import/template", page_task_import_template, ACCESS_MEMBER, .least = ROLE_PLANNER},
    {METHOD_GET, "/tasks/import/{id}", page_task_sheet, ACCESS_MEMBER, .least = ROLE_PLANNER},
    {METHOD_POST, "/tasks/import/{id}", page_task_sheet_apply, ACCESS_MEMBER, .least = ROLE_PLANNER},
    {METHOD_POST, "/tasks/bulk", page_task_bulk, ACCESS_MEMBER, .least = ROLE_PLANNER},
    {METHOD_GET, "/tasks/export", page_task_export, ACCESS_MEMBER, .least = ROLE_PLANNER},
    {METHOD_GET, "/tasks/{id}", page_task_show, ACCESS_MEMBER, .least = ROLE_PLANNER},
    {METHOD_GET, "/tasks/{id}/proof", page_task_proof, ACCESS_MEMBER, .least = ROLE_PLANNER},
    {METHOD_GET, "/tasks/{id}/proof.json", page_task_json, ACCESS_MEMBER, .least = ROLE_PLANNER},
    {METHOD_GET, "/tasks/{id}/override/{component}", page_override, ACCESS_MEMBER, .least = ROLE_ADMIN},
    {METHOD_POST, "/tasks/{id}/override/{component}", page_override_make, ACCESS_MEMBER, .least = ROLE_ADMIN},
    {METHOD_GET, "/tasks/{id}/edit", page_task_edit, ACCESS_MEMBER, .least = ROLE_PLANNER},
    {METHOD_POST, "/tasks/{id}/edit", page_task_save, ACCESS_MEMBER, .least = ROLE_PLANNER},
    {METHOD_GET, "/tasks/{task}/files/{id}", page_picture, ACCESS_MEMBER, .least = ROLE_PLANNER},

    {METHOD_GET, "/deliveries", page_delivery_list, ACCESS_MEMBER, .least = ROLE_PLANNER},
    {METHOD_GET, "/deliveries/export", page_delivery_export, ACCESS_MEMBER, .least = ROLE_PLANNER},
    {METHOD_GET, "/deliveries/{id}", page_delivery, ACCESS_MEMBER, .least = ROLE_PLANNER},
    {METHOD_POST, "/deliveries/{id}", page_delivery_send, ACCESS_MEMBER, .least = ROLE_PLANNER},

    {METHOD_GET, "/billing/rates", page_rate_list, ACCESS_MEMBER, .least = ROLE_ADMIN},
    {METHOD_GET, "/billing/rates.csv", page_rate_export, ACCESS_MEMBER, .least = ROLE_ADMIN},
    {METHOD_GET, "/billing/credit", page_credit_list, ACCESS_MEMBER, .least = ROLE_ADMIN},
    {METHOD_GET, "/billing/credit/export", page_credit_export, ACCESS_MEMBER, .least = ROLE_ADMIN},
    {METHOD_GET, "/billing/usage", page_usage, ACCESS_MEMBER, .least = ROLE_ADMIN},
    {METHOD_GET, "/billing/statements", page_statement_list, ACCESS_MEMBER, .least = ROLE_ADMIN},
    {METHOD_GET, "/billing/statements/{month}", page_statement, ACCESS_MEMBER, .least = ROLE_ADMIN},
    {METHOD_GET, "/billing/top-up", page_top_up_ask, ACCESS_MEMBER, .least = ROLE_ADMIN},
    {METHOD_POST, "/billing/top-up", page_top_up_send, ACCESS_MEMBER, .least = ROLE_ADMIN},
    {METHOD_POST, "/billing/top-up/{id}/cancel", page_top_up_cancel, ACCESS_MEMBER, .least = ROLE_ADMIN},
    {METHOD_GET, "/billing/warnings", page_warning_edit, ACCESS_MEMBER, .least = ROLE_ADMIN},
    {METHOD_POST, "/billing/warnings", page_warning_save, ACCESS_MEMBER, .least = ROLE_ADMIN},
    {METHOD_POST, "/billing/hush", page_warning_hush, ACCESS_MEMBER, .least = ROLE_EDITOR},
    {METHOD_GET, "/billing/limits", page_limit_list, ACCESS_MEMBER, .least = ROLE_ADMIN},
    {METHOD_POST, "/billing/limits/cap", page_limit_cap, ACCESS_MEMBER, .least = ROLE_ADMIN},
    {METHOD_POST, "/billing/limits/countries", page_limit_rules, ACCESS_MEMBER, .least = ROLE_ADMIN},
    {METHOD_POST, "/billing/limits/alerts", page_spend_alert_close, ACCESS_MEMBER, .least = ROLE_ADMIN},

    {METHOD_GET, "/people", page_member_list, ACCESS_MEMBER, .least = ROLE_ADMIN},
    {METHOD_GET, "/people/invite", page_invite_new, ACCESS_MEMBER, .least = ROLE_ADMIN},
    {METHOD_POST, "/people/invite", page_invite_send, ACCESS_MEMBER, .least = ROLE_ADMIN},
    {METHOD_GET, "/people/invites/{id}", page_invite_show, ACCESS_MEMBER, .least = ROLE_ADMIN},
    {METHOD_POST, "/people/invites/{id}", page_invite_change, ACCESS_MEMBER, .least = ROLE_ADMIN},
    {METHOD_GET, "/people/{id}", page_member_show, ACCESS_MEMBER, .least = ROLE_ADMIN},
    {METHOD_POST, "/people/{id}", page_member_change, ACCESS_MEMBER, .least = ROLE_ADMIN},
    {METHOD_POST, "/people/{id}/care", page_member_care, ACCESS_MEMBER, .least = ROLE_ADMIN},

    {METHOD_GET, "/settings", page_setting_list, ACCESS_MEMBER, .least = ROLE_PLANNER},
    {METHOD_GET, "/settings/account", page_account, ACCESS_MEMBER},
    {METHOD_POST, "/settings/account/password", page_account_password, ACCESS_MEMBER},
    {METHOD_POST, "/settings/account/sessions", page_account_session, ACCESS_MEMBER},
    {METHOD_GET, "/settings/factor", page_factor, ACCESS_MEMBER},
    {METHOD_POST, "/settings/factor", page_factor_change, ACCESS_MEMBER},
    {METHOD_GET, "/settings/organisation", page_organisation_edit, ACCESS_MEMBER, .least = ROLE_ADMIN},
    {METHOD_POST, "/settings/organisation", page_organisation_save, ACCESS_MEMBER, .least = ROLE_ADMIN},
    {METHOD_GET, "/settings/limits", page_cap_edit, ACCESS_MEMBER, .least = ROLE_ADMIN},
    {METHOD_POST, "/settings/limits", page_cap_save, ACCESS_MEMBER, .least = ROLE_ADMIN},
    {METHOD_GET, "/settings/keys", page_key_list, ACCESS_MEMBER, .least = ROLE_ADMIN},
    {METHOD_GET, "/settings/keys/new", page_key_new, ACCESS_MEMBER, .least = ROLE_ADMIN},
    {METHOD_POST, "/settings/keys/new", page_key_create, ACCESS_MEMBER, .least = ROLE_ADMIN},
    {METHOD_GET, "/settings/keys/{id}", page_key_show, ACCESS_MEMBER, .least = ROLE_ADMIN},
    {METHOD_POST, "/settings/keys/{id}", page_key_change, ACCESS_MEMBER, .least = ROLE_ADMIN},
    {METHOD_GET, "/settings/audit", page_audit_list, ACCESS_MEMBER, .least = ROLE_ADMIN},
    {METHOD_GET, "/settings/audit/export", page_audit_export, ACCESS_MEMBER, .least = ROLE_ADMIN},
    {METHOD_GET, "/settings/texts", page_text_list, ACCESS_MEMBER, .least = ROLE_PLANNER},
    {METHOD_GET, "/settings/texts/{channel}/{language}", page_text_edit, ACCESS_MEMBER,
     .least = ROLE_PLANNER},
    {METHOD_POST, "/settings/texts/{channel}/{language}", page_text_change, ACCESS_MEMBER,
     .least = ROLE_ADMIN},
};

int main(int argc, char **argv)
{
    return web_main(argc, argv,
                    &(struct web_program){
                        .name = "console",
                        .routes = ROUTES,
                        .n_routes = COUNT_OF(ROUTES),
                        .templates = true,
                        .batcher = true,
                        .doorbell = true,
                        .phone = phone_open,
                    });
}
