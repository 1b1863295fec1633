/* Signed and masked values. Holds no key of its own: callers pass the session's or the process's. */
#include "web/mac.h"

#include <stdlib.h>
#include <string.h>

#include "base/hmac.h"
#include "base/random.h"

void mac(const unsigned char key[KEY_SIZE], struct str purpose, struct str a, struct str b,
         unsigned char out[HASH_SIZE])
{
    struct keyring ring = {.count = 1, .id = {1}};
    const uint64_t length = a.n;
    const struct str parts[] = {purpose, str_bytes(&length, sizeof length), a, b};
    memcpy(ring.key[0], key, KEY_SIZE);
    if (!keyed_hash(&ring, 1, parts, (int)COUNT_OF(parts), out))
        abort();
    explicit_bzero(&ring, sizeof ring);
}

struct str form_token(struct arena *arena, const unsigned char secret[HASH_SIZE])
{
    unsigned char bytes[HASH_SIZE * 2];
    random_fill(bytes, HASH_SIZE);
    for (size_t i = 0; i < HASH_SIZE; i++)
        bytes[HASH_SIZE + i] = (unsigned char)(bytes[i] ^ secret[i]);
    return hex_encode(arena, bytes, sizeof bytes);
}

bool form_token_matches(struct str token, const unsigned char secret[HASH_SIZE])
{
    unsigned char bytes[HASH_SIZE * 2];
    if (!hex_decode(token, bytes, sizeof bytes))
        return false;
    for (size_t i = 0; i < HASH_SIZE; i++)
        bytes[i] ^= bytes[HASH_SIZE + i];
    return same_secret(str_bytes(bytes, HASH_SIZE), str_bytes(secret, HASH_SIZE));
}
