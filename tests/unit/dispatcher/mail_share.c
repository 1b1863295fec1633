/* How many threads of mail a server may hold, and that those which hang leave the rest to others. */
#include "dispatcher/mail_share.h"

#include "base/clock.h"
#include "dispatcher/limits.h"
#include "unit.h"

#define THREADS MAIL_THREADS
#define AN_AGE (60 * SECOND_US)

static const struct str GOOD = STR("smtp://good.example:25"), A = STR("smtp://a.example:25"),
                        B = STR("smtps://b.example:465");

static int fill(struct mail_share *share, struct str url, int64_t now)
{
    int n = 0;
    for (; mail_share_room(share, url, now) > 0; n++)
        mail_share_take(share, url, now);
    return n;
}

static void drain(struct mail_share *share, struct str url, int n, int64_t taken, int64_t now)
{
    for (int i = 0; i < n; i++)
        mail_share_give(share, url, taken, true, now);
}

static void test_one_server_holds_a_part(void **state)
{
    struct mail_share *share = mail_share_new(*state);
    assert_int_equal(mail_share_room(share, A, 0), MAIL_SERVER_MAX);
    assert_int_equal(fill(share, A, 0), MAIL_SERVER_MAX);
    assert_int_equal(mail_share_room(share, STR("smtp://A.example:25/"), 0),
                     0); /* another sender's, the same */
    assert_int_equal(mail_share_room(share, GOOD, 0), MAIL_SERVER_MAX);
    drain(share, A, MAIL_SERVER_MAX, 0, 1);
    assert_int_equal(mail_share_room(share, A, 1), MAIL_SERVER_MAX);
}

/* The room that is told is the room that there is. */
static void test_each_leaves_as_much_as_it_holds(void **state)
{
    struct mail_share *share = mail_share_new(*state);
    int all = 0;
    for (int i = 0; i < 100; i++) {
        struct str url = str_printf(*state, "smtp://%d.example:25", i);
        int room = mail_share_room(share, url, 0);
        int held = fill(share, url, 0);
        assert_int_equal(held, room);
        all += held;
        assert_true(held <= THREADS - all + 1);
    }
    assert_int_equal(all, THREADS);
}

static void test_two_that_hang_leave_half(void **state)
{
    struct mail_share *share = mail_share_new(*state);
    int64_t now = 0;
    for (int round = 0; round < 20; round++) {
        int a = fill(share, A, now), b = fill(share, B, now);
        assert_true(a + b <= THREADS / 2);
        assert_int_equal(mail_share_room(share, GOOD, now), MAIL_SERVER_MAX);
        drain(share, A, a, now, now + 5 * SECOND_US);
        drain(share, B, b, now, now + 5 * SECOND_US);
        now += 5 * SECOND_US;
    }
}

/* However many hang, once each is known to, half of the threads are for the others. */
static void test_any_number_that_hangs_leaves_half(void **state)
{
    struct mail_share *share = mail_share_new(*state);
    int64_t now = 0;
    for (int i = 0; i < 50; i++) {
        struct str url = str_printf(*state, "smtp://%d.example:25", i);
        mail_share_take(share, url, now);
        mail_share_give(share, url, now, true, now + MAIL_SLOW_US);
        now += MAIL_SLOW_US;
    }
    int held = 0;
    for (int i = 0; i < 50; i++)
        held += fill(share, str_printf(*state, "smtp://%d.example:25", i), now);
    assert_int_equal(held, THREADS / 2);
    assert_int_equal(mail_share_room(share, GOOD, now), MAIL_SERVER_MAX);
}

static void test_slow_until_one_is_over_in_time(void **state)
{
    struct mail_share *share = mail_share_new(*state);
    mail_share_take(share, A, 0);
    mail_share_take(share, B, 0);
    assert_int_equal(mail_share_room(share, A, MAIL_SLOW_US - 1), 3);
    assert_int_equal(mail_share_room(share, A, MAIL_SLOW_US),
                     3); /* of 8 that are for slow ones, 6 are free */
    fill(share, B, MAIL_SLOW_US);
    assert_int_equal(mail_share_room(share, A, MAIL_SLOW_US), 1);
    mail_share_give(share, A, 0, false, AN_AGE); /* nothing was sent: it stays what it was */
    mail_share_take(share, A, AN_AGE);
    mail_share_give(share, A, AN_AGE, true, AN_AGE + MAIL_SLOW_US);
    assert_int_equal(mail_share_room(share, A, AN_AGE + MAIL_SLOW_US), 2);
    mail_share_take(share, A, 2 * AN_AGE);
    mail_share_give(share, A, 2 * AN_AGE, true, 2 * AN_AGE + 1);
    assert_int_equal(mail_share_room(share, A, 2 * AN_AGE + 1), MAIL_SERVER_MAX);
}

static void test_a_thousand_servers(void **state)
{
    struct mail_share *share = mail_share_new(*state);
    fill(share, A, 0);
    for (int i = 0; i < 1000; i++) {
        struct str url = str_printf(*state, "smtp://%d.example:25", i);
        mail_share_take(share, url, i);
        mail_share_give(share, url, i, true, i + 1);
    }
    assert_int_equal(mail_share_room(share, A, 1000), 0);
    drain(share, A, MAIL_SERVER_MAX, 0, 1000);
    assert_int_equal(mail_share_room(share, A, 1000), MAIL_SERVER_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_one_server_holds_a_part),        TEST(test_each_leaves_as_much_as_it_holds),
        TEST(test_two_that_hang_leave_half),       TEST(test_any_number_that_hangs_leaves_half),
        TEST(test_slow_until_one_is_over_in_time), TEST(test_a_thousand_servers),
    };
    return cmocka_run_group_tests_name("mail_share", tests, NULL, NULL);
}
