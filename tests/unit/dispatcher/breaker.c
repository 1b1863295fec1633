/* When a breaker opens, who may try meanwhile, and what closes it. */
#include "dispatcher/breaker.h"

#include "base/clock.h"
#include "unit.h"

static const struct breaker_key ID = {.sender = {.b = {1}}, .country = "ID"};
static const struct breaker_key SG = {.sender = {.b = {1}}, .country = "SG"};
static const struct breaker_key OTHER = {.sender = {.b = {2}}, .country = "ID"};

static struct breaker *fresh(void **state)
{
    return breaker_new(*state);
}

static void results(struct breaker *breaker, int ok, int failed, int64_t now_us)
{
    for (int i = 0; i < ok; i++)
        assert_false(breaker_result(breaker, ID, false, false, now_us));
    for (int i = 0; i < failed; i++)
        breaker_result(breaker, ID, true, false, now_us);
}

static void test_few_results_say_nothing(void **state)
{
    struct breaker *breaker = fresh(state);
    results(breaker, 0, BREAKER_RESULTS - 1, 0);
    assert_int_equal(breaker_pass(breaker, ID, 1, 0), BREAKER_FREE);
    assert_true(breaker_result(breaker, ID, true, false, 0));
    assert_int_equal(breaker_pass(breaker, ID, 1, 0), BREAKER_WAIT);
    assert_int_equal(breaker_open_all(breaker), 1);
}

static void test_half_must_fail(void **state)
{
    struct breaker *breaker = fresh(state);
    results(breaker, 50, 49, 0);
    assert_false(breaker_is_open(breaker, ID));
    results(breaker, 0, 1, 0);
    assert_true(breaker_is_open(breaker, ID));
}

static void test_old_results_are_forgotten(void **state)
{
    struct breaker *breaker = fresh(state);
    for (int second = 0; second < 100; second++)
        results(breaker, 0, 1, second * SECOND_US);
    assert_false(breaker_is_open(breaker, ID));
    results(breaker, 0, 9, 99 * SECOND_US);
    assert_false(breaker_is_open(breaker, ID));
    results(breaker, 0, 1, 99 * SECOND_US);
    assert_true(breaker_is_open(breaker, ID));
}

static void test_others_are_untouched(void **state)
{
    struct breaker *breaker = fresh(state);
    results(breaker, 0, 100, 0);
    assert_int_equal(breaker_pass(breaker, SG, 1, 0), BREAKER_FREE);
    assert_int_equal(breaker_pass(breaker, OTHER, 1, 0), BREAKER_FREE);
}

static void test_one_probe_a_second(void **state)
{
    struct breaker *breaker = fresh(state);
    int probes = 0;
    results(breaker, 0, 100, 0);
    for (int64_t now = 0; now < 10 * SECOND_US; now += SECOND_US / 100)
        if (breaker_pass(breaker, ID, 1, now) == BREAKER_PROBE) {
            probes++;
            breaker_result(breaker, ID, true, true, now);
        }
    assert_int_equal(probes, 9);
}

/* A provider that hangs loses no more than one at a time. */
static void test_one_probe_until_its_result(void **state)
{
    struct breaker *breaker = fresh(state);
    results(breaker, 0, 100, 0);
    assert_int_equal(breaker_pass(breaker, ID, 1, SECOND_US), BREAKER_PROBE);
    assert_int_equal(breaker_pass(breaker, ID, 1, 9 * SECOND_US), BREAKER_WAIT);
    breaker_result(breaker, ID, true, false, 9 * SECOND_US); /* of one that left before it opened */
    assert_int_equal(breaker_pass(breaker, ID, 1, 10 * SECOND_US), BREAKER_WAIT);
    breaker_result(breaker, ID, true, true, 11 * SECOND_US);
    assert_int_equal(breaker_pass(breaker, ID, 1, 11 * SECOND_US), BREAKER_WAIT);
    assert_int_equal(breaker_pass(breaker, ID, 1, 12 * SECOND_US), BREAKER_PROBE);
    assert_int_equal(breaker_pass(breaker, ID, 1, 12 * SECOND_US + BREAKER_PATIENCE_US), BREAKER_PROBE);
    breaker_untold(breaker, ID, 30 * SECOND_US);
    assert_int_equal(breaker_pass(breaker, ID, 1, 31 * SECOND_US), BREAKER_PROBE);
}

