/* web/url: what browsers send, and what somebody else may send instead. */
#include "unit.h"

#include "web/url.h"

static void decodes_parts(void **state)
{
    struct str out;
    assert_true(url_decode(*state, STR("a+b%20c%C3%A9"), &out));
    assert_str(out, "a b c\xc3\xa9");
    assert_true(url_decode(*state, STR(""), &out));
    assert_non_null(out.s);
    static const char *const BROKEN[] = {"%",   "%4",  "%zz", "%g0",       "a%0",
                                         "%00", "%ff", "%C3", "%ed%a0%80", "%+1"};
    for (size_t i = 0; i < COUNT_OF(BROKEN); i++)
        assert_false(url_decode(*state, str_from(BROKEN[i]), &out));
}

static void finds_fields(void **state)
{
    struct str form = STR("a=1&&b&c=&a=2&%64=%26%3D&e==x");
    struct url_pair *pair;
    assert_true(urlencoded_check(*state, form));
    assert_str(urlencoded_find(*state, form, "a"), "1");
    assert_str(urlencoded_find(*state, form, "d"), "&=");
    assert_str(urlencoded_find(*state, form, "e"), "=x");
    assert_non_null(urlencoded_find(*state, form, "b").s);
    assert_non_null(urlencoded_find(*state, form, "c").s);
    assert_null(urlencoded_find(*state, form, "f").s);
    assert_null(urlencoded_find(*state, STR_NONE, "a").s);
    assert_int_equal(urlencoded_list(*state, form, &pair), 6);
    assert_str(pair[1].name, "b");
    assert_non_null(url_pair_value(*state, &pair[1]).s);
    assert_str(pair[4].name, "d");
    assert_str(url_pair_value(*state, &pair[4]), "&=");
    assert_ptr_equal(url_pair_value(*state, &pair[4]).s, pair[4].value.s);
    assert_int_equal(urlencoded_list(*state, STR_NONE, &pair), 0);
}

static void bounds_fields(void **state)
{
    struct buf form = buf_new(*state, URL_PAIRS_MAX * 4 + 64);
    for (int i = 0; i < URL_PAIRS_MAX; i++)
        buf_put(&form, STR("a=1&"));
    assert_true(urlencoded_check(*state, buf_str(&form)));
    buf_put(&form, STR("b=1"));
    assert_false(urlencoded_check(*state, buf_str(&form)));
    assert_false(urlencoded_check(*state, STR("ok=1&bad=%80")));
    assert_false(urlencoded_check(*state, STR("bad%80=1")));
}

static void reads_secrets(void **state)
{
    struct secret secret;
    (void)state;
    assert_true(urlencoded_secret(STR("x=1&password=p%C3%A4ss+w%2Brd"), "password", &secret));
    assert_int_equal(secret.n, 10);
    assert_memory_equal(secret.s, "p\xc3\xa4ss w+rd", 10);
    assert_false(urlencoded_secret(STR("password="), "password", &secret));
    assert_false(urlencoded_secret(STR("password=%00"), "password", &secret));
    char form[2 * sizeof secret.s] = "password=";
    const size_t room = sizeof secret.s;
    memset(form + 9, 'a', room + 1);
    assert_true(urlencoded_secret((struct str){form, 9 + room}, "password", &secret));
    assert_false(urlencoded_secret((struct str){form, 10 + room}, "password", &secret));
}

static void finds_cookies(void **state)
{
    struct str header = STR("a=1; sandi_session=token;b = 2; __Host-sandi_session=other; empty=");
    (void)state;
    assert_str(cookie_find(header, STR("sandi_session")), "token");
    assert_str(cookie_find(header, STR("__Host-sandi_session")), "other");
    assert_str(cookie_find(header, STR("a")), "1");
    assert_null(cookie_find(header, STR("b")).s);
    assert_non_null(cookie_find(header, STR("empty")).s);
    assert_null(cookie_find(STR("sandi_session"), STR("sandi_session")).s);
    assert_null(cookie_find(STR(""), STR("")).s);
}

static void stays_on_the_site(void **state)
{
    (void)state;
    static const char *const LOCAL[] = {"/", "/flows", "/flows/1?a=b&c=%2F", "/a//b", "/?next=//host"};
    static const char *const FOREIGN[] = {
        "",      "//host",  "http://host",           "\\\\host", "/\\host", "/\t/host", "javascript:alert(1)",
        "flows", " /flows", "/a\r\nSet-Cookie: x=1", "/\x7f",    "/\xff"};
    for (size_t i = 0; i < COUNT_OF(LOCAL); i++)
        assert_true(url_is_local(str_from(LOCAL[i])));
    for (size_t i = 0; i < COUNT_OF(FOREIGN); i++)
        assert_false(url_is_local(str_from(FOREIGN[i])));
}

static void writes_paths(void **state)
{
    struct buf out = buf_new(*state, 256);
    url_put_path(&out, STR("/a b/\xc3\xa9?#"));
    assert_str(buf_str(&out), "/a%20b/%C3%A9%3F%23");
}

static void chooses_a_language(void **state)
{
    (void)state;
    assert_str(language_accepted(STR("id,en;q=0.5")), "id");
    assert_str(language_accepted(STR("fr-FR, en-GB;q=0.8, id;q=0.9")), "id");
    assert_str(language_accepted(STR("en;q=0.001,id;q=0")), "en");
    assert_str(language_accepted(STR("in-ID")), "id");
    assert_str(language_accepted(STR("id-ID;q=0.35,en;q=0.4")), "en");
    assert_int_equal(language_accepted(STR("fr,de")).n, 0);
    assert_int_equal(language_accepted(STR("*")).n, 0);
    assert_int_equal(language_accepted(STR("en;q=abc")).n, 0);
    assert_int_equal(language_accepted(STR(";;,,;q=,")).n, 0);
    assert_str(language_known(STR("ID")), "id");
    assert_int_equal(language_known(STR("../id")).n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(decodes_parts), TEST(finds_fields),      TEST(bounds_fields), TEST(reads_secrets),
        TEST(finds_cookies), TEST(stays_on_the_site), TEST(writes_paths),  TEST(chooses_a_language),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
