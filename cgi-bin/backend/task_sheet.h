#ifndef BACKEND_TASK_SHEET_H
#define BACKEND_TASK_SHEET_H
/*
 * A file of tasks for one flow: a head that names columns, then a task a line. Columns are those of the task
 * itself and what the Initial Page asks the office for. A cell that is empty, and a column that is missing,
 * count as a form left as it was. Touches no database; what is wrong is told by line.
 */
#include "backend/task_fill.h"
#include "base/csv.h"

#define TASK_SHEET_BYTES ((size_t)2 << 20)
#define TASK_SHEET_LINES 5000
#define TASK_SHEET_ANSWERS 200000
#define TASK_SHEET_KEPT ((size_t)8 << 20) /* bytes of names, answers and the ids of what they answer */
#define TASK_FAULTS_MAX 100

/* X(C name, what programs call it, what people call it) */
#define TASK_COLUMNS_OWN(X)                                                                                  \
    X(TITLE, "title", TEXT("Name of the task"))                                                              \
    X(WORKER, "worker", TEXT("Worker (email)"))                                                              \
    X(STARTS, "starts", TEXT("Not before"))                                                                  \
    X(ENDS, "ends", TEXT("Until"))

#define X(name, label, words) TASK_COLUMN_##name,
enum task_column_own { TASK_COLUMNS_OWN(X) TASK_COLUMN__COUNT };
#undef X

struct task_column {
    enum task_column_own own; /* __COUNT: a component's */
    int component;            /* of the Initial Page */
    struct str name;          /* as the head calls it; in the reader's language */
};
struct task_columns {
    struct task_column column[CSV_CELLS_MAX];
    int n;
};
/* All that a file of this flow may have, as many as a line can hold. */
struct task_columns task_columns(struct ctx *ctx, const struct flow *flow);
bool task_column_is_needed(const struct flow *flow, const struct task_column *column);

struct task_person {
    struct str email; /* in lower case */
    struct uuid id;
};
struct task_sheet_order {
    const struct flow *flow;
    struct str home, time_zone; /* of the organisation */
    struct str text;
    const struct task_person *person; /* who may be given tasks */
    int n_people;
};

struct task_fault {
    int line; /* 0: the file as a whole */
    struct str column, value;
    const char *words; /* msgid */
    struct str limit;  /* its %1 */
};
struct task_sheet {
    struct task_columns columns; /* as they stand in the file; name empty: one without head */
    struct task *task;           /* title, worker, window and answers; one a line, those with faults too */
    int *line;                   /* where it stands */
    int n, n_answers;
    size_t kept; /* bytes of what TASK_SHEET_KEPT bounds */
    struct task_fault fault[TASK_FAULTS_MAX];
    int n_faults, n_wrong; /* all of them, also those there was no room for; lines with one */
};
void task_sheet_read(struct ctx *ctx, const struct task_sheet_order *order, struct task_sheet *out);

/* The workers' addresses of a file's first TASK_SHEET_LINES tasks, each once, in lower case. */
int task_sheet_emails(struct ctx *ctx, const struct flow *flow, struct str text, struct str **email);

#endif
