/* Classes of alerts, and what is left of a provider's words. */
#include "unit.h"

#include "backend/alert.h"
#include "backend/reason.h"

static void labels_are_found_again(void **state)
{
    (void)state;
    static const char *const LABELS[] = {
#define X(name, label) label,
        ALERT_CLASSES(X)
#undef X
    };
    for (int i = 0; i < ALERT__COUNT; i++) {
        enum alert_class found;
        assert_string_equal(alert_class_label((enum alert_class)i), LABELS[i]);
        assert_true(alert_class_parse(str_from(LABELS[i]), &found));
        assert_int_equal(found, i);
        assert_true(strlen(alert_class_words((enum alert_class)i)) > 0);
        assert_true(strlen(alert_class_advice((enum alert_class)i)) > 0);
    }
    enum alert_class none;
    assert_false(alert_class_parse(STR("other"), &none));
}

static void reasons_have_classes(void **state)
{
    (void)state;
    static const struct {
        const char *reason;
        enum alert_class class;
    } CASES[] = {
        {"sender_unauthorized", ALERT_UNAUTHORISED},
        {"template_paused", ALERT_TEMPLATE},
        {"sender_unpaid", ALERT_PAYMENT},
        {"provider_credit", ALERT_CREDIT},
        {"sender_blocked", ALERT_BLOCKED},
        {"sender_forbidden", ALERT_PERMISSION},
        {"request_refused", ALERT_REQUEST},
        {"sender_unusable", ALERT_UNUSABLE},
        {"what nobody knows", ALERT_REQUEST},
    };
    for (size_t i = 0; i < COUNT_OF(CASES); i++)
        assert_int_equal(alert_class_of(str_from(CASES[i].reason)), CASES[i].class);
    assert_non_null(reason_words(STR("provider_credit")));
}

static void recipients_are_left_out(void **state)
{
    static const struct {
        const char *words, *left;
    } CASES[] = {
        {"", ""},
        {"131026: Message undeliverable", "131026: Message undeliverable"},
        {"HTTP 500", "HTTP 500"},
        {"not on the list: 6281234567890.", "not on the list: …."},
        {"+62 812-3456-7890 is unknown", "… is unknown"},
        {"(0812) 3456 7890", "(…"},
        {"<somebody@example.com>: no such user", "<…>: no such user"},
        {"550 5.1.1 a.b@example.com", "550 5.1.1 …"},
        {"to \"x@y.example\", again", "to \"…\", again"},
        {"at 12:30", "at 12:30"},
        {"1 2 3 4 5 6 of 7", "1 2 3 4 5 6 of 7"},
        {"@", "…"},
        {"Größe 123456", "Größe 123456"},
    };
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        struct str left = alert_detail(*state, str_from(CASES[i].words));
        assert_str(left, CASES[i].left);
        assert_str(alert_detail(*state, left), CASES[i].left);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(labels_are_found_again), TEST(reasons_have_classes),
                                       TEST(recipients_are_left_out)};
    return cmocka_run_group_tests_name("backend/alert", tests, NULL, NULL);
}
