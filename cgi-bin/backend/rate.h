#ifndef BACKEND_RATE_H
#define BACKEND_RATE_H
/* What a message costs, by channel, country and time, on the organisation's rate card. */
#include "backend/channel.h"
#include "base/credits.h"
#include "base/ctx.h"

struct rate {
    enum channel channel;
    struct str country;   /* alpha-2; STR_NONE for e-mail */
    struct credits price; /* 0 when refused */
    bool refused;         /* by the rate card */
    bool allowed;         /* not refused, and the organisation's own rule allows the country */
    int64_t effective_from;
};
struct rate_filter {
    struct str channel; /* label, or STR_NONE: all */
    struct str country; /* alpha-2, or STR_NONE */
    struct str query;   /* what a person typed: "indo", "ID", "+62", "0812...", "+62 812 ..." */
};
struct rate_list {
    struct rate *rate; /* e-mail first, then by country code and channel in the order of enum channel */
    int n;
};
/* The rates in force at ctx->now_us for the actor's organisation. */
enum rc rate_list(struct ctx *ctx, const struct rate_filter *filter, struct rate_list *out) MUST_USE;

/*
 * Those of the channel where the organisation sends: the countries of its newest sends in 90 days, else its
 * home. The cheapest first, and last those where nothing can be sent.
 */
enum rc rate_list_used(struct ctx *ctx, enum channel channel, struct rate_list *out) MUST_USE;
/* Those of all channels in the organisation's home country. */
enum rc rate_list_home(struct ctx *ctx, struct rate_list *out) MUST_USE;

#endif
