#ifndef WEB_MAC_H
#define WEB_MAC_H
/* Small signed values of the HTTP edge: form tokens and flash cookies. */
#include "base/secret.h"

/* BLAKE2b under key over purpose and parts, so that a value made for one purpose fits no other. */
void mac(const unsigned char key[KEY_SIZE], struct str purpose, struct str a, struct str b,
         unsigned char out[HASH_SIZE]);

/*
 * A form's token: secret under a fresh mask, so that no two pages hold the same bytes and compression
 * does not betray them. token_matches accepts any masking of secret.
 */
struct str form_token(struct arena *arena, const unsigned char secret[HASH_SIZE]);
bool form_token_matches(struct str token, const unsigned char secret[HASH_SIZE]) MUST_USE;

#endif
