#ifndef BACKEND_TOP_UP_REQUEST_H
#define BACKEND_TOP_UP_REQUEST_H
/* What waits for somebody: admins' requests for a top-up, and moves of credit for a second person of staff.
 */
#include "base/credits.h"
#include "base/ctx.h"

struct top_up_request {
    struct uuid organisation, id;
    struct credits amount;
    struct str invoice, note;
    struct str organisation_name; /* of staff's list only */
    struct str state;             /* open, fulfilled, declined or canceled */
    struct str made_by, decision, receipt;
    int64_t made_at, decided_at;
};
struct top_up_requests {
    struct top_up_request *request;
    int n;
};

/* How a request's change ended. REPLAYED: the same form came again; OPEN_ALREADY: another one is open. */
enum request_end { REQUEST_DONE, REQUEST_REPLAYED, REQUEST_OPEN_ALREADY, REQUEST_CLOSED, REQUEST_REFUSED };

/* Of the actor's organisation: the newest twenty, newest first. */
enum rc top_up_request_list(struct ctx *ctx, struct top_up_requests *out) MUST_USE;
/* Only id, amount, invoice and note are read. */
enum rc top_up_request_create(struct ctx *ctx, const struct top_up_request *request,
                              enum request_end *end) MUST_USE;
enum rc top_up_request_cancel(struct ctx *ctx, struct uuid id, enum request_end *end) MUST_USE;

/* Staff only: open ones, the oldest first, of one organisation or (nil) of all. */
enum rc support_request_list(struct ctx *ctx, struct uuid organisation, struct top_up_requests *out) MUST_USE;
/* Staff only; id and organisation are read. */
enum rc top_up_request_decline(struct ctx *ctx, const struct top_up_request *request, struct str reason,
                               enum request_end *end) MUST_USE;

/* A move of credit that waits for a second person. */
struct top_up_approval {
    struct uuid organisation, form;
    struct str organisation_name, kind, reference, reason, made_by;
    struct credits amount, balance; /* the balance as it is now */
    int64_t refers_to, made_at;
    bool own; /* the reader asked for it */
};
struct top_up_approvals {
    struct top_up_approval *approval;
    int n;
};
/* Staff only: the oldest first, of one organisation or (nil) of all. */
enum rc support_approval_list(struct ctx *ctx, struct uuid organisation,
                              struct top_up_approvals *out) MUST_USE;

#endif
