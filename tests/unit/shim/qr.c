/* shim/qr: a square with its three finders, or nothing. */
#include "unit.h"

#include "shim/qr.h"

static void a_text_becomes_a_square(void **state)
{
    static struct qr qr;
    (void)state;
    assert_true(qr_encode("https://sandi.example/preview/0123456789abcdef", &qr));
    assert_true(qr.side >= 21 && qr.side <= QR_SIDE_MAX && qr.side % 4 == 1);
    const int corners[][2] = {{0, 0}, {0, qr.side - 7}, {qr.side - 7, 0}};
    for (int i = 0; i < 3; i++) {
        for (int x = 0; x < 7; x++)
            assert_int_equal(qr.dark[corners[i][0] * qr.side + corners[i][1] + x], 1);
    }
}

static void what_does_not_fit_is_none(void **state)
{
    static struct qr qr;
    static char text[4000];
    (void)state;
    memset(text, 'a', sizeof text - 1);
    assert_false(qr_encode(text, &qr));
    assert_false(qr_encode("", &qr));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_text_becomes_a_square),
        TEST(what_does_not_fit_is_none),
    };
    return cmocka_run_group_tests_name("shim/qr", tests, NULL, NULL);
}
