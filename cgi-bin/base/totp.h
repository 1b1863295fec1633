#ifndef BASE_TOTP_H
#define BASE_TOTP_H
/* Codes of authenticator apps: RFC 6238 with SHA-1, steps of 30 seconds, six digits; RFC 4648 base32. */
#include "base/str.h"

#define TOTP_DIGITS 6
#define TOTP_SECRET_SIZE 20
#define TOTP_STEP_US (INT64_C(30) * 1000000)

/* The code of a step, leading zeros included, in the arena. */
struct str totp_code(struct arena *arena, struct str secret, int64_t step);

/*
 * The step whose code was typed (spaces are passed over): this one, the one before or the one after, for
 * clocks that differ. 0 when it is none. Takes the same time whichever it is.
 */
int64_t totp_find(struct arena *arena, struct str secret, int64_t now_us, struct str typed);

/* Without padding, as apps take it. */
struct str base32_text(struct arena *arena, struct str bytes);

#endif
