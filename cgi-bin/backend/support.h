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
    int64_t last_top_up_at; /* 0: never */
    struct credits last_top_up;
};

#define SUPPORT_PAGE_SIZE 50

struct support_organisations {
    struct support_organisation *organisation; /* by name */
    int n;
    bool more;
};

/* Organisations whose name or slug contains query (STR_NONE: all), after the given name. */
enum rc support_organisation_list(struct ctx *ctx, struct str query, struct str after,
                                  struct support_organisations *out) MUST_USE;

/* outcome DONE, NOT_FOUND or FORBIDDEN. */
enum rc support_organisation_get(struct ctx *ctx, struct uuid id, enum outcome *outcome,
                                 struct support_organisation *out) MUST_USE;

/* The newest top-ups, bonuses and corrections of one organisation. */
struct support_top_up {
    int64_t number, at;
    struct str kind, reference, reason, actor;
    struct credits amount, balance;
};
struct support_top_ups {
    struct support_top_up *top_up;
    int n;
};
enum rc support_top_up_list(struct ctx *ctx, struct uuid organisation, struct support_top_ups *out) MUST_USE;

#endif
