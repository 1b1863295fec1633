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

/* The page of step number. */
struct str step_address(struct ctx *ctx, const struct step *step, int number);
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

/* The value as the worker may read it: recipients of codes are masked. */
struct str step_value(struct ctx *ctx, const struct task *task, const struct component *component);

void step_send(struct ctx *ctx, struct request *request, const struct step *step, int status,
               struct response *response);

#endif
