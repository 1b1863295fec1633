#ifndef BACKEND_ALERT_H
#define BACKEND_ALERT_H
/* What operators must look after: how senders fare, and alerts, one open for each sender and class. */
#include "base/ctx.h"

/* X(C name, SQL label): the labels of the domain alert_class, in its order. */
#define ALERT_CLASSES(X)                                                                                     \
    X(UNAUTHORISED, "unauthorised")                                                                          \
    X(TEMPLATE, "template")                                                                                  \
    X(PAYMENT, "payment")                                                                                    \
    X(CREDIT, "credit")                                                                                      \
    X(BLOCKED, "blocked")                                                                                    \
    X(PERMISSION, "permission")                                                                              \
    X(REQUEST, "request")                                                                                    \
    X(BREAKER, "breaker")                                                                                    \
    X(UNUSABLE, "unusable")

enum alert_class {
#define X(name, label) ALERT_##name,
    ALERT_CLASSES(X)
#undef X
        ALERT__COUNT
};
const char *alert_class_label(enum alert_class class);
/* false for a label that is unknown. */
bool alert_class_parse(struct str label, enum alert_class *out) MUST_USE;
/* What ails the sender and what to do about it: msgids. */
const char *alert_class_words(enum alert_class class);
const char *alert_class_advice(enum alert_class class);

/* The class of a reason of an operator's fault (backend/reason.h); REQUEST for one of no other class. */
enum alert_class alert_class_of(struct str reason);

/* A provider's words without what could be a recipient: addresses, and runs of seven digits or more however
 * they are grouped. */
struct str alert_detail(struct arena *arena, struct str detail);

struct alert_note {
    struct uuid sender;
    enum alert_class class;
    struct str reason, detail;
    int64_t count; /* how often, since the last note */
};
/* Opens alerts or sees them again. */
enum rc alert_note(struct ctx *ctx, const struct alert_note *notes, int n) MUST_USE;

/* What was seen of one sender since the last note. */
struct health_note {
    struct uuid sender;
    int64_t accepted, failed;
    int64_t accepted_at, error_at; /* us; 0: not at all */
    struct str reason, detail;     /* of the newest error */
    int64_t open_countries;
};

/* One mail to the operators. It is the caller's from now on, and nobody else's. */
struct alert_mail {
    struct uuid id;
    bool opening;            /* else the all-clear */
    struct uuid mail_sender; /* the platform's e-mail sender; nil: there is none */
    struct str sender, class, reason, detail, closed_by, closed_reason;
    int64_t count, opened_at, closed_at;
};
#define ALERT_MAILS_MAX 8

/* One round of the dispatcher, in one transaction: notes, the end of what is over, and what is open now. */
struct alert_round {
    const struct health_note *health;
    int n_health;
    const struct alert_note *alerts;
    int n_alerts;
    bool mails; /* claim mails, too */
    int64_t open[ALERT__COUNT];
    struct alert_mail mail[ALERT_MAILS_MAX];
    int n_mails;
};
enum rc alert_round(struct ctx *ctx, struct alert_round *round) MUST_USE;

#endif
