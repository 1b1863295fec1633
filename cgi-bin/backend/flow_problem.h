#ifndef BACKEND_FLOW_PROBLEM_H
#define BACKEND_FLOW_PROBLEM_H
/* What keeps a draft from being published (errors), and what its editor should know (warnings). */
#include "backend/flow_definition.h"
#include "base/text.h"

/* X(C name, is it a warning, msgid): %1 the component, %2 its page, %3 the other field or value. */
#define FLOW_PROBLEMS(X)                                                                                     \
    X(EMPTY_PAGE, false, TEXT("“%2” is empty. Add a component to it or delete the page."))                   \
    X(NO_PAGE_TITLE, false, TEXT("A page has no title."))                                                    \
    X(NO_TITLE, false, TEXT("The component “%3” on “%2” has no title."))                                     \
    X(RESERVED_ID, false, TEXT("The Id “%3” of “%1” on “%2” is a word that Sandi uses itself."))             \
    X(DUPLICATE_ID, false, TEXT("The Id “%3” of “%1” on “%2” is used twice."))                               \
    X(BAD_DEFAULT, false, TEXT("The Default of “%1” on “%2” is not a number."))                              \
    X(NO_RECIPIENT, false,                                                                                   \
      TEXT("“%1” on “%2” has no Recipient Field. Choose the field with the recipient."))                     \
    X(RECIPIENT_GONE, false, TEXT("The Recipient Field of “%1” on “%2” was deleted. Choose another one."))   \
    X(NEEDS_PHONE, false, TEXT("“%1” on “%2” sends to a phone, but “%3” is not a Phone field."))             \
    X(NEEDS_EMAIL, false, TEXT("“%1” on “%2” sends by email, but “%3” is not an Email field."))              \
    X(RECIPIENT_LATER, false, TEXT("“%1” on “%2” comes before its recipient “%3” is asked for."))            \
    X(RECIPIENT_OPTIONAL, false, TEXT("“%3” must be required, because “%1” on “%2” sends a code to it."))    \
    X(FALLBACK_MISFIT, false, TEXT("“%1” on “%2” cannot go by %3 instead: its recipient has no %3."))        \
    X(FALLBACK_TWICE, false, TEXT("“%1” on “%2” goes by %3 already: %3 cannot be tried instead."))           \
    X(FALLBACK_SECONDS, false, TEXT("“%1” on “%2” needs 15 to 240 seconds before the next channel."))        \
    X(DIGITS, false, TEXT("“%1” on “%2” needs 4 to 10 digits."))                                             \
    X(TOO_MANY, false, TEXT("The flow has more than 200 components."))                                       \
    X(OTP_INITIAL, true, TEXT("“%1” stands on “%2”: the worker sees it as the first step of the task."))     \
    X(SAME_RECIPIENT, true, TEXT("“%1” on “%2” sends a second code to “%3”."))

#define X(name, warning, msgid) FLOW_PROBLEM_##name,
enum flow_problem_kind { FLOW_PROBLEMS(X) FLOW_PROBLEM__COUNT };
#undef X

struct flow_problem {
    enum flow_problem_kind kind;
    bool warning;
    struct flow_place place; /* component -1: the page itself; page -1: the flow */
    struct str other;        /* %3 */
};

struct flow_problems {
    struct flow_problem *problem; /* in the order of the flow */
    int n, errors;
};

struct flow_problems flow_problem_list(struct arena *arena, const struct flow_definition *definition);
const char *flow_problem_sentence(enum flow_problem_kind kind); /* a msgid */

#endif
