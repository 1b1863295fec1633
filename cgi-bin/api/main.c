/* api.fcgi: JSON API v1 for integrators' programs. Its table of contents; must hold no rules. */
#include "api/api.h"

#include "base/attr.h"
#include "shim/phone.h"

#define BODY_MAX 16384
#define POST(path, function, ...)                                                                            \
    {                                                                                                        \
        METHOD_POST, path, function, ACCESS_API_KEY, .sends = true, .body_max = BODY_MAX, .no_csrf = true,   \
                                                     __VA_ARGS__                                             \
    }
#define GET(path, function)                                                                                  \
    {                                                                                                        \
        METHOD_GET, path, function, ACCESS_API_KEY                                                           \
    }

static const struct route routes[] = {
    POST("/api/v1/verifications", api_verification_start, .asks_again = true),
    GET("/api/v1/verifications/{id}", api_verification_get),
    POST("/api/v1/verifications/{id}/check", api_verification_check),
    POST("/api/v1/verifications/{id}/resend", api_verification_resend),
    POST("/api/v1/verifications/{id}/cancel", api_verification_cancel),
    GET("/api/v1/rates", api_rate_list),
    GET("/api/v1/credit", api_credit_get),
    GET("/api/v1/credit/entries", api_entry_list),
    {METHOD_GET, "/api/v1/openapi.json", api_openapi, ACCESS_PUBLIC},
};

int main(int argc, char **argv)
{
    const struct web_program program = {
        .name = "api",
        .routes = routes,
        .n_routes = COUNT_OF(routes),
        .phone = phone_open,
        .batcher = true,
        .doorbell = true,
    };
    return web_main(argc, argv, &program);
}
