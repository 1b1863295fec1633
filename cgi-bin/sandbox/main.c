/* sandbox.fcgi: providers played for the demo and for tests, and the phones they reach. Never installed. */
#include <stdlib.h>

#include "base/log.h"
#include "sandbox/sandbox.h"
#include "web/route.h"

static const struct route ROUTES[] = {
    {METHOD_GET, "/sandbox", page_phone_list, ACCESS_PUBLIC},
    {METHOD_GET, "/sandbox/phones/{to}", page_phone, ACCESS_PUBLIC},
    {METHOD_GET, "/sandbox/messages.json", sandbox_messages, ACCESS_PUBLIC},
    {METHOD_POST, "/sandbox/providers/whatsapp/{version}/{number}/messages", sandbox_whatsapp, ACCESS_PEER,
     .no_csrf = true},
    {METHOD_GET, "/sandbox/providers/kannel/cgi-bin/sendsms", sandbox_kannel, ACCESS_PEER},
};

int main(int argc, char **argv)
{
    static const struct web_program PROGRAM = {.name = "sandbox",
                                               .routes = ROUTES,
                                               .n_routes = COUNT_OF(ROUTES),
                                               .templates = true,
                                               .no_database = true};
    const char *demo = getenv("SANDI_DEMO");
    if (argc == 1 && (!demo || strcmp(demo, "1") != 0)) {
        log_open("sandbox", LOG_INFO);
        log_event(LOG_ERROR, "sandbox.refused", "why=\"SANDI_DEMO is not 1\"");
        return 1;
    }
    return web_main(argc, argv, &PROGRAM);
}
