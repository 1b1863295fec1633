/* The pages of an organisation, and the door to all pages. This table is the program. */
#include "console/billing.h"
#include "console/delivery.h"
#include "console/flow.h"
#include "console/login.h"
#include "console/task.h"
#include "console/text.h"
#include "shim/phone.h"
#include "web/picture.h"
#include "web/route.h"

static const struct route ROUTES[] = {
    {METHOD_GET, "/", page_start, ACCESS_PUBLIC},
    {METHOD_GET, "/login", page_login, ACCESS_PUBLIC},
    {METHOD_POST, "/login", page_sign_in, ACCESS_PUBLIC},
    {METHOD_POST, "/logout", page_sign_out, ACCESS_MEMBER},
    {METHOD_POST, "/language", page_language, ACCESS_PUBLIC},

    {METHOD_GET, "/flows", page_flow_list, ACCESS_MEMBER, .least = ROLE_EDITOR},
    {METHOD_POST, "/flows", page_flow_create, ACCESS_MEMBER, .least = ROLE_EDITOR},
    {METHOD_GET, "/flows/new", page_flow_new, ACCESS_MEMBER, .least = ROLE_EDITOR},
    {METHOD_GET, "/flows/{id}", page_flow_edit, ACCESS_MEMBER, .least = ROLE_EDITOR},
    {METHOD_POST, "/flows/{id}", page_flow_change, ACCESS_MEMBER, .least = ROLE_EDITOR},
    {METHOD_GET, "/flows/{id}/delete", page_flow_delete, ACCESS_MEMBER, .least = ROLE_EDITOR},

    {METHOD_GET, "/tasks", page_task_list, ACCESS_MEMBER, .least = ROLE_PLANNER},
    {METHOD_GET, "/tasks/new", page_task_new, ACCESS_MEMBER, .least = ROLE_PLANNER},
    {METHOD_POST, "/tasks/new", page_task_create, ACCESS_MEMBER, .least = ROLE_PLANNER},
    {METHOD_GET, "/tasks/{id}", page_task_show, ACCESS_MEMBER, .least = ROLE_PLANNER},
    {METHOD_GET, "/tasks/{task}/files/{id}", page_picture, ACCESS_MEMBER, .least = ROLE_PLANNER},

    {METHOD_GET, "/deliveries", page_delivery_list, ACCESS_MEMBER, .least = ROLE_PLANNER},
    {METHOD_GET, "/deliveries/export", page_delivery_export, ACCESS_MEMBER, .least = ROLE_PLANNER},
    {METHOD_GET, "/deliveries/{id}", page_delivery, ACCESS_MEMBER, .least = ROLE_PLANNER},
    {METHOD_POST, "/deliveries/{id}", page_delivery_send, ACCESS_MEMBER, .least = ROLE_PLANNER},

    {METHOD_GET, "/billing/rates", page_rate_list, ACCESS_MEMBER, .least = ROLE_ADMIN},
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
