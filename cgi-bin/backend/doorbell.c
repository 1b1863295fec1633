/* One datagram to the dispatcher's socket. Must never wait, and no failure of it is worth a word. */
#include "backend/doorbell.h"

#include <sys/socket.h>
#include <sys/un.h>

void doorbell_ring(const struct app *app, struct uuid organisation, struct uuid message)
{
    struct sockaddr_un to = {.sun_family = AF_UNIX};
    const struct doorbell_ring ring = {organisation, message};
    const char *path = app->config.doorbell;
    if (app->doorbell < 0 || !path || strlen(path) >= sizeof to.sun_path)
        return;
    memcpy(to.sun_path, path, strlen(path) + 1);
    /* By name each time: a restarted dispatcher has a new socket behind the same path. */
    (void)!sendto(app->doorbell, &ring, sizeof ring, MSG_DONTWAIT | MSG_NOSIGNAL,
                  (const struct sockaddr *)&to, sizeof to);
}
