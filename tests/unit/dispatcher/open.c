/* What the dispatcher stands on opens whole or not at all: without a thread it would run and deliver nothing.
 */
#include <pthread.h>
#include <sys/resource.h>

#include "dispatcher/health.h"
#include "dispatcher/record.h"
#include "dispatcher/upkeep.h"
#include "unit.h"

/* More than there are addresses. */
#define NO_STACK ((size_t)1 << 48)

static void set_stack(size_t size)
{
    pthread_attr_t attr;
    assert_int_equal(pthread_attr_init(&attr), 0);
    assert_int_equal(pthread_attr_setstacksize(&attr, size), 0);
    assert_int_equal(pthread_setattr_default_np(&attr), 0);
    pthread_attr_destroy(&attr);
}

static void test_no_thread(void **state)
{
    struct app app = {.config.database_url = "dbname=none"};
    struct health *health = health_open(*state);
    struct job_queue *done = job_queue_open();
    assert_non_null(health);
    assert_non_null(done);
    set_stack(NO_STACK);
    assert_null(http_open(done));
    assert_null(mail_open(done, MAIL_THREADS));
    assert_null(recorder_open(*state, &app, UUID_NIL));
    assert_null(upkeep_open(*state, &app, health, -1));
    set_stack((size_t)1 << 20);
    struct recorder *recorder = recorder_open(*state, &app, UUID_NIL);
    assert_non_null(recorder);
    recorder_close(recorder);
    health_close(health);
    job_queue_close(done);
}

static void test_no_descriptor(void **state)
{
    struct app app = {.config.database_url = "dbname=none"};
    struct health *health = health_open(*state);
    struct job_queue *done = job_queue_open();
    struct rlimit was, none;
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &was), 0);
    none = (struct rlimit){.rlim_cur = 0, .rlim_max = was.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
    assert_null(job_queue_open());
    assert_null(http_open(done));
    assert_null(mail_open(done, 1));
    assert_null(health_open(*state));
    assert_null(recorder_open(*state, &app, UUID_NIL));
    assert_null(upkeep_open(*state, &app, health, -1));
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &was), 0);
    health_close(health);
    job_queue_close(done);
}

int main(void)
{
    quiet();
    const struct CMUnitTest tests[] = {TEST(test_no_thread), TEST(test_no_descriptor)};
    return cmocka_run_group_tests_name("open", tests, NULL, NULL);
}
