#ifndef CONSOLE_TASK_FORM_H
#define CONSOLE_TASK_FORM_H
/* What a planner says of a task besides its answers: its name, its worker, and when it is to be done. The
 * fields of templates/task/fields.tpl, in New task and where a task is edited. */
#include "backend/member.h"
#include "backend/task.h"
#include "web/page.h"

enum task_field {
    TASK_FIELD_WORKER,
    TASK_FIELD_STARTS,
    TASK_FIELD_ENDS,
    TASK_FIELD_TITLE,
    TASK_FIELD__COUNT
};

struct task_form {
    struct member_list members;
    struct str typed[TASK_FIELD__COUNT];
    const char *error[TASK_FIELD__COUNT]; /* a sentence, or NULL */
    struct uuid kept; /* who has the task, and may keep it: perhaps somebody who has left */
    struct str kept_name;
    bool named; /* it needs a name: it has one already */
    bool wrong;
};

/* The people to choose from. */
enum rc task_form_open(struct ctx *ctx, struct task_form *form) MUST_USE;
/* Of a task that is there. */
void task_form_keep(const struct task *task, struct task_form *form);
/* Filled as the task has it. */
void task_form_start(struct ctx *ctx, const struct request *request, const struct task *task,
                     struct task_form *form);
/* As it was sent; what is right stands in the task's worker, starts_at, ends_at and title (empty: none). */
void task_form_read(struct ctx *ctx, const struct request *request, struct task_form *form,
                    struct task *task);
/* An error found later. */
void task_form_refuse(struct task_form *form, enum task_field field, const char *sentence);
/* Adds the fields to the includes called name, and a row for each error to that section of the summary:
 * FIELD, LABEL, TEXT. */
void task_form_fill(struct ctx *ctx, const struct request *request, const struct task_form *form,
                    struct template_dict *dict, const char *name);
void task_form_errors(struct ctx *ctx, const struct task_form *form, struct template_dict *summary,
                      const char *section);

#endif
