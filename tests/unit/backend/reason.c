/* Every reason that a driver or the dispatcher can give has words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <ctype.h>
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

static void drivers_reasons_have_words(void **state)
{
    (void)state;
    int seen = 0;
    static const char *const files[] = {"cgi-bin/channels/driver.c",         "cgi-bin/channels/whatsapp.c",
                                        "cgi-bin/channels/whatsapp_error.c", "cgi-bin/channels/kannel.c",
                                        "cgi-bin/channels/twilio.c",         "cgi-bin/channels/smtp.c",
                                        "cgi-bin/channels/http.c",           "cgi-bin/channels/http_rules.c"};
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        source_read(files[i]);
        seen += expect_words_after("verdict.reason = ");
        seen += expect_words_after(", .reason = \"");
        seen += expect_words_after("event->reason = ");
        seen += expect_words_after("RESULT_REJECTED, \"");
        seen += expect_words_after("RESULT_BUSY, \"");
    }
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
        cmocka_unit_test(an_unknown_label_has_none),
    };
    return cmocka_run_group_tests_name("reason", tests, NULL, NULL);
}
