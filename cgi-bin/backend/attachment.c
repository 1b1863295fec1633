/* Pictures in the database, under row-level security. Looks at their first bytes only. */
#include "backend/attachment.h"

#include "backend/scope.h"

#define X(name, msgid) [ATTACHMENT_##name] = msgid,
static const char *const sentences[ATTACHMENT__COUNT] = {ATTACHMENT_OUTCOMES(X)};
#undef X

const char *attachment_sentence(enum attachment_outcome outcome)
{
    return sentences[outcome];
}

const char *attachment_type(struct str bytes)
{
    if (str_starts(bytes, STR("\xff\xd8\xff")))
        return "image/jpeg";
    if (str_starts(bytes, STR("\x89PNG\r\n\x1a\n")))
        return "image/png";
    if (str_starts(bytes, STR("RIFF")) && str_eq(str_slice(bytes, 8, 12), STR("WEBP")))
        return "image/webp";
    return NULL;
}

enum rc attachment_create(struct ctx *ctx, const struct task *task, const struct component *component,
                          struct str bytes, struct attachment_result *result)
{
    const char *type = attachment_type(bytes);
    struct uuid worker = ctx->actor.role <= ROLE_WORKER ? ctx->actor.person : UUID_NIL;
    struct db_query q[] = {{.id = QUERY_ATTACHMENT_LOCK, .args = {.arena = ctx->arena}},
                           {.id = QUERY_ATTACHMENT_CREATE, .args = {.arena = ctx->arena}}};
    result->outcome = type == NULL ? ATTACHMENT_NO_IMAGE : ATTACHMENT_TOO_LARGE;
    if (type == NULL || bytes.n > ATTACHMENT_MAX)
        return RC_OK;
    db_uuid(&q[0].args, task->id);
    db_uuid(&q[0].args, worker);
    db_uuid(&q[1].args, task->id);
    db_uuid(&q[1].args, uuid_v7(ctx->now_us));
    db_text(&q[1].args, component->id);
    db_text(&q[1].args, component->type == COMPONENT_SIGNATURE ? STR("signature") : STR("photo"));
    db_text(&q[1].args, str_from(type));
    db_bytes(&q[1].args, bytes);
    db_uuid(&q[1].args, ctx->actor.person);
    db_i64(&q[1].args, ATTACHMENTS_MAX);
    db_uuid(&q[1].args, worker);
    enum rc rc = actor_run_all(ctx, q, COUNT_OF(q));
    if (rc != RC_OK)
        return rc;
    const struct db_rows *rows = &q[1].rows;
    bool stored = !db_is_null(rows, 0, 1);
    if (stored)
        result->id = db_get_uuid(rows, 0, 1);
    result->outcome = stored                    ? ATTACHMENT_STORED
                      : db_get_bool(rows, 0, 0) ? ATTACHMENT_TOO_MANY
                                                : ATTACHMENT_TOO_LATE;
    return RC_OK;
}

enum rc attachment_get(struct ctx *ctx, struct uuid task, struct uuid id, struct attachment *out, bool *found)
{
    struct db_query q = {.id = QUERY_ATTACHMENT_GET, .args = {.arena = ctx->arena}};
    db_uuid(&q.args, task);
    db_uuid(&q.args, id);
    db_uuid(&q.args, ctx->actor.role <= ROLE_WORKER ? ctx->actor.person : UUID_NIL);
    enum rc rc = actor_run(ctx, &q);
    if (rc != RC_OK)
        return rc;
    *found = q.rows.n == 1;
    if (*found)
        *out = (struct attachment){db_get_text(&q.rows, 0, 0), db_get_text(&q.rows, 0, 1),
                                   db_get_text(&q.rows, 0, 2)};
    return RC_OK;
}
