/* The worker's task pages, for a phone. This table is the program. */
#include "field/field.h"
#include "shim/phone.h"
#include "web/picture.h"

/* Of a step with its photos as they come from a phone: what is too large is told beside the other answers. */
#define UPLOAD_MAX ((size_t)24 << 20)

static const struct route ROUTES[] = {
    {METHOD_GET, "/field", page_field_list, ACCESS_MEMBER, .least = ROLE_WORKER},
    {METHOD_GET, "/field/offline", page_field_offline, ACCESS_MEMBER, .least = ROLE_WORKER},
    {METHOD_GET, "/field/tasks/{id}", page_field_task, ACCESS_MEMBER, .least = ROLE_WORKER},
    {METHOD_GET, "/field/tasks/{id}/pages/{n}", page_step, ACCESS_MEMBER, .least = ROLE_WORKER},
    {METHOD_POST, "/field/tasks/{id}/pages/{n}", page_step_done, ACCESS_MEMBER, .least = ROLE_WORKER,
     .body_max = UPLOAD_MAX, .upload = true, .keep = page_step_keep},
    {METHOD_GET, "/field/tasks/{id}/otp/{component}", page_otp_live, ACCESS_MEMBER, .least = ROLE_WORKER},
    {METHOD_GET, "/field/code/done", page_code_end, ACCESS_PUBLIC},
    {METHOD_GET, "/field/code/{token}", page_code, ACCESS_PUBLIC},
    {METHOD_POST, "/field/code/{token}", page_code_done, ACCESS_PUBLIC, .body_max = 4096, .no_origin = true},
    {METHOD_GET, "/field/tasks/{task}/files/{id}", page_picture, ACCESS_MEMBER, .least = ROLE_WORKER},
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
