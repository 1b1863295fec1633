/* Counts what operators count. static/texts.js counts the same while somebody types. */
#include "channels/segment.h"

#include <string.h>

#define GSM7_PART 153
#define UCS2_PART 67

/* Code points above 0x7f that GSM 03.38 has in its basic table. */
static bool gsm7_basic(uint32_t c)
{
    static const uint16_t OTHERS[] = {0xa1,  0xa3,  0xa4,  0xa5,  0xa7,  0xbf,  0xc4,  0xc5,  0xc6, 0xc7,
                                      0xc9,  0xd1,  0xd6,  0xd8,  0xdc,  0xdf,  0xe0,  0xe4,  0xe5, 0xe6,
                                      0xe8,  0xe9,  0xec,  0xf1,  0xf2,  0xf6,  0xf8,  0xf9,  0xfc, 0x393,
                                      0x394, 0x398, 0x39b, 0x39e, 0x3a0, 0x3a3, 0x3a6, 0x3a8, 0x3a9};
    if (c < 0x80)
        return c == '\n' || c == '\r' || (c >= 0x20 && c < 0x7f && !strchr("`[]{}\\^~|", (int)c));
    for (size_t i = 0; i < COUNT_OF(OTHERS); i++)
        if (OTHERS[i] == c)
            return true;
    return false;
}

static bool gsm7_extended(uint32_t c)
{
    return c == 0x20ac || (c > 0x20 && c < 0x7f && strchr("[]{}\\^~|", (int)c));
}

/* The character at *i of well-formed UTF-8; *i moves behind it. */
static uint32_t next(struct str text, size_t *i)
{
    unsigned char lead = (unsigned char)text.s[(*i)++];
    uint32_t c = lead < 0x80 ? lead : lead < 0xe0 ? lead & 0x1fu : lead < 0xf0 ? lead & 0x0fu : lead & 0x07u;
    for (int more = lead < 0xc0 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3; more; more--)
        c = c << 6 | ((unsigned char)text.s[(*i)++] & 0x3fu);
    return c;
}

/* Units of a character: in GSM 03.38 0 when it is not there. */
static int units_of(uint32_t c, bool gsm7)
{
    if (gsm7)
        return gsm7_basic(c) ? 1 : gsm7_extended(c) ? 2 : 0;
    return c < 0x10000 ? 1 : 2;
}

static struct str first_odd(struct str text)
{
    for (size_t i = 0; i < text.n;) {
        size_t from = i;
        if (!units_of(next(text, &i), true))
            return str_slice(text, from, i);
    }
    return STR_NONE;
}

struct segments segment_count(struct str text)
{
    struct segments count = {.segments = str_is_utf8(text)};
    if (!count.segments)
        return count;
    count.odd = first_odd(text);
    count.gsm7 = !count.odd.n;
    int whole = count.gsm7 ? GSM7_SEGMENT : UCS2_SEGMENT, part = count.gsm7 ? GSM7_PART : UCS2_PART;
    int parts = 1, used = 0;
    for (size_t i = 0; i < text.n;) {
        int units = units_of(next(text, &i), count.gsm7);
        count.units += units;
        used += units;
        if (used > part) {
            parts++;
            used = units;
        }
    }
    count.segments = count.units <= whole ? 1 : parts;
    count.room = count.units <= whole ? whole - count.units : part - used;
    return count;
}

int gsm7_length(struct str text)
{
    struct segments count = segment_count(text);
    return count.segments && count.gsm7 ? count.units : -1;
}
