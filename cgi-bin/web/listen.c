/*
 * The listening socket, made by hand: libfcgi's own call ends the process on errors and leaves a mode that
 * keeps nginx out (building it here costs 40 lines and gives clear messages).
 */
#include "web/listen.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/log.h"

#define BACKLOG 511

static int refuse(const char *path, const char *why)
{
    log_event(LOG_ERROR, "socket.refused", "path=%s why=%s", LOG_STR(str_from(path)), LOG_STR(str_from(why)));
    return -1;
}

/* A socket left by a killed process refuses connections; one that accepts belongs to a running program. */
static bool somebody_listens(const struct sockaddr_un *address)
{
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    bool alive =
        fd >= 0 && (connect(fd, (const struct sockaddr *)address, sizeof *address) == 0 || errno == EAGAIN);
    if (fd >= 0)
        close(fd);
    return alive;
}

int socket_listen(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    struct stat status;
    if (!path)
        return refuse("", "SANDI_SOCKET is not set: give it the path of the socket that nginx connects to");
    if (strlen(path) >= sizeof address.sun_path)
        return refuse(path, "a socket's path has at most 107 bytes: choose a shorter folder");
    memcpy(address.sun_path, path, strlen(path) + 1);
    if (lstat(path, &status) == 0) {
        if (!S_ISSOCK(status.st_mode))
            return refuse(path, "a file that is no socket is in the way");
        if (somebody_listens(&address))
            return refuse(path, "another process listens on it already");
        unlink(path);
    }
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return refuse(path, strerror(errno));
    mode_t before = umask(0117);
    int bound = bind(fd, (const struct sockaddr *)&address, sizeof address);
    int error = errno;
    umask(before);
    if (bound == 0 && listen(fd, BACKLOG) == 0)
        return fd;
    close(fd);
    return refuse(path, strerror(bound == 0 ? errno : error));
}
