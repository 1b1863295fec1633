/* Forms that came too late, in the database, under row-level security. Does not look into them. */
#include "backend/kept_form.h"

#include "backend/scope.h"

static struct db_query query_of(struct ctx *ctx, enum query id, const struct kept_form *form)
{
    struct db_query query = plain_query(ctx, id);
    db_uuid(&query.args, ctx->actor.person);
    db_uuid(&query.args, form->task);
    db_text(&query.args, form->page);
    return query;
}

enum rc kept_form_put(struct ctx *ctx, const struct kept_form *form)
{
    struct db_query query = query_of(ctx, QUERY_KEPT_FORM_PUT, form);
    db_text(&query.args, form->fields);
    return actor_run(ctx, &query);
}

enum rc kept_form_find(struct ctx *ctx, struct kept_form *form)
{
    struct db_query query = query_of(ctx, QUERY_KEPT_FORM_FIND, form);
    enum rc rc = actor_run(ctx, &query);
    form->fields = rc == RC_OK && query.rows.n == 1 ? db_get_text(&query.rows, 0, 0) : STR_NONE;
    return rc;
}

enum rc kept_form_delete(struct ctx *ctx, const struct kept_form *form)
{
    struct db_query query = query_of(ctx, QUERY_KEPT_FORM_DELETE, form);
    return actor_run(ctx, &query);
}
