/*
 * Threads over libfcgi, started and stopped cleanly; the only file that names libfcgi. All threads share
 * the app; each has an arena of its own.
 */
#include <errno.h>
#include <fcgiapp.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/log.h"
#include "base/thread.h"
#include "web/listen.h"
#include "web/site.h"

#define REQUEST_MEMORY ((size_t)64 << 20)
#define NO_DESCRIPTORS_US 20000

struct worker {
    struct web_server *server;
    pthread_t thread;
    struct arena *arena;
    atomic_int idle_fd; /* a kept connection that waits for its next request; -1: none */
};

struct web_server {
    struct site site;
    struct metrics metrics;
    struct arena *arena;
    const char *path;
    int listen_fd, n_workers;
    atomic_bool stop;
    struct worker workers[];
};

static size_t wire_read(void *cookie, char *out, size_t n)
{
    FCGX_Request *request = cookie;
    size_t got = 0;
    while (got < n) {
        size_t left = n - got;
        int piece = FCGX_GetStr(out + got, left > 65536 ? 65536 : (int)left, request->in);
        if (piece <= 0)
            break;
        got += (size_t)piece;
    }
    return got;
}

static bool wire_write(void *cookie, const char *s, size_t n)
{
    FCGX_Request *request = cookie;
    while (n) {
        int piece = FCGX_PutStr(s, n > 65536 ? 65536 : (int)n, request->out);
        if (piece <= 0)
            return false;
        s += piece;
        n -= (size_t)piece;
    }
    return true;
}

/*
 * Takes what was left unread of the body, to its end: libfcgi would look for the next request of a kept
 * connection in the middle of it, and whoever sent it could write one there. nginx bounds how much it is.
 */
static void drain(FCGX_Request *request)
{
    char rest[8192];
    while (FCGX_GetStr(rest, sizeof rest, request->in) == (int)sizeof rest)
        ;
}

/* An answer that ends without FastCGI's own end is a broken one: nginx passes it on as such. */
static void wire_cut(void *cookie)
{
    FCGX_Request *request = cookie;
    shutdown(request->ipcFd, SHUT_RDWR);
}

/* Errors of accept that pass by themselves; all others end the thread when the server stops. */
static void survive(int error)
{
    if (error != EMFILE && error != ENFILE && error != ENOMEM)
        log_event(LOG_WARN, "server.accept_failed", "errno=%d", error);
    usleep(NO_DESCRIPTORS_US);
}

static void *work(void *cookie)
{
    struct worker *worker = cookie;
    struct web_server *server = worker->server;
    FCGX_Request request;
    FCGX_InitRequest(&request, server->listen_fd, 0);
    while (!atomic_load(&server->stop)) {
        int rc = FCGX_Accept_r(&request);
        atomic_store(&worker->idle_fd, -1);
        if (rc != 0) {
            if (!atomic_load(&server->stop))
                survive(-rc);
            continue;
        }
        const struct wire wire = {
            .environment = (const char *const *)request.envp,
            .read = wire_read,
            .write = wire_write,
            .cut = wire_cut,
            .cookie = &request,
        };
        serve(&server->site, worker->arena, &wire);
        drain(&request);
        FCGX_Finish_r(&request);
        atomic_store(&worker->idle_fd, request.ipcFd);
    }
    FCGX_Free(&request, 1);
    return NULL;
}

/* Threads inherit a mask without the signals that main waits for. */
static bool start_threads(struct web_server *server)
{
    for (int i = 0; i < server->n_workers; i++) {
        struct worker *worker = &server->workers[i];
        worker->server = server;
        worker->arena = arena_open(REQUEST_MEMORY);
        atomic_store(&worker->idle_fd, -1);
        if (!thread_start(&worker->thread, server->site.program->name, work, worker)) {
            arena_close(worker->arena);
            server->n_workers = i;
            return false;
        }
    }
    return true;
}

struct web_server *web_server_start(const struct app *app, const struct web_program *program, int threads)
{
    int fd = socket_listen(app->config.socket);
    if (fd < 0)
        return NULL;
    struct arena *arena = arena_open((size_t)1 << 20);
    struct web_server *server =
        arena_alloc(arena, sizeof *server + (size_t)threads * sizeof server->workers[0]);
    server->arena = arena;
    server->site = (struct site){.app = app, .program = program, .metrics = &server->metrics};
    server->path = app->config.socket;
    server->listen_fd = fd;
    server->n_workers = threads;
    FCGX_Init();
    if (!start_threads(server)) {
        web_server_stop(server);
        return NULL;
    }
    log_event(LOG_INFO, "server.started", "socket=%s threads=%d", LOG_STR(str_from(server->path)), threads);
    return server;
}

void web_server_stop(struct web_server *server)
{
    atomic_store(&server->stop, true);
    /* Unlinked first, so that a successor may bind while requests in flight end. */
    unlink(server->path);
    /* The one thing that wakes every thread in accept at once; signals and close do not. */
    shutdown(server->listen_fd, SHUT_RD);
    for (int i = 0; i < server->n_workers; i++) {
        int idle = atomic_load(&server->workers[i].idle_fd);
        if (idle >= 0)
            shutdown(idle, SHUT_RD);
    }
    for (int i = 0; i < server->n_workers; i++) {
        pthread_join(server->workers[i].thread, NULL);
        arena_close(server->workers[i].arena);
    }
    close(server->listen_fd);
    log_event(LOG_INFO, "server.stopped", "socket=%s", LOG_STR(str_from(server->path)));
    arena_close(server->arena);
}
