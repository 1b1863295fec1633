/*
 * Who is there. Must not tell an unknown address from a wrong password, neither by its answer nor by
 * the time it takes, and must not keep a token: only its hash is stored.
 */
#include "backend/session.h"

#include "backend/role.h"
#include "backend/scope.h"
#include "backend/second_factor.h"
#include "base/digest.h"
#include "base/log.h"
#include "base/random.h"

#define EMAIL_MAX 254

/* Of no password anybody has; made with the parameters of password_hash. */
static const char nobody_hash[] =
    "$argon2id$v=19$m=19456,t=2,p=1$x6Lw2IaNh/AWTDBnV4mQfQ$9G1u1H25u63m5/cwb9LeQlBRnCYluKwzw1n4V19OEaU";

enum {
    LOGIN_PERSON,
    LOGIN_HASH,
    LOGIN_NAME,
    LOGIN_LANGUAGE,
    LOGIN_DISABLED,
    LOGIN_ORGANISATION,
    LOGIN_ROLE,
    LOGIN_STAFF,
    LOGIN_ORGANISATIONS
};

static void actor_read(struct str role, struct str staff, struct actor *actor)
{
    bool known = true;
    if (staff.n)
        known = staff_role_parse(staff, &actor->staff);
    else if (role.n)
        known = member_role_parse(role, &actor->role);
    if (!known)
        log_event(LOG_ERROR, "session.role", "unknown label");
    actor->kind = actor->staff != STAFF_NONE ? ACTOR_STAFF : ACTOR_MEMBER;
}

/* Staff sign in as staff, whatever organisations they are members of. */
static bool login_read(const struct db_rows *rows, struct login *login)
{
    struct actor *actor = &login->actor;
    actor_read(db_get_text(rows, 0, LOGIN_ROLE), db_get_text(rows, 0, LOGIN_STAFF), actor);
    actor->person = db_get_uuid(rows, 0, LOGIN_PERSON);
    actor->name = db_get_text(rows, 0, LOGIN_NAME);
    login->elsewhere = actor->kind == ACTOR_MEMBER && db_get_i64(rows, 0, LOGIN_ORGANISATIONS) > 1;
    if (actor->kind == ACTOR_MEMBER)
        actor->organisation = db_get_uuid(rows, 0, LOGIN_ORGANISATION);
    return !db_get_bool(rows, 0, LOGIN_DISABLED) &&
           (actor->kind == ACTOR_STAFF || !uuid_is_nil(actor->organisation));
}

static enum rc session_create(struct ctx *ctx, struct str device, struct login *login)
{
    struct db_query query = {.id = QUERY_SESSION_CREATE, .args.arena = ctx->arena};
    struct actor *actor = &login->actor;
    unsigned char csrf[CSRF_SIZE];
    random_fill(csrf, sizeof csrf);
    login->token = token_new(ctx->arena, STR(""), actor->organisation, actor->session);
    db_uuid(&query.args, actor->organisation);
    db_bytes(&query.args, str_bytes(actor->session, sizeof actor->session));
    db_bytes(&query.args, str_bytes(csrf, sizeof csrf));
    db_uuid(&query.args, actor->person);
    db_text(&query.args, device);
    db_text(&query.args, ctx->address);
    return program_run(ctx, &query);
}

/* Counts the try before any password is looked at. */
static enum rc login_allowed(struct ctx *ctx, struct str email, bool *allowed)
{
    struct db_query query = {.id = QUERY_LOGIN_ATTEMPT, .args.arena = ctx->arena};
    db_text(&query.args, email);
    db_text(&query.args, ctx->address);
    enum rc rc = program_run(ctx, &query);
    *allowed = rc == RC_OK && query.rows.n == 1 && db_get_bool(&query.rows, 0, 0);
    return rc;
}

enum rc session_login(struct ctx *ctx, struct str email, const struct secret *password, struct str device,
                      struct login *login)
{
    struct db_query query = {.id = QUERY_LOGIN_FIND, .args.arena = ctx->arena};
    struct str address = str_lower(ctx->arena, str_trim(email));
    bool allowed;
    *login = (struct login){.outcome = OUTCOME_FORBIDDEN};
    if (address.n == 0 || address.n > EMAIL_MAX || !str_is_utf8(address) || !str_is_plain(address, ""))
        return RC_OK;
    enum rc rc = login_allowed(ctx, address, &allowed);
    if (rc != RC_OK)
        return rc;
    if (!allowed) {
        login->outcome = OUTCOME_TOO_MANY;
        return RC_OK;
    }
    db_text(&query.args, address);
    rc = program_run(ctx, &query);
    if (rc != RC_OK)
        return rc;

    bool known = query.rows.n == 1;
    struct str stored = known ? db_get_text(&query.rows, 0, LOGIN_HASH) : str_from(nobody_hash);
    bool right = password_verify(stored, password);
    if (!known || !right || !login_read(&query.rows, login))
        return RC_OK;
    rc = half_login_begin(ctx, login);
    if (rc == RC_OK && !login->half)
        rc = session_create(ctx, device, login);
    if (rc == RC_OK)
        login->outcome = OUTCOME_DONE;
    return rc;
}

enum rc session_begin(struct ctx *ctx, struct str device, struct login *login)
{
    enum rc rc = session_create(ctx, device, login);
    if (rc == RC_OK)
        login->outcome = OUTCOME_DONE;
    return rc;
}

