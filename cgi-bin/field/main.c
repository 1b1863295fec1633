/* The worker's task pages, for a phone. This table is the program. */
#include "shim/phone.h"
#include "web/page.h"
#include "web/route.h"

/* So that an empty start answers before the first page exists. */
static enum rc page_field(struct ctx *ctx, struct request *request, struct response *response)
{
    page_error(ctx, request, 404, response);
    return RC_OK;
}

static const struct route ROUTES[] = {
    {METHOD_GET, "/field", page_field, ACCESS_MEMBER, .least = ROLE_WORKER},
};

int main(int argc, char **argv)
{
    return web_main(argc, argv,
                    &(struct web_program){
                        .name = "field",
                        .routes = ROUTES,
                        .n_routes = COUNT_OF(ROUTES),
                        .templates = true,
                        .batcher = true,
                        .doorbell = true,
                        .phone = phone_open,
                    });
}
