/* Forms with files: what browsers send, and what nobody should. */
#include "../unit.h"

#include "web/multipart.h"

#define B "----WebKitFormBoundaryAbC"

static const char FORM_TYPE[] = "multipart/form-data; boundary=" B;
static const char GOOD[] =
    "--" B "\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\nabc\r\n--" B
    "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a; b=%22c.json\"\r\n"
    "Content-Type: application/json\r\n\r\n{\"a\":\r\n--x}\xff\r\n--" B
    "\r\nContent-Disposition: form-data; name=\"none\"; filename=\"\"\r\n"
    "Content-Type: application/octet-stream\r\n\r\n\r\n--" B "--\r\n";

static struct str boundary(void)
{
    struct str out;
    assert_true(multipart_boundary(str_from(FORM_TYPE), &out));
    return out;
}

static void parts_are_read_in_order(void **state)
{
    struct multipart_part *part;
    assert_true(multipart_check(str_from(GOOD), boundary()));
    assert_int_equal(multipart_list(*state, str_from(GOOD), boundary(), &part), 3);
    assert_str(part[0].name, "csrf");
    assert_str(part[0].bytes, "abc");
    assert_null(part[0].filename.s);
    assert_str(part[1].filename, "a; b=%22c.json");
    assert_str(part[1].type, "application/json");
    assert_str(part[1].bytes, "{\"a\":\r\n--x}\xff");
    assert_non_null(part[2].filename.s);
    assert_int_equal(part[2].filename.n, 0);
    assert_int_equal(part[2].bytes.n, 0);
}

static void boundaries_are_those_of_forms(void **state)
{
    struct str out;
    (void)state;
    assert_true(multipart_boundary(STR("Multipart/Form-Data; charset=x; boundary=\"a b\""), &out));
    assert_str(out, "a b");
    assert_false(multipart_boundary(STR("multipart/mixed; boundary=a"), &out));
    assert_false(multipart_boundary(STR("multipart/form-data"), &out));
    assert_false(multipart_boundary(STR("multipart/form-data; boundary="), &out));
    assert_false(multipart_boundary(STR("multipart/form-data; boundary=\"a"), &out));
    assert_false(multipart_boundary(STR("application/x-www-form-urlencoded"), &out));
}

static void a_body_that_breaks_off_is_refused(void **state)
{
    (void)state;
    for (size_t n = 0; n + 4 < sizeof GOOD; n++)
        assert_false(multipart_check((struct str){GOOD, n}, boundary()));
}

static void texts_are_utf8_and_parts_have_names(void **state)
{
    struct str b = STR("x");
    (void)state;
    assert_true(
        multipart_check(STR("--x\r\nContent-Disposition: form-data; name=a\r\n\r\n\xc3\xa9\r\n--x--"), b));
    assert_false(
        multipart_check(STR("--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\xe9\r\n--x--"), b));
    assert_false(multipart_check(STR("--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n--x--"), b));
    assert_false(
        multipart_check(STR("--x\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n1\r\n--x--"), b));
    assert_false(multipart_check(STR("--x--"), b));
    assert_false(multipart_check(STR(""), b));
}

static void parts_are_counted(void **state)
{
    struct buf out = buf_new(*state, 1 << 20);
    for (int i = 0; i < MULTIPART_PARTS_MAX; i++)
        buf_printf(&out, "--x\r\nContent-Disposition: form-data; name=\"n%d\"\r\n\r\n\r\n", i);
    assert_true(multipart_check(str_printf(*state, "%.*s--x--", STR_ARG(buf_str(&out))), STR("x")));
    buf_put(&out, STR("--x\r\nContent-Disposition: form-data; name=\"more\"\r\n\r\n\r\n"));
    assert_false(multipart_check(str_printf(*state, "%.*s--x--", STR_ARG(buf_str(&out))), STR("x")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(parts_are_read_in_order),
        TEST(boundaries_are_those_of_forms),
        TEST(a_body_that_breaks_off_is_refused),
        TEST(texts_are_utf8_and_parts_have_names),
        TEST(parts_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
