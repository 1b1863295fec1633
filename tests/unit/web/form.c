/* web/form: every kind of field, its limits, and errors that come later. */
#include "unit.h"

#include "base/text.h"
#include "web/form.h"

struct input {
    struct str name, note;
    int64_t digits;
    struct credits credits;
    struct uuid flow;
    bool agreed;
    struct secret password;
};

static const struct field FIELDS[] = {
    {"name", TEXT("Name"), FIELD_TEXT, .required = true, .min = 2, .max = 5,
     .offset = offsetof(struct input, name)},
    {"note", TEXT("Note"), FIELD_LINES, .max = 10, .offset = offsetof(struct input, note)},
    {"digits", TEXT("Digits"), FIELD_INTEGER, .min = 4, .max = 10, .offset = offsetof(struct input, digits)},
    {"credits", TEXT("Credits"), FIELD_CREDITS, .min = 1, .max = 1000000,
     .offset = offsetof(struct input, credits)},
    {"flow", TEXT("Flow"), FIELD_UUID, .offset = offsetof(struct input, flow)},
    {"agreed", TEXT("Agreed"), FIELD_CHECK, .offset = offsetof(struct input, agreed)},
    {"password", TEXT("Password"), FIELD_SECRET, .min = 3, .offset = offsetof(struct input, password)},
};

static const struct app APP;

static bool read(struct arena *arena, const char *body, struct form *form, struct input *input)
{
    struct ctx ctx = {.app = &APP, .arena = arena, .language = STR("en")};
    struct request request = {.method = METHOD_POST};
    assert_true(request_take_form(&ctx, &request, str_from(body)));
    *input = (struct input){0};
    *form = (struct form)FORM(FIELDS);
    return form_read(&ctx, &request, form, input);
}

static void reads_all_kinds(void **state)
{
    struct form form;
    struct input input;
    assert_true(
        read(*state,
             "name=+Sari+&note=a%0D%0Ab&digits=6&credits=2.5&flow=0190b5f0-0000-7000-8000-000000000001"
             "&agreed=on&password=secret",
             &form, &input));
    assert_str(input.name, "Sari");
    assert_str(input.note, "a\r\nb");
    assert_int_equal(input.digits, 6);
    assert_int_equal(input.credits.thousandths, 2500);
    assert_false(uuid_is_nil(input.flow));
    assert_true(input.agreed);
    assert_int_equal(input.password.n, 6);
}

/* A form may be 4 MB, and be asked for each of 200 components. */
static void decodes_each_field_once(void **state)
{
    struct ctx ctx = {.app = &APP, .arena = *state, .language = STR("en")};
    struct request request = {.method = METHOD_POST};
    struct buf body = buf_new(*state, 1 << 20);
    struct str name, value;
    buf_put(&body, STR("a="));
    while (body.n + 3 < body.max)
        buf_put(&body, STR("%41"));
    assert_true(request_take_form(&ctx, &request, buf_str(&body)));
    size_t before = arena_used(*state);
    for (int i = 0; i < 200; i++) {
        assert_int_equal(request_form(&ctx, &request, "a").n, (body.n - 2) / 3);
        assert_true(request_form_at(&ctx, &request, 0, &name, &value));
        assert_false(request_form_at(&ctx, &request, 1, &name, &value));
    }
    assert_in_range(arena_used(*state) - before, body.n / 3, body.n);
}

static void leaves_out_what_is_optional(void **state)
{
    struct form form;
    struct input input;
    assert_true(read(*state, "name=ab&digits=&unknown=1", &form, &input));
    assert_int_equal(input.digits, 0);
    assert_false(input.agreed);
    assert_int_equal(input.note.n, 0);
}

static void says_what_is_wrong(void **state)
{
    struct form form;
    struct input input;
    static const char *const WRONG[] = {
        "name=",
        "name=+",
        "",
        "name=a",
        "name=abcdef",
        "name=a%0Ab",
        "name=ab&digits=3",
        "name=ab&digits=11",
        "name=ab&digits=6.0",
        "name=ab&credits=1,000",
        "name=ab&credits=0",
        "name=ab&credits=1000.001",
        "name=ab&flow=1",
        "name=ab&note=01234567890",
        "name=ab&note=%1b",
        "name=ab&password=ab",
    };
    for (size_t i = 0; i < COUNT_OF(WRONG); i++) {
        assert_false(read(*state, WRONG[i], &form, &input));
        assert_int_equal(form.n_errors, 1);
    }
    assert_false(read(*state, "name=abcdef&digits=99", &form, &input));
    assert_int_equal(form.n_errors, 2);
    assert_str(form.typed[0], "abcdef");
    assert_str(form.typed[2], "99");
    assert_string_equal(form.errors[2], "Write a whole number from 4 to 10.");
}

static void asks_what_a_point_means(void **state)
{
    struct form form;
    struct input input;
    assert_false(read(*state, "name=ab&credits=10.000", &form, &input));
    assert_string_equal(form.errors[3], "This may mean 10 or 10000. Write one of them.");
    assert_false(read(*state, "name=ab&credits=1.250", &form, &input));
    assert_string_equal(form.errors[3], "This may mean 1.25 or 1250. Write one of them.");
    assert_true(read(*state, "name=ab&credits=2.125", &form, &input));
    assert_true(read(*state, "name=ab&credits=0.100", &form, &input));
    assert_int_equal(input.credits.thousandths, 100);
}

static void keeps_no_secret(void **state)
{
    struct form form;
    struct input input;
    assert_false(read(*state, "name=&password=secret", &form, &input));
    assert_int_equal(form.typed[6].n, 0);
}

static void takes_later_errors(void **state)
{
    struct form form;
    struct input input;
    assert_true(read(*state, "name=ab", &form, &input));
    form_error(&form, "name", "Taken.");
    form_error(&form, "name", "Taken still.");
    form_error(&form, NULL, "No.");
    form_error(&form, "unheard-of", "No.");
    assert_int_equal(form.n_errors, 2);
    assert_string_equal(form.errors[0], "Taken still.");
    assert_str(form.summary, "No.");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(reads_all_kinds),         TEST(leaves_out_what_is_optional),
        TEST(says_what_is_wrong),      TEST(asks_what_a_point_means),
        TEST(keeps_no_secret),         TEST(takes_later_errors),
        TEST(decodes_each_field_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
