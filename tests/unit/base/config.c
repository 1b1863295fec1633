/* base/config: defaults, values and refusals. */
#include "unit.h"

#include <stdlib.h>

#include "base/config.h"

static void forget(void)
{
    static const char *const KEYS[] = {"SANDI_THREADS", "SANDI_DEMO", "SANDI_LOG_LEVEL", "SANDI_SOCKET",
                                       "SANDI_DB_CONNECTIONS"};
    for (size_t i = 0; i < COUNT_OF(KEYS); i++)
        unsetenv(KEYS[i]);
}

static void settings(void **state)
{
    struct config config;
    (void)state;
    forget();
    assert_int_equal(config_load(&config), RC_OK);
    assert_int_equal(config.threads, 16);
    assert_int_equal(config.db_connections, 4);
    assert_int_equal(config.log_level, LOG_INFO);
    assert_false(config.demo);
    assert_null(config.socket);
    setenv("SANDI_THREADS", "64", 1);
    setenv("SANDI_DEMO", "1", 1);
    setenv("SANDI_LOG_LEVEL", "error", 1);
    setenv("SANDI_SOCKET", "/run/x", 1);
    assert_int_equal(config_load(&config), RC_OK);
    assert_int_equal(config.threads, 64);
    assert_true(config.demo);
    assert_int_equal(config.log_level, LOG_ERROR);
    assert_string_equal(config.socket, "/run/x");
    static const char *const WRONG[][2] = {{"SANDI_THREADS", "0"},
                                           {"SANDI_THREADS", "many"},
                                           {"SANDI_DEMO", "yes"},
                                           {"SANDI_LOG_LEVEL", "loud"},
                                           {"SANDI_DB_CONNECTIONS", "1025"}};
    for (size_t i = 0; i < COUNT_OF(WRONG); i++) {
        forget();
        setenv(WRONG[i][0], WRONG[i][1], 1);
        assert_int_equal(config_load(&config), RC_BROKEN);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(settings)};
    quiet();
    return cmocka_run_group_tests_name("base/config", tests, NULL, NULL);
}
