/* Reads who sends; nothing else of a sender. */
#include "backend/sender_identity.h"

#include "backend/scope.h"

enum rc sender_identity_find(struct ctx *ctx, enum channel channel, struct sender_identity *out)
{
    struct db_query query = actor_query(ctx, QUERY_SENDER_IDENTITY);
    *out = (struct sender_identity){0};
    enum rc rc = actor_run(ctx, &query);
    for (int i = 0; !rc && i < query.rows.n; i++)
        if (str_eq(db_get_text(&query.rows, i, 0), str_from(channel_label(channel))))
            *out = (struct sender_identity){.found = true,
                                            .own = db_get_bool(&query.rows, i, 1),
                                            .name = db_get_text(&query.rows, i, 2),
                                            .shown = db_get_text(&query.rows, i, 3)};
    return rc;
}
