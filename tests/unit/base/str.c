/* base/str: views, numbers, UTF-8 and buffers at their edges. */
#include "unit.h"

static void views(void **state)
{
    struct str rest = STR("a,,b"), head;
    (void)state;
    assert_true(str_split(&rest, ',', &head));
    assert_str(head, "a");
    assert_true(str_split(&rest, ',', &head));
    assert_str(head, "");
    assert_true(str_split(&rest, ',', &head));
    assert_str(head, "b");
    assert_false(str_split(&rest, ',', &head));
    assert_str(str_slice(STR("abc"), 2, 99), "c");
    assert_int_equal(str_slice(STR("abc"), 9, 2).n, 0);
    assert_str(str_head(STR("abc"), 2), "ab");
    assert_str(str_head(STR("abc"), 3), "abc");
    assert_str(str_head(STR("a\xc3\xa9"), 2), "a");
    assert_str(str_head(STR("\xf0\x9f\x98\x80!"), 3), "");
    assert_str(str_head(STR("\xf0\x9f\x98\x80!"), 4), "\xf0\x9f\x98\x80");
    assert_str(str_trim(STR(" \t a b\r\n")), "a b");
    assert_int_equal(str_trim(STR_NONE).n, 0);
    assert_true(str_starts(STR("abc"), STR("")));
    assert_false(str_starts(STR("a"), STR("ab")));
    assert_true(str_ends(STR("a.mo"), STR(".mo")));
    assert_true(str_eq(STR_NONE, STR("")));
    assert_true(str_eq_nocase(STR("BeArEr"), STR("bearer")));
    assert_false(str_eq_nocase(STR("["), STR("{")));
    assert_int_equal(str_index(STR("abc"), 'c', 0), 2);
    assert_int_equal(str_index(STR("abc"), 'c', 7), 3);
}

static void integers(void **state)
{
    int64_t n = 7;
    (void)state;
    assert_true(str_to_i64(STR("-9223372036854775808"), INT64_MIN, INT64_MAX, &n));
    assert_true(n == INT64_MIN);
    assert_true(str_to_i64(STR("9223372036854775807"), INT64_MIN, INT64_MAX, &n));
    assert_true(n == INT64_MAX);
    n = 7;
    static const char *const WRONG[] = {"",
                                        "-",
                                        "+1",
                                        " 1",
                                        "1 ",
                                        "0x1",
                                        "1.0",
                                        "9223372036854775808",
                                        "--1",
                                        "1e3",
                                        "-9223372036854775809",
                                        "99999999999999999999999"};
    for (size_t i = 0; i < COUNT_OF(WRONG); i++)
        assert_false(str_to_i64(str_from(WRONG[i]), INT64_MIN, INT64_MAX, &n));
    assert_false(str_to_i64(STR("11"), 0, 10, &n));
    assert_false(str_to_i64(STR("-1"), 0, 10, &n));
    assert_int_equal(n, 7);
}

static void utf8(void **state)
{
    (void)state;
    static const char *const GOOD[] = {
        "", "a", "é", "€", "\xed\x9f\xbf", "\xee\x80\x80", "😀", "\xf4\x8f\xbf\xbf"};
    static const char *const BAD[] = {
        "\x80",         "\xc0\x80",         "\xc1\xbf",         "\xc3",     "\xe0\x9f\xbf",
        "\xed\xa0\x80", "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xf5\x80", "\xe2\x82",
        "\xff",         "a\xe2\x28\xa1"};
    for (size_t i = 0; i < COUNT_OF(GOOD); i++)
        assert_true(str_is_utf8(str_from(GOOD[i])));
    for (size_t i = 0; i < COUNT_OF(BAD); i++)
        assert_false(str_is_utf8(str_from(BAD[i])));
    assert_false(str_is_utf8(STR("a\0b")));
    assert_true(str_is_plain(STR("a\nb"), "\n"));
    assert_false(str_is_plain(STR("a\rb"), "\n"));
    assert_false(str_is_plain(STR("a\0"), "\n"));
    assert_false(str_is_plain(STR("\x7f"), ""));
}

static void buffers(void **state)
{
    struct buf buf = buf_new(*state, 10);
    buf_put(&buf, STR("12345"));
    buf_printf(&buf, "%d", 67890);
    assert_false(buf.broken);
    assert_str(buf_str(&buf), "1234567890");
    buf_putc(&buf, 'x');
    assert_true(buf.broken);
    buf_put(&buf, STR(""));
    assert_true(buf.broken);

    struct buf large = buf_new(*state, 1 << 20);
    for (int i = 0; i < 5000; i++)
        buf_printf(&large, "%04d,", i);
    assert_int_equal(large.n, 25000);
    assert_str(str_slice(buf_str(&large), 24990, 25000), "4998,4999,");
    struct buf once = buf_new(*state, 1 << 20);
    buf_printf(&once, "%0400d", 1);
    assert_int_equal(once.n, 400);
    assert_int_equal(once.s[399], '1');
    struct buf percent = buf_new(*state, 99);
    buf_put_percent(&percent, STR("a b/é~&\xff"));
    assert_str(buf_str(&percent), "a%20b%2F%C3%A9~%26%FF");
}

static void arenas(void **state)
{
    struct arena *arena = *state;
    size_t before = arena_used(arena);
    char *p = arena_alloc(arena, 100000);
    for (int i = 0; i < 100000; i++)
        assert_int_equal(p[i], 0);
    memset(p, 1, 100000);
    assert_int_equal(arena_used(arena) - before, 100000);
    assert_true((uintptr_t)arena_alloc(arena, 1) % 16 == 0);
    assert_true((uintptr_t)arena_alloc(arena, 1) % 16 == 0);
    arena_reset(arena);
    assert_int_equal(arena_used(arena), 0);
    p = arena_alloc(arena, 1000);
    for (int i = 0; i < 1000; i++)
        assert_int_equal(p[i], 0);
    assert_str(str_printf(arena, "%.*s-%d", STR_ARG(STR_NONE), 1), "-1");
    assert_null(str_copy(arena, STR_NONE).s);
    assert_string_equal(str_z(arena, STR_NONE), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(views), TEST(integers), TEST(utf8), TEST(buffers), TEST(arenas)};
    return cmocka_run_group_tests_name("base/str", tests, NULL, NULL);
}
