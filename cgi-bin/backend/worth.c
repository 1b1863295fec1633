/* Thousandths of a credit times millionths of a currency's unit: exact, in 128 bits. */
#include "backend/worth.h"

#define DECIMALS 9

/* units: a number of 10^-decimals. */
static struct str decimal(struct arena *arena, unsigned __int128 units, int decimals, bool negative)
{
    char digits[48];
    size_t at = sizeof digits;
    for (int i = 0; units > 0 || i <= decimals; i++) {
        if (i == decimals && decimals > 0)
            digits[--at] = '.';
        digits[--at] = (char)('0' + (int)(units % 10));
        units /= 10;
    }
    struct str text = {digits + at, sizeof digits - at};
    while (text.s[text.n - 1] == '0' && str_index(text, '.', 0) < text.n)
        text.n--;
    if (text.s[text.n - 1] == '.')
        text.n--;
    return str_printf(arena, "%s%.*s", negative ? "-" : "", STR_ARG(text));
}

bool unit_price_parse(struct str text, int64_t *out)
{
    size_t point = str_index(text, '.', 0);
    struct str decimals = str_slice(text, point + 1, text.n);
    int64_t whole, part = 0;
    if (text.n == 0 || text.s[0] == '-' ||
        !str_to_i64(str_slice(text, 0, point), 0, INT64_C(999999999999), &whole))
        return false;
    if (point < text.n &&
        (decimals.n < 1 || decimals.n > 6 || decimals.s[0] == '-' || !str_to_i64(decimals, 0, 999999, &part)))
        return false;
    for (size_t i = decimals.n; i < 6; i++)
        part *= 10;
    *out = whole * 1000000 + part;
    return true;
}

struct str unit_price_text(struct arena *arena, int64_t millionths)
{
    return decimal(arena, (unsigned __int128)millionths, 6, false);
}

struct str worth_text(struct arena *arena, struct credits credits, const struct unit_price *price)
{
    bool negative = credits.thousandths < 0;
    uint64_t size = negative ? 0 - (uint64_t)credits.thousandths : (uint64_t)credits.thousandths;
    return decimal(arena, (unsigned __int128)size * (uint64_t)price->millionths, DECIMALS,
                   negative && size > 0 && price->millionths > 0);
}
