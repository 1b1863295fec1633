/* Thin over libsodium, and over libcrypto for SHA-1: signatures of providers' callbacks and encodings of what
 * goes into mails and URLs. */
#include "base/hmac.h"

#include <openssl/sha.h>
#include <sodium.h>
#include <string.h>

void hmac_sha256(struct str key, struct str message, unsigned char out[HMAC_SIZE])
{
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, (const unsigned char *)key.s, key.n);
    crypto_auth_hmacsha256_update(&state, (const unsigned char *)message.s, message.n);
    crypto_auth_hmacsha256_final(&state, out);
    sodium_memzero(&state, sizeof state);
}

#define SHA1_BLOCK 64

/* One hash over the key's block, each byte mixed with pad, and what follows it. */
static void padded_sha1(struct buf *buf, const unsigned char block[SHA1_BLOCK], int pad, struct str rest,
                        unsigned char out[HMAC_SHA1_SIZE])
{
    buf->n = 0;
    for (int i = 0; i < SHA1_BLOCK; i++)
        buf_putc(buf, (char)(block[i] ^ pad));
    buf_put(buf, rest);
    SHA1((const unsigned char *)buf->s, buf->n, out);
}

void hmac_sha1(struct arena *arena, struct str key, struct str message, unsigned char out[HMAC_SHA1_SIZE])
{
    unsigned char block[SHA1_BLOCK] = {0}, inner[HMAC_SHA1_SIZE];
    struct buf buf = buf_new(arena, SHA1_BLOCK + (message.n > sizeof inner ? message.n : sizeof inner));
    if (key.n > SHA1_BLOCK)
        SHA1((const unsigned char *)key.s, key.n, block);
    else if (key.n)
        memcpy(block, key.s, key.n);
    padded_sha1(&buf, block, 0x36, message, inner);
    padded_sha1(&buf, block, 0x5c, str_bytes(inner, sizeof inner), out);
    sodium_memzero(buf.s, SHA1_BLOCK);
    sodium_memzero(block, sizeof block);
}

bool same_secret(struct str a, struct str b)
{
    return a.n == b.n && (a.n == 0 || sodium_memcmp(a.s, b.s, a.n) == 0);
}

struct str hex_encode(struct arena *arena, const unsigned char *bytes, size_t n)
{
    char *text = arena_alloc(arena, 2 * n + 1);
    sodium_bin2hex(text, 2 * n + 1, bytes, n);
    return (struct str){text, 2 * n};
}

bool hex_decode(struct str text, unsigned char *out, size_t n)
{
    size_t got;
    return text.n == 2 * n && sodium_hex2bin(out, n, text.s, text.n, NULL, &got, NULL) == 0 && got == n;
}

struct str base64_text(struct arena *arena, struct str bytes)
{
    size_t size = sodium_base64_ENCODED_LEN(bytes.n, sodium_base64_VARIANT_ORIGINAL);
    char *text = arena_alloc(arena, size);
    sodium_bin2base64(text, size, (const unsigned char *)bytes.s, bytes.n, sodium_base64_VARIANT_ORIGINAL);
    return (struct str){text, size - 1};
}
