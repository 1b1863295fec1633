/* Unpredictable numbers. Must not be seeded: tests look at shapes, never at values. */
#include "base/random.h"

#include <sodium.h>

uint32_t random_below(uint32_t bound)
{
    return randombytes_uniform(bound);
}

void random_fill(void *out, size_t n)
{
    randombytes_buf(out, n);
}
