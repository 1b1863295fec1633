/* base/csv: what spreadsheets write, and what is broken. */
#include "unit.h"

#include "base/csv.h"

static struct str joined(struct arena *arena, const char *text)
{
    struct csv_reader reader = csv_open(arena, str_from(text));
    struct csv_row row;
    struct buf out = buf_new(arena, 65536);
    while (csv_next(&reader, &row)) {
        buf_printf(&out, "%d%s:", reader.line, row.broken ? "!" : "");
        for (int i = 0; i < row.n; i++)
            buf_printf(&out, "[%.*s]", STR_ARG(row.cell[i]));
        buf_putc(&out, ' ');
    }
    return buf_str(&out);
}

static void reads_rows(void **state)
{
    assert_str(joined(*state, "a,b\r\n1, 2 \r\n\r\n,,\n\"x,y\",\"say \"\"hi\"\"\"\n"),
               "1:[a][b] 2:[1][2] 5:[x,y][say \"hi\"] ");
    assert_str(joined(*state, "\xef\xbb\xbf"
                              "a;b\n1,5;2\n"),
               "1:[a][b] 2:[1,5][2] ");
    assert_str(joined(*state, "a\tb,c\n1\t2"), "1:[a\tb][c] 2:[1\t2] ");
    assert_str(joined(*state, "a\tb\n1\t2"), "1:[a][b] 2:[1][2] ");
    assert_str(joined(*state, "a,\"b\nc\nd\"\n1,2\n"), "1:[a][b\nc\nd] 4:[1][2] ");
    assert_str(joined(*state, ""), "");
    assert_str(joined(*state, "\r\n\r\n"), "");
    assert_str(joined(*state, "\"\",x"), "1:[][x] ");
}

static void tells_what_is_broken(void **state)
{
    assert_str(joined(*state, "a,\"b"), "1!:[a][b] ");
    assert_str(joined(*state, "\"a\"b,c\n"), "1!:[a][c] ");
    struct buf wide = buf_new(*state, 4096);
    for (int i = 0; i < CSV_CELLS_MAX + 3; i++)
        buf_put(&wide, STR("x,"));
    struct csv_reader reader = csv_open(*state, buf_str(&wide));
    struct csv_row row;
    assert_true(csv_next(&reader, &row));
    assert_true(row.broken);
    assert_int_equal(row.n, CSV_CELLS_MAX);
    assert_str(csv_at(&row, 999), "");
    assert_str(csv_at(&row, -1), "");
    assert_false(csv_next(&reader, &row));
    assert_false(row.broken);
    assert_int_equal(row.n, 0);
}

static void knows_our_own_apostrophe(void **state)
{
    (void)state;
    static const char *const cells[][2] = {{"'=1", "=1"},  {"'\tx", "\tx"}, {"'-5%", "-5%"}, {"'s", "'s"},
                                           {"''=", "''="}, {"=1", "=1"},    {"'", "'"},      {"", ""}};
    for (size_t i = 0; i < COUNT_OF(cells); i++)
        assert_str(csv_unguarded(str_from(cells[i][0])), cells[i][1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(reads_rows), TEST(tells_what_is_broken),
                                       TEST(knows_our_own_apostrophe)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
