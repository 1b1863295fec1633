#ifndef BACKEND_TASK_FLAG_H
#define BACKEND_TASK_FLAG_H
/* What of a task's verification somebody should look at twice. Facts, no verdicts. Pure. */
#include "backend/task_proof.h"

#define TASK_FLAG_FAST_S 10 /* a code that is read out and typed takes longer */

/* X(C name, label for programs) */
#define TASK_FLAGS(X)                                                                                        \
    X(OVERRIDE, "passed_without_code")                                                                       \
    X(OWN, "recipient_is_worker")                                                                            \
    X(REPEATS, "recipient_repeats")     /* n other tasks within 30 days, of_worker of them the worker's */   \
    X(CORRECTED, "recipient_corrected") /* n times, after the task was made */                               \
    X(UNSENT,                                                                                                \
      "verified_but_unsent")    /* the right code was typed, but no message with it is known to have left */ \
    X(FAST, "verified_at_once") /* n seconds after it was sent, and no delivery was ever reported */         \
    X(LATE, "verified_after_finish")

#define X(name, label) TASK_FLAG_##name,
enum task_flag_kind { TASK_FLAGS(X) TASK_FLAG__COUNT };
#undef X
const char *task_flag_label(enum task_flag_kind kind);

struct task_flag {
    enum task_flag_kind kind;
    const struct component *component; /* the OTP */
    int64_t n, of_worker;
};
/* Of the steps that are shown, in the flow's order; the array lives in the arena. */
int task_flag_list(struct arena *arena, const struct task_proof *proof, struct task_flag **out);

#endif
