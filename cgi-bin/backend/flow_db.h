#ifndef BACKEND_FLOW_DB_H
#define BACKEND_FLOW_DB_H
/* What the files of flow*.c that speak to the database share. */
#include "backend/flow.h"
#include "backend/scope.h"

struct db_query flow_query(struct ctx *ctx, enum query id);
/* The first columns of all flow statements. */
struct flow flow_of_row(const struct db_rows *rows, int row);
/* The same, and the draft behind them; false when it cannot be read. */
bool flow_of_row_draft(struct ctx *ctx, const struct db_rows *rows, int row, struct flow *flow) MUST_USE;
#define FLOW_COLUMN_DRAFT 8
#define FLOW_COLUMN_NEXT 9

#endif
