/* Every reason that a driver, the dispatcher or a function in SQL can give has words. The sources themselves
 * are read, so that a new one is noticed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <ctype.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/reason.h"

static char source[262144];

static void source_read(const char *file)
{
    const char *root = getenv("SANDI_TEST_DATA");
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", root ? root : ".", file);
    FILE *in = fopen(path, "re");
    assert_non_null(in);
    source[fread(source, 1, sizeof source - 1, in)] = '\0';
    fclose(in);
}

/* Looks up each "label" that follows the marker, up to the end of its line. */
static int expect_words_after(const char *marker)
{
    int seen = 0;
    for (const char *at = source; (at = strstr(at, marker)) != NULL;) {
        const char *end = at + strcspn(at, "\n");
        for (const char *quote = at; (quote = memchr(quote, '"', (size_t)(end - quote))) != NULL;) {
            struct str label = {quote + 1, strcspn(quote + 1, "\"\n")};
            if (label.n > 0 && !reason_words(label))
                fail_msg("the reason %.*s has no words", STR_ARG(label));
            quote = label.s + label.n + 1;
            seen++;
        }
        at = end;
    }
    return seen;
}

/* Every source of a folder; fails when there is none. */
static int each_source(const char *pattern, int (*look)(void))
{
    const char *root = getenv("SANDI_TEST_DATA");
    char path[4096];
    glob_t found;
    int seen = 0;
    snprintf(path, sizeof path, "%s/%s", root ? root : ".", pattern);
    assert_int_equal(glob(path, 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        source_read(found.gl_pathv[i] + strlen(root ? root : ".") + 1);
        seen += look();
    }
    globfree(&found);
    return seen;
}

/* What follows the marker, up to the quote's end: 'label' as SQL writes it. */
static int expect_sql_words_after(const char *marker)
{
    int seen = 0;
    for (const char *at = source; (at = strstr(at, marker)) != NULL; seen++) {
        at += strlen(marker);
        struct str label = {at, strcspn(at, "'\n")};
        if (!reason_words(label))
            fail_msg("the reason %.*s has no words", STR_ARG(label));
    }
    return seen;
}

static int sql_reasons(void)
{
    return expect_sql_words_after("reason = '") + expect_sql_words_after("reason, '") +
           expect_sql_words_after("array['release'], array['") +
           expect_sql_words_after("array['charge'], array['") +
           expect_sql_words_after("array['refund'], array['");
}

static void functions_reasons_have_words(void **state)
{
    (void)state;
    assert_true(each_source("sql/functions/[lmv]*.sql", sql_reasons) > 8);
    /* How a verification can end, and what a callback can say: both become reasons of entries. */
    static const struct str labels[] = {STR("approved"), STR("canceled"),  STR("locked"), STR("expired"),
                                        STR("sent"),     STR("delivered"), STR("read"),   STR("failed"),
                                        STR("accepted"), STR("rejected"),  STR("unknown")};
    for (size_t i = 0; i < COUNT_OF(labels); i++)
        assert_non_null(reason_words(labels[i]));
}

/* Why a message can never be expressed becomes its reason; the name of a setting that is missing does not. */
static int expect_impossible_words(void)
{
    int seen = 0;
    for (const char *at = source; (at = strstr(at, "*why = \"")) != NULL;) {
        at += strlen("*why = \"");
        const char *never = strstr(at, "COMPOSE_IMPOSSIBLE"), *unusable = strstr(at, "COMPOSE_UNUSABLE");
        struct str label = {at, strcspn(at, "\"\n")};
        if (!never || (unusable && unusable < never))
            continue;
        if (!reason_words(label))
            fail_msg("the reason %.*s has no words", STR_ARG(label));
        seen++;
    }
    return seen;
}

static int driver_reasons(void)
{
    return expect_words_after("verdict.reason = ") + expect_words_after(", .reason = \"") +
           expect_words_after("event->reason = ") + expect_words_after("RESULT_REJECTED, \"") +
           expect_words_after("RESULT_BUSY, \"") + expect_impossible_words();
}

static void drivers_reasons_have_words(void **state)
{
    (void)state;
    int seen = each_source("cgi-bin/channels/*.c", driver_reasons);
    source_read("cgi-bin/dispatcher/claim.c");
    seen += expect_words_after("undeliverable(RESULT");
    assert_true(seen > 40);
}

static void an_unknown_label_has_none(void **state)
{
    (void)state;
    assert_null(reason_words(STR("")));
    assert_null(reason_words(STR("Invoice 17")));
    assert_non_null(reason_words(STR("proved")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(drivers_reasons_have_words),
        cmocka_unit_test(functions_reasons_have_words),
        cmocka_unit_test(an_unknown_label_has_none),
    };
    return cmocka_run_group_tests_name("reason", tests, NULL, NULL);
}
