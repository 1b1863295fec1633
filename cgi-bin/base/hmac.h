#ifndef BASE_HMAC_H
#define BASE_HMAC_H
/* What protocols need of cryptography: HMAC-SHA256 and -SHA1, hexadecimal, base64, comparing in constant
 * time. */
#include "base/str.h"

#define HMAC_SIZE 32

void hmac_sha256(struct str key, struct str message, unsigned char out[HMAC_SIZE]);

#define HMAC_SHA1_SIZE 20
/* For a provider that signs with it; not for anything of our own. The arena is for working space. */
void hmac_sha1(struct arena *arena, struct str key, struct str message, unsigned char out[HMAC_SHA1_SIZE]);

/* Takes the same time wherever two texts of one length differ; false at once for other lengths. */
bool same_secret(struct str a, struct str b) MUST_USE;

/* Lower-case hexadecimal, and its inverse (either case; exactly n bytes). */
struct str hex_encode(struct arena *arena, const unsigned char *bytes, size_t n);
bool hex_decode(struct str text, unsigned char *out, size_t n) MUST_USE;

/* Standard alphabet with padding, no line breaks. */
struct str base64_text(struct arena *arena, struct str bytes);

#endif
