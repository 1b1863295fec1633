/* The pages of support and operators. This table is the program. */
#include "shim/phone.h"
#include "staff/alert.h"
#include "staff/audit.h"
#include "staff/delivery.h"
#include "staff/organisation.h"
#include "staff/price.h"
#include "staff/rate_card.h"
#include "staff/sender.h"
#include "staff/top_up.h"
#include "web/route.h"

static const struct route ROUTES[] = {
    {METHOD_GET, "/support/organisations", page_organisation_list, ACCESS_STAFF, .staff = STAFF_SUPPORT},
    {METHOD_GET, "/support/organisations/{id}", page_organisation, ACCESS_STAFF, .staff = STAFF_SUPPORT},
    {METHOD_POST, "/support/organisations/{id}/top-up", page_top_up, ACCESS_STAFF, .staff = STAFF_SUPPORT},
    {METHOD_GET, "/support/organisations/{id}/receipts/{number}", page_entry, ACCESS_STAFF,
     .staff = STAFF_SUPPORT},
    {METHOD_GET, "/support/organisations/{id}/entries", page_entry_find, ACCESS_STAFF,
     .staff = STAFF_SUPPORT},
    {METHOD_POST, "/support/organisations/{id}/approvals/{form}", page_decide, ACCESS_STAFF,
     .staff = STAFF_SUPPORT},
    {METHOD_POST, "/support/organisations/{id}/requests/{id}/decline", page_request_close, ACCESS_STAFF,
     .staff = STAFF_SUPPORT},
    {METHOD_GET, "/support/top-ups", page_waiting, ACCESS_STAFF, .staff = STAFF_SUPPORT},
    {METHOD_GET, "/support/organisations/{id}/deliveries", page_support_delivery_list, ACCESS_STAFF,
     .staff = STAFF_SUPPORT},
    {METHOD_GET, "/support/organisations/{id}/deliveries/{id}", page_support_delivery, ACCESS_STAFF,
     .staff = STAFF_SUPPORT},
    {METHOD_GET, "/support/organisations/{id}/audit", page_support_audit, ACCESS_STAFF,
     .staff = STAFF_SUPPORT},
    {METHOD_GET, "/support/organisations/{id}/audit/export", page_support_audit_export, ACCESS_STAFF,
     .staff = STAFF_SUPPORT},
    {METHOD_GET, "/operator/organisations/{id}/price", page_price, ACCESS_STAFF, .staff = STAFF_SUPPORT},
    {METHOD_POST, "/operator/organisations/{id}/price", page_price_set, ACCESS_STAFF,
     .staff = STAFF_OPERATOR},
    {METHOD_GET, "/operator/senders", page_sender_list, ACCESS_STAFF, .staff = STAFF_SUPPORT},
    {METHOD_POST, "/operator/senders", page_sender_create, ACCESS_STAFF, .staff = STAFF_OPERATOR},
    {METHOD_GET, "/operator/senders/new", page_sender_new, ACCESS_STAFF, .staff = STAFF_OPERATOR},
    {METHOD_GET, "/operator/senders/{name}", page_sender, ACCESS_STAFF, .staff = STAFF_SUPPORT},
    {METHOD_POST, "/operator/senders/{name}/settings", page_sender_settings, ACCESS_STAFF,
     .staff = STAFF_OPERATOR},
    {METHOD_POST, "/operator/senders/{name}/switch", page_sender_switch, ACCESS_STAFF,
     .staff = STAFF_OPERATOR},
    {METHOD_GET, RATE_CARD_BASE, page_rate_card_list, ACCESS_STAFF, .staff = STAFF_SUPPORT},
    {METHOD_POST, RATE_CARD_BASE, page_rate_card_create, ACCESS_STAFF, .staff = STAFF_OPERATOR},
    {METHOD_GET, RATE_CARD_BASE "/{id}", page_rate_card, ACCESS_STAFF, .staff = STAFF_SUPPORT},
    {METHOD_POST, RATE_CARD_BASE "/{id}/organisations", page_rate_card_assign, ACCESS_STAFF,
     .staff = STAFF_OPERATOR},
    {METHOD_GET, RATE_CARD_BASE "/{id}/countries/{country}", page_rate_history, ACCESS_STAFF,
     .staff = STAFF_SUPPORT},
    {METHOD_POST, RATE_CARD_BASE "/{id}/uploads", page_rate_upload_save, ACCESS_STAFF,
     .staff = STAFF_OPERATOR, .body_max = DECK_BYTES_MAX + 65536, .upload = true},
    {METHOD_GET, RATE_CARD_BASE "/{id}/uploads/{upload}", page_rate_upload, ACCESS_STAFF,
     .staff = STAFF_SUPPORT},
    {METHOD_POST, RATE_CARD_BASE "/{id}/uploads/{upload}", page_rate_upload_apply, ACCESS_STAFF,
     .staff = STAFF_OPERATOR},
    {METHOD_POST, RATE_CARD_BASE "/{id}/uploads/{upload}/again", page_rate_upload_again, ACCESS_STAFF,
     .staff = STAFF_OPERATOR},
    {METHOD_GET, RATE_CARD_BASE "/{id}/uploads/{upload}/file", page_rate_upload_file, ACCESS_STAFF,
     .staff = STAFF_SUPPORT},
    {METHOD_GET, "/operator/alerts", page_alert_list, ACCESS_STAFF, .staff = STAFF_SUPPORT},
    {METHOD_GET, "/operator/audit", page_platform_audit, ACCESS_STAFF, .staff = STAFF_SUPPORT},
    {METHOD_GET, "/operator/audit/export", page_platform_audit_export, ACCESS_STAFF, .staff = STAFF_SUPPORT},
    {METHOD_POST, "/operator/alerts/{id}/close", page_alert_close, ACCESS_STAFF, .staff = STAFF_OPERATOR},
};

int main(int argc, char **argv)
{
    return web_main(argc, argv,
                    &(struct web_program){
                        .name = "staff",
                        .routes = ROUTES,
                        .n_routes = COUNT_OF(ROUTES),
                        .templates = true,
                        .phone = phone_open,
                    });
}
