/* The ends of a top-up against what the SQL functions say, and the levels of credit. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "backend/top_up.h"
#include "backend/warning.h"

static char functions[65536];

static void every_end_is_one_of_sql(void **state)
{
    (void)state;
    static const char *const labels[] = {
#define X(name, label, sentence) label,
        TOP_UP_ENDS(X)
#undef X
    };
    for (int i = 0; i < TOP_UP__COUNT; i++) {
        char quoted[40];
        snprintf(quoted, sizeof quoted, "'%s'", labels[i]);
        if (!strstr(functions, quoted))
            fail_msg("%s is said by no function", quoted);
        bool silent = i == TOP_UP_DONE || i == TOP_UP_REPLAYED || i == TOP_UP_WAITING;
        assert_int_equal(*top_up_sentence((enum top_up_end)i) == '\0', silent);
    }
}

static void levels_are_read_back(void **state)
{
    (void)state;
    for (int i = CREDIT_WELL; i <= CREDIT_EMPTY; i++)
        assert_int_equal(credit_level_parse(str_from(credit_level_label((enum credit_level)i))), i);
    assert_int_equal(credit_level_parse(STR("anything")), CREDIT_WELL);
}

int main(void)
{
    FILE *file = fopen("sql/functions/credit.sql", "r");
    if (!file)
        return 1;
    functions[fread(functions, 1, sizeof functions - 1, file)] = '\0';
    fclose(file);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_end_is_one_of_sql),
        cmocka_unit_test(levels_are_read_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
