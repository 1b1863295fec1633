/* Seals the tokens of letters' links and opens them again. Sends nothing. */
#include "backend/letter.h"

#include <string.h>

#include "backend/scope.h"

static struct str bound_to(struct ctx *ctx, struct uuid id)
{
    return str_printf(ctx->arena, "letter %.*s", STR_ARG(uuid_text(ctx->arena, id)));
}

void letter_put(struct ctx *ctx, struct db_args *args)
{
    db_uuid(args, uuid_v7(ctx->now_us));
}

void letter_put_token(struct ctx *ctx, struct db_args *args, struct str token)
{
    const struct keyring *ring = keyring_current(ctx->arena, &ctx->app->keys_seal);
    struct uuid id = uuid_v7(ctx->now_us);
    struct secret plain = {.n = token.n};
    memcpy(plain.s, token.s, token.n);
    db_uuid(args, id);
    db_i64(args, keyring_newest(ring));
    db_bytes(args, seal(ctx->arena, ring, bound_to(ctx, id), &plain));
    secret_wipe(&plain);
}

static struct str token_open(struct ctx *ctx, struct uuid id, int64_t key, struct str sealed)
{
    const struct keyring *ring = keyring_current(ctx->arena, &ctx->app->keys_seal);
    struct secret plain;
    struct str token = STR_NONE;
    if (seal_open(ring, (uint8_t)key, bound_to(ctx, id), sealed, &plain))
        token = str_copy(ctx->arena, str_bytes(plain.s, plain.n));
    secret_wipe(&plain);
    return token;
}

enum rc letter_claim(struct ctx *ctx, struct letter **letters, int *n)
{
    struct db_query q = {.id = QUERY_LETTER_CLAIM, .args.arena = ctx->arena};
    db_i64(&q.args, LETTERS_AT_ONCE);
    enum rc rc = program_run(ctx, &q);
    *n = rc == RC_OK ? q.rows.n : 0;
    *letters = ARENA_ARRAY(ctx->arena, struct letter, (size_t)*n + 1);
    for (int i = 0; i < *n; i++) {
        struct uuid id = db_get_uuid(&q.rows, i, 0);
        bool sealed = !db_is_null(&q.rows, i, 10);
        (*letters)[i] = (struct letter){
            .id = id,
            .mail_sender = db_get_uuid(&q.rows, i, 1),
            .kind = db_get_text(&q.rows, i, 2),
            .email = db_get_text(&q.rows, i, 3),
            .language = db_get_text(&q.rows, i, 4),
            .organisation_name = db_get_text(&q.rows, i, 5),
            .by_name = db_get_text(&q.rows, i, 6),
            .role = db_get_text(&q.rows, i, 7),
            .at = db_get_time(&q.rows, i, 8),
            .token = sealed ? token_open(ctx, id, db_get_i64(&q.rows, i, 9), db_get_text(&q.rows, i, 10))
                            : STR_NONE,
        };
    }
    return rc;
}
