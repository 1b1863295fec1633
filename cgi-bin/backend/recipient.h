#ifndef BACKEND_RECIPIENT_H
#define BACKEND_RECIPIENT_H
/* Who a code goes to: an E.164 number or an e-mail address, and the country that prices it. */
#include "backend/channel.h"
#include "backend/outcome.h"
#include "base/ctx.h"

struct recipient {
    struct str to;      /* E.164, or the address with a lower-case domain */
    struct str country; /* alpha-2; STR_NONE for e-mail */
    struct str prefix;  /* the number without its last four digits; STR_NONE for e-mail */
    bool email;
};

/*
 * Reads text as typed: digits, spaces, dots, dashes, brackets and one leading '+' (or 00) for a
 * number, national format in home (alpha-2; STR_NONE demands '+'). DONE, INVALID_RECIPIENT or
 * NOT_MOBILE (toll-free, premium, shared cost, pager, UAN, voicemail, personal on any channel; fixed
 * lines by SMS outside +1). Values live in the arena.
 */
enum outcome recipient_parse(struct ctx *ctx, struct str text, enum channel channel, struct str home,
                             struct recipient *out) MUST_USE;

/* One phone or one mailbox: both in the form of recipient_parse. Addresses whatever their capitals, and
 * whatever stands behind a '+' in front of the '@'; at Gmail whatever dots there are, under both its domains.
 */
bool recipient_is_same(struct str a, struct str b);

/* Stands for what an organisation no longer keeps, see sql/functions/retention.sql. */
static inline bool recipient_is_erased(struct str to)
{
    return str_eq(to, STR("erased"));
}
/* "+62812*****90", "r***@example.com": everywhere but where a person must read one. */
struct str recipient_mask(struct arena *arena, struct str to);
/* "+62 812-3456-7890"; an address stays as it is. */
struct str recipient_format(struct arena *arena, struct str to);

#endif
