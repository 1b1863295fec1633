#ifndef BACKEND_SCOPE_H
#define BACKEND_SCOPE_H
/* Who acts, as row-level security and the audit log are told. */
#include "base/ctx.h"
#include "db/db.h"

static inline struct db_scope actor_scope(const struct ctx *ctx)
{
    return (struct db_scope){ctx->actor.organisation, ctx->actor.person, ctx->address};
}

/* Runs one statement as the actor. */
static inline enum rc actor_run(struct ctx *ctx, struct db_query *query)
{
    return db_run(ctx->app->db, ctx->arena, actor_scope(ctx), query, 1);
}

#endif
