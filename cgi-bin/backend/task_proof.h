#ifndef BACKEND_TASK_PROOF_H
#define BACKEND_TASK_PROOF_H
/* All that the office can know of one task besides its answers: its codes, overrides and what was done. Reads
 * only. */
#include "backend/audit.h"
#include "backend/otp_override.h"
#include "backend/verification.h"

/* Moments are 0 where nothing happened. */
struct task_message {
    struct uuid id;
    enum channel channel;
    enum message_status status;
    struct str reason, provider_id; /* STR_NONE: none */
    int64_t created_at, sent_at, delivered_at, read_at;
    struct credits price;
    bool charged; /* and not refunded */
};
struct task_code {
    struct uuid id;
    struct str component;
    enum verification_status status;
    struct str recipient, country; /* country STR_NONE: an address */
    enum channel channel;
    struct str sent_by; /* a person's name; STR_NONE: gone */
    int64_t created_at, closed_at;
    int wrong, attempts_max;
    int64_t others, others_of_worker; /* tasks that the same recipient verified, too */
    bool own;                         /* the worker's own number or login address */
    enum typist typist;               /* of the right code; PROGRAM: nobody on a page yet */
    struct task_message *message;     /* oldest first */
    int n_messages;
};
struct task_correction {
    struct str component; /* the recipient's field */
    int64_t n;
};
struct task_proof {
    const struct task *task;
    struct task_code *code; /* oldest first */
    int n_codes;
    struct otp_override_list overrides;
    struct task_correction *correction;
    int n_corrections;
    struct audit_lines lines;
};
enum rc task_proof_load(struct ctx *ctx, const struct task *task, struct task_proof *out) MUST_USE;

/* What one OTP step came to. */
struct task_step {
    const struct component *component;
    const struct otp_override *override; /* NULL: none */
    const struct task_code *code;        /* the newest; NULL: none was sent */
    bool verified;                       /* it counts: for the recipient as it stands, and no override */
    bool overtaken;                      /* the newest went to another recipient than the task has now */
    int n_codes;
    struct credits charged; /* of all its codes */
};
struct task_step task_step_of(const struct task_proof *proof, const struct component *otp);

#endif
