#ifndef BACKEND_SCOPE_H
#define BACKEND_SCOPE_H
/* Who acts, as row-level security and the audit log are told. */
#include "base/ctx.h"
#include "db/db.h"

/* A statement without an argument yet. */
static inline struct db_query plain_query(const struct ctx *ctx, enum query id)
{
    return (struct db_query){.id = id, .args.arena = ctx->arena};
}

/* A statement whose first argument is the actor's organisation. */
static inline struct db_query actor_query(const struct ctx *ctx, enum query id)
{
    struct db_query query = plain_query(ctx, id);
    db_uuid(&query.args, ctx->actor.organisation);
    return query;
}

/* A statement whose first argument is the session of one of the staff: its function checks it. */
static inline struct db_query staff_query(const struct ctx *ctx, enum query id)
{
    struct db_query query = plain_query(ctx, id);
    db_bytes(&query.args, str_bytes(ctx->actor.session, sizeof ctx->actor.session));
    return query;
}

/* A statement whose first arguments are the actor's session and organisation: its function checks them. */
static inline struct db_query session_query(const struct ctx *ctx, enum query id)
{
    struct db_query query = staff_query(ctx, id);
    db_uuid(&query.args, ctx->actor.organisation);
    return query;
}

/* Runs n statements as the actor, in one transaction and one round trip. */
static inline enum rc actor_run_all(struct ctx *ctx, struct db_query *queries, size_t n)
{
    const struct db_scope actor = {ctx->actor.organisation, ctx->actor.person, ctx->address};
    return db_run(ctx->app->db, ctx->arena, actor, queries, n);
}

static inline enum rc actor_run(struct ctx *ctx, struct db_query *query)
{
    return actor_run_all(ctx, query, 1);
}

/* The same as the program itself, or for somebody who is not known yet: their functions decide. */
static inline enum rc program_run_all(struct ctx *ctx, struct db_query *queries, size_t n)
{
    return db_run(ctx->app->db, ctx->arena, (struct db_scope){0}, queries, n);
}

static inline enum rc program_run(struct ctx *ctx, struct db_query *query)
{
    return program_run_all(ctx, query, 1);
}

/* Runs a statement that answers the row of one, or of all (nil). */
static inline enum rc actor_find(struct ctx *ctx, enum query id, struct uuid one, struct db_query *query)
{
    *query = plain_query(ctx, id);
    db_uuid(&query->args, one);
    return actor_run(ctx, query);
}

#endif
