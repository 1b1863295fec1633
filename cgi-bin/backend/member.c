/* Lists of an organisation's people. Changes nobody. */
#include "backend/member.h"

#include "db/db.h"

enum rc member_list_active(struct ctx *ctx, struct member_list *out)
{
    struct db_query q = {.id = QUERY_MEMBER_LIST_ACTIVE, .args = {.arena = ctx->arena}};
    struct db_scope scope = {ctx->actor.organisation, ctx->actor.person};
    enum rc rc = db_run(ctx->app->db, ctx->arena, scope, &q, 1);
    if (rc != RC_OK)
        return rc;
    *out = (struct member_list){.member = ARENA_ARRAY(ctx->arena, struct member, (size_t)q.rows.n + 1),
                                .n = q.rows.n};
    for (int i = 0; i < q.rows.n; i++) {
        out->member[i] = (struct member){
            .person = db_get_uuid(&q.rows, i, 0),
            .name = db_get_text(&q.rows, i, 1),
            .email = db_get_text(&q.rows, i, 2),
            .worker = db_get_bool(&q.rows, i, 3),
        };
    }
    return RC_OK;
}
