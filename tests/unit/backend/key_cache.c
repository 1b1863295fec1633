/* API keys seen within the last second. */
#include "unit.h"

#include "backend/key_cache.h"
#include "base/clock.h"

static struct api_key key_of(unsigned char organisation, unsigned char first, unsigned char last)
{
    struct api_key key = {.organisation.b = {organisation}};
    key.hash[0] = first;
    key.hash[HASH_SIZE - 1] = last;
    return key;
}

static void keeps_a_key_for_a_second(void **state)
{
    struct app app = {.keys_seen = key_cache_open(*state)};
    struct ctx ctx = {.app = &app, .arena = *state, .now_us = 1000 * SECOND_US};
    struct api_key key = key_of(1, 7, 1), asked = key_of(1, 7, 1);
    assert_false(key_cache_find(&ctx, &asked));
    key.id.b[0] = 9;
    memcpy(key.home, "ID", 3);
    key.may_send = true;
    key_cache_keep(&ctx, &key);
    ctx.now_us += SECOND_US - 1;
    assert_true(key_cache_find(&ctx, &asked));
    assert_true(uuid_eq(asked.id, key.id));
    assert_string_equal(asked.home, "ID");
    assert_true(asked.may_send && !asked.may_read);
    ctx.now_us++;
    assert_false(key_cache_find(&ctx, &asked));
    ctx.now_us = 999 * SECOND_US; /* the clock was set back */
    assert_false(key_cache_find(&ctx, &asked));
    key_cache_close(app.keys_seen);
}

static void takes_no_key_for_another(void **state)
{
    struct app app = {.keys_seen = key_cache_open(*state)};
    struct ctx ctx = {.app = &app, .arena = *state, .now_us = 1000 * SECOND_US};
    struct api_key key = key_of(1, 7, 1), stranger = key_of(2, 7, 1), secret = key_of(1, 7, 2);
    key_cache_keep(&ctx, &key);
    assert_false(key_cache_find(&ctx, &stranger));
    assert_false(key_cache_find(&ctx, &secret));
    key_cache_keep(&ctx, &secret); /* falls to the same place */
    assert_false(key_cache_find(&ctx, &key));
    assert_true(key_cache_find(&ctx, &secret));
    key_cache_close(app.keys_seen);
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(keeps_a_key_for_a_second), TEST(takes_no_key_for_another)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