/* Whoever probes may lose the message: the one who has the most time left for another. */
static void test_the_longest_life_probes(void **state)
{
    static const int64_t LIVES[] = {40, 300, 7, 299};
    struct breaker *breaker = fresh(state);
    results(breaker, 0, 100, 0);
    for (int64_t now = SECOND_US; now <= 2 * SECOND_US; now += SECOND_US) {
        for (size_t i = 0; i < COUNT_OF(LIVES); i++)
            breaker_offer(breaker, ID, LIVES[i], now);
        for (size_t i = 0; i < COUNT_OF(LIVES); i++)
            assert_int_equal(breaker_pass(breaker, ID, LIVES[i], now),
                             LIVES[i] == 300 ? BREAKER_PROBE : BREAKER_WAIT);
        breaker_result(breaker, ID, true, true, now);
    }
    breaker_offer(breaker, ID, 7, 3 * SECOND_US); /* alone, it is its own only chance */
    assert_int_equal(breaker_pass(breaker, ID, 7, 3 * SECOND_US), BREAKER_PROBE);
}

static void test_only_a_probes_success_closes(void **state)
{
    struct breaker *breaker = fresh(state);
    results(breaker, 0, 100, 0);
    assert_false(breaker_result(breaker, ID, false, false, 1)); /* one that left before it opened */
    assert_false(breaker_result(breaker, ID, true, true, SECOND_US));
    assert_true(breaker_is_open(breaker, ID));
    assert_true(breaker_result(breaker, ID, false, true, 2 * SECOND_US));
    assert_int_equal(breaker_pass(breaker, ID, 1, 2 * SECOND_US), BREAKER_FREE);
    assert_int_equal(breaker_open_all(breaker), 0);
    results(breaker, 0, BREAKER_RESULTS - 1, 2 * SECOND_US);
    assert_false(breaker_is_open(breaker, ID)); /* it starts from nothing again */
}

static void test_the_open_ones_are_listed(void **state)
{
    struct breaker *breaker = fresh(state);
    struct breaker_key key;
    bool probe;
    int at = 0;
    assert_false(breaker_next(breaker, &at, 0, &key, &probe));
    results(breaker, 3, 100, 0);
    at = 0;
    assert_true(breaker_next(breaker, &at, 0, &key, &probe));
    assert_string_equal(key.country, "ID");
    assert_false(probe);
    assert_false(breaker_next(breaker, &at, 0, &key, &probe));
    at = 0;
    assert_true(breaker_next(breaker, &at, SECOND_US, &key, &probe));
    assert_true(probe);
}

/* More lanes than it has room for: the quiet ones are forgotten, the open one is not. */
static void test_ten_thousand_lanes(void **state)
{
    struct breaker *breaker = fresh(state);
    results(breaker, 0, 100, 0);
    for (int i = 0; i < 10000; i++) {
        struct breaker_key key = {.country = "US"};
        memcpy(key.sender.b, &i, sizeof i);
        breaker_result(breaker, key, i % 2, false, (11 + i / 1000) * SECOND_US);
    }
    assert_true(breaker_is_open(breaker, ID));
    assert_int_equal(breaker_open_all(breaker), 1);
    results(breaker, 0, 0, 0);
    assert_true(breaker_result(breaker, ID, false, true, 60 * SECOND_US));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_few_results_say_nothing),   TEST(test_half_must_fail),
        TEST(test_old_results_are_forgotten), TEST(test_others_are_untouched),
        TEST(test_one_probe_a_second),        TEST(test_one_probe_until_its_result),
        TEST(test_the_longest_life_probes),   TEST(test_only_a_probes_success_closes),
        TEST(test_the_open_ones_are_listed),  TEST(test_ten_thousand_lanes),
    };
    return cmocka_run_group_tests_name("breaker", tests, NULL, NULL);
}