static void session_read(const struct db_rows *rows, struct session *session)
{
    struct str csrf = db_get_text(rows, 0, 6);
    actor_read(db_get_text(rows, 0, 4), db_get_text(rows, 0, 5), &session->actor);
    session->actor.person = db_get_uuid(rows, 0, 0);
    session->actor.name = db_get_text(rows, 0, 1);
    session->email = db_get_text(rows, 0, 2);
    session->language = db_get_text(rows, 0, 3);
    session->organisation_name = db_get_text(rows, 0, 7);
    session->organisation_country = db_get_text(rows, 0, 8);
    session->time_zone = db_get_text(rows, 0, 9);
    session->organisation_language = db_get_text(rows, 0, 10);
    session->available.thousandths = db_get_i64(rows, 0, 11);
    session->credit_level = credit_level_parse(db_get_text(rows, 0, 12));
    session->credit_days = db_is_null(rows, 0, 13) ? -1 : db_get_i64(rows, 0, 13);
    session->elsewhere = db_get_i64(rows, 0, 14) > 1;
    session->factor_needed = db_get_bool(rows, 0, 15);
    session->factor_due = db_get_time(rows, 0, 18);
    session->unit_price.currency = db_get_text(rows, 0, 16);
    if (!unit_price_parse(db_get_text(rows, 0, 17), &session->unit_price.millionths))
        session->unit_price.millionths = 0;
    memcpy(session->csrf, csrf.s, csrf.n < CSRF_SIZE ? csrf.n : CSRF_SIZE);
}

/* The row that answers a session's token; no row for what is no token. */
static enum rc by_token(struct ctx *ctx, struct str token, struct db_query *query, struct actor *whose)
{
    unsigned char hash[HASH_SIZE];
    if (!token_parse(token, STR(""), &whose->organisation, hash))
        return RC_OK;
    memcpy(whose->session, hash, sizeof hash);
    db_uuid(&query->args, whose->organisation);
    db_bytes(&query->args, str_bytes(whose->session, sizeof whose->session));
    return program_run(ctx, query);
}

enum rc session_find(struct ctx *ctx, struct str token, struct session *session, bool *found)
{
    struct db_query query = plain_query(ctx, QUERY_SESSION_FIND);
    struct actor whose = {0};
    *session = (struct session){0};
    *found = false;
    enum rc rc = by_token(ctx, token, &query, &whose);
    if (rc != RC_OK || query.rows.n == 0)
        return rc;
    session_read(&query.rows, session);
    if (session->actor.kind == ACTOR_STAFF)
        session->factor_needed &= ctx->app->config.staff_factor;
    session->actor.organisation = whose.organisation;
    memcpy(session->actor.session, whose.session, sizeof whose.session);
    *found = true;
    return RC_OK;
}

enum rc session_find_idle(struct ctx *ctx, struct str token, struct session *session, bool *found)
{
    struct db_query query = plain_query(ctx, QUERY_SESSION_IDLE);
    struct actor whose = {0};
    *session = (struct session){0};
    *found = false;
    enum rc rc = by_token(ctx, token, &query, &whose);
    if (rc != RC_OK || query.rows.n == 0)
        return rc;
    struct str csrf = db_get_text(&query.rows, 0, 1);
    session->actor = (struct actor){
        .kind = ACTOR_MEMBER, .organisation = whose.organisation, .person = db_get_uuid(&query.rows, 0, 0)};
    *found = csrf.n == CSRF_SIZE;
    if (*found)
        memcpy(session->csrf, csrf.s, CSRF_SIZE);
    return RC_OK;
}

enum rc session_end(struct ctx *ctx)
{
    struct db_query query = {.id = QUERY_SESSION_END, .args.arena = ctx->arena};
    db_uuid(&query.args, ctx->actor.organisation);
    db_bytes(&query.args, str_bytes(ctx->actor.session, sizeof ctx->actor.session));
    return program_run(ctx, &query);
}

enum rc session_prove(struct ctx *ctx, const struct session *session, const struct secret *password,
                      enum outcome *outcome)
{
    struct db_query find = {.id = QUERY_LOGIN_FIND, .args.arena = ctx->arena},
                    prove = {.id = QUERY_SESSION_PROVE, .args.arena = ctx->arena};
    bool allowed;
    *outcome = OUTCOME_FORBIDDEN;
    enum rc rc = login_allowed(ctx, session->email, &allowed);
    if (rc == RC_OK && !allowed)
        *outcome = OUTCOME_TOO_MANY;
    if (rc != RC_OK || !allowed)
        return rc;
    db_text(&find.args, session->email);
    rc = program_run(ctx, &find);
    if (rc != RC_OK || find.rows.n != 1 || !password_verify(db_get_text(&find.rows, 0, LOGIN_HASH), password))
        return rc;
    db_uuid(&prove.args, ctx->actor.organisation);
    db_bytes(&prove.args, str_bytes(ctx->actor.session, sizeof ctx->actor.session));
    rc = program_run(ctx, &prove);
    if (rc == RC_OK && prove.rows.n == 1 && db_get_bool(&prove.rows, 0, 0))
        *outcome = OUTCOME_DONE;
    return rc;
}

enum rc session_language_set(struct ctx *ctx, struct str language)
{
    struct db_query query = {.id = QUERY_SESSION_LANGUAGE_SET, .args.arena = ctx->arena};
    db_uuid(&query.args, ctx->actor.organisation);
    db_bytes(&query.args, str_bytes(ctx->actor.session, sizeof ctx->actor.session));
    db_text(&query.args, language);
    return program_run(ctx, &query);
}
