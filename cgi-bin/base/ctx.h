#ifndef BASE_CTX_H
#define BASE_CTX_H
/*
 * The one context, passed first. struct app is the process and is shared, read-only, by all threads;
 * struct ctx is one request or one message. What belongs to a layer further right is an opaque pointer here.
 */
#include <stdint.h>

#include "base/arena.h"
#include "base/config.h"
#include "base/secret.h"
#include "base/str.h"
#include "base/uuid.h"

struct db_pool;
struct batcher;
struct key_cache;
struct templates;
struct page_cache;
struct texts;

struct app {
    struct config config;
    struct db_pool *db;
    struct batcher *batcher;     /* group commit of the hot operations; NULL where none is used */
    struct key_cache *keys_seen; /* likewise */
    struct templates *templates; /* NULL in programs without pages */
    struct page_cache *pages;    /* likewise */
    struct texts *texts;
    struct keyring keys_hash, keys_seal, keys_callback, keys_credentials,
        keys_factor; /* count 0: not ours to read */
    int doorbell;    /* datagram socket, -1 when there is none */
};

enum actor_kind { ACTOR_NONE, ACTOR_MEMBER, ACTOR_STAFF, ACTOR_API_KEY, ACTOR_PROGRAM };

/* Ordered: each role may do what the ones before it may. */
enum role { ROLE_NONE, ROLE_WORKER, ROLE_PLANNER, ROLE_EDITOR, ROLE_ADMIN, ROLE_OWNER };
enum staff_role { STAFF_NONE, STAFF_SUPPORT, STAFF_OPERATOR };

struct actor {
    enum actor_kind kind;
    struct uuid organisation; /* nil for staff: they name the organisation in each call */
    struct uuid person;
    struct uuid api_key;
    enum role role;
    enum staff_role staff;
    struct str name;                  /* display name of the person */
    unsigned char session[HASH_SIZE]; /* hash of the session token; staff functions check it in SQL */
};

struct ctx {
    const struct app *app;
    struct arena *arena;
    struct actor actor;
    struct str request_id;
    struct str address;  /* the browser's or client's address, for caps and the audit log */
    struct str language; /* "en" or "id" */
    int64_t now_us;
};

#endif
