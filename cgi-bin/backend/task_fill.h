#ifndef BACKEND_TASK_FILL_H
#define BACKEND_TASK_FILL_H
/* The Initial Page of a flow as the office fills it, in a form or a line of a file: checked by the flow's
 * rules, and brought into the answers that a new task is stored with. Touches no database. */
#include "backend/answer.h"
#include "backend/flow.h"
#include "backend/task.h"

/* By component of the Initial Page; zero but for what the caller fills. */
struct task_fill {
    const struct flow *flow;      /* published: its definition is the draft */
    struct str home;              /* the country whose national numbers are read */
    struct str *typed;            /* the caller's; emptied where it is no text */
    enum answer_outcome *outcome; /* what the caller refuses already stays refused, and counts as empty */
    struct flow_logic logic;      /* of what was typed */
    bool wrong;
};

struct task_fill task_fill_new(struct arena *arena, const struct flow *flow, struct str home);
const struct flow_page *task_fill_page(const struct task_fill *fill);
/* What the office can fill in; photos, signatures and codes are the worker's. */
bool task_fill_is_office(const struct component *component);
/* Checks everything typed; the task's answers are those that count by the flow's rules. */
void task_fill_check(struct ctx *ctx, struct task_fill *fill, struct task *task);
/* The name of a task without one: the first text of its answers, else the flow's name; never a recipient. */
struct str task_fill_title(const struct task_fill *fill, const struct task *task);

#endif
