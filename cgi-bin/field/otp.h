#ifndef FIELD_OTP_H
#define FIELD_OTP_H
/* An OTP of a step: where it stands, and what its buttons do. */
#include "backend/task.h"
#include "backend/verification.h"
#include "web/request.h"

enum otp_state {
    OTP_NO_RECIPIENT, /* nobody to send to yet */
    OTP_READY,        /* Send code */
    OTP_WAITING,      /* Code, Verify, Send again */
    OTP_VERIFIED,
    OTP_OVERRIDDEN, /* the office let it pass without a code */
};

/* A sentence above the OTP's buttons, and a link to where it can be mended. */
struct notice {
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
        view; /* of the newest verification to this recipient; outcome DONE when there is one */
    struct notice notice;
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
/* Whether the worker may correct its recipient, which the office typed. */
bool otp_is_correctable(const struct task *task, const struct component *otp);
/* How often the worker may send the same code again. */
int otp_resends_left(const struct otp *otp);
/* Adds to the notice where the recipient can be corrected, or by whom. */
void otp_note_fix(struct ctx *ctx, const struct task *task, struct otp *otp);
/* Each changes something and then loads the OTP anew, with a notice or code_error when it was refused. */
enum rc otp_send(struct ctx *ctx, const struct request *request, struct step *step, struct otp *otp) MUST_USE;
enum rc otp_again(struct ctx *ctx, const struct request *request, struct step *step,
                  struct otp *otp) MUST_USE;
enum rc otp_verify(struct ctx *ctx, const struct request *request, struct step *step,
                   struct otp *otp) MUST_USE;
/* Another recipient than the office typed, where the flow lets the worker correct it. */
enum rc otp_correct(struct ctx *ctx, const struct request *request, struct step *step,
                    struct otp *otp) MUST_USE;

/* Where the newest message is, in words: kind of banner, sentence, what follows from it. */
struct delivery {
    const char *kind, *words;
    struct str more;
};
struct delivery otp_delivery(struct ctx *ctx, const struct otp *otp);
/* How the newest message came after the one before it, or why no other channel follows it; "" when neither.
 */
struct str otp_hop_words(struct ctx *ctx, const struct verification_view *view);

#endif
