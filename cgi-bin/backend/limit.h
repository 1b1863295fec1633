#ifndef BACKEND_LIMIT_H
#define BACKEND_LIMIT_H
/* What an organisation limits itself: countries, a spending cap a day; and what its admins are told about
 * spending. */
#include "backend/price.h"

struct limit {
    bool capped;
    struct credits cap, spent; /* of today; spent counts what is reserved too */
    int64_t until;             /* when a new day begins; 0: with the next send */
};
enum rc limit_get(struct ctx *ctx, struct limit *out) MUST_USE;

/* allowed is false for who is no admin any more; nothing is changed then. */
enum rc limit_cap_set(struct ctx *ctx, bool capped, struct credits cap, bool *allowed) MUST_USE;

enum limit_scope { LIMIT_SOME, LIMIT_ALL, LIMIT_ALL_BUT_HOME };
struct limit_rule {
    enum limit_scope scope;
    struct str *country; /* LIMIT_SOME: alpha-2 */
    int n;
    enum country_rule rule; /* the home country is allowed with LIMIT_ALL_BUT_HOME */
};
/* changed: how many countries; -1 for who is no admin any more. */
enum rc limit_rule_set(struct ctx *ctx, const struct limit_rule *wanted, int64_t *changed) MUST_USE;

enum spend_alert_kind { SPEND_WATCHED, SPEND_UNUSUAL };
const char *spend_alert_label(enum spend_alert_kind kind);
bool spend_alert_parse(struct str label, enum spend_alert_kind *out) MUST_USE;

/* Spending that admins should see, and what that was computed from. */
struct spend_alert {
    struct str day, country; /* "2026-11-27", alpha-2 */
    enum spend_alert_kind kind;
    struct credits spent, mean, threshold;
    int64_t sends;
};
#define SPEND_ALERTS_MAX 20
struct spend_alerts {
    struct spend_alert *alert;
    int n; /* newest first */
};
enum rc spend_alert_list(struct ctx *ctx, struct spend_alerts *out) MUST_USE;
enum rc spend_alert_close(struct ctx *ctx, const struct spend_alert *alert, bool *allowed) MUST_USE;

/* Adds up what organisations spent by country, at most max entries of each, and raises alerts; n: how many
 * were new. */
enum rc spend_sweep(struct ctx *ctx, int64_t max, int64_t *n) MUST_USE;

#endif
