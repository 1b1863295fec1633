/* The tables of labels against themselves and against the lists that SQL keeps. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "backend/channel.h"
#include "backend/outcome.h"
#include "backend/role.h"

static char schema[65536];

/* The labels of a domain in sql/deploy/schema.sql, as written between its brackets. */
static struct str domain_labels(const char *name)
{
    char needle[80];
    snprintf(needle, sizeof needle, "create domain %s as text check (value in (", name);
    const char *start = strstr(schema, needle);
    assert_non_null(start);
    start += strlen(needle);
    return (struct str){start, strcspn(start, ")")};
}

static void expect_label(struct str *rest, const char *label)
{
    struct str head;
    char quoted[40];
    snprintf(quoted, sizeof quoted, "'%s'", label);
    assert_true(str_split(rest, ',', &head));
    if (!str_eq(str_trim(head), str_from(quoted)))
        fail_msg("SQL has %.*s where C has %s", STR_ARG(head), quoted);
}

static void labels_are_those_of_sql(void **state)
{
    (void)state;
    struct str rest = domain_labels("channel");
    for (int i = 0; i < CHANNEL__COUNT; i++)
        expect_label(&rest, channel_label((enum channel)i));
    assert_int_equal(rest.n, 0);
    rest = domain_labels("verification_status");
    for (int i = 0; i < VERIFICATION__COUNT; i++)
        expect_label(&rest, verification_status_label((enum verification_status)i));
    assert_int_equal(rest.n, 0);
    rest = domain_labels("message_status");
    for (int i = 0; i < MESSAGE__COUNT; i++)
        expect_label(&rest, message_status_label((enum message_status)i));
    assert_int_equal(rest.n, 0);
    rest = domain_labels("typist");
    for (int i = TYPIST_PROGRAM + 1; i < TYPIST__COUNT; i++)
        expect_label(&rest, typist_label((enum typist)i));
    assert_int_equal(rest.n, 0);
    rest = domain_labels("member_role"); /* SQL names the mightiest first */
    for (int i = ROLE_OWNER; i > ROLE_NONE; i--)
        expect_label(&rest, member_role_label((enum role)i));
    assert_int_equal(rest.n, 0);
}

static void labels_are_read_back(void **state)
{
    (void)state;
    enum channel channel;
    enum message_status message;
    enum verification_status verification;
    assert_true(channel_parse(STR("sms"), &channel));
    assert_int_equal(channel, CHANNEL_SMS);
    assert_true(message_status_parse(STR("withdrawn"), &message));
    assert_int_equal(message, MESSAGE_WITHDRAWN);
    assert_true(verification_status_parse(STR("locked"), &verification));
    assert_int_equal(verification, VERIFICATION_LOCKED);
    assert_false(channel_parse(STR("SMS"), &channel));
    assert_false(channel_parse(STR_NONE, &channel));
}

static void every_outcome_is_complete(void **state)
{
    (void)state;
#define X(name, label, status, code, sentence)                                                               \
    assert_int_equal(outcome_from_label(STR(label)), OUTCOME_##name);                                        \
    assert_string_equal(outcome_label(OUTCOME_##name), label);                                               \
    assert_true(outcome_status(OUTCOME_##name) >= 200 && outcome_status(OUTCOME_##name) < 600);              \
    assert_int_equal(outcome_status(OUTCOME_##name) >= 400, outcome_code(OUTCOME_##name)[0] != '\0');        \
    assert_int_equal(outcome_code(OUTCOME_##name)[0] != '\0', outcome_sentence(OUTCOME_##name)[0] != '\0');
    OUTCOMES(X)
#undef X
    assert_int_equal(outcome_from_label(STR("no such label")), OUTCOME_UNAVAILABLE);
}

static int schema_read(void **state)
{
    (void)state;
    static const char *const names[] = {"sql/deploy/schema.sql", "sql/deploy/door.sql"};
    size_t n = 0;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        FILE *file = fopen(names[i], "r");
        if (!file)
            return -1;
        n += fread(schema + n, 1, sizeof schema - 1 - n, file);
        fclose(file);
    }
    schema[n] = '\0';
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(labels_are_those_of_sql),
        cmocka_unit_test(labels_are_read_back),
        cmocka_unit_test(every_outcome_is_complete),
    };
    return cmocka_run_group_tests_name("outcome", tests, schema_read, NULL);
}
