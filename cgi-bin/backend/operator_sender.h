#ifndef BACKEND_OPERATOR_SENDER_H
#define BACKEND_OPERATOR_SENDER_H
/* Senders and alerts as staff see them and operators change them. Session and role are checked again in SQL.
 */
#include "backend/alert.h"
#include "backend/outcome.h"
#include "backend/sender_change.h"

#define OPERATOR_PAGE_SIZE 50

struct operator_sender {
    struct sender_row row; /* id, name, driver, version; its settings, without secrets */
    struct str channel, organisation_name, organisation_slug; /* no organisation: the platform's own */
    bool active;
    int64_t updated_at, accepted_at, error_at; /* 0: never */
    struct str error_reason, error_detail;
    struct str rival; /* the active one whose place it would take; STR_NONE: there is none */
    int64_t open_countries, accepted_hour, failed_hour, accepted_five; /* the last five whole minutes */
    int64_t alerts;
    int n_secrets;
    struct {
        struct str name;
        int64_t at; /* 0: set, nobody noted when */
    } secrets[SENDER_PAIRS_MAX];
};

struct operator_senders {
    struct operator_sender *sender;
    int n;
    bool more;
};
/* The platform's own first, then by name; of each only what a list shows. */
enum rc operator_sender_list(struct ctx *ctx, struct str query, struct str after,
                             struct operator_senders *out) MUST_USE;
/* outcome DONE or NOT_FOUND. */
enum rc operator_sender_get(struct ctx *ctx, struct str name, enum outcome *outcome,
                            struct operator_sender *out) MUST_USE;

/* Makes one that is switched off. */
enum rc operator_sender_create(struct ctx *ctx, const struct sender_new *sender,
                               enum change *change) MUST_USE;
/* version: of the page that the change was made on. */
enum rc operator_sender_change(struct ctx *ctx, const struct operator_sender *sender, int64_t version,
                               const struct sender_change *wanted, enum change *change) MUST_USE;
enum rc operator_sender_switch(struct ctx *ctx, struct str name, bool active, struct str reason,
                               enum change *change) MUST_USE;

struct alert {
    struct uuid id;
    struct str sender, reason, detail, closed_by, closed_reason;
    enum alert_class class;
    int64_t count, opened_at, seen_at, closed_at;
};
/* Open ones, or those that ended within 30 days; of one sender, or STR_NONE: of all. At most 100, newest
 * first. */
enum rc alert_list(struct ctx *ctx, bool open, struct str sender, struct alert **alerts, int *n) MUST_USE;
enum rc alert_close(struct ctx *ctx, struct uuid id, struct str reason, enum change *change) MUST_USE;

#endif
