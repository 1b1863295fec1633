#ifndef CONSOLE_TASK_VIEW_H
#define CONSOLE_TASK_VIEW_H
/* What the page of a task and its proof have in common. */
#include "backend/task_flag.h"
#include "console/task.h"
#include "web/page.h"

struct task_view {
    const struct request *request;
    struct task task;
    struct task_proof proof;
    struct task_flag *flag;
    int n_flags;
    bool printed; /* leaves the office: recipients are masked for everybody, nothing can be pressed */
};

/* Reads the task of the address's first part. False: answered already (404), or a fault in *rc. */
bool task_view_open(struct ctx *ctx, struct request *request, struct response *response,
                    struct task_view *view, enum rc *rc) MUST_USE;

/* What the reader may be told of an answer: recipients masked but where they must be read. */
struct str task_view_value(struct ctx *ctx, const struct task_view *view, const struct component *component);
/* A component that the task's reader sees: shown by the flow's rules, and no mere information. */
bool task_view_shows(const struct task_view *view, int page, int component);
/* Prices are for those who see the statement. */
bool task_view_prices(const struct ctx *ctx);
/* What a step came to, and the kind of its badge. */
const char *task_step_words(struct ctx *ctx, const struct task_view *view, const struct task_step *step,
                            const char **kind);
struct str task_flag_sentence(struct ctx *ctx, const struct task_flag *flag);

/* Each adds its file to the includes of that name: templates/task/flags.tpl (none without flags), answers.tpl
 * and, for each OTP, step.tpl. */
void task_view_add_flags(struct ctx *ctx, const struct task_view *view, struct template_dict *body,
                         const char *name);
void task_view_add_answers(struct ctx *ctx, const struct task_view *view, struct template_dict *body,
                           const char *name);
void task_view_add_steps(struct ctx *ctx, const struct task_view *view, struct template_dict *body,
                         const char *name);

#endif
