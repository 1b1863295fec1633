/* Answers of each type: what is good, in which form it is stored, and what is refused for which reason. */
#include "unit.h"

#include "backend/answer.h"
#include "backend/answer_list.h"
#include "backend/answer_read.h"
#include "shim/phone.h"

static struct component component_of(enum component_type type)
{
    return component_new(type, STR("field"), STR("Field"));
}

static enum answer_outcome check(void **state, struct component component, const char *typed, bool required,
                                 struct str *value)
{
    static const struct app app;
    struct ctx ctx = {.app = &app, .arena = *state, .language = STR("en")};
    struct flow_page page = {STR("page"), STR("Page"), &component, 1};
    struct flow_definition definition = {&page, 1};
    struct question question = {&definition, &component, STR("ID"), required};
    return answer_check(&ctx, &question, str_from(typed), value);
}

static void good(void **state, struct component component, const char *typed, const char *stored)
{
    struct str value = STR_NONE;
    assert_int_equal(check(state, component, typed, true, &value), ANSWER_GOOD);
    assert_str(value, stored);
}

static void bad(void **state, struct component component, const char *typed, enum answer_outcome outcome)
{
    struct str value = STR_NONE;
    assert_int_equal(check(state, component, typed, false, &value), outcome);
}

static void what_is_required_must_be_there(void **state)
{
    struct str value;
    for (int i = 0; i < COMPONENT__COUNT; i++) {
        struct component component = component_of((enum component_type)i);
        assert_int_equal(check(state, component, " ", true, &value), ANSWER_MISSING);
        assert_int_equal(check(state, component, " ", false, &value), ANSWER_GOOD);
        assert_int_equal(value.n, 0);
    }
}

static void texts_are_trimmed_and_bounded(void **state)
{
    char long_text[ANSWER_MAX + 2];
    memset(long_text, 'x', sizeof long_text);
    long_text[ANSWER_MAX + 1] = 0;
    good(state, component_of(COMPONENT_TEXT), "  two words ", "two words");
    good(state, component_of(COMPONENT_ADDRESS), "Jl. Satu 1\nJakarta", "Jl. Satu 1\nJakarta");
    bad(state, component_of(COMPONENT_TEXT), long_text, ANSWER_TOO_LONG);
    bad(state, component_of(COMPONENT_TEXT),
        "a\x01"
        "b",
        ANSWER_NOT_TEXT);
    bad(state, component_of(COMPONENT_TEXT), "\xff", ANSWER_NOT_TEXT);
}

static void numbers_have_bounds(void **state)
{
    struct component number = component_of(COMPONENT_NUMBER);
    good(state, number, "12,5", "12,5");
    bad(state, number, "twelve", ANSWER_NOT_NUMBER);
    number.min = 10;
    number.max = 20;
    good(state, number, "20.0", "20.0");
    bad(state, number, "9.99", ANSWER_TOO_SMALL);
    bad(state, number, "-15", ANSWER_TOO_SMALL);
    bad(state, number, "20,1", ANSWER_TOO_LARGE);
    assert_int_equal(answer_limit(&number, ANSWER_TOO_LARGE), 20);
}

static void recipients_are_normalised(void **state)
{
    good(state, component_of(COMPONENT_PHONE), "0812 3456 7890", "+6281234567890");
    bad(state, component_of(COMPONENT_PHONE), "0812", ANSWER_NOT_PHONE);
    good(state, component_of(COMPONENT_EMAIL), "Rina@Example.COM", "Rina@example.com");
    bad(state, component_of(COMPONENT_EMAIL), "rina", ANSWER_NOT_EMAIL);
}

static void dates_are_stored_as_the_calendar_orders_them(void **state)
{
    struct component date = component_of(COMPONENT_DATE);
    struct str out;
    good(state, date, "2028-02-29", "2028-02-29");
    good(state, date, "3/4/2026", "2026-04-03");
    good(state, date, "31 - 12 - 2026", "2026-12-31");
    good(state, date, "31.12.2026", "2026-12-31");
    static const char *const wrong[] = {
        "2026-02-29", "2100-02-29", "31/04/2026",  "0/1/2026",   "1/13/2026",
        "1/1/26",     "2026-1",     "2026-01-01-", "1/1/2026 x", "99999999999999999999-1-1"};
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        bad(state, date, wrong[i], ANSWER_NOT_DATE);
    assert_true(answer_date_read(*state, STR("3/4/2026"), true, &out));
    assert_str(out, "2026-03-04");
}

