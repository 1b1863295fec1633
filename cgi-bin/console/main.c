/* The pages of an organisation, and the door to all pages. This table is the program. */
#include "console/billing.h"
#include "console/login.h"
#include "shim/phone.h"
#include "web/route.h"

static const struct route ROUTES[] = {
    {METHOD_GET, "/", page_start, ACCESS_PUBLIC},
    {METHOD_GET, "/login", page_login, ACCESS_PUBLIC},
    {METHOD_POST, "/login", page_sign_in, ACCESS_PUBLIC},
    {METHOD_POST, "/logout", page_sign_out, ACCESS_MEMBER},
    {METHOD_POST, "/language", page_language, ACCESS_PUBLIC},

    {METHOD_GET, "/billing/rates", page_rate_list, ACCESS_MEMBER, .least = ROLE_ADMIN},
    {METHOD_GET, "/billing/credit", page_credit_list, ACCESS_MEMBER, .least = ROLE_ADMIN},
};

int main(int argc, char **argv)
{
    return web_main(argc, argv,
                    &(struct web_program){
                        .name = "console",
                        .routes = ROUTES,
                        .n_routes = COUNT_OF(ROUTES),
                        .templates = true,
                        .phone = phone_open,
                    });
}
