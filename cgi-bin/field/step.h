#ifndef FIELD_STEP_H
#define FIELD_STEP_H
/* One page of a task as the worker sees it, and the OTPs on it. */
#include "backend/task.h"
#include "backend/verification.h"
#include "web/component_view.h"
#include "web/page.h"

enum otp_state {
    OTP_NO_RECIPIENT, /* nobody to send to yet */
    OTP_READY,        /* Send code */
    OTP_WAITING,      /* Code, Verify, Send again */
    OTP_VERIFIED,
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

/* What keeps a task from being finished. */
struct blocker {
    int number; /* of the step */
    const struct component *component;
};

struct step {
    struct task task;   /* with the logic of what was typed */
    int number, count;  /* step 1..count */
    int page;           /* its page in the definition */
    struct str *typed;  /* by component */
    const char **error; /* likewise: a sentence or NULL */
    struct otp *otp;    /* likewise; component NULL where it is none */
    struct blocker *blocker;
    int n_blockers; /* shown when finishing was refused */
    int which;      /* the component whose button was pressed */
    bool wrong;
    bool too_large; /* a photo is */
    bool opened;    /* the answers opened questions that the worker has not seen */
    bool too_late;  /* the task was done when the answers came */
};

const struct flow_page *step_page(const struct step *step);
/* On the Initial Page the office fills the fields; the worker has its OTPs only. */
bool step_is_asked(int page, const struct component *component);

/* The number of a page's step, from 1; 0 when the page is not run. */
int step_number(const struct flow_logic *logic, int page);
int step_count(const struct flow_logic *logic);

/* Where the worker reads the task's pictures. */
struct str step_files(struct ctx *ctx, const struct task *task);
/* What a photo or a signature holds now: what was stored, less what the button takes back, and what was
 * sent. */
enum rc step_read_pictures(struct ctx *ctx, const struct request *request, struct step *step, int i) MUST_USE;

/* Reads, checks and stores the answers of the page; what is missing is an error only when leaving. */
enum rc step_read(struct ctx *ctx, const struct request *request, struct step *step, bool leaving) MUST_USE;
/* Stores what counts by the rules where something else is stored: the last word before the end. */
enum rc step_settle(struct ctx *ctx, const struct task *task, bool *stored) MUST_USE;

/* What stands between the task and its end, over all steps. */
enum rc step_blockers(struct ctx *ctx, const struct task *task, struct blocker **out, int *n) MUST_USE;

/* Looks up where the OTP stands. */
enum rc otp_load(struct ctx *ctx, const struct task *task, const struct component *component,
                 struct otp *otp) MUST_USE;
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

/* The value as the worker may read it: recipients of codes are masked. */
struct str step_value(struct ctx *ctx, const struct task *task, const struct component *component);

void step_send(struct ctx *ctx, struct request *request, const struct step *step, int status,
               struct response *response);

#endif
