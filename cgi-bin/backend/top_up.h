#ifndef BACKEND_TOP_UP_H
#define BACKEND_TOP_UP_H
/*
 * What people do to credit: top-ups, bonuses, corrections and refunds by staff and the command line, and the
 * second person who approves. Session, role, password and approval are checked in SQL
 * (sql/functions/credit.sql).
 */
#include "base/credits.h"
#include "base/ctx.h"
#include "base/text.h"

/* X(C name, SQL label, sentence): how a move of credit ends. */
#define TOP_UP_ENDS(X)                                                                                       \
    X(DONE, "done", "")                                                                                      \
    X(REPLAYED, "replayed", "")                                                                              \
    X(WAITING, "waiting", "")                                                                                \
    X(PASSWORD, "password_needed", TEXT("An amount as large as this needs your password."))                  \
    X(REFUSED, "refused",                                                                                    \
      TEXT("This was refused by a second person. Nothing was credited. Open the page anew to start over."))  \
    X(NOT_ALLOWED, "not_allowed",                                                                            \
      TEXT("Only staff may do this, and whoever asked for it must still be staff."))                         \
    X(REFERENCE_USED, "reference_used",                                                                      \
      TEXT("This reference belongs to another top-up of this organisation. Nothing was credited. "           \
           "Check the list below, or use another reference."))                                               \
    X(LITTLE, "insufficient_credit",                                                                         \
      TEXT("The organisation has less than that available, so it cannot be taken away."))                    \
    X(NO_ENTRY, "no_entry", TEXT("There is no such entry that can be corrected."))                           \
    X(CORRECTED, "corrected", TEXT("That entry was corrected already: only what is left of it can be."))     \
    X(REQUEST_CLOSED, "request_closed", TEXT("The request is not open any more. Nothing was credited."))     \
    X(OWN, "own", TEXT("Whoever asks for a top-up cannot approve it. Somebody else has to."))                \
    X(NOT_FOUND, "not_found", TEXT("There is nothing here by that id."))                                     \
    X(CLOSED, "closed", TEXT("Somebody decided this already."))                                              \
    X(INVALID, "invalid", TEXT("This amount cannot be credited. Nothing was changed."))

enum top_up_end {
#define X(name, label, sentence) TOP_UP_##name,
    TOP_UP_ENDS(X)
#undef X
        TOP_UP__COUNT
};
const char *top_up_sentence(enum top_up_end end); /* a msgid; "" where it is done or waits */

struct top_up {
    struct uuid organisation;
    struct credits amount; /* negative only in a correction */
    struct str kind;       /* top_up, bonus, correction or refund */
    int64_t refers_to;     /* the entry that it corrects or gives back, 0: none */
    struct str reference;  /* unique per organisation for ever; may be absent where refers_to is not */
    struct str reason;
    struct uuid form;    /* the form's hidden token; nil from the command line */
    struct uuid request; /* the request that it fulfils, or nil */
};
struct top_up_done {
    enum top_up_end end;
    int64_t number, at; /* of the entry, when it is done or replayed */
    struct credits before, balance;
};
/* Staff only. The same form again is answered with the first receipt. */
enum rc credit_top_up(struct ctx *ctx, const struct top_up *top_up, struct top_up_done *done) MUST_USE;
/* The same from the command line: only organisation, amount, reference and reason are read. */
enum rc credit_top_up_operator(struct ctx *ctx, const struct top_up *top_up,
                               struct top_up_done *done) MUST_USE;

/* A second person's decision about what waits; *number is the entry's when it was approved. Staff only. */
struct top_up_decision {
    struct uuid organisation, form;
    bool approve;
    struct str reason;
};
enum rc credit_decide(struct ctx *ctx, const struct top_up_decision *decision, enum top_up_end *end,
                      int64_t *number) MUST_USE;

/* Above what the password and a second person are asked for; -1: never. Command line only. */
enum rc credit_policy_set(struct ctx *ctx, int64_t password_over, int64_t approval_over) MUST_USE;

#endif
