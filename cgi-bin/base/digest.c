/* Fingerprints of requests. Must not be used for codes, tokens or passwords. */
#include "base/digest.h"

#include <sodium.h>

void digest(const struct str *parts, size_t n, unsigned char out[DIGEST_SIZE])
{
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, DIGEST_SIZE);
    for (size_t i = 0; i < n; i++) {
        unsigned char length[8];
        for (int b = 0; b < 8; b++)
            length[b] = (unsigned char)((uint64_t)parts[i].n >> (8 * (7 - b)));
        crypto_generichash_update(&state, length, sizeof length);
        if (parts[i].n)
            crypto_generichash_update(&state, (const unsigned char *)parts[i].s, parts[i].n);
    }
    crypto_generichash_final(&state, out, DIGEST_SIZE);
}
