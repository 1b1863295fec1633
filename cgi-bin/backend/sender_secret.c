/* Opens and seals the secrets of senders. Must not log one. */
#include "backend/sender_secret.h"

#include "base/hmac.h"

#define SEALED_MAX 512

static struct str bound_to(struct ctx *ctx, struct uuid sender, const char *name)
{
    struct buf bound = buf_new(ctx->arena, 256);
    buf_put(&bound, str_bytes(sender.b, sizeof sender.b));
    buf_put(&bound, str_from(name));
    return buf_str(&bound);
}

static bool holds(const struct keyring *ring, int64_t id)
{
    for (int i = 0; i < ring->count; i++)
        if (ring->id[i] == id)
            return true;
    return false;
}

/* Both rings may know the key's id: the seal tells which is right. */
bool sender_secret_open(struct ctx *ctx, const struct sealed *sealed, struct secret *plain,
                        const struct keyring **ring)
{
    const struct keyring *rings[] = {&ctx->app->keys_credentials, &ctx->app->keys_callback};
    unsigned char bytes[SEALED_MAX];
    size_t n = sealed->hex.n / 2;
    if (n > sizeof bytes || !hex_decode(sealed->hex, bytes, n))
        return false;
    struct str bound = bound_to(ctx, sealed->sender, sealed->name);
    for (size_t i = 0; i < COUNT_OF(rings); i++) {
        *ring = keyring_current(ctx->arena, rings[i]);
        if (holds(*ring, sealed->key_id) &&
            seal_open(*ring, (uint8_t)sealed->key_id, bound, str_bytes(bytes, n), plain))
            return true;
    }
    return false;
}

struct sealed sender_secret_seal(struct ctx *ctx, struct uuid sender, const char *name,
                                 const struct keyring *ring, const struct secret *plain)
{
    struct str bytes = seal(ctx->arena, ring, bound_to(ctx, sender, name), plain);
    return (struct sealed){.sender = sender,
                           .name = name,
                           .key_id = keyring_newest(ring),
                           .hex = hex_encode(ctx->arena, (const unsigned char *)bytes.s, bytes.n)};
}

void sender_secret_put(struct buf *object, const struct sealed *sealed)
{
    buf_printf(object, "%s\"%s\":{\"key_id\":%d,\"sealed\":\"%.*s\"}", object->n > 1 ? "," : "", sealed->name,
               (int)sealed->key_id, STR_ARG(sealed->hex));
}
