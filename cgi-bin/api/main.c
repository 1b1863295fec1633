/* api.fcgi: JSON API v1 for integrators' programs. Its table of contents; must hold no rules. */
#include "api/api.h"

#include "backend/batch.h"
#include "base/attr.h"
#include "shim/phone.h"

#define BODY_MAX 16384
#define POST(path, function)                                                                                 \
    {                                                                                                        \
        METHOD_POST, path, function, ACCESS_API_KEY, .body_max = BODY_MAX, .no_csrf = true                   \
    }
#define GET(path, function)                                                                                  \
    {                                                                                                        \
        METHOD_GET, path, function, ACCESS_API_KEY                                                           \
    }

static const struct route routes[] = {
    POST("/api/v1/verifications", api_verification_start),
    GET("/api/v1/verifications/{id}", api_verification_get),
    POST("/api/v1/verifications/{id}/check", api_verification_check),
    POST("/api/v1/verifications/{id}/resend", api_verification_resend),
    POST("/api/v1/verifications/{id}/cancel", api_verification_cancel),
    GET("/api/v1/rates", api_rate_list),
    GET("/api/v1/credit", api_credit_get),
    GET("/api/v1/credit/entries", api_entry_list),
    {METHOD_GET, "/api/v1/openapi.json", api_openapi, ACCESS_PUBLIC},
};

/* Batches below items: sends share commits. */
static void batch_metrics(const struct app *app, struct buf *out)
{
    struct batch_counts counts = batcher_counts(app->batcher);
    buf_printf(out, "sandi_batches_total %lld\nsandi_batch_items_total %lld\n", (long long)counts.batches,
               (long long)counts.items);
}

int main(int argc, char **argv)
{
    const struct web_program program = {
        .name = "api",
        .routes = routes,
        .n_routes = COUNT_OF(routes),
        .phone = phone_open,
        .batcher = true,
        .doorbell = true,
        .metrics = batch_metrics,
    };
    return web_main(argc, argv, &program);
}
