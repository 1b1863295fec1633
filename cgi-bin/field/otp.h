#ifndef FIELD_OTP_H
#define FIELD_OTP_H
/* An OTP of a step: where it stands, what is said about it, and what its buttons do. */
#include "backend/task.h"
#include "backend/verification.h"
#include "web/page.h"

/* X(C name, word in the page for otp.js) */
#define OTP_STATES(X)                                                                                        \
    X(NO_RECIPIENT, "missing") /* nobody to send to yet */                                                   \
    X(READY, "ready")          /* Send code */                                                               \
    X(WAITING, "waiting")      /* Code, Verify, Send again */                                                \
    X(VERIFIED, "verified")                                                                                  \
    X(OVERRIDDEN, "overridden") /* the office let it pass without a code */

#define X(name, word) OTP_##name,
enum otp_state { OTP_STATES(X) OTP__COUNT };
#undef X

/* A sentence above the OTP's buttons, and a link to where it can be mended. */
struct otp_notice {
    const char *kind; /* bad, wait or info; NULL: none */
    const char *title;
    struct str text, href;
    const char *label;
};

struct otp {
    const struct component *component;
    struct str to; /* the recipient's answer; empty when there is none */
    enum otp_state state;
    struct verification_view
        view;        /* of the newest verification to this recipient; outcome DONE when there is one */
    struct str link; /* token of the page where the recipient types the code; empty: none */
    struct otp_notice standing; /* what its state says by itself: over, locked, nobody to send to */
    struct otp_notice notice;   /* why the press was refused */
    const char *code_error;
    struct str to_typed; /* a correction that was refused, and why */
    const char *to_error;
};

struct step;

/* Looks up where the OTP stands. */
enum rc otp_load(struct ctx *ctx, const struct task *task, const struct component *component,
                 struct otp *otp) MUST_USE;
/* Nothing is left to do at it. */
bool otp_is_done(const struct otp *otp);
/* The field with its recipient when the worker may correct what the office typed there; else NULL. */
const struct component *otp_correctable(const struct task *task, const struct component *otp);
/* Whether the worker typed the recipient. */
bool otp_is_typed(const struct task *task, const struct component *otp);
/* How often the worker may send the same code again. */
int otp_resends_left(const struct otp *otp);
/* Another way that the flow allows to the same recipient; false when there is none left to try. */
bool otp_other_channel(const struct otp *otp, enum channel *out) MUST_USE;
/* Adds to the notice where the recipient can be corrected, or by whom. */
void otp_note_fix(struct ctx *ctx, const struct task *task, const struct component *otp,
                  struct otp_notice *notice);

/* Each changes something and then loads the OTP anew, with a notice or an error when it was refused. */
typedef enum rc otp_press(struct ctx *ctx, const struct request *request, struct step *step, struct otp *otp);
otp_press otp_send;
otp_press otp_again;
otp_press otp_other; /* the same code by another channel */
otp_press otp_verify;
otp_press
    otp_correct; /* another recipient than the office typed, where the flow lets the worker correct it */

/* A refused send as a notice: what happened, when it works again, who helps. */
struct otp_notice otp_refusal(struct ctx *ctx, const struct task *task, const struct component *otp,
                              const struct verification_result *result);
/* "Try again in 5 minutes." */
struct str otp_wait_words(struct ctx *ctx, int seconds);

/* Where the newest message is, in words: kind of banner, sentence, what follows from it. */
struct delivery {
    const char *kind;
    struct str words, more;
    bool failed; /* for good: another way is worth offering at once */
};
struct delivery otp_delivery(struct ctx *ctx, const struct request *request, const struct otp *otp);
/* How the newest message came after the one before it, or why no other channel follows it; else "". */
struct str otp_hop_words(struct ctx *ctx, const struct verification_view *view);

/* Why a code that is waited for may not be there yet, and what to do, in order. */
#define OTP_STEPS_MAX 6
struct otp_help {
    struct str cause;
    struct str step[OTP_STEPS_MAX];
    int n;
};
struct otp_help otp_help(struct ctx *ctx, const struct request *request, const struct task *task,
                         const struct otp *otp);

/* Draws component i of the step's page into the body's includes called COMPONENT. */
void otp_view_add(struct ctx *ctx, const struct request *request, const struct step *step, int i,
                  struct template_dict *body);

#endif
