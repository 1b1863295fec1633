#ifndef BACKEND_DELIVERY_QUERY_H
#define BACKEND_DELIVERY_QUERY_H
/* How the delivery log asks: members under row-level security, staff through functions that check the
 * session. */
#include "base/ctx.h"
#include "db/db.h"

/* The statement with its first arguments: the session of staff, then the organisation. */
struct db_query delivery_query(struct ctx *ctx, struct uuid organisation, enum query member,
                               enum query staff);

#endif
