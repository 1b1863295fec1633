#ifndef BACKEND_TASK_IMPORT_H
#define BACKEND_TASK_IMPORT_H
/* Files of tasks: kept first, which changes nothing, and made into tasks later, all in one transaction and
 * once, however often that is asked for. */
#include "backend/task_sheet.h"

struct task_import {
    struct uuid id, flow, made_by;
    struct str file_name, content; /* content STR_NONE once it was applied */
    int64_t made_at, applied_at;   /* 0: not yet */
    int64_t tasks;                 /* that it made */
    struct {
        struct uuid id; /* UUID_NIL: none */
        int64_t applied_at, tasks;
    } before; /* the same file, made into tasks of the same flow already */
};

/* Fills id. */
enum rc task_import_save(struct ctx *ctx, struct task_import *import) MUST_USE;
enum rc task_import_get(struct ctx *ctx, struct uuid id, struct task_import *import, bool *found) MUST_USE;

/* Reads the file by its flow, of which order has what is not the people; those are looked up. */
enum rc task_import_read(struct ctx *ctx, struct task_sheet_order order, struct task_sheet *sheet) MUST_USE;

enum task_import_outcome {
    TASK_IMPORT_DONE,         /* now or before */
    TASK_IMPORT_FLOW_CHANGED, /* it was published anew meanwhile, or archived */
    TASK_IMPORT_NOT_FOUND,
};
/* sheet without faults, read by this version of the flow. */
enum rc task_import_apply(struct ctx *ctx, const struct task_import *import, const struct flow *flow,
                          struct task_sheet *sheet, enum task_import_outcome *outcome) MUST_USE;

#endif
