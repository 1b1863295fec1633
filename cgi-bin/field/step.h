#ifndef FIELD_STEP_H
#define FIELD_STEP_H
/* One page of a task as the worker sees it. */
#include "field/otp.h"
#include "web/component_view.h"
#include "web/page.h"

/* What keeps a task from being finished. */
struct blocker {
    int number; /* of the step */
    const struct component *component;
};

struct step {
    struct task task;   /* with the logic of what was typed */
    struct task stored; /* as it was read */
    int number, count;  /* step 1..count */
    int page;           /* its page in the definition */
    struct str *typed;  /* by component */
    const char **error; /* likewise: a sentence or NULL */
    bool *clash;        /* likewise: changed here and on another phone; nothing of it is stored yet */
    struct otp *otp;    /* likewise; component NULL where it is none */
    struct blocker *blocker;
    int n_blockers;      /* shown when finishing was refused */
    int which;           /* the component whose button was pressed */
    struct answer *keep; /* what was read and may be stored */
    int n_keep;
    bool leaving; /* what is missing is wrong, too */
    bool wrong;
    bool too_large; /* a photo is */
    bool opened;    /* the answers opened questions that the worker has not seen */
    bool clashed;   /* an answer does */
    bool kept;      /* it shows what came when the session had ended */
    bool differs;   /* something of what was sent is not what is stored */
};

/* The task of the path. *found is false where task_get would not find it, too, and of somebody else's task
 * for whoever may not read its recipients: these pages show them. */
enum rc field_task_find(struct ctx *ctx, const struct request *request, struct task *task,
                        bool *found) MUST_USE;

const struct flow_page *step_page(const struct step *step);
/* On the Initial Page the office fills the fields; the worker has its OTPs only. */
bool step_is_asked(int page, const struct component *component);

/* The number of a page's step, from 1; 0 when the page is not run. */
int step_number(const struct flow_logic *logic, int page);
int step_count(const struct flow_logic *logic);

/* The page of step number. */
struct str step_address(struct ctx *ctx, const struct step *step, int number);
/* Where the worker reads the task's pictures. */
struct str step_files(struct ctx *ctx, const struct task *task);
/* What a photo or a signature holds now: what was stored, less what the button takes back, and what was
 * sent. */
enum rc step_read_pictures(struct ctx *ctx, const struct request *request, struct step *step, int i) MUST_USE;

/* Reads and checks the answers of the page; what is missing is an error only when leaving. */
enum rc step_read(struct ctx *ctx, const struct request *request, struct step *step, bool leaving) MUST_USE;
struct step_end {
    bool leaving, finish; /* the page, the task */
};
/*
 * Stores what was read where it differs from what is stored, with the task's end where it says so: then
 * what counts by the rules is stored of all pages. *saved is false, and nothing is stored, when somebody else
 * changed the task since it was read.
 */
enum rc step_save(struct ctx *ctx, struct step *step, struct step_end end, bool *saved) MUST_USE;

/* Fills the step with what was kept of it; kept says whether anything was. */
enum rc step_read_kept(struct ctx *ctx, const struct request *request, struct step *step) MUST_USE;
/* Once it was sent again. */
enum rc step_drop_kept(struct ctx *ctx, const struct request *request, const struct step *step) MUST_USE;

/* For the page: which answers it was made of. */
struct str step_marks(struct ctx *ctx, const struct step *step);
/*
 * Compares what was typed (brought into the form of what is stored) with what the page was made of and with
 * what is stored now. True: the worker had not touched it, and *value is the answer of another phone. Sets
 * clash and error where both changed it.
 */
bool step_merge(struct ctx *ctx, struct step *step, struct str marks, int i, struct str *value);

/* What stands between the task and its end, over all steps. */
enum rc step_blockers(struct ctx *ctx, const struct task *task, struct blocker **out, int *n) MUST_USE;

/* The value as the worker may read it: recipients of codes are masked. */
struct str step_value(struct ctx *ctx, const struct task *task, const struct component *component);

void step_send(struct ctx *ctx, struct request *request, const struct step *step, int status,
               struct response *response);

#endif
