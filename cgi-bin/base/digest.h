#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H
/* A fingerprint of what is no secret: two requests are the same when theirs are. For secrets see
 * base/secret.h. */
#include "base/str.h"

#define DIGEST_SIZE 32

/* Unkeyed BLAKE2b-256 over the parts, each behind its length: ("ab","c") and ("a","bc") differ. */
void digest(const struct str *parts, size_t n, unsigned char out[DIGEST_SIZE]);

#endif
