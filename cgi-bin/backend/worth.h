#ifndef BACKEND_WORTH_H
#define BACKEND_WORTH_H
/* What credit costs an organisation in its currency: a figure beside the credits, never in place of them. */
#include "base/credits.h"

struct unit_price {
    struct str currency; /* ISO 4217 */
    int64_t millionths;  /* of a unit of the currency, for one credit; 0: none was agreed */
};
#define UNIT_PRICE_MAX INT64_C(999999999999999999) /* millionths: what numeric(18, 6) holds */

/* Reads "1000", "0.0125": digits, at most twelve and six behind the point. False leaves *out untouched. */
bool unit_price_parse(struct str text, int64_t *out) MUST_USE;
/* The same in the other direction, without trailing zeros. */
struct str unit_price_text(struct arena *arena, int64_t millionths);
/* The exact worth as a decimal string, without trailing zeros: "12500000", "-0.0375". */
struct str worth_text(struct arena *arena, struct credits credits, const struct unit_price *price);

#endif
