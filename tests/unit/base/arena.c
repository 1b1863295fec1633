/* base/arena: zeroed, aligned, wiped when given back, within its cap. */
#include "unit.h"

#define SMALL 64
#define LARGE ((size_t)300 << 10) /* larger than a first block */

static void zeroed_and_aligned(void **state)
{
    for (size_t n = 1; n < 100; n++) {
        unsigned char *p = arena_alloc(*state, n);
        assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < n; i++)
            assert_int_equal(p[i], 0);
        memset(p, 0xa5, n);
    }
    unsigned char *large = arena_alloc(*state, LARGE);
    assert_int_equal(large[0] | large[LARGE - 1], 0);
}

/* The first block is kept over a reset, so a secret that was left in it would still be there. */
static void wiped_on_reset(void **state)
{
    unsigned char *before = arena_alloc(*state, SMALL);
    memset(before, 0xa5, SMALL);
    memset(arena_alloc(*state, LARGE), 0xa5, LARGE);
    arena_reset(*state);
    assert_int_equal(arena_used(*state), 0);
    unsigned char *after = arena_alloc(*state, SMALL);
    assert_ptr_equal(after, before);
    for (size_t i = 0; i < SMALL; i++)
        assert_int_equal(after[i], 0);
}

/* What was outgrown once stays, wiped; what was not is not asked for. */
static void kept_over_resets(void **state)
{
    (void)state;
    struct arena *arena = arena_open_kept(4 * LARGE, 2 * LARGE);
    unsigned char *small = arena_alloc(arena, SMALL);
    arena_reset(arena);
    assert_ptr_equal(arena_alloc(arena, SMALL), small);
    memset(arena_alloc(arena, LARGE), 0xa5, LARGE);
    arena_reset(arena);
    unsigned char *first = arena_alloc(arena, SMALL), *large = arena_alloc(arena, LARGE);
    assert_true(large > first && large < first + 2 * LARGE);
    assert_int_equal(large[0] | large[LARGE - 1], 0);
    memset(large, 0xa5, LARGE);
    arena_reset(arena);
    assert_ptr_equal(arena_alloc(arena, SMALL), first);
    assert_int_equal(*(unsigned char *)arena_alloc(arena, LARGE), 0);
    arena_close(arena);
}

static void counts_what_was_handed_out(void **state)
{
    arena_alloc(*state, 3);
    arena_alloc(*state, 5);
    assert_int_equal(arena_used(*state), 8);
    arena_close(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(zeroed_and_aligned),
        TEST(wiped_on_reset),
        TEST(kept_over_resets),
        TEST(counts_what_was_handed_out),
    };
    return cmocka_run_group_tests_name("arena", tests, NULL, NULL);
}
