#ifndef BACKEND_FLOW_DB_H
#define BACKEND_FLOW_DB_H
/* What the files of flow*.c that speak to the database share. */
#include "backend/flow.h"
#include "backend/scope.h"

struct db_query flow_query(struct ctx *ctx, enum query id);
#define FLOW_COLUMN_DRAFT 8
#define FLOW_COLUMN_NEXT 9

#endif
