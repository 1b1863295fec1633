#ifndef BACKEND_ANSWER_H
#define BACKEND_ANSWER_H
/*
 * What is typed at one component: checked, and brought into the form that is stored:
 *   text, address  as typed, trimmed           number      as typed: 12 or 12,5
 *   phone          E.164                       email       with a lower-case domain
 *   date, time     2026-12-31, 23:59           coordinate  -6.2,106.816667
 *   choice         what was chosen, a line each, in the order of the flow
 *   photo          ids of attachments, a line each
 *   signature      the name of who signed, and in a second line the id of the drawing, if there is one
 *   list           rows of cells as JSON, see answer_list.h
 */
#include "backend/flow_definition.h"
#include "base/ctx.h"

#define ANSWER_MAX 500         /* characters of what is typed in one field */
#define ANSWER_CELL_MAX 200    /* of a cell, and of who signs */
#define ANSWER_STORED_MAX 4000 /* of a whole list */

/* X(C name, msgid): %1 is answer_limit. */
#define ANSWER_OUTCOMES(X)                                                                                   \
    X(GOOD, "")                                                                                              \
    X(MISSING, TEXT("Please fill this in."))                                                                 \
    X(TOO_LONG, TEXT("At most %1 characters, please."))                                                      \
    X(NOT_TEXT, TEXT("This holds characters that cannot be stored. Please type it again."))                  \
    X(NOT_NUMBER, TEXT("Please type a number, for example 12 or 12.5."))                                     \
    X(TOO_SMALL, TEXT("At least %1, please."))                                                               \
    X(TOO_LARGE, TEXT("At most %1, please."))                                                                \
    X(NOT_PHONE, TEXT("This is not a phone number. Type it like 0812 3456 7890 or +62 812 3456 7890."))      \
    X(NOT_MOBILE, TEXT("This number cannot receive messages. Type a mobile number."))                        \
    X(NOT_EMAIL, TEXT("This is not an email address. Type it like name@example.com."))                       \
    X(NOT_DATE, TEXT("This is not a date. Type it like 31/12/2026 or 2026-12-31."))                          \
    X(NOT_TIME, TEXT("This is not a time of day. Type it like 08:30 or 17:45."))                             \
    X(NOT_COORDINATE, TEXT("This is not a coordinate. Type latitude and longitude: -6.2, 106.816667."))      \
    X(NOT_OPTION, TEXT("Please choose from the list."))                                                      \
    X(TOO_FEW_CHOSEN, TEXT("Please choose at least %1."))                                                    \
    X(TOO_MANY_CHOSEN, TEXT("Please choose at most %1."))                                                    \
    X(TOO_FEW_PHOTOS, TEXT("Photos needed: %1 at least."))                                                   \
    X(TOO_MANY_PHOTOS, TEXT("Photos allowed: %1 at most."))                                                  \
    X(TOO_FEW_ROWS, TEXT("Rows needed: %1 at least."))                                                       \
    X(TOO_MANY_ROWS, TEXT("Rows allowed: %1 at most."))                                                      \
    X(TOO_MANY_CELLS, TEXT("Cells allowed in a row: %1 at most."))

#define X(name, msgid) ANSWER_##name,
enum answer_outcome { ANSWER_OUTCOMES(X) ANSWER__COUNT };
#undef X

const char *answer_sentence(enum answer_outcome outcome); /* a msgid */
/* What an outcome's sentence counts. */
int answer_limit(const struct component *component, enum answer_outcome outcome);

/* What is asked: a component of a flow; home is the country whose national formats are read. */
struct question {
    const struct flow_definition *definition;
    const struct component *component;
    struct str home;
    bool required; /* by the component's settings and rules */
};

/* *value is what is stored; empty when nothing was typed. */
enum answer_outcome answer_check(struct ctx *ctx, const struct question *question, struct str typed,
                                 struct str *value) MUST_USE;

#endif
