#ifndef FUZZ_H
#define FUZZ_H
/*
 * A fuzz target is one file tests/fuzz/NAME.c with this function; its corpus and the inputs that once
 * broke it are the files of tests/fuzz/corpus/NAME. `make unit` replays them, `make fuzz` looks for more.
 */
#include <stddef.h>
#include <stdint.h>

/* Returns 0; aborts on what must not happen. Keeps nothing of data. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

#endif