static void times_are_stored_with_two_digits(void **state)
{
    struct component time = component_of(COMPONENT_TIME);
    good(state, time, "8.30", "08:30");
    good(state, time, "23:59:59", "23:59");
    static const char *const wrong[] = {"24:00", "12:60", "12", "12:", ":30", "noon", "1:2:3:4", "12:00:61"};
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        bad(state, time, wrong[i], ANSWER_NOT_TIME);
}

static void coordinates_stay_on_earth(void **state)
{
    struct component place = component_of(COMPONENT_COORDINATE);
    good(state, place, " -6.200000 , 106.816667 ", "-6.2,106.816667");
    good(state, place, "+90,-180", "90,-180");
    good(state, place, "-0.0, 0.12345678901", "0,0.1234567");
    good(state, place, "-6.2 106.8", "-6.2,106.8");
    static const char *const wrong[] = {"90.1,0", "0,180.00001", "6",   "6,",   ",6",
                                        "--6,1",  "6.,1",        "a,b", "6,1,2"};
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        bad(state, place, wrong[i], ANSWER_NOT_COORDINATE);
}

static void choices_are_taken_from_the_list(void **state)
{
    struct str option[] = {STR("Wet"), STR("Torn"), STR("Late")};
    struct component choice = component_of(COMPONENT_CHOICE);
    choice.option = option;
    choice.n_options = 3;
    good(state, choice, "Torn", "Torn");
    bad(state, choice, "torn", ANSWER_NOT_OPTION);
    bad(state, choice, "Wet\nTorn", ANSWER_NOT_OPTION);
    choice.style = CHOICE_CHECKBOXES;
    good(state, choice, "Late\nWet\nWet", "Wet\nLate");
    bad(state, choice, "Wet\nDry", ANSWER_NOT_OPTION);
    choice.min = choice.max = 2;
    bad(state, choice, "Wet", ANSWER_TOO_FEW_CHOSEN);
    bad(state, choice, "Wet\nTorn\nLate", ANSWER_TOO_MANY_CHOSEN);
}

static void photos_and_signatures_name_attachments(void **state)
{
#define ID "0196a1b2-0000-7000-8000-000000000001"
    struct component photo = component_of(COMPONENT_PHOTO), sign = component_of(COMPONENT_SIGNATURE);
    good(state, photo, ID, ID);
    bad(state, photo, "/etc/passwd", ANSWER_NOT_TEXT);
    photo.min = photo.max = 2;
    bad(state, photo, ID, ANSWER_TOO_FEW_PHOTOS);
    bad(state, photo, ID "\n" ID "\n" ID, ANSWER_TOO_MANY_PHOTOS);
    good(state, sign, "Rina", "Rina");
    good(state, sign, "\n" ID, "\n" ID);
    good(state, sign, "Rina\n" ID, "Rina\n" ID);
    bad(state, sign, "Rina\nx", ANSWER_NOT_TEXT);
}

static void lists_lose_their_empty_rows(void **state)
{
    struct str column[] = {STR("Part"), STR("Number")};
    struct component list = component_of(COMPONENT_LIST);
    list.option = column;
    list.n_options = 2;
    good(state, list, "[[\" Box \",\"2\"],[\"\",\" \"],[\"Bag\"]]", "[[\"Box\",\"2\"],[\"Bag\",\"\"]]");
    struct str value;
    assert_int_equal(check(state, list, "[[\"\",\"\"]]", true, &value), ANSWER_MISSING);
    bad(state, list, "[[\"a\\u0001\",\"\"]]", ANSWER_NOT_TEXT);
    list.min = 2;
    list.max = 2;
    bad(state, list, "[[\"a\",\"\"]]", ANSWER_TOO_FEW_ROWS);
    bad(state, list, "[[\"a\"],[\"b\"],[\"c\"]]", ANSWER_TOO_MANY_ROWS);
    assert_int_equal(answer_list_read(*state, &list, STR("{\"a\":1}")).n, 0);
    assert_int_equal(answer_list_read(*state, &list, STR("[[\"a\"")).n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_is_required_must_be_there),
        TEST(texts_are_trimmed_and_bounded),
        TEST(numbers_have_bounds),
        TEST(recipients_are_normalised),
        TEST(dates_are_stored_as_the_calendar_orders_them),
        TEST(times_are_stored_with_two_digits),
        TEST(coordinates_stay_on_earth),
        TEST(choices_are_taken_from_the_list),
        TEST(photos_and_signatures_name_attachments),
        TEST(lists_lose_their_empty_rows),
    };
    phone_open();
    return cmocka_run_group_tests_name("backend/answer", tests, NULL, NULL);
}
