/*
 * Small cookies: the visitor's, which a form without a session is bound to, and the flash, one sentence for
 * the next page. Neither says who somebody is.
 */
#include <string.h>

#include "base/hmac.h"
#include "base/random.h"
#include "web/mac.h"
#include "web/site.h"
#include "web/url.h"

#define VISITOR_SIZE 16
#define FLASH_SECONDS 60
#define FLASH_MAX 2048

/*
 * The process's key, the same in all programs that have one. A program without any falls back to zeros:
 * the cookie alone then guards the form, as a plain double submit does.
 */
static void process_key(const struct ctx *ctx, unsigned char out[KEY_SIZE])
{
    const struct keyring *ring = &ctx->app->keys_hash;
    if (ring->count > 0)
        memcpy(out, ring->key[ring->count - 1], KEY_SIZE);
    else
        memset(out, 0, KEY_SIZE);
}

void visitor_secret(struct ctx *ctx, const struct request *request, unsigned char out[HASH_SIZE],
                    struct str *new_cookie)
{
    unsigned char key[KEY_SIZE], visitor[VISITOR_SIZE];
    *new_cookie = STR_NONE;
    if (!hex_decode(request_cookie(request, "sandi_visitor"), visitor, sizeof visitor)) {
        random_fill(visitor, sizeof visitor);
        *new_cookie = hex_encode(ctx->arena, visitor, sizeof visitor);
    }
    process_key(ctx, key);
    mac(key, STR("visitor form"), str_bytes(visitor, sizeof visitor), STR_NONE, out);
    explicit_bzero(key, sizeof key);
}

/* Of somebody signed in the session's own hash is the key, so that no program needs a shared one. */
static void flash_mac(const struct ctx *ctx, struct str kind, struct str text, unsigned char out[HASH_SIZE])
{
    unsigned char key[KEY_SIZE];
    if (ctx->actor.kind == ACTOR_NONE)
        process_key(ctx, key);
    else
        memcpy(key, ctx->actor.session, KEY_SIZE);
    mac(key, STR("flash"), kind, text, out);
    explicit_bzero(key, sizeof key);
}

void page_flash(struct ctx *ctx, struct response *response, const char *kind, struct str text)
{
    unsigned char hash[HASH_SIZE];
    struct buf value = buf_new(ctx->arena, 3 * FLASH_MAX + 256);
    text = str_slice(text, 0, FLASH_MAX);
    flash_mac(ctx, str_from(kind), text, hash);
    buf_put(&value, hex_encode(ctx->arena, hash, sizeof hash));
    buf_printf(&value, ".%s.", kind);
    buf_put_percent(&value, text);
    response_cookie(ctx, response, "sandi_flash", buf_str(&value), FLASH_SECONDS);
}

bool flash_read(struct ctx *ctx, const struct request *request, struct str *kind, struct str *text)
{
    unsigned char wanted[HASH_SIZE], given[HASH_SIZE];
    struct str rest = request_cookie(request, "sandi_flash"), hash;
    if (!str_split(&rest, '.', &hash) || !str_split(&rest, '.', kind) || !url_decode(ctx->arena, rest, text))
        return false;
    if (!str_eq(*kind, STR("success")) && !str_eq(*kind, STR("info")) && !str_eq(*kind, STR("error")))
        return false;
    flash_mac(ctx, *kind, *text, wanted);
    return hex_decode(hash, given, sizeof given) &&
           same_secret(str_bytes(given, sizeof given), str_bytes(wanted, sizeof wanted));
}
