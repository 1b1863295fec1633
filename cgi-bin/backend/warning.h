#ifndef BACKEND_WARNING_H
#define BACKEND_WARNING_H
/* Warnings of low credit: how low it is, when admins want to be told, and what they are told by e-mail. */
#include "base/credits.h"
#include "base/ctx.h"

/* Ordered by gravity: what the levels of sql/functions/credit_watch.sql mean. */
enum credit_level {
    CREDIT_WELL,
    CREDIT_DAYS,  /* it lasts for few days only */
    CREDIT_LOW,   /* below a threshold */
    CREDIT_EMPTY, /* nothing is available */
};
enum credit_level credit_level_parse(struct str label);  /* WELL for anything else */
const char *credit_level_label(enum credit_level level); /* "" when all is well */

/* When the admins are warned; 0: never. second < first. */
struct warning_settings {
    struct credits first, second;
    int64_t days;
};
enum rc warning_get(struct ctx *ctx, struct warning_settings *out) MUST_USE;
/* *done is false where the actor is no admin or second is not below first. */
enum rc warning_set(struct ctx *ctx, const struct warning_settings *settings, bool *done) MUST_USE;

/* One mail to one admin. It is the caller's from now on, and nobody else's. */
struct account_mail {
    struct uuid id, mail_sender;
    struct str email, language, organisation_name, time_zone;
    struct str kind; /* receipt, declined, low, days or empty */
    struct str receipt, entry_kind, reference, reason;
    struct credits amount, balance, available, below;
    int64_t at, days;
};
/* One round of the dispatcher: looks at some organisations after *next, which moves on, and takes mails. */
#define WATCHED_AT_ONCE 100
#define NOTICES_AT_ONCE 4
enum rc warning_round(struct ctx *ctx, struct uuid *next, struct account_mail **mails, int *n) MUST_USE;

#endif
