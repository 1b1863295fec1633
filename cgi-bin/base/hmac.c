/* Thin over libsodium: signatures of providers' callbacks and encodings of what goes into mails and URLs. */
#include "base/hmac.h"

#include <sodium.h>

void hmac_sha256(struct str key, struct str message, unsigned char out[HMAC_SIZE])
{
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, (const unsigned char *)key.s, key.n);
    crypto_auth_hmacsha256_update(&state, (const unsigned char *)message.s, message.n);
    crypto_auth_hmacsha256_final(&state, out);
    sodium_memzero(&state, sizeof state);
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
