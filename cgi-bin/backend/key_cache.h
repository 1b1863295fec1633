#ifndef BACKEND_KEY_CACHE_H
#define BACKEND_KEY_CACHE_H
/*
 * API keys that were looked up within the last second. Only for operations that ask for the key once more in
 * their own transaction: a busy caller's key costs one look-up a second, and one that was revoked does
 * nothing.
 */
#include "backend/api_key.h"

struct key_cache *key_cache_open(struct arena *arena);
void key_cache_close(struct key_cache *cache);

/* Fills in what else is known of the key with this organisation and hash; false: nothing, as of ctx->now_us.
 */
bool key_cache_find(const struct ctx *ctx, struct api_key *key) MUST_USE;
/* Keeps a key that is valid now. Of two that fall to one place the later stays. */
void key_cache_keep(const struct ctx *ctx, const struct api_key *key);

#endif
