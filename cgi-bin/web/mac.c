/* Signed and masked values. Holds no key of its own: callers pass the session's or the process's. */
#include "web/mac.h"

#include <stdlib.h>
#include <string.h>

#include "base/random.h"

void mac(const unsigned char key[KEY_SIZE], struct str purpose, struct str a, struct str b,
         unsigned char out[HASH_SIZE])
{
    struct keyring ring = {.count = 1, .id = {1}};
    const uint64_t length = a.n;
    const struct str parts[] = {purpose, {(const char *)&length, sizeof length}, a, b};
    memcpy(ring.key[0], key, KEY_SIZE);
    if (!keyed_hash(&ring, 1, parts, (int)COUNT_OF(parts), out))
        abort();
    explicit_bzero(&ring, sizeof ring);
}

bool same_bytes(const unsigned char *a, const unsigned char *b, size_t n)
{
    unsigned char difference = 0;
    for (size_t i = 0; i < n; i++)
        difference |= (unsigned char)(a[i] ^ b[i]);
    return difference == 0;
}

struct str hex_text(struct arena *arena, const unsigned char *bytes, size_t n)
{
    static const char digits[] = "0123456789abcdef";
    char *s = arena_alloc(arena, n * 2 + 1);
    for (size_t i = 0; i < n; i++) {
        s[i * 2] = digits[bytes[i] >> 4];
        s[i * 2 + 1] = digits[bytes[i] & 15];
    }
    return (struct str){s, n * 2};
}

static int digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool hex_parse(struct str text, unsigned char *out, size_t n)
{
    if (text.n != n * 2)
        return false;
    for (size_t i = 0; i < n; i++) {
        int high = digit(text.s[i * 2]), low = digit(text.s[i * 2 + 1]);
        if (high < 0 || low < 0)
            return false;
        out[i] = (unsigned char)(high * 16 + low);
    }
    return true;
}

struct str form_token(struct arena *arena, const unsigned char secret[HASH_SIZE])
{
    unsigned char bytes[HASH_SIZE * 2];
    random_fill(bytes, HASH_SIZE);
    for (size_t i = 0; i < HASH_SIZE; i++)
        bytes[HASH_SIZE + i] = (unsigned char)(bytes[i] ^ secret[i]);
    return hex_text(arena, bytes, sizeof bytes);
}

bool form_token_matches(struct str token, const unsigned char secret[HASH_SIZE])
{
    unsigned char bytes[HASH_SIZE * 2];
    if (!hex_parse(token, bytes, sizeof bytes))
        return false;
    for (size_t i = 0; i < HASH_SIZE; i++)
        bytes[i] ^= bytes[HASH_SIZE + i];
    return same_bytes(bytes, secret, HASH_SIZE);
}
