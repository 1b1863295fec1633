/* hooks.fcgi: what providers call. Each callback proves itself, and is answered 200 only once it is
 * committed. */
#include "hooks/hooks.h"
#include "web/route.h"

#define CALLBACK_MAX ((size_t)1024 * 1024)

static const struct route ROUTES[] = {
    {METHOD_GET, "/hooks/{driver}/{sender}", hook_get, ACCESS_PEER, .body_max = CALLBACK_MAX},
    {METHOD_POST, "/hooks/{driver}/{sender}", hook_post, ACCESS_PEER, .body_max = CALLBACK_MAX,
     .no_csrf = true},
};

int main(int argc, char **argv)
{
    static const struct web_program PROGRAM = {
        .name = "hooks", .routes = ROUTES, .n_routes = COUNT_OF(ROUTES)};
    return web_main(argc, argv, &PROGRAM);
}
