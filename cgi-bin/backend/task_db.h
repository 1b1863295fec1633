#ifndef BACKEND_TASK_DB_H
#define BACKEND_TASK_DB_H
/* What the statements of tasks share. */
#include "backend/task.h"
#include "db/db.h"

#define TASK_COLUMNS 13 /* the first ones of every list and get; what follows is the statement's own */
struct task task_of_row(const struct db_rows *rows, int row);
/* The list with its total, which is in the column after those. */
struct task_list task_list_of_rows(struct ctx *ctx, const struct db_rows *rows);

#endif
