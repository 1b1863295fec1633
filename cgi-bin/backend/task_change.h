#ifndef BACKEND_TASK_CHANGE_H
#define BACKEND_TASK_CHANGE_H
/* What planners do with tasks that are there: one at a time, or many at once. Each task that is changed has
 * its line in the audit log; what no longer may be changed is left as it is. */
#include "backend/task.h"

#define TASK_BULK_MAX 500

/* X(C name, label) */
#define TASK_ACTIONS(X)                                                                                      \
    X(ASSIGN, "assign")                                                                                      \
    X(UNASSIGN, "unassign")                                                                                  \
    X(MOVE, "move")                                                                                          \
    X(DELETE, "delete")

#define X(name, label) TASK_##name,
enum task_action { TASK_ACTIONS(X) TASK_ACTION__COUNT };
#undef X
bool task_action_parse(struct str label, enum task_action *out) MUST_USE;
const char *task_action_label(enum task_action action);

struct task_state {
    struct uuid id;
    struct str title, worker_name;
    bool done, begun, assigned; /* begun: somebody has worked on it */
};
struct task_states {
    struct task_state *state;
    int n;
};
/* Those of the tasks that there are, in this order. */
enum rc task_state_list(struct ctx *ctx, const struct uuid *id, int n, struct task_states *out) MUST_USE;
/* Why this cannot be done with the task, a msgid; NULL: it can. */
const char *task_refusal(enum task_action action, const struct task_state *state);

struct task_change {
    enum task_action action;
    struct uuid worker;         /* ASSIGN */
    int64_t starts_at, ends_at; /* MOVE; 0: no such end */
};
/* In one transaction; *changed is how many tasks are no longer as they were. */
enum rc task_change(struct ctx *ctx, const struct task_change *change, const struct uuid *id, int n,
                    int64_t *changed) MUST_USE;

/* Title, worker and window of a task that is not done become those given; *done: it is. */
enum rc task_edit(struct ctx *ctx, const struct task *task, bool *done) MUST_USE;

#endif
