#ifndef BACKEND_RATE_SEARCH_H
#define BACKEND_RATE_SEARCH_H
/* Which destinations a person means by what they typed into the search box of the rates. */
#include "base/ctx.h"

struct rate_search {
    bool all;           /* nothing was typed */
    bool number;        /* digits were typed; else words */
    struct str country; /* number: the one country it certainly leads to, or STR_NONE */
    struct str digits;  /* number: what a calling code must agree with */
    struct str words;   /* folded */
    struct locale *en, *id;
};

/* home is the organisation's country, for national numbers. */
void rate_search_open(struct ctx *ctx, struct str query, struct str home, struct rate_search *search);
void rate_search_close(struct rate_search *search);

/* country: alpha-2, STR_NONE for e-mail. */
bool rate_search_match(struct ctx *ctx, const struct rate_search *search, struct str country);

#endif
