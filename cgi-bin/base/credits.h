#ifndef BASE_CREDITS_H
#define BASE_CREDITS_H
/* Credit is counted in whole thousandths; this type keeps it apart from every other number. */
#include <stdint.h>

#include "base/str.h"

struct credits {
    int64_t thousandths;
};

/* "2.5", "10000", "-0.125": no trailing zeros, no exponent, '.' as the decimal mark. */
struct str credits_text(struct arena *arena, struct credits amount);

/*
 * Reads what credits_text writes (and "2.500", "1,000" is refused): optional '-', digits, at most
 * three decimals, within +-9e12 credits. False leaves *out untouched.
 */
bool credits_parse(struct str text, struct credits *out) MUST_USE;

#endif
