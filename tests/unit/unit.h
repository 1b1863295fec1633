#ifndef UNIT_H
#define UNIT_H
/* What every unit test includes: cmocka with what it needs first, and an arena a test. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/str.h"

static inline int arena_setup(void **state)
{
    *state = arena_open((size_t)32 << 20);
    return 0;
}

/* For tests that provoke faults on purpose: their log lines would only worry the reader. */
static inline void quiet(void)
{
    log_open("unit", (enum log_level)(LOG_ERROR + 1));
}

static inline int arena_teardown(void **state)
{
    arena_close(*state);
    return 0;
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, arena_setup, arena_teardown)

#define assert_str(actual, expected)                                                                         \
    do {                                                                                                     \
        struct str assert_str_ = (actual);                                                                   \
        assert_int_equal(assert_str_.n, strlen(expected));                                                   \
        assert_memory_equal(assert_str_.s, expected, assert_str_.n);                                         \
    } while (0)

#endif
