#ifndef BASE_STR_H
#define BASE_STR_H
/*
 * Strings: a view (struct str, not terminated, never owned) and a growing buffer
 * (struct buf) that is born with a maximum and turns broken instead of failing
 * at each append.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/attr.h"

struct str {
    const char *s;
    size_t n;
};

#define STR(literal) ((struct str){"" literal, sizeof(literal) - 1})
#define STR_NONE ((struct str){NULL, 0})
/* For printf: "%.*s", STR_ARG(x) */
#define STR_ARG(x) (int)(x).n, (x).n ? (x).s : ""

struct str str_from(const char *terminated);       /* NULL gives STR_NONE */
struct str str_bytes(const void *bytes, size_t n); /* a view of what is not text */
bool str_eq(struct str a, struct str b);
bool str_eq_nocase(struct str a, struct str b); /* ASCII letters only */
bool str_starts(struct str text, struct str prefix);
bool str_starts_nocase(struct str text, struct str prefix); /* ASCII letters only */
bool str_ends(struct str text, struct str suffix);
/* Index of the first byte c at or after from; text.n when there is none. */
size_t str_index(struct str text, char c, size_t from);
struct str str_slice(struct str text, size_t from, size_t to); /* clamped to the text */
struct str str_head(struct str text, size_t most); /* as many whole UTF-8 characters as fit in most bytes */
struct str str_trim(struct str text);              /* ASCII white space at both ends */
/* Splits off everything before the first separator into *head; false when rest was empty. */
bool str_split(struct str *rest, char separator, struct str *head);

/* A decimal integer and nothing else, within [min, max]; *out untouched when false. */
bool str_to_i64(struct str text, int64_t min, int64_t max, int64_t *out) MUST_USE;
int hex_digit(char c);             /* 0 to 15 in either case, -1 for what is none */
bool str_is_utf8(struct str text); /* well-formed, no NUL, RFC 3629 */
/* No control byte below 0x20 (but what allowed names, e.g. "\n\t") and no 0x7f. */
bool str_is_plain(struct str text, const char *allowed);

struct str str_copy(struct arena *arena, struct str text);
struct str str_lower(struct arena *arena, struct str text); /* a copy with ASCII letters lowered */
const char *str_z(struct arena *arena, struct str text);    /* a terminated copy */
struct str str_printf(struct arena *arena, const char *format, ...) PRINTF_LIKE(2, 3);

struct buf {
    struct arena *arena;
    char *s;
    size_t n, room, max;
    bool broken; /* an append went over max; later appends are no-ops */
};

struct buf buf_new(struct arena *arena, size_t max);
void buf_put(struct buf *buf, struct str text);
void buf_putc(struct buf *buf, char c);
void buf_printf(struct buf *buf, const char *format, ...) PRINTF_LIKE(2, 3);
/* Percent-encodes everything but RFC 3986 unreserved characters. */
void buf_put_percent(struct buf *buf, struct str text);
struct str buf_str(const struct buf *buf); /* valid until the next append */

#endif
