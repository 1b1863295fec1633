/* Views and buffers of bytes. Nothing here depends on a locale or reads past a view's length. */
#include "base/str.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct str str_from(const char *terminated)
{
    return terminated ? (struct str){terminated, strlen(terminated)} : STR_NONE;
}

struct str str_bytes(const void *bytes, size_t n)
{
    return (struct str){bytes, n};
}

bool str_eq(struct str a, struct str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.s, b.s, a.n) == 0);
}

static int lower(char c)
{
    return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
}

bool str_eq_nocase(struct str a, struct str b)
{
    if (a.n != b.n)
        return false;
    for (size_t i = 0; i < a.n; i++)
        if (lower(a.s[i]) != lower(b.s[i]))
            return false;
    return true;
}

bool str_starts(struct str text, struct str prefix)
{
    return text.n >= prefix.n && str_eq(str_slice(text, 0, prefix.n), prefix);
}

bool str_starts_nocase(struct str text, struct str prefix)
{
    return str_eq_nocase(str_slice(text, 0, prefix.n), prefix);
}

bool str_ends(struct str text, struct str suffix)
{
    return text.n >= suffix.n && str_eq(str_slice(text, text.n - suffix.n, text.n), suffix);
}

size_t str_index(struct str text, char c, size_t from)
{
    if (from >= text.n)
        return text.n;
    const char *at = memchr(text.s + from, c, text.n - from);
    return at ? (size_t)(at - text.s) : text.n;
}

struct str str_slice(struct str text, size_t from, size_t to)
{
    if (to > text.n)
        to = text.n;
    if (from > to)
        from = to;
    return text.s ? (struct str){text.s + from, to - from} : STR_NONE;
}

struct str str_head(struct str text, size_t most)
{
    size_t n = text.n < most ? text.n : most;
    while (n && n < text.n && ((unsigned char)text.s[n] & 0xc0) == 0x80)
        n--;
    return str_slice(text, 0, n);
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str str_trim(struct str text)
{
    size_t from = 0, to = text.n;
    while (from < to && is_space(text.s[from]))
        from++;
    while (to > from && is_space(text.s[to - 1]))
        to--;
    return str_slice(text, from, to);
}

bool str_split(struct str *rest, char separator, struct str *head)
{
    if (rest->n == 0)
        return false;
    size_t at = str_index(*rest, separator, 0);
    *head = str_slice(*rest, 0, at);
    *rest = str_slice(*rest, at + 1, rest->n);
    return true;
}

bool str_to_i64(struct str text, int64_t min, int64_t max, int64_t *out)
{
    bool negative = text.n > 0 && text.s[0] == '-';
    size_t i = negative ? 1 : 0;
    if (i == text.n)
        return false;
    /* Counted downwards: the smallest number has no positive counterpart. */
    int64_t value = 0;
    for (; i < text.n; i++) {
        if (text.s[i] < '0' || text.s[i] > '9')
            return false;
        if (__builtin_mul_overflow(value, 10, &value) ||
            __builtin_sub_overflow(value, text.s[i] - '0', &value))
            return false;
    }
    if (!negative && __builtin_sub_overflow((int64_t)0, value, &value))
        return false;
    if (value < min || value > max)
        return false;
    *out = value;
    return true;
}

/* Length of the well-formed UTF-8 sequence at s, 0 when there is none (RFC 3629, table in section 4). */
static size_t utf8_sequence(const unsigned char *s, size_t n)
{
    if (s[0] < 0x80)
        return s[0] != 0;
    size_t length = s[0] >= 0xf0 ? 4 : s[0] >= 0xe0 ? 3 : 2;
    if (s[0] < 0xc2 || s[0] > 0xf4 || length > n)
        return 0;
    unsigned char least = s[0] == 0xe0 ? 0xa0 : s[0] == 0xf0 ? 0x90 : 0x80;
    unsigned char most = s[0] == 0xed ? 0x9f : s[0] == 0xf4 ? 0x8f : 0xbf;
    if (s[1] < least || s[1] > most)
        return 0;
    for (size_t i = 2; i < length; i++)
        if (s[i] < 0x80 || s[i] > 0xbf)
            return 0;
    return length;
}

int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool str_is_utf8(struct str text)
{
    const unsigned char *s = (const unsigned char *)text.s;
    for (size_t i = 0; i < text.n;) {
        size_t length = utf8_sequence(s + i, text.n - i);
        if (length == 0)
            return false;
        i += length;
    }
    return true;
}

bool str_is_plain(struct str text, const char *allowed)
{
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.s[i];
        if (c == 0x7f || (c < 0x20 && (c == 0 || !strchr(allowed, c))))
            return false;
    }
    return true;
}

struct str str_lower(struct arena *arena, struct str text)
{
    char *copy = arena_alloc(arena, text.n + 1);
    for (size_t i = 0; i < text.n; i++)
        copy[i] = (char)(text.s[i] >= 'A' && text.s[i] <= 'Z' ? text.s[i] + ('a' - 'A') : text.s[i]);
    return (struct str){copy, text.n};
}

struct str str_copy(struct arena *arena, struct str text)
{
    return text.s ? (struct str){str_z(arena, text), text.n} : STR_NONE;
}

const char *str_z(struct arena *arena, struct str text)
{
    char *copy = arena_alloc(arena, text.n + 1);
    if (text.n)
        memcpy(copy, text.s, text.n);
    return copy;
}

struct str str_printf(struct arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (n < 0)
        return STR_NONE;
    char *text = arena_alloc(arena, (size_t)n + 1);
    va_start(args, format);
    vsnprintf(text, (size_t)n + 1, format, args);
    va_end(args);
    return (struct str){text, (size_t)n};
}
