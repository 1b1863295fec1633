/* How long a busy provider is left alone: spread, bounded, and never beyond the code's use. */
#include "dispatcher/backoff.h"

#include "base/clock.h"
#include "unit.h"

#define LIFE (300 * SECOND_US)

static int64_t waited(struct backoff in, bool *fits)
{
    int64_t wait_us;
    *fits = backoff(&in, &wait_us);
    return wait_us;
}

static void test_steady_is_spread_up_to_a_doubling_limit(void **state)
{
    static const int LIMIT_S[] = {1, 2, 4, 8, 16, 30, 30};
    (void)state;
    for (int tries = 1; tries <= 7; tries++) {
        int64_t sum = 0, longest = 0;
        bool fits;
        for (uint32_t i = 0; i < 1000; i++) {
            struct backoff in = {.tries = tries, .left_us = LIFE, .chance = i * BACKOFF_CHANCES / 1000};
            int64_t wait = waited(in, &fits);
            assert_true(fits && wait >= SECOND_US / 20 && wait < LIMIT_S[tries - 1] * SECOND_US);
            longest = wait > longest ? wait : longest;
            sum += wait;
        }
        assert_true(longest > LIMIT_S[tries - 1] * SECOND_US * 99 / 100);
        assert_in_range(sum / 1000, LIMIT_S[tries - 1] * SECOND_US * 49 / 100,
                        LIMIT_S[tries - 1] * SECOND_US * 52 / 100);
    }
}

static void test_a_pair_waits_four_times_as_long_each_time(void **state)
{
    (void)state;
    for (int tries = 1, seconds = 1; tries <= 4; tries++, seconds *= 4) {
        bool fits;
        struct backoff in = {.pace = PACE_PAIR, .tries = tries, .left_us = LIFE};
        assert_int_equal(waited(in, &fits), seconds * SECOND_US);
        in.chance = BACKOFF_CHANCES - 1;
        assert_in_range(waited(in, &fits), seconds * SECOND_US, seconds * SECOND_US * 3 / 2);
    }
}

static void test_what_the_provider_asks_for_is_kept(void **state)
{
    (void)state;
    bool fits;
    struct backoff in = {.pace = PACE_GIVEN, .retry_after = 40, .tries = 1, .left_us = LIFE};
    assert_int_equal(waited(in, &fits), 40 * SECOND_US);
    in.chance = BACKOFF_CHANCES - 1;
    assert_in_range(waited(in, &fits), 40 * SECOND_US, 50 * SECOND_US);
    assert_true(fits);
}

static void test_never_beyond_the_codes_use(void **state)
{
    (void)state;
    bool fits;
    waited((struct backoff){.retry_after = 301, .tries = 1, .left_us = LIFE}, &fits);
    assert_false(fits);
    waited((struct backoff){.pace = PACE_PAIR, .tries = 6, .left_us = LIFE}, &fits);
    assert_false(fits);
    for (uint32_t i = 0; i < BACKOFF_CHANCES; i += 97) {
        int64_t wait = waited((struct backoff){.tries = 9, .left_us = 3 * SECOND_US, .chance = i}, &fits);
        assert_true(fits && wait <= 3 * SECOND_US);
    }
    waited((struct backoff){.tries = 1, .left_us = 0}, &fits);
    assert_false(fits);
    waited((struct backoff){.tries = 1, .left_us = -SECOND_US}, &fits);
    assert_false(fits);
    waited((struct backoff){.pace = PACE_PAIR, .tries = 2000000000, .left_us = LIFE}, &fits);
    assert_false(fits);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_steady_is_spread_up_to_a_doubling_limit),
        TEST(test_a_pair_waits_four_times_as_long_each_time),
        TEST(test_what_the_provider_asks_for_is_kept),
        TEST(test_never_beyond_the_codes_use),
    };
    return cmocka_run_group_tests_name("backoff", tests, NULL, NULL);
}
