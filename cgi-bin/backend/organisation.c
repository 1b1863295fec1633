/* What the command line makes. Passwords and tokens leave this file only as hashes, but for a new key's
 * token. */
#include "backend/organisation.h"

#include "backend/password.h"
#include "backend/role.h"
#include "backend/scope.h"
#include "backend/worth.h"
#include "db/db.h"
#include "shim/locale.h"

static const struct {
    const char *label, *sentence;
} changes[] = {
#define X(name, label, sentence) {label, sentence},
    CHANGES(X)
#undef X
};

const char *change_sentence(enum change change)
{
    return changes[change].sentence;
}

static bool value_check(struct ctx *ctx, struct str key, struct str value)
{
    int64_t millionths;
    if (str_eq(key, STR("caps")))
        return str_eq(value, STR("on")) || str_eq(value, STR("off"));
    if (str_eq(key, STR("unit-price")))
        return unit_price_parse(value, &millionths);
    return !str_eq(key, STR("currency")) || locale_currency_check(str_z(ctx->arena, value));
}

/* Runs a statement that answers with one word. A value that a constraint refuses is the operator's mistake.
 */
enum rc change_run(struct ctx *ctx, struct db_query *query, enum change *change)
{
    enum rc rc = actor_run(ctx, query);
    *change = CHANGE_INVALID;
    if (rc == RC_CONFLICT)
        return RC_OK;
    if (rc != RC_OK)
        return rc;
    struct str word = db_get_text(&query->rows, 0, 0);
    for (size_t i = 0; i < COUNT_OF(changes); i++)
        if (str_eq(word, str_from(changes[i].label)))
            *change = (enum change)i;
    return RC_OK;
}

enum rc organisation_find(struct ctx *ctx, struct str slug, struct organisation *out, bool *found)
{
    struct db_query query = plain_query(ctx, QUERY_ORGANISATION_FIND);
    db_text(&query.args, slug);
    *found = false;
    enum rc rc = program_run(ctx, &query);
    if (rc != RC_OK || query.rows.n == 0)
        return rc;
    *found = true;
    *out = (struct organisation){
        .id = db_get_uuid(&query.rows, 0, 0),
        .name = db_get_text(&query.rows, 0, 1),
        .country = db_get_text(&query.rows, 0, 2),
        .caps = db_get_bool(&query.rows, 0, 3),
    };
    return RC_OK;
}

enum rc organisation_create(struct ctx *ctx, const struct organisation_request *request, enum change *change)
{
    struct db_query query = plain_query(ctx, QUERY_ORGANISATION_CREATE);
    db_uuid(&query.args, uuid_v7(ctx->now_us));
    db_text(&query.args, request->slug);
    db_text(&query.args, request->name);
    db_text(&query.args, request->country);
    db_text(&query.args, request->language);
    db_text(&query.args, request->time_zone);
    db_text(&query.args, request->rate_card);
    return change_run(ctx, &query, change);
}

enum rc organisation_set(struct ctx *ctx, struct str slug, struct str key, struct str value,
                         enum change *change)
{
    struct db_query query = plain_query(ctx, QUERY_ORGANISATION_SET);
    *change = CHANGE_INVALID;
    if (!value_check(ctx, key, value))
        return RC_OK;
    db_text(&query.args, slug);
    db_text(&query.args, key);
    db_text(&query.args, value);
    return change_run(ctx, &query, change);
}

enum rc person_create(struct ctx *ctx, const struct person_request *request, enum change *change)
{
    struct db_query query = plain_query(ctx, QUERY_PERSON_CREATE);
    struct str hash;
    *change = CHANGE_INVALID;
    if (password_check(request->password, request->email, request->name) != PASSWORD_GOOD)
        return RC_OK;
    enum rc rc = password_hash(ctx->arena, request->password, &hash);
    if (rc != RC_OK)
        return rc;
    db_uuid(&query.args, uuid_v7(ctx->now_us));
    db_text(&query.args, str_lower(ctx->arena, request->email));
    db_text(&query.args, request->name);
    db_text(&query.args, hash);
    db_text(&query.args, request->staff);
    return change_run(ctx, &query, change);
}

enum rc person_password_set(struct ctx *ctx, struct str email, const struct secret *password,
                            enum change *change)
{
    struct db_query query = plain_query(ctx, QUERY_PERSON_PASSWORD_SET);
    struct str hash;
    *change = CHANGE_INVALID;
    if (password_check(password, email, STR_NONE) != PASSWORD_GOOD)
        return RC_OK;
    enum rc rc = password_hash(ctx->arena, password, &hash);
    if (rc != RC_OK)
        return rc;
    db_text(&query.args, str_lower(ctx->arena, email));
    db_text(&query.args, hash);
    return change_run(ctx, &query, change);
}

enum rc person_factor_remove(struct ctx *ctx, struct str email, enum change *change)
{
    struct db_query query = plain_query(ctx, QUERY_PERSON_FACTOR_REMOVE);
    db_text(&query.args, str_lower(ctx->arena, email));
    return change_run(ctx, &query, change);
}

enum rc member_set(struct ctx *ctx, struct str slug, struct str email, struct str role, enum change *change)
{
    struct db_query query = plain_query(ctx, QUERY_MEMBER_SET);
    enum role known;
    *change = CHANGE_INVALID;
    if (role.s && !member_role_parse(role, &known))
        return RC_OK;
    db_text(&query.args, slug);
    db_text(&query.args, str_lower(ctx->arena, email));
    db_text(&query.args, role);
    return change_run(ctx, &query, change);
}

enum rc api_key_create(struct ctx *ctx, struct uuid organisation, struct str name, struct str *token)
{
    struct db_query query = plain_query(ctx, QUERY_API_KEY_CREATE);
    unsigned char hash[HASH_SIZE];
    *token = token_new(ctx->arena, STR("sandi_"), organisation, hash);
    db_uuid(&query.args, organisation);
    db_uuid(&query.args, uuid_v7(ctx->now_us));
    db_text(&query.args, name);
    db_bytes(&query.args, str_bytes(hash, sizeof hash));
    return program_run(ctx, &query);
}

enum rc api_key_revoke(struct ctx *ctx, struct uuid organisation, struct str name, int64_t *revoked)
{
    struct db_query query = plain_query(ctx, QUERY_API_KEY_REVOKE);
    db_uuid(&query.args, organisation);
    db_text(&query.args, name);
    enum rc rc = program_run(ctx, &query);
    *revoked = rc == RC_OK ? db_get_i64(&query.rows, 0, 0) : 0;
    return rc;
}

enum rc credit_audit(struct ctx *ctx, struct audit_row **rows, int *n)
{
    struct db_query query = plain_query(ctx, QUERY_CREDIT_AUDIT);
    enum rc rc = program_run(ctx, &query);
    *n = rc == RC_OK ? query.rows.n : 0;
    *rows = ARENA_ARRAY(ctx->arena, struct audit_row, (size_t)*n + 1);
    for (int i = 0; i < *n; i++) {
        (*rows)[i].organisation = db_get_uuid(&query.rows, i, 0);
        (*rows)[i].rule = db_get_text(&query.rows, i, 1);
        (*rows)[i].detail = db_get_text(&query.rows, i, 2);
    }
    return rc;
}
