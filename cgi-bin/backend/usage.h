#ifndef BACKEND_USAGE_H
#define BACKEND_USAGE_H
/* What an organisation spent and what came of it, by day, channel and country. Reads only. */
#include "backend/channel.h"
#include "backend/statement.h"

/* Of messages: accepted ones are charged, unsent ones are not. spent: charges less refunds. */
struct usage_count {
    int64_t accepted, unsent, refunded;
    struct credits spent;
    int64_t started, verified; /* verifications, by the channel asked for; not counted by day */
};
static inline void usage_add(struct usage_count *sum, const struct usage_count *part)
{
    sum->accepted += part->accepted;
    sum->unsent += part->unsent;
    sum->refunded += part->refunded;
    sum->spent.thousandths += part->spent.thousandths;
    sum->started += part->started;
    sum->verified += part->verified;
}

struct usage_day {
    struct str day; /* "2026-11-26" */
    struct credits spent[CHANNEL__COUNT];
};
struct usage_country {
    struct str country; /* STR_NONE: messages without one, by e-mail */
    struct usage_count count;
};
struct usage {
    bool complete;         /* false: the days have too many entries to count; nothing below is filled */
    struct usage_day *day; /* every day of the period, oldest first */
    int n_days;
    struct usage_country *country; /* dearest first */
    int n_countries;
    struct usage_count channel[CHANNEL__COUNT], all;
};
#define USAGE_DAYS 92

/* The days from to to, at most USAGE_DAYS, whose entries are range. */
enum rc usage_get(struct ctx *ctx, struct str from, struct str to, const struct statement_range *range,
                  struct usage *out) MUST_USE;

#endif
