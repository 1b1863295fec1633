#ifndef PEER_H
#define PEER_H
/* A scripted peer on loopback: one thread, one script a connection. It counts what it was asked. */
#include <arpa/inet.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "net/job.h"
#include "unit.h"

struct peer;
typedef void peer_script(struct peer *peer, int fd);

struct peer {
    int listener, port;
    pthread_t thread;
    peer_script *script;
    const char *say; /* the script's own */
    atomic_int connections, requests;
    atomic_bool stop;
};

static inline int peer_listen(struct peer *peer, int backlog)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof at;
    peer->listener = socket(AF_INET, SOCK_STREAM, 0);
    if (bind(peer->listener, (struct sockaddr *)&at, size) || listen(peer->listener, backlog) ||
        getsockname(peer->listener, (struct sockaddr *)&at, &size))
        return -1;
    peer->port = ntohs(at.sin_port);
    return 0;
}

static inline void *peer_run(void *cookie)
{
    struct peer *peer = cookie;
    while (!atomic_load(&peer->stop)) {
        struct pollfd wait = {.fd = peer->listener, .events = POLLIN};
        if (poll(&wait, 1, 20) != 1)
            continue;
        int fd = accept(peer->listener, NULL, NULL);
        atomic_fetch_add(&peer->connections, 1);
        peer->script(peer, fd);
        close(fd);
    }
    return NULL;
}

static inline void peer_open(struct peer *peer, peer_script *script, const char *say)
{
    *peer = (struct peer){.script = script, .say = say};
    assert_int_equal(peer_listen(peer, 64), 0);
    pthread_create(&peer->thread, NULL, peer_run, peer);
}

static inline void peer_close(struct peer *peer)
{
    atomic_store(&peer->stop, true);
    pthread_join(peer->thread, NULL);
    close(peer->listener);
}

/* Closes with a reset instead of an end. */
static inline void peer_reset(int fd)
{
    struct linger now = {.l_onoff = 1};
    setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
}

static inline void peer_say(int fd, const char *text)
{
    (void)!send(fd, text, strlen(text), MSG_NOSIGNAL);
}

/* Until the other side closes or the peer is told to stop. */
static inline void peer_hang(struct peer *peer, int fd)
{
    char bytes[4096];
    while (!atomic_load(&peer->stop)) {
        struct pollfd wait = {.fd = fd, .events = POLLIN};
        if (poll(&wait, 1, 20) == 1 && recv(fd, bytes, sizeof bytes, 0) <= 0)
            return;
    }
}

static inline struct job *job_new(struct arena *arena, int64_t budget_us)
{
    struct job *job = ARENA_NEW(arena, struct job);
    job->arena = arena;
    job->deadline_us = clock_monotonic_us() + budget_us;
    return job;
}

/* The one job under way, waited for 10 s at most. */
static inline struct job *job_back(struct job_queue *done)
{
    struct pollfd wait = {.fd = job_queue_fd(done), .events = POLLIN};
    assert_int_equal(poll(&wait, 1, 10000), 1);
    return job_queue_take_all(done);
}

#endif
