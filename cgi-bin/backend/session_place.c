/* Where a person is signed in, and going from one organisation to another. */
#include "backend/role.h"
#include "backend/scope.h"
#include "backend/session.h"
#include "base/random.h"

/* A statement whose first two arguments are the session. */
static struct db_query query_new(struct ctx *ctx, enum query id)
{
    struct db_query q = {.id = id, .args.arena = ctx->arena};
    db_uuid(&q.args, ctx->actor.organisation);
    db_bytes(&q.args, str_bytes(ctx->actor.session, sizeof ctx->actor.session));
    return q;
}

enum rc session_list(struct ctx *ctx, struct session_places *out)
{
    struct db_query q = query_new(ctx, QUERY_SESSION_LIST);
    enum rc rc = actor_run(ctx, &q);
    out->n = rc == RC_OK ? q.rows.n : 0;
    out->place = ARENA_ARRAY(ctx->arena, struct session_place, (size_t)out->n + 1);
    for (int i = 0; i < out->n; i++)
        out->place[i] = (struct session_place){
            .id = db_get_uuid(&q.rows, i, 0),
            .organisation_name = db_get_text(&q.rows, i, 1),
            .device = db_get_text(&q.rows, i, 2),
            .address = db_get_text(&q.rows, i, 3),
            .created_at = db_get_time(&q.rows, i, 4),
            .seen_at = db_get_time(&q.rows, i, 5),
            .own = db_get_bool(&q.rows, i, 6),
        };
    return rc;
}

enum rc session_end_other(struct ctx *ctx, struct uuid id, int64_t *ended)
{
    struct db_query q = query_new(ctx, QUERY_SESSION_END_OTHER);
    db_uuid(&q.args, id);
    enum rc rc = actor_run(ctx, &q);
    *ended = rc == RC_OK ? db_get_i64(&q.rows, 0, 0) : 0;
    return rc;
}

enum rc session_organisation_list(struct ctx *ctx, struct session_homes *out)
{
    struct db_query q = query_new(ctx, QUERY_SESSION_ORGANISATION_LIST);
    enum rc rc = actor_run(ctx, &q);
    out->n = rc == RC_OK ? q.rows.n : 0;
    out->home = ARENA_ARRAY(ctx->arena, struct session_home, (size_t)out->n + 1);
    for (int i = 0; i < out->n; i++)
        out->home[i] = (struct session_home){
            .id = db_get_uuid(&q.rows, i, 0),
            .name = db_get_text(&q.rows, i, 1),
            .role = db_get_text(&q.rows, i, 2),
        };
    return rc;
}

enum rc session_move(struct ctx *ctx, struct uuid to, struct login *login)
{
    struct db_query q = query_new(ctx, QUERY_SESSION_MOVE);
    unsigned char csrf[CSRF_SIZE];
    *login = (struct login){.outcome = OUTCOME_FORBIDDEN, .actor = ctx->actor};
    login->actor.organisation = to;
    login->token = token_new(ctx->arena, STR(""), to, login->actor.session);
    random_fill(csrf, sizeof csrf);
    db_uuid(&q.args, to);
    db_bytes(&q.args, str_bytes(login->actor.session, sizeof login->actor.session));
    db_bytes(&q.args, str_bytes(csrf, sizeof csrf));
    enum rc rc = actor_run(ctx, &q);
    if (rc != RC_OK || db_is_null(&q.rows, 0, 0))
        return rc;
    if (member_role_parse(db_get_text(&q.rows, 0, 0), &login->actor.role))
        login->outcome = OUTCOME_DONE;
    return rc;
}
