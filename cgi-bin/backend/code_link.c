/* Links for recipients who type their code. Must not tell why a link opens nothing. */
#include "backend/code_link.h"

#include "backend/scope.h"
#include "base/log.h"

/* Keeps these bits apart from what else is hashed with the same key. */
#define PURPOSE STR("sandi code link\n")

static enum rc make(struct ctx *ctx, struct uuid verification, uint8_t key, struct str *token,
                    unsigned char hash[HASH_SIZE])
{
    unsigned char bits[HASH_SIZE];
    const struct str parts[] = {
        PURPOSE,
        str_bytes(ctx->actor.organisation.b, sizeof ctx->actor.organisation.b),
        str_bytes(verification.b, sizeof verification.b),
    };
    if (!keyed_hash(&ctx->app->keys_hash, key, parts, COUNT_OF(parts), bits)) {
        log_event(LOG_ERROR, "code_link.key", "id=%d", key);
        return RC_BROKEN;
    }
    *token = token_of(ctx->arena, STR(""), ctx->actor.organisation, bits, hash);
    return RC_OK;
}

enum rc code_link_prepare(struct ctx *ctx, struct uuid verification, uint8_t key, struct str *hash)
{
    struct str token;
    unsigned char *bytes = arena_alloc(ctx->arena, HASH_SIZE);
    enum rc rc = make(ctx, verification, key, &token, bytes);
    *hash = rc == RC_OK ? str_bytes(bytes, HASH_SIZE) : STR_NONE;
    return rc;
}

enum rc code_link_get(struct ctx *ctx, struct uuid verification, struct str *token)
{
    struct db_query query = actor_query(ctx, QUERY_VERIFICATION_LINK_KEY);
    unsigned char hash[HASH_SIZE];
    *token = STR("");
    db_uuid(&query.args, verification);
    enum rc rc = actor_run(ctx, &query);
    if (rc != RC_OK || query.rows.n == 0)
        return rc;
    return make(ctx, verification, (uint8_t)db_get_i64(&query.rows, 0, 0), token, hash);
}

enum rc code_link_find(struct ctx *ctx, struct str token, struct code_link *link, bool *found)
{
    struct db_query query = plain_query(ctx, QUERY_VERIFICATION_LINKED);
    unsigned char hash[HASH_SIZE];
    struct uuid organisation;
    *found = false;
    if (!token_parse(token, STR(""), &organisation, hash))
        return RC_OK;
    /* Whoever is signed in on this phone acts here for nobody. */
    ctx->actor = (struct actor){.organisation = organisation};
    db_uuid(&query.args, organisation);
    db_bytes(&query.args, str_bytes(hash, sizeof hash));
    enum rc rc = actor_run(ctx, &query);
    *found = rc == RC_OK && query.rows.n == 1;
    if (*found)
        *link = (struct code_link){organisation, db_get_uuid(&query.rows, 0, 0),
                                   (int)db_get_i64(&query.rows, 0, 1)};
    return rc;
}
