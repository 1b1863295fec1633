/* Codes as text. Must never log, format or keep one. */
#include "backend/code.h"

#include "base/random.h"

#define TYPED_MAX 200
#define PASTED_MAX 2000

/* Code points of the digit zero; nine more follow each (Unicode 15, general category Nd). */
static const uint32_t zeros[] = {
    0x30,   0x660,  0x6F0,  0x7C0,  0x966,  0x9E6,  0xA66,  0xAE6,  0xB66,  0xBE6,  0xC66,  0xCE6,  0xD66,
    0xDE6,  0xE50,  0xED0,  0xF20,  0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50,
    0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10,
};

/* First and last code point of what is dropped: spaces, dashes, direction marks. */
static const uint32_t dropped[][2] = {
    {0x09, 0x0D},     {0x20, 0x20},     {0x2D, 0x2D},     {0xA0, 0xA0},     {0xAD, 0xAD},
    {0x2000, 0x2015}, {0x2028, 0x202F}, {0x205F, 0x2060}, {0x2066, 0x2069}, {0x2212, 0x2212},
    {0x3000, 0x3000}, {0xFE58, 0xFE58}, {0xFE63, 0xFE63}, {0xFEFF, 0xFEFF}, {0xFF0D, 0xFF0D},
};

void code_make(int digits, struct secret *code)
{
    code->n = (size_t)digits;
    for (int i = 0; i < digits; i++)
        code->s[i] = (unsigned char)('0' + random_below(10));
}

/* The code point at *at of well-formed UTF-8. */
static uint32_t next(struct str text, size_t *at)
{
    unsigned char lead = (unsigned char)text.s[(*at)++];
    if (lead < 0x80)
        return lead;
    int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
    uint32_t point = lead & (0x3FU >> more);
    while (more-- > 0)
        point = point << 6 | ((unsigned char)text.s[(*at)++] & 0x3FU);
    return point;
}

static int digit_value(uint32_t point)
{
    for (size_t i = 0; i < COUNT_OF(zeros); i++)
        if (point >= zeros[i] && point <= zeros[i] + 9)
            return (int)(point - zeros[i]);
    return -1;
}

static bool is_dropped(uint32_t point)
{
    for (size_t i = 0; i < COUNT_OF(dropped); i++)
        if (point >= dropped[i][0] && point <= dropped[i][1])
            return true;
    return false;
}

bool code_normalise(struct str typed, struct secret *code)
{
    code->n = 0;
    if (typed.n > TYPED_MAX || !str_is_utf8(typed))
        return false;
    for (size_t at = 0; at < typed.n;) {
        uint32_t point = next(typed, &at);
        int value = digit_value(point);
        if (value < 0 && is_dropped(point))
            continue;
        if (value < 0 || code->n == CODE_DIGITS_MAX)
            return false;
        code->s[code->n++] = (unsigned char)('0' + value);
    }
    return code->n >= CODE_DIGITS_MIN;
}

/* The next number of text from *at: digits, single spaces and dashes between them; empty behind the last. */
static struct str number_next(struct str text, size_t *at)
{
    size_t from = text.n, to = text.n;
    bool apart = false; /* a separator follows the last digit */
    while (*at < text.n) {
        size_t here = *at;
        uint32_t point = next(text, at);
        if (digit_value(point) >= 0) {
            from = from == text.n ? here : from;
            to = *at;
            apart = false;
        } else if (from < text.n) {
            if (apart || !is_dropped(point))
                break;
            apart = true;
        }
    }
    return str_slice(text, from, to);
}

static bool is_same_code(const struct secret *a, const struct secret *b)
{
    return a->n == b->n && memcmp(a->s, b->s, a->n) == 0;
}

struct str code_find(struct str text, int digits)
{
    struct secret first = {0}, other = {0};
    struct str found = STR(""), number;
    bool one = text.n <= PASTED_MAX && str_is_utf8(text);
    for (size_t at = 0; one && (number = number_next(text, &at)).n > 0;) {
        if (!code_normalise(number, &other) || other.n != (size_t)digits)
            continue;
        if (found.n == 0) {
            found = number;
            first = other;
        }
        one = is_same_code(&first, &other);
    }
    secret_wipe(&first);
    secret_wipe(&other);
    return one && found.n ? found : text;
}
