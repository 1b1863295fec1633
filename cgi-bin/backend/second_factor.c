/* The second factor of who is signed in. A secret leaves the database's row only to be shown to its own
 * person, once, or to be compared with. */
#include "backend/second_factor.h"

#include <string.h>

#include "backend/factor_secret.h"
#include "backend/scope.h"
#include "base/random.h"
#include "base/totp.h"

/* A statement whose first two arguments are the session. */
static struct db_query query_new(struct ctx *ctx, enum query id)
{
    struct db_query q = {.id = id, .args.arena = ctx->arena};
    db_uuid(&q.args, ctx->actor.organisation);
    db_bytes(&q.args, str_bytes(ctx->actor.session, sizeof ctx->actor.session));
    return q;
}

static struct str address_of(struct ctx *ctx, const struct second_factor *factor)
{
    struct buf out = buf_new(ctx->arena, 2048);
    buf_put(&out, STR("otpauth://totp/Sandi:"));
    buf_put_percent(&out, factor->email);
    buf_printf(&out, "?secret=%.*s&issuer=Sandi", STR_ARG(factor->secret));
    return buf_str(&out);
}

enum rc second_factor_get(struct ctx *ctx, struct second_factor *out)
{
    struct db_query q = query_new(ctx, QUERY_SECOND_FACTOR_GET);
    struct str secret;
    enum rc rc = actor_run(ctx, &q);
    if (rc != RC_OK || q.rows.n == 0)
        return rc == RC_OK ? RC_BROKEN : rc;
    *out = (struct second_factor){
        .email = db_get_text(&q.rows, 0, 0),
        .confirmed_at = db_get_time(&q.rows, 0, 1),
        .codes = db_get_i64(&q.rows, 0, 4),
        .required = db_get_bool(&q.rows, 0, 5),
    };
    out->waiting =
        !out->confirmed_at && !db_is_null(&q.rows, 0, 3) &&
        factor_open(ctx, ctx->actor.person, db_get_i64(&q.rows, 0, 2), db_get_text(&q.rows, 0, 3), &secret);
    if (out->waiting) {
        out->secret = base32_text(ctx->arena, secret);
        out->address = address_of(ctx, out);
    }
    return RC_OK;
}

static enum rc truth(struct ctx *ctx, struct db_query *q, bool *done)
{
    enum rc rc = actor_run(ctx, q);
    *done = rc == RC_OK && !db_is_null(&q->rows, 0, 0) && db_get_bool(&q->rows, 0, 0);
    return rc;
}

enum rc second_factor_begin(struct ctx *ctx, bool *done)
{
    struct db_query q = query_new(ctx, QUERY_SECOND_FACTOR_BEGIN);
    struct secret secret = {.n = TOTP_SECRET_SIZE};
    random_fill(secret.s, TOTP_SECRET_SIZE);
    factor_put(ctx, &q.args, ctx->actor.person, &secret);
    secret_wipe(&secret);
    return truth(ctx, &q, done);
}

/* Draws recovery codes and adds their hashes. */
static void put_codes(struct ctx *ctx, struct db_args *args, struct str codes[RECOVERY_CODES])
{
    struct db_array *hashes = db_array_new(ctx->arena, DB_BYTES, RECOVERY_CODES);
    for (int i = 0; i < RECOVERY_CODES; i++) {
        codes[i] = recovery_code_new(ctx->arena);
        db_array_text(hashes, recovery_code_hash(ctx->arena, ctx->actor.person, codes[i]));
    }
    db_array(args, hashes);
}

enum rc second_factor_confirm(struct ctx *ctx, struct str typed, struct str codes[RECOVERY_CODES],
                              enum outcome *outcome)
{
    struct db_query get = query_new(ctx, QUERY_SECOND_FACTOR_GET),
                    try = query_new(ctx, QUERY_SECOND_FACTOR_TRY),
                    q = query_new(ctx, QUERY_SECOND_FACTOR_CONFIRM);
    struct str secret;
    bool done;
    *outcome = OUTCOME_TOO_MANY;
    enum rc rc = truth(ctx, &try, &done);
    if (rc != RC_OK || !done)
        return rc;
    *outcome = OUTCOME_FORBIDDEN;
    rc = actor_run(ctx, &get);
    if (rc != RC_OK || get.rows.n == 0 || db_is_null(&get.rows, 0, 3) ||
        !factor_open(ctx, ctx->actor.person, db_get_i64(&get.rows, 0, 2), db_get_text(&get.rows, 0, 3),
                     &secret))
        return rc;
    int64_t step = totp_find(ctx->arena, secret, ctx->now_us, typed);
    if (step == 0)
        return RC_OK;
    db_i64(&q.args, step);
    put_codes(ctx, &q.args, codes);
    rc = truth(ctx, &q, &done);
    if (done)
        *outcome = OUTCOME_DONE;
    return rc;
}

enum rc recovery_codes_renew(struct ctx *ctx, struct str codes[RECOVERY_CODES], bool *done)
{
    struct db_query q = query_new(ctx, QUERY_RECOVERY_CODES_RENEW);
    put_codes(ctx, &q.args, codes);
    return truth(ctx, &q, done);
}

enum rc second_factor_end(struct ctx *ctx, bool *done)
{
    struct db_query q = query_new(ctx, QUERY_SECOND_FACTOR_END);
    return truth(ctx, &q, done);
}
