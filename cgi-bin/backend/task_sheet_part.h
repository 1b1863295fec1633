#ifndef BACKEND_TASK_SHEET_PART_H
#define BACKEND_TASK_SHEET_PART_H
/* What the two halves of reading a file of tasks share. */
#include "backend/task_sheet.h"
#include "base/text.h"

struct task_reader {
    struct ctx *ctx;
    const struct task_sheet_order *order;
    struct task_sheet *out;
    struct arena *scratch; /* of one line */
    struct task_fill fill;
    struct csv_reader csv;
};

/* value and limit are copied. */
void task_fault_add(struct task_reader *reader, int line, const struct task_fault *fault);
/* The first line; false (told) when no line can be read by it. */
bool task_head_read(struct task_reader *reader) MUST_USE;

#endif
