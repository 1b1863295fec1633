/* Each key has one place, which the first byte of its hash names. One lock; nothing but copying is done under
 * it. */
#include "backend/key_cache.h"

#include <pthread.h>

#include "base/clock.h"
#include "base/hmac.h"

#define PLACES 256

struct place {
    struct api_key key;
    int64_t at_us; /* 0: nothing is kept here */
};

struct key_cache {
    pthread_mutex_t lock;
    struct place place[PLACES];
};

struct key_cache *key_cache_open(struct arena *arena)
{
    struct key_cache *cache = ARENA_NEW(arena, struct key_cache);
    pthread_mutex_init(&cache->lock, NULL);
    return cache;
}

void key_cache_close(struct key_cache *cache)
{
    pthread_mutex_destroy(&cache->lock);
}

static bool is_same(const struct api_key *a, const struct api_key *b)
{
    return uuid_eq(a->organisation, b->organisation) &&
           same_secret(str_bytes(a->hash, HASH_SIZE), str_bytes(b->hash, HASH_SIZE));
}

bool key_cache_find(const struct ctx *ctx, struct api_key *key)
{
    struct key_cache *cache = ctx->app->keys_seen;
    const struct place *place = &cache->place[key->hash[0]];
    pthread_mutex_lock(&cache->lock);
    int64_t age = ctx->now_us - place->at_us;
    bool found = age >= 0 && age < SECOND_US && is_same(&place->key, key);
    if (found)
        *key = place->key;
    pthread_mutex_unlock(&cache->lock);
    return found;
}

void key_cache_keep(const struct ctx *ctx, const struct api_key *key)
{
    struct key_cache *cache = ctx->app->keys_seen;
    pthread_mutex_lock(&cache->lock);
    cache->place[key->hash[0]] = (struct place){*key, ctx->now_us};
    pthread_mutex_unlock(&cache->lock);
}
