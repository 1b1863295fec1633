/* Reads who sends; nothing else of a sender. */
#include "backend/sender_identity.h"

#include "db/db.h"

enum rc sender_identity_find(struct ctx *ctx, enum channel channel, struct sender_identity *out)
{
    struct db_query query = {.id = QUERY_SENDER_IDENTITY, .args.arena = ctx->arena};
    struct db_scope scope = {.organisation = ctx->actor.organisation};
    *out = (struct sender_identity){0};
    db_uuid(&query.args, ctx->actor.organisation);
    enum rc rc = db_run(ctx->app->db, ctx->arena, scope, &query, 1);
    for (int i = 0; !rc && i < query.rows.n; i++)
        if (str_eq(db_get_text(&query.rows, i, 0), str_from(channel_label(channel))))
            *out = (struct sender_identity){.found = true,
                                            .own = db_get_bool(&query.rows, i, 1),
                                            .name = db_get_text(&query.rows, i, 2),
                                            .shown = db_get_text(&query.rows, i, 3)};
    return rc;
}
