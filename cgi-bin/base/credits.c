/* Credit as a decimal string. Whole numbers only: no floating point anywhere near money. */
#include "base/credits.h"

#include <inttypes.h>

#define LARGEST (INT64_C(9000000000000) * 1000)

struct str credits_text(struct arena *arena, struct credits amount)
{
    uint64_t all = amount.thousandths < 0 ? 0 - (uint64_t)amount.thousandths : (uint64_t)amount.thousandths;
    struct str text = str_printf(arena, "%s%" PRIu64 ".%03u", amount.thousandths < 0 ? "-" : "", all / 1000,
                                 (unsigned)(all % 1000));
    while (text.s[text.n - 1] == '0')
        text.n--;
    if (text.s[text.n - 1] == '.')
        text.n--;
    return text;
}

bool credits_parse(struct str text, struct credits *out)
{
    bool negative = str_starts(text, STR("-"));
    if (negative)
        text = str_slice(text, 1, text.n);
    size_t point = str_index(text, '.', 0);
    struct str decimals = str_slice(text, point + 1, text.n);
    if (point < text.n && (decimals.n < 1 || decimals.n > 3))
        return false;
    int64_t whole, part = 0;
    if (str_starts(text, STR("-")) || !str_to_i64(str_slice(text, 0, point), 0, LARGEST / 1000, &whole))
        return false;
    if (decimals.n && (decimals.s[0] == '-' || !str_to_i64(decimals, 0, 999, &part)))
        return false;
    for (size_t i = decimals.n; decimals.n && i < 3; i++)
        part *= 10;
    int64_t thousandths = whole * 1000 + part;
    if (thousandths > LARGEST)
        return false;
    out->thousandths = negative ? -thousandths : thousandths;
    return true;
}
