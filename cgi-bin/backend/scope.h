#ifndef BACKEND_SCOPE_H
#define BACKEND_SCOPE_H
/* Who acts, as row-level security and the audit log are told. */
#include "base/ctx.h"
#include "db/db.h"

static inline struct db_scope actor_scope(const struct ctx *ctx)
{
    return (struct db_scope){ctx->actor.organisation, ctx->actor.person, ctx->address};
}

/* A statement whose first argument is the actor's organisation. */
static inline struct db_query actor_query(const struct ctx *ctx, enum query id)
{
    struct db_query query = {.id = id, .args.arena = ctx->arena};
    db_uuid(&query.args, ctx->actor.organisation);
    return query;
}

/* A statement whose first arguments are the actor's session and organisation: its function checks them. */
static inline struct db_query session_query(const struct ctx *ctx, enum query id)
{
    struct db_query query = {.id = id, .args.arena = ctx->arena};
    db_bytes(&query.args, str_bytes(ctx->actor.session, sizeof ctx->actor.session));
    db_uuid(&query.args, ctx->actor.organisation);
    return query;
}

/* Runs n statements as the actor, in one transaction and one round trip. */
static inline enum rc actor_run_all(struct ctx *ctx, struct db_query *queries, size_t n)
{
    return db_run(ctx->app->db, ctx->arena, actor_scope(ctx), queries, n);
}

static inline enum rc actor_run(struct ctx *ctx, struct db_query *query)
{
    return actor_run_all(ctx, query, 1);
}

/* Runs a statement that answers the row of one, or of all (nil). */
static inline enum rc actor_find(struct ctx *ctx, enum query id, struct uuid one, struct db_query *query)
{
    *query = (struct db_query){.id = id, .args.arena = ctx->arena};
    db_uuid(&query->args, one);
    return actor_run(ctx, query);
}

#endif
