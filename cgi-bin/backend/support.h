#ifndef BACKEND_SUPPORT_H
#define BACKEND_SUPPORT_H
/* What platform staff see of organisations. The session and the role are checked again in SQL. */
#include "backend/outcome.h"
#include "base/credits.h"
#include "base/ctx.h"

struct support_organisation {
    struct uuid id;
    struct str name, slug, country, time_zone;
    struct credits balance, reserved, available;
    struct credits spent;   /* in the last seven days */
    int64_t days;           /* that the credit lasts at that pace, -1: nothing is spent */
    struct str level;       /* empty, low, days, or STR_NONE when all is well */
    int64_t last_top_up_at; /* 0: never */
    struct credits last_top_up;
    struct credits requested; /* by its admin, 0: nothing */
    int64_t waiting;          /* moves that wait for a second person */
};

#define SUPPORT_PAGE_SIZE 50

struct support_search {
    struct str query; /* a part of name or slug, or an id; STR_NONE: all */
    bool low;         /* only those whose credit is low or asked for */
    struct str sort;  /* name, available, pace, days or top_up */
    int64_t page;     /* from 1 */
};
struct support_organisations {
    struct support_organisation *organisation;
    int n;
    int64_t total; /* on all pages; 0 on a page behind the last */
};
enum rc support_organisation_list(struct ctx *ctx, const struct support_search *search,
                                  struct support_organisations *out) MUST_USE;

/* outcome DONE or NOT_FOUND. */
enum rc support_organisation_get(struct ctx *ctx, struct uuid id, enum outcome *outcome,
                                 struct support_organisation *out) MUST_USE;

/* An entry of an organisation's ledger; of those that people made, who and with which receipt. */
struct support_entry {
    int64_t number, at, refers_to; /* 0: to none */
    struct str kind, reference, reason, receipt, actor, approver, organisation_name;
    struct credits before, amount, balance;
    struct credits left; /* what a correction may still take back, or the refund that is due */
    bool correctable;
};
/* outcome DONE or NOT_FOUND. */
enum rc support_entry_get(struct ctx *ctx, struct uuid organisation, int64_t number, enum outcome *outcome,
                          struct support_entry *out) MUST_USE;

/* What people did to its credit, newest first. */
struct support_top_up {
    int64_t number, at, refers_to;
    struct str kind, receipt, reference, reason, actor, approver;
    struct credits amount, balance, corrected; /* by all corrections of it */
};
struct support_top_ups {
    struct support_top_up *top_up;
    int n;
    bool more;
};
#define SUPPORT_TOP_UPS 20
/* Those before the entry of that number; 0: the newest. */
enum rc support_top_up_list(struct ctx *ctx, struct uuid organisation, int64_t before,
                            struct support_top_ups *out) MUST_USE;

#endif
