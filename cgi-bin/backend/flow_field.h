#ifndef BACKEND_FLOW_FIELD_H
#define BACKEND_FLOW_FIELD_H
/*
 * The settings of pages and components, by the names that they have in a definition's JSON: what two
 * definitions are compared by. flow_write.c writes no other. Pure.
 */
#include "backend/flow_definition.h"

/* X(C name, key, msgid) */
#define FLOW_FIELDS(X)                                                                                       \
    X(TYPE, "type", TEXT("Component Type"))                                                                  \
    X(TITLE, "title", TEXT("Title"))                                                                         \
    X(REQUIRED, "required", TEXT("Required"))                                                                \
    X(VISIBLE, "visible", TEXT("Visible"))                                                                   \
    X(HELP, "help", TEXT("Help"))                                                                            \
    X(DEFAULT, "default", TEXT("Default"))                                                                   \
    X(TEXT, "text", TEXT("Text"))                                                                            \
    X(OPTIONS, "options", TEXT("Options"))                                                                   \
    X(COLUMNS, "columns", TEXT("Columns"))                                                                   \
    X(STYLE, "style", TEXT("Shown as"))                                                                      \
    X(MIN, "min", TEXT("At least"))                                                                          \
    X(MAX, "max", TEXT("At most"))                                                                           \
    X(CHANNEL, "channel", TEXT("Send OTP Via"))                                                              \
    X(DIGITS, "digits", TEXT("Digits"))                                                                      \
    X(RECIPIENT, "recipient", TEXT("Recipient Field"))                                                       \
    X(FALLBACK, "fallback", TEXT("Fallback"))                                                                \
    X(FALLBACK_AFTER, "fallback_after", TEXT("Fallback After"))                                              \
    X(MINUTES, "minutes", TEXT("Minutes"))                                                                   \
    X(RESENDS, "resends", TEXT("Resends"))                                                                   \
    X(CORRECTABLE, "correctable", TEXT("Number can be corrected"))                                           \
    X(RECIPIENT_ENTRY, "recipient_entry", TEXT("Recipient types the code"))                                  \
    X(RULES, "rules", TEXT("Rules"))

#define X(name, key, words) FLOW_FIELD_##name,
enum flow_field { FLOW_FIELDS(X) FLOW_FIELD__COUNT };
#undef X

const char *flow_field_key(enum flow_field field);
const char *flow_field_words(enum flow_field field); /* a msgid */

#endif
