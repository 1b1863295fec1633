/* Seals and opens secrets of second factors, draws and hashes recovery codes. Knows no database. */
#include "backend/factor_secret.h"

#include "base/digest.h"
#include "base/random.h"

#define GROUPS 4
#define CODE_MAX 64

static struct str bound_to(struct ctx *ctx, struct uuid person)
{
    return str_printf(ctx->arena, "factor %.*s", STR_ARG(uuid_text(ctx->arena, person)));
}

void factor_put(struct ctx *ctx, struct db_args *args, struct uuid person, const struct secret *secret)
{
    const struct keyring *ring = keyring_current(ctx->arena, &ctx->app->keys_factor);
    db_i64(args, keyring_newest(ring));
    db_bytes(args, seal(ctx->arena, ring, bound_to(ctx, person), secret));
}

bool factor_open(struct ctx *ctx, struct uuid person, int64_t key, struct str sealed, struct str *secret)
{
    const struct keyring *ring = keyring_current(ctx->arena, &ctx->app->keys_factor);
    struct secret plain;
    bool good = seal_open(ring, (uint8_t)key, bound_to(ctx, person), sealed, &plain);
    *secret = good ? str_copy(ctx->arena, str_bytes(plain.s, plain.n)) : STR_NONE;
    secret_wipe(&plain);
    return good;
}

struct str recovery_code_new(struct arena *arena)
{
    static const char ALPHABET[] = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    struct buf out = buf_new(arena, CODE_MAX);
    for (int i = 0; i < GROUPS * 4; i++) {
        if (i && i % 4 == 0)
            buf_putc(&out, '-');
        buf_putc(&out, ALPHABET[random_below(sizeof ALPHABET - 1)]);
    }
    return buf_str(&out);
}

struct str recovery_code_hash(struct arena *arena, struct uuid person, struct str typed)
{
    unsigned char hash[DIGEST_SIZE];
    struct buf code = buf_new(arena, CODE_MAX);
    for (size_t i = 0; i < typed.n; i++) {
        char c = typed.s[i];
        if (c != '-' && c != ' ')
            buf_putc(&code, c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c);
    }
    const struct str parts[] = {STR("recovery code"), str_bytes(person.b, sizeof person.b), buf_str(&code)};
    digest(parts, COUNT_OF(parts), hash);
    return str_copy(arena, str_bytes(hash, sizeof hash));
}
