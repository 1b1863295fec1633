/* A small table of mail servers with when each of their threads was taken. What is idle longest makes room.
 */
#include "dispatcher/mail_share.h"

#include <string.h>

#include "dispatcher/limits.h"

#define SERVERS 64
#define NAME_MAX_KEPT 128

_Static_assert(MAIL_THREADS < SERVERS, "one server is always idle and makes room");

struct server {
    char name[NAME_MAX_KEPT];
    int busy;
    int64_t taken_us[MAIL_SERVER_MAX], last_us;
    bool slow;
};

struct mail_share {
    struct server servers[SERVERS];
    int n;
};

struct mail_share *mail_share_new(struct arena *arena)
{
    return ARENA_NEW(arena, struct mail_share);
}

/* "host:port" of the address, as much of it as is kept. */
static struct str name_of(struct str url)
{
    size_t colon = str_index(url, ':', 0);
    struct str rest = str_slice(url, colon + 3 < url.n ? colon + 3 : 0, url.n);
    rest = str_slice(rest, 0, str_index(rest, '/', 0));
    return str_slice(rest, 0, NAME_MAX_KEPT - 1);
}

static const struct server *find(const struct mail_share *share, struct str url)
{
    struct str name = name_of(url);
    for (int i = 0; i < share->n; i++)
        if (str_eq_nocase(str_from(share->servers[i].name), name))
            return &share->servers[i];
    return NULL;
}

/* Its place, or that of the one that is idle longest. */
static struct server *place(struct mail_share *share, struct str url)
{
    struct server *server = (struct server *)find(share, url);
    if (server)
        return server;
    if (share->n < SERVERS) {
        server = &share->servers[share->n++];
    } else {
        for (int i = 0; i < SERVERS; i++)
            if (!share->servers[i].busy && (!server || share->servers[i].last_us < server->last_us))
                server = &share->servers[i];
    }
    *server = (struct server){0};
    struct str name = name_of(url);
    memcpy(server->name, name.s, name.n);
    return server;
}

static bool is_slow(const struct server *server, int64_t now_us)
{
    bool slow = server->slow;
    for (int i = 0; i < server->busy; i++)
        slow |= now_us - server->taken_us[i] >= MAIL_SLOW_US;
    return slow;
}

static int lesser(int a, int b)
{
    return a < b ? a : b;
}

int mail_share_room(const struct mail_share *share, struct str url, int64_t now_us)
{
    const struct server *server = find(share, url);
    int held = server ? server->busy : 0, all = 0, slow = 0;
    for (int i = 0; i < share->n; i++) {
        all += share->servers[i].busy;
        slow += is_slow(&share->servers[i], now_us) ? share->servers[i].busy : 0;
    }
    int left = MAIL_THREADS - all;
    if (server && is_slow(server, now_us))
        left = lesser(left, MAIL_THREADS / 2 - slow);
    /* Each one more leaves one less: half of the difference, rounded up, makes them even. */
    int fair = left > held ? (left - held + 1) / 2 : 0;
    return lesser(fair, MAIL_SERVER_MAX - held);
}

void mail_share_take(struct mail_share *share, struct str url, int64_t now_us)
{
    struct server *server = place(share, url);
    server->taken_us[server->busy++] = server->last_us = now_us;
}

void mail_share_give(struct mail_share *share, struct str url, int64_t taken_us, bool tried, int64_t now_us)
{
    struct server *server = place(share, url);
    for (int i = 0; i < server->busy; i++) {
        if (server->taken_us[i] != taken_us)
            continue;
        server->taken_us[i] = server->taken_us[--server->busy];
        server->last_us = now_us;
        if (tried)
            server->slow = now_us - taken_us >= MAIL_SLOW_US;
        return;
    }
}
