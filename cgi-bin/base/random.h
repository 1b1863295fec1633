#ifndef BASE_RANDOM_H
#define BASE_RANDOM_H
/* Unpredictable numbers, by libsodium. */
#include <stddef.h>
#include <stdint.h>

/* Uniform in [0, bound); bound at least 1. */
uint32_t random_below(uint32_t bound);
void random_fill(void *out, size_t n);

#endif
