/* The growing half of base/str.h. A buffer over its maximum turns broken and ignores what follows. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"

#define FIRST_ROOM 256

struct buf buf_new(struct arena *arena, size_t max)
{
    return (struct buf){.arena = arena, .max = max};
}

/* Room for n more bytes; false (and broken) when that goes over the maximum. */
static bool reserve(struct buf *buf, size_t n)
{
    if (buf->broken || n > buf->max - buf->n) {
        buf->broken = true;
        return false;
    }
    if (n <= buf->room - buf->n)
        return true;
    size_t room = buf->room ? buf->room : FIRST_ROOM;
    while (room < buf->n + n)
        room *= 2;
    if (room > buf->max)
        room = buf->max;
    char *s = arena_alloc(buf->arena, room);
    if (buf->n)
        memcpy(s, buf->s, buf->n);
    buf->s = s;
    buf->room = room;
    return true;
}

void buf_put(struct buf *buf, struct str text)
{
    if (!reserve(buf, text.n) || text.n == 0)
        return;
    memcpy(buf->s + buf->n, text.s, text.n);
    buf->n += text.n;
}

void buf_putc(struct buf *buf, char c)
{
    buf_put(buf, (struct str){&c, 1});
}

void buf_printf(struct buf *buf, const char *format, ...)
{
    va_list args;
    char small[256];
    va_start(args, format);
    int n = vsnprintf(small, sizeof small, format, args);
    va_end(args);
    if (n < 0) {
        buf->broken = true;
        return;
    }
    if ((size_t)n < sizeof small) {
        buf_put(buf, (struct str){small, (size_t)n});
        return;
    }
    /* vsnprintf also writes a NUL, which takes room but does not count. */
    if (!reserve(buf, (size_t)n + 1))
        return;
    va_start(args, format);
    vsnprintf(buf->s + buf->n, (size_t)n + 1, format, args);
    va_end(args);
    buf->n += (size_t)n;
}

void buf_put_percent(struct buf *buf, struct str text)
{
    static const char HEX[] = "0123456789ABCDEF";
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.s[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (letter || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~')
            buf_putc(buf, (char)c);
        else
            buf_put(buf, (struct str){(char[]){'%', HEX[c >> 4], HEX[c & 15]}, 3});
    }
}

struct str buf_str(const struct buf *buf)
{
    return (struct str){buf->s ? buf->s : "", buf->n};
}
