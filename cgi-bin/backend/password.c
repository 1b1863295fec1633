/* Setting a password. Must not tell whether an address has a login, neither by an answer nor by its time. */
#include "backend/password.h"

#include "backend/letter.h"
#include "backend/scope.h"

static bool token_read(struct str token, unsigned char hash[HASH_SIZE])
{
    struct uuid nobody;
    return token_parse(token, STR(""), &nobody, hash);
}

enum rc password_reset_ask(struct ctx *ctx, struct str email, enum outcome *outcome)
{
    struct db_query q = {.id = QUERY_PASSWORD_RESET_ASK, .args.arena = ctx->arena};
    unsigned char hash[HASH_SIZE];
    struct str token = token_new(ctx->arena, STR(""), UUID_NIL, hash);
    db_text(&q.args, str_lower(ctx->arena, str_trim(email)));
    db_text(&q.args, ctx->address);
    db_text(&q.args, ctx->language);
    db_bytes(&q.args, str_bytes(hash, sizeof hash));
    letter_put_token(ctx, &q.args, token);
    enum rc rc = actor_run(ctx, &q);
    *outcome = OUTCOME_DONE;
    if (rc == RC_OK && str_eq(db_get_text(&q.rows, 0, 0), STR("too_many")))
        *outcome = OUTCOME_TOO_MANY;
    return rc;
}

enum rc password_reset_find(struct ctx *ctx, struct str token, struct password_owner *owner, bool *found)
{
    struct db_query q = {.id = QUERY_PASSWORD_RESET_FIND, .args.arena = ctx->arena};
    unsigned char hash[HASH_SIZE];
    *found = false;
    if (!token_read(token, hash))
        return RC_OK;
    db_bytes(&q.args, str_bytes(hash, sizeof hash));
    enum rc rc = actor_run(ctx, &q);
    if (rc != RC_OK || q.rows.n == 0)
        return rc;
    *owner = (struct password_owner){db_get_text(&q.rows, 0, 0), db_get_text(&q.rows, 0, 1)};
    *found = true;
    return RC_OK;
}

enum rc password_reset_use(struct ctx *ctx, struct str token, const struct secret *password, bool *done)
{
    struct db_query q = {.id = QUERY_PASSWORD_RESET_USE, .args.arena = ctx->arena};
    unsigned char hash[HASH_SIZE];
    struct str stored;
    *done = false;
    if (!token_read(token, hash))
        return RC_OK;
    enum rc rc = password_hash(ctx->arena, password, &stored);
    if (rc != RC_OK)
        return rc;
    db_bytes(&q.args, str_bytes(hash, sizeof hash));
    db_text(&q.args, stored);
    letter_put(ctx, &q.args);
    rc = actor_run(ctx, &q);
    *done = rc == RC_OK && db_get_bool(&q.rows, 0, 0);
    return rc;
}

enum rc password_change(struct ctx *ctx, const struct secret *password, bool *done)
{
    struct db_query q = {.id = QUERY_PASSWORD_CHANGE, .args.arena = ctx->arena};
    struct str stored;
    *done = false;
    enum rc rc = password_hash(ctx->arena, password, &stored);
    if (rc != RC_OK)
        return rc;
    db_uuid(&q.args, ctx->actor.organisation);
    db_bytes(&q.args, str_bytes(ctx->actor.session, sizeof ctx->actor.session));
    db_text(&q.args, stored);
    letter_put(ctx, &q.args);
    rc = actor_run(ctx, &q);
    *done = rc == RC_OK && db_get_bool(&q.rows, 0, 0);
    return rc;
}
