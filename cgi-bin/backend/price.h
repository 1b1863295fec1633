#ifndef BACKEND_PRICE_H
#define BACKEND_PRICE_H
/* The price list of an organisation: what each country costs, did and will, and whether it is allowed. */
#include "backend/channel.h"
#include "backend/outcome.h"
#include "base/credits.h"
#include "base/ctx.h"

enum price_kind { PRICE_NONE, PRICE_REFUSED, PRICE_SET };

/* One channel of a country. */
struct price {
    struct {
        enum price_kind kind;
        struct credits credits;
        int64_t from; /* 0 with PRICE_NONE */
    } now, before, next;
};

enum country_rule { RULE_ALLOW, RULE_WATCH, RULE_REFUSE };
const char *country_rule_label(enum country_rule rule);
bool country_rule_parse(struct str label, enum country_rule *out) MUST_USE;

struct price_row {
    struct str country; /* alpha-2 */
    struct price by[CHANNEL__COUNT];
    enum country_rule rule;
    bool used; /* the organisation has sent there */
};
struct price_list {
    struct price_row *row; /* by country code */
    int n;
    struct price email; /* flat */
};

/* What the list depends on, in a few bytes: while it stays the same, so does the list. */
enum rc price_state(struct ctx *ctx, struct str *state) MUST_USE;

/* The list at ctx->now_us for the actor's organisation. */
enum rc price_list(struct ctx *ctx, struct price_list *out) MUST_USE;

/* The same of any card, without what an organisation says and does. */
enum rc price_card_list(struct ctx *ctx, struct uuid card, struct price_list *out) MUST_USE;
/* NULL: the country has no rate. */
struct price_row *price_row_find(const struct price_list *list, struct str country);

/* Whether what a message costs has changed within the 30 days before ctx->now_us. */
bool price_changed(const struct ctx *ctx, const struct price *price);

/* What a message would cost now, by the function that starts and resends are priced by. */
struct price_estimate {
    enum outcome
        outcome; /* STARTED, or why it would not: COUNTRY_NOT_ALLOWED, NO_RATE, COUNTRY_REFUSED, NO_SENDER */
    struct credits price; /* with STARTED */
    struct credits balance, available;
};
/* country: alpha-2, STR_NONE for e-mail. */
enum rc price_estimate(struct ctx *ctx, enum channel channel, struct str country,
                       struct price_estimate *out) MUST_USE;

#endif
