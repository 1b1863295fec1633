#ifndef CONSOLE_USAGE_H
#define CONSOLE_USAGE_H
/* The charts of usage: drawings are numbers in a template, measured here. */
#include "backend/usage.h"
#include "web/page.h"

/* The days that are shown. */
struct usage_period {
    struct str from, to; /* both set */
    int64_t last_days;   /* 7, 30 or 90 up to today; 0: days of the reader's choice */
    bool bad_day, cut;   /* cut: more days were asked for than are drawn */
};

/* part in tenths of a percent of whole: "87.5" as the locale writes it; "–" of nothing. */
void usage_set_share(struct ctx *ctx, struct template_dict *dict, const char *name, int64_t part,
                     int64_t whole);
/* Spent by day, stacked by channel, and its table. */
void usage_fill_days(struct ctx *ctx, const struct usage *usage, struct template_dict *charts);
/* Home against abroad; accepted, unsent, refunded. home: alpha-2. */
void usage_fill_bars(struct ctx *ctx, const struct usage *usage, struct str home,
                     struct template_dict *charts);
/* The dearest countries, and what a verified code cost by channel and country. */
void usage_fill_countries(struct ctx *ctx, const struct usage *usage, struct template_dict *charts);

#endif
