#ifndef BACKEND_TASK_H
#define BACKEND_TASK_H
/*
 * Tasks of the actor's organisation: runs of one published version of a flow. A worker sees only tasks
 * of his own; planners and above see all. Each change writes a line of the audit log.
 */
#include "backend/flow_logic.h"
#include "base/ctx.h"

#define TASK_STATUSES(X)                                                                                     \
    X(UNASSIGNED, "unassigned", TEXT("Unassigned"))                                                          \
    X(ONGOING, "ongoing", TEXT("Ongoing"))                                                                   \
    X(DONE, "done", TEXT("Done"))

#define X(name, label, words) TASK_##name,
enum task_status { TASK_STATUSES(X) TASK__COUNT };
#undef X

bool task_status_parse(struct str label, enum task_status *out) MUST_USE;
const char *task_status_label(enum task_status status);
const char *task_status_words(enum task_status status); /* a msgid */

#define TASK_TITLE_MAX 200 /* characters */
#define TASK_PAGE 50

struct task {
    struct uuid id, flow, worker, created_by; /* worker nil: nobody */
    int64_t flow_version, revision;           /* revision: of the answers */
    struct str title, flow_name, worker_name; /* worker_name STR_NONE: nobody */
    enum task_status status;
    int64_t created_at, finished_at; /* 0: not finished */
    int64_t starts_at, ends_at;      /* when it is to be done; 0: no such end */
    int64_t step, steps; /* the step that the worker goes on with; 0: not begun. Only in task_list_own */
    struct flow_definition definition; /* not in lists, as revision and all that follows */
    struct answer *answer;
    int n_answers;
    struct str *passed; /* OTPs that the office let pass without a code, see otp_override.h */
    int n_passed;
    struct flow_logic logic; /* of the answers */
};
struct task_list {
    struct task *task; /* newest first */
    int n;
    int64_t total; /* that match */
};
#define TASK_DONE_MAX 20
/* The actor's own whose title or flow has the query in it: at most TASK_PAGE open ones, the next first, then
 * those finished in the last seven days, at most TASK_DONE_MAX. total: all that are open. */
enum rc task_list_own(struct ctx *ctx, struct str query, struct task_list *out) MUST_USE;
/* *found is false for a foreign id and for a worker when the task is somebody else's. */
enum rc task_get(struct ctx *ctx, struct uuid id, struct task *task, bool *found) MUST_USE;
/* A planner and whoever made the task must be able to read a number; others see that it is there. */
bool task_may_read_recipients(const struct ctx *ctx, const struct task *task);
/* A text that is another one whenever something changed at a code of the task: its verification, the
 * messages, the answers, the task's end. Empty when task_get would find nothing. */
enum rc task_code_stamp(struct ctx *ctx, struct uuid id, struct str component, struct str *stamp) MUST_USE;
/* The stored answer; STR_NONE when there is none. */
struct str task_answer(const struct task *task, struct str component);
/* The value that counts by the flow's rules. */
struct str task_value(const struct task *task, struct str component);
/* Whether the office let this OTP pass without a code. */
bool task_has_passed(const struct task *task, struct str component);
/* The task as if these answers were stored already, its logic included. */
void task_keep(struct arena *arena, struct task *task, const struct answer *answer, int n);

/* Fills id; pinned to the version given; ongoing when it has a worker. */
enum rc task_create(struct ctx *ctx, struct task *task) MUST_USE;
/* What a worker's step changes, in one transaction. */
struct task_progress {
    const struct answer *answer;
    int n;
    const struct uuid *removed; /* pictures that were taken back */
    int n_removed;
    int step, steps; /* where the worker goes on */
    bool finish;     /* the task's end, which also removes pictures that no answer names */
};
/*
 * Applies it to the revision that was read. *saved is false, and nothing changed, when the task has another
 * one by now, is done or is not the worker's any more: read it again. A saved task is at the new revision.
 */
enum rc task_save(struct ctx *ctx, struct task *task, const struct task_progress *change,
                  bool *saved) MUST_USE;
/* Stores a recipient that the office typed, on whatever revision; the audit log says who corrected it.
 * *stored is false when the task is done or not the worker's any more. */
enum rc task_recipient_correct(struct ctx *ctx, const struct task *task, struct answer answer,
                               bool *stored) MUST_USE;

#endif
