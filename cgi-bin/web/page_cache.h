#ifndef WEB_PAGE_CACHE_H
#define WEB_PAGE_CACHE_H
/*
 * The bytes of the last large pages, by their ETag: one that is asked for again and has not changed need not
 * be made again. Whether it has changed is asked each time; this only saves the making.
 */
#include "base/ctx.h"
#include "web/response.h"

struct page_cache *page_cache_open(void);
void page_cache_close(struct page_cache *cache);

/* True: the response is the page that was kept under response->etag within the last minute. */
bool page_cache_find(struct ctx *ctx, struct response *response) MUST_USE;
/* Keeps a complete page under response->etag; nothing without one. */
void page_cache_keep(const struct ctx *ctx, const struct response *response);

#endif
