#ifndef BACKEND_OPERATOR_PRICE_H
#define BACKEND_OPERATOR_PRICE_H
/* What a credit costs an organisation, as staff see and operators set it. */
#include "backend/organisation.h"
#include "backend/worth.h"

struct operator_price {
    bool found;
    struct str name, slug;
    struct unit_price price;
};
enum rc operator_price_get(struct ctx *ctx, struct uuid organisation, struct operator_price *out) MUST_USE;
/* DONE, NOT_FOUND, FORBIDDEN; INVALID for a currency that is none. */
enum rc operator_price_set(struct ctx *ctx, struct uuid organisation, const struct unit_price *price,
                           enum change *change) MUST_USE;

#endif
