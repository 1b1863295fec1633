/* shim/phone: numbers whose country is easy to get wrong. */
#include "unit.h"

#include "shim/phone.h"

static const struct {
    const char *text, *home, *e164, *country;
    int code;
    enum phone_type type;
    bool valid, extension;
} NUMBERS[] = {
    {"+62 812-3456-7890", NULL, "+6281234567890", "ID", 62, PHONE_MOBILE, true, false},
    {"0812 3456 7890", "ID", "+6281234567890", "ID", 62, PHONE_MOBILE, true, false},
    {"+62 21 3456789", NULL, "+62213456789", "ID", 62, PHONE_FIXED, true, false},
    {"+6281", NULL, "+6281", "ID", 62, PHONE_UNKNOWN, false, false},
    {"+1 201-555-0123", NULL, "+12015550123", "US", 1, PHONE_FIXED_OR_MOBILE, true, false},
    {"+1 416-555-0123", NULL, "+14165550123", "CA", 1, PHONE_FIXED_OR_MOBILE, true, false},
    {"+1 876 210 1234", NULL, "+18762101234", "JM", 1, PHONE_MOBILE, true, false},
    {"+7 701 234 5678", NULL, "+77012345678", "KZ", 7, PHONE_MOBILE, true, false},
    {"+7 912 345-67-89", NULL, "+79123456789", "RU", 7, PHONE_MOBILE, true, false},
    {"+44 7400 123456", NULL, "+447400123456", "GB", 44, PHONE_MOBILE, true, false},
    {"+44 7781 123456", NULL, "+447781123456", "GG", 44, PHONE_MOBILE, true, false},
    {"+62 812 3456 7890 ext. 5", NULL, "+6281234567890", "ID", 62, PHONE_MOBILE, true, true},
    {"+800 1234 5678", NULL, "+80012345678", "001", 800, PHONE_TOLL_FREE, true, false},
    {"tel:+6281234567890", NULL, "+6281234567890", "ID", 62, PHONE_MOBILE, true, false},
};

static void numbers(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(NUMBERS); i++) {
        struct phone phone;
        assert_true(phone_parse(NUMBERS[i].text, strlen(NUMBERS[i].text), NUMBERS[i].home, &phone));
        assert_string_equal(phone.e164, NUMBERS[i].e164);
        assert_string_equal(phone.country, NUMBERS[i].country);
        assert_int_equal(phone.calling_code, NUMBERS[i].code);
        assert_int_equal(phone.type, NUMBERS[i].type);
        assert_int_equal(phone.valid, NUMBERS[i].valid);
        assert_int_equal(phone.has_extension, NUMBERS[i].extension);
    }
}

static void refused(void **state)
{
    static const char *const WRONG[] = {"",
                                        "+",
                                        "abc",
                                        "081234567890",
                                        "+999 123 4567",
                                        "a@b.c",
                                        "+6281234567890123456789012345",
                                        "\xff\xfe",
                                        "+62\0812"};
    struct phone phone;
    (void)state;
    for (size_t i = 0; i < COUNT_OF(WRONG); i++)
        assert_false(phone_parse(WRONG[i], strlen(WRONG[i]), NULL, &phone));
    assert_false(phone_parse("0812 3456 7890", 14, "XX", &phone));
}

static void countries(void **state)
{
    const char *const *all = phone_countries();
    int n = 0;
    char text[40], tiny[4];
    (void)state;
    while (all[n])
        n++;
    assert_int_equal(n, 245);
    assert_string_equal(all[0], "AC");
    for (int i = 1; i < n; i++)
        assert_true(strcmp(all[i - 1], all[i]) < 0);
    assert_int_equal(phone_calling_code("ID"), 62);
    assert_int_equal(phone_calling_code("XX"), 0);
    assert_true(phone_format("+6281234567890", text, sizeof text));
    assert_string_equal(text, "+62 812-3456-7890");
    assert_false(phone_format("+6281234567890", tiny, sizeof tiny));
    assert_false(phone_format("nothing", text, sizeof text));
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(numbers), TEST(refused), TEST(countries)};
    phone_open();
    return cmocka_run_group_tests_name("shim/phone", tests, NULL, NULL);
}
