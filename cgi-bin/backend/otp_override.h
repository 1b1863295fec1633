#ifndef BACKEND_OTP_OVERRIDE_H
#define BACKEND_OTP_OVERRIDE_H
/*
 * An OTP step that an owner or admin lets pass without a code, for a reason that stays told. A right code and
 * an override never both count: see sql/functions/otp_override.sql.
 */
#include "backend/task.h"

#define OTP_OVERRIDE_REASON_MIN 10 /* characters */
#define OTP_OVERRIDE_REASON_MAX 500

/* X(C name, SQL label) */
#define OTP_OVERRIDE_OUTCOMES(X)                                                                             \
    X(DONE, "done")                                                                                          \
    X(EXISTS, "exists")     /* it was let pass before */                                                     \
    X(VERIFIED, "verified") /* a right code came first */                                                    \
    X(FINISHED, "finished") /* the task is */                                                                \
    X(NOT_FOUND, "not_found")                                                                                \
    X(UNPROVED, "unproved")   /* session_prove comes first */                                                \
    X(RECIPIENT, "recipient") /* the reason names one of the task */                                         \
    X(INVALID, "invalid")                                                                                    \
    X(FORBIDDEN, "forbidden")

#define X(name, label) OTP_OVERRIDE_##name,
enum otp_override_outcome { OTP_OVERRIDE_OUTCOMES(X) };
#undef X

struct otp_override {
    struct str component;
    int64_t at;
    struct str person_name; /* STR_NONE: somebody who has left */
    struct str reason;
    struct uuid verification; /* the code that was canceled with it; nil: none waited */
};
struct otp_override_list {
    struct otp_override *override;
    int n;
};

/* Lets the step pass and cancels the code that waits for it. reason is as otp_override_reason_check wants it.
 */
enum rc otp_override_create(struct ctx *ctx, const struct task *task, const struct component *otp,
                            struct str reason, enum otp_override_outcome *outcome) MUST_USE;

enum otp_reason {
    OTP_REASON_GOOD,
    OTP_REASON_SHORT,
    OTP_REASON_LONG,
    OTP_REASON_NOT_TEXT,
    OTP_REASON_RECIPIENT, /* it names the recipient, which may be forgotten one day and the reason may not */
};
/* recipient: E.164, an address, or empty. Pure. */
enum otp_reason otp_override_reason_check(struct str reason, struct str recipient);

/* Those of a task, with who and why; for the office. */
enum rc otp_override_list(struct ctx *ctx, struct uuid task, struct otp_override_list *out) MUST_USE;

#endif
