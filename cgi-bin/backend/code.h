#ifndef BACKEND_CODE_H
#define BACKEND_CODE_H
/* The code itself: made, and read back as a person typed it. Callers wipe the secrets. */
#include "base/secret.h"
#include "base/str.h"

#define CODE_DIGITS_DEFAULT 6
#define CODE_DIGITS_MIN 4
#define CODE_DIGITS_MAX 10

/* Uniform over all codes of that many digits, leading zeros included. */
void code_make(int digits, struct secret *code);

/*
 * Decimal digits of any script become ASCII; spaces, dashes and the invisible marks that copying brings
 * along are dropped. False when anything else is there, or not 4 to 10 digits: it cannot be a code.
 */
bool code_normalise(struct str typed, struct secret *code) MUST_USE;

/*
 * The code inside a whole message that was pasted: the one number of so many digits that is in it, once or
 * more; spaces and dashes may be inside. The text itself where there is none, or two that differ.
 */
struct str code_find(struct str text, int digits);

#endif
