/* A few pages in memory, the oldest replaced first. One lock; nothing but a copy is done under it. */
#include "web/page_cache.h"

#include <pthread.h>

#include "base/clock.h"

#define ENTRIES 16
#define BODY_MAX ((size_t)1 << 20)
#define KEPT_US (60 * SECOND_US) /* a page says as of when it is, to the minute */

struct entry {
    struct arena *arena;
    struct str etag, body;
    int64_t at;
};

struct page_cache {
    struct arena *arena;
    pthread_mutex_t lock;
    struct entry entry[ENTRIES];
};

struct page_cache *page_cache_open(void)
{
    struct arena *arena = arena_open(sizeof(struct page_cache) + 64);
    struct page_cache *cache = ARENA_NEW(arena, struct page_cache);
    cache->arena = arena;
    pthread_mutex_init(&cache->lock, NULL);
    return cache;
}

void page_cache_close(struct page_cache *cache)
{
    for (int i = 0; i < ENTRIES; i++)
        arena_close(cache->entry[i].arena);
    pthread_mutex_destroy(&cache->lock);
    arena_close(cache->arena);
}

bool page_cache_find(struct ctx *ctx, struct response *response)
{
    struct page_cache *cache = ctx->app->pages;
    bool found = false;
    if (!response->etag.n)
        return false;
    response->body = buf_new(ctx->arena, RESPONSE_BODY_MAX);
    pthread_mutex_lock(&cache->lock);
    for (int i = 0; i < ENTRIES && !found; i++) {
        const struct entry *entry = &cache->entry[i];
        found = str_eq(entry->etag, response->etag) && clock_monotonic_us() - entry->at < KEPT_US;
        if (found)
            buf_put(&response->body, entry->body);
    }
    pthread_mutex_unlock(&cache->lock);
    return found;
}

void page_cache_keep(const struct ctx *ctx, const struct response *response)
{
    struct page_cache *cache = ctx->app->pages;
    if (!response->etag.n || response->body.broken || response->body.n > BODY_MAX)
        return;
    struct arena *arena = arena_open(BODY_MAX + 4096);
    struct entry fresh = {.arena = arena,
                          .etag = str_copy(arena, response->etag),
                          .body = str_copy(arena, buf_str(&response->body)),
                          .at = clock_monotonic_us()};
    pthread_mutex_lock(&cache->lock);
    struct entry *oldest = &cache->entry[0];
    for (int i = 1; i < ENTRIES; i++)
        if (cache->entry[i].at < oldest->at)
            oldest = &cache->entry[i];
    struct arena *gone = oldest->arena;
    *oldest = fresh;
    pthread_mutex_unlock(&cache->lock);
    arena_close(gone);
}
