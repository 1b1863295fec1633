/* A login between the right password and the second factor: no session, opens no page, ends after five
 * minutes. */
#include "backend/factor_secret.h"
#include "backend/role.h"
#include "backend/scope.h"
#include "backend/second_factor.h"
#include "base/random.h"
#include "base/totp.h"

enum rc half_login_begin(struct ctx *ctx, struct login *login)
{
    struct db_query q = {.id = QUERY_HALF_LOGIN_CREATE, .args.arena = ctx->arena};
    unsigned char hash[HASH_SIZE];
    struct str token = token_new(ctx->arena, STR(""), UUID_NIL, hash);
    db_bytes(&q.args, str_bytes(hash, sizeof hash));
    db_uuid(&q.args, login->actor.person);
    enum rc rc = program_run(ctx, &q);
    login->half = rc == RC_OK && db_get_bool(&q.rows, 0, 0);
    if (login->half)
        login->token = token;
    return rc;
}

/* Where the person starts. */
static bool person_read(const struct db_rows *rows, struct login *login)
{
    struct actor *actor = &login->actor;
    if (rows->n != 1)
        return false;
    *actor = (struct actor){
        .kind = ACTOR_MEMBER, .person = db_get_uuid(rows, 0, 0), .name = db_get_text(rows, 0, 1)};
    if (staff_role_parse(db_get_text(rows, 0, 4), &actor->staff)) {
        actor->kind = ACTOR_STAFF;
        return true;
    }
    actor->organisation = db_get_uuid(rows, 0, 2);
    login->elsewhere = db_get_i64(rows, 0, 5) > 1;
    return member_role_parse(db_get_text(rows, 0, 3), &actor->role);
}

struct second_half {
    struct str half, typed, device;
    int64_t step; /* 0: typed is no code of the app, perhaps a recovery code */
};

/* The session, if the second factor is taken. */
static enum rc enter(struct ctx *ctx, const struct second_half *given, struct login *login)
{
    struct db_query q = {.id = QUERY_HALF_LOGIN_END, .args.arena = ctx->arena};
    struct actor *actor = &login->actor;
    unsigned char csrf[CSRF_SIZE];
    random_fill(csrf, sizeof csrf);
    struct str token = token_new(ctx->arena, STR(""), actor->organisation, actor->session);
    db_bytes(&q.args, given->half);
    db_i64(&q.args, given->step);
    db_bytes(&q.args, recovery_code_hash(ctx->arena, actor->person, given->typed));
    db_uuid(&q.args, actor->organisation);
    db_bytes(&q.args, str_bytes(actor->session, sizeof actor->session));
    db_bytes(&q.args, str_bytes(csrf, sizeof csrf));
    db_text(&q.args, given->device);
    db_text(&q.args, ctx->address);
    enum rc rc = actor_run(ctx, &q);
    if (rc == RC_OK && db_get_bool(&q.rows, 0, 0)) {
        login->outcome = OUTCOME_DONE;
        login->token = token;
    }
    return rc;
}

enum rc half_login_end(struct ctx *ctx, struct str half, struct str typed, struct str device,
                       struct login *login)
{
    struct db_query try = {.id = QUERY_HALF_LOGIN_TRY, .args.arena = ctx->arena},
                    who = {.id = QUERY_HALF_LOGIN_PERSON, .args.arena = ctx->arena};
    unsigned char hash[HASH_SIZE];
    struct uuid nobody;
    struct str secret;
    *login = (struct login){.outcome = OUTCOME_NOT_FOUND};
    if (!token_parse(half, STR(""), &nobody, hash))
        return RC_OK;
    db_bytes(&try.args, str_bytes(hash, sizeof hash));
    db_bytes(&who.args, str_bytes(hash, sizeof hash));
    enum rc rc = program_run(ctx, &try);
    if (rc == RC_OK && try.rows.n == 1)
        rc = program_run(ctx, &who);
    if (rc != RC_OK || try.rows.n == 0 || !person_read(&who.rows, login))
        return rc;
    login->outcome = db_get_bool(&try.rows, 0, 0) ? OUTCOME_FORBIDDEN : OUTCOME_TOO_MANY;
    if (login->outcome == OUTCOME_TOO_MANY)
        return RC_OK;
    struct second_half given = {str_bytes(hash, sizeof hash), typed, device, 0};
    if (factor_open(ctx, login->actor.person, db_get_i64(&try.rows, 0, 2), db_get_text(&try.rows, 0, 3),
                    &secret))
        given.step = totp_find(ctx->arena, secret, ctx->now_us, typed);
    return enter(ctx, &given, login);
}
