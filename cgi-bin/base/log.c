/* One event a line on stderr, written by one write(2) so that threads do not mix. Never fails its caller. */
#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"

#define LINE_MAX_BYTES 4096

/* Set once by main before threads start, read-only afterwards. */
static struct {
    char program[32];
    enum log_level least;
} settings = {"sandi", LOG_INFO};

void log_open(const char *program, enum log_level least)
{
    snprintf(settings.program, sizeof settings.program, "%s", program);
    settings.least = least;
}

/* Control bytes, and the C1 controls of UTF-8, would let a value forge lines or drive a terminal. */
static void filter(char *s, size_t n)
{
    bool utf8 = str_is_utf8((struct str){s, n});
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        if (c < 0x20 || c == 0x7f || (c >= 0x80 && !utf8))
            s[i] = '?';
        else if (c == 0xc2 && i + 1 < n && (unsigned char)s[i + 1] < 0xa0)
            s[i] = s[i + 1] = '?';
    }
}

void log_event(enum log_level level, const char *event, const char *format, ...)
{
    static const char *const NAMES[] = {"debug", "info", "warn", "error"};
    if (level < settings.least)
        return;
    char line[LINE_MAX_BYTES];
    int64_t now = clock_now_us();
    time_t seconds = (time_t)(now / SECOND_US);
    struct tm t;
    gmtime_r(&seconds, &t);
    size_t n = strftime(line, sizeof line, "%Y-%m-%dT%H:%M:%S", &t);
    n += (size_t)snprintf(line + n, sizeof line - n, ".%03dZ %s %s %.60s ", (int)(now % SECOND_US / 1000),
                          NAMES[level], settings.program, event);
    va_list args;
    va_start(args, format);
    int more = vsnprintf(line + n, sizeof line - n, format, args);
    va_end(args);
    if (more > 0)
        n += (size_t)more < sizeof line - n ? (size_t)more : sizeof line - n - 1;
    filter(line, n);
    line[n++] = '\n';
    ssize_t written = write(STDERR_FILENO, line, n);
    (void)written; /* nowhere left to report to */
}

struct log_value log_value(struct str value)
{
    struct log_value out;
    bool quote = value.n == 0;
    for (size_t i = 0; i < value.n && !quote; i++)
        quote = value.s[i] == ' ' || value.s[i] == '"' || value.s[i] == '=' || value.s[i] == '\\';
    size_t n = 0;
    if (quote)
        out.s[n++] = '"';
    for (size_t i = 0; i < value.n && n < sizeof out.s - 4; i++) {
        if (value.s[i] == '"' || value.s[i] == '\\')
            out.s[n++] = '\\';
        out.s[n++] = value.s[i] ? value.s[i] : '?';
    }
    if (quote)
        out.s[n++] = '"';
    out.s[n] = 0;
    filter(out.s, n);
    return out;
}

struct str log_mask(struct arena *arena, struct str recipient)
{
    size_t at = str_index(recipient, '@', 0);
    if (at < recipient.n && at > 0) {
        struct str domain = str_slice(recipient, at, recipient.n);
        return str_printf(arena, "%c***%.*s", recipient.s[0], STR_ARG(domain));
    }
    if (recipient.n < 8)
        return STR("*****");
    size_t head = recipient.n - 6 < 6 ? recipient.n - 6 : 6;
    struct str tail = str_slice(recipient, recipient.n - 2, recipient.n);
    return str_printf(arena, "%.*s*****%.*s", (int)head, recipient.s, STR_ARG(tail));
}
