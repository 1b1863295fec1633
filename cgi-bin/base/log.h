#ifndef BASE_LOG_H
#define BASE_LOG_H
/*
 * One event a line on stderr: `2026-01-01T00:00:00.123Z level program noun.verb key=value ...`.
 * Control bytes in values are filtered and values with spaces quoted. Never pass a code, a token,
 * a password or an unmasked recipient.
 */
#include "base/attr.h"
#include "base/str.h"

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR };

/* Called once by main before threads start. */
void log_open(const char *program, enum log_level least);

/* event is "noun.verb"; format gives the rest as key=value pairs, values made safe by LOG_STR. */
void log_event(enum log_level level, const char *event, const char *format, ...) PRINTF_LIKE(3, 4);

/* A value as logfmt wants it: quoted where needed, cut to its room. LOG_STR lives until the end of the
 * statement. */
struct log_value {
    char s[256];
};
struct log_value log_value(struct str value);
#define LOG_STR(value) (log_value(value).s)

/* A recipient with its middle hidden: "+62812*****90", "a***@example.com". */
struct str log_mask(struct arena *arena, struct str recipient);

#endif
