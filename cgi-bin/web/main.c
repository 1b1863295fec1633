/* The common main of all web programs: as a FastCGI server until TERM, or as a CGI program for one request.
 */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/log.h"
#include "web/site.h"

#define APP_MEMORY ((size_t)64 << 20)

extern char **environ;

static size_t cgi_read(void *cookie, char *out, size_t n)
{
    (void)cookie;
    size_t got = 0;
    while (got < n) {
        ssize_t piece = read(STDIN_FILENO, out + got, n - got);
        if (piece < 0 && errno == EINTR)
            continue;
        if (piece <= 0)
            break;
        got += (size_t)piece;
    }
    return got;
}

static bool cgi_write(void *cookie, const char *s, size_t n)
{
    (void)cookie;
    while (n) {
        ssize_t piece = write(STDOUT_FILENO, s, n);
        if (piece < 0 && errno == EINTR)
            continue;
        if (piece <= 0)
            return false;
        s += piece;
        n -= (size_t)piece;
    }
    return true;
}

/* A server that starts CGI programs names its version of CGI; FastCGI gives the name per request only. */
static bool is_cgi(void)
{
    struct sockaddr_storage peer;
    socklen_t size = sizeof peer;
    bool socket_at_0 = getpeername(STDIN_FILENO, (struct sockaddr *)&peer, &size) != 0 && errno == ENOTCONN;
    return getenv("GATEWAY_INTERFACE") && !socket_at_0;
}

static int answer_once(const struct app *app, const struct web_program *program)
{
    struct metrics metrics = {0};
    const struct site site = {.app = app, .program = program, .metrics = &metrics};
    const struct wire wire = {
        .environment = (const char *const *)environ,
        .read = cgi_read,
        .write = cgi_write,
    };
    struct arena *arena = arena_open(APP_MEMORY);
    serve(&site, arena, &wire);
    arena_close(arena);
    return EXIT_SUCCESS;
}

static int answer_until_told(const struct app *app, const struct web_program *program)
{
    sigset_t stop;
    int received;
    sigemptyset(&stop);
    sigaddset(&stop, SIGTERM);
    sigaddset(&stop, SIGINT);
    pthread_sigmask(SIG_BLOCK, &stop, NULL);
    struct web_server *server = web_server_start(app, program, app->config.threads);
    if (!server)
        return EXIT_FAILURE;
    while (sigwait(&stop, &received) != 0)
        continue;
    web_server_stop(server);
    return EXIT_SUCCESS;
}

int web_main(int argc, char **argv, const struct web_program *program)
{
    struct app app = {0};
    int code = EXIT_FAILURE;
    bool once = is_cgi();
    if (argc > 1 && strcmp(argv[1], "--help") == 0) {
        config_help();
        return EXIT_SUCCESS;
    }
    log_open(program->name, LOG_INFO);
    signal(SIGPIPE, SIG_IGN);
    if (config_load(&app.config) != RC_OK)
        return EXIT_FAILURE;
    log_open(program->name, app.config.log_level);
    struct arena *arena = arena_open(APP_MEMORY);
    if (app_open(&app, arena, program, once ? 1 : app.config.db_connections) == RC_OK)
        code = once ? answer_once(&app, program) : answer_until_told(&app, program);
    app_close(&app);
    arena_close(arena);
    return code;
}
