#ifndef BACKEND_ANSWER_H
#define BACKEND_ANSWER_H
/* What is typed at one component: checked, and brought into the form that is stored. */
#include "backend/flow_definition.h"
#include "base/ctx.h"

#define ANSWER_MAX 500 /* characters */

/* X(C name, msgid) */
#define ANSWER_OUTCOMES(X)                                                                                   \
    X(GOOD, "")                                                                                              \
    X(MISSING, TEXT("Please fill this in."))                                                                 \
    X(TOO_LONG, TEXT("At most 500 characters, please."))                                                     \
    X(NOT_TEXT, TEXT("This holds characters that cannot be stored. Please type it again."))                  \
    X(NOT_NUMBER, TEXT("Please type a number, for example 12 or 12.5."))                                     \
    X(NOT_PHONE, TEXT("This is not a phone number. Type it like 0812 3456 7890 or +62 812 3456 7890."))      \
    X(NOT_MOBILE, TEXT("This number cannot receive messages. Type a mobile number."))                        \
    X(NOT_EMAIL, TEXT("This is not an email address. Type it like name@example.com."))

#define X(name, msgid) ANSWER_##name,
enum answer_outcome { ANSWER_OUTCOMES(X) ANSWER__COUNT };
#undef X

const char *answer_sentence(enum answer_outcome outcome); /* a msgid */

/* What is asked: a component of a flow; home is the country whose national format is read. */
struct question {
    const struct flow_definition *definition;
    const struct component *component;
    struct str home;
};

/*
 * *value is the E.164 number, the address with a lower-case domain, or the trimmed text; empty when
 * nothing was typed.
 */
enum answer_outcome answer_check(struct ctx *ctx, const struct question *question, struct str typed,
                                 struct str *value) MUST_USE;

#endif
