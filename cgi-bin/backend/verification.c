/*
 * The hot operations of a verification: start, resend, check; and cancel. C decides what needs no
 * database, the functions in sql/functions decide the rest. Must not return, log or keep a code.
 */
#include "backend/verification.h"

#include "backend/batch.h"
#include "backend/code_link.h"
#include "backend/doorbell.h"
#include "backend/member.h"
#include "backend/scope.h"
#include "backend/verification_request.h"
#include "base/hmac.h"
#include "base/log.h"

#define LIFETIME_S 300       /* where the request says nothing */
#define ADDRESS_HASH_SIZE 16 /* half a digest tells visitors apart */
#define CANDIDATE_SIZE (1 + HASH_SIZE)

/* Caps of browsers count addresses; a server with an API key is no browser. */
static struct str address_hash(struct ctx *ctx)
{
    unsigned char hash[DIGEST_SIZE];
    if (ctx->actor.kind == ACTOR_API_KEY || !ctx->address.n)
        return STR_NONE;
    digest(&ctx->address, 1, hash);
    return hex_encode(ctx->arena, hash, ADDRESS_HASH_SIZE);
}

/* The functions answer in outcomes: a constraint that refuses their rows is a bug. */
static enum rc rule_broken(enum rc rc)
{
    if (rc != RC_CONFLICT)
        return rc;
    log_event(LOG_ERROR, "verification.conflict", "a constraint refused what was checked before");
    return RC_BROKEN;
}

/* ---- start ---- */

struct start_item {
    struct uuid organisation, verification, message, api_key, person;
    const struct verification_order *order;
    unsigned char code_hash[HASH_SIZE];
    int64_t hash_key, seal_key, lifetime;
    struct str sealed, address, link_hash; /* link_hash STR_NONE: no link */
};

enum column {
    C_ITEM,
    C_OUTCOME,
    C_RETRY_AFTER,
    C_CAP,
    C_VERIFICATION,
    C_RECIPIENT,
    C_CHANNEL,
    C_COUNTRY,
    C_DIGITS,
    C_ATTEMPTS_LEFT,
    C_PRICE,
    C_EXPIRES_AT,
    C_CREATED_AT,
    C_REFERENCE,
    C_RESEND_AT
};

#define ARRAY(args, kind, put, n, items, type, value)                                                        \
    do {                                                                                                     \
        struct db_array *array_ = db_array_new((args)->arena, kind, n);                                      \
        for (int i_ = 0; i_ < (n); i_++) {                                                                   \
            const type *item = (items)[i_];                                                                  \
            put(array_, value);                                                                              \
        }                                                                                                    \
        db_array(args, array_);                                                                              \
    } while (0)

#define START(kind, put, value) ARRAY(args, kind, put, n, items, struct start_item, value)

/* 0 is null. */
static void array_positive(struct db_array *array, int64_t value)
{
    if (value)
        db_array_i64(array, value);
    else
        db_array_null(array);
}

static void start_compose(struct db_args *args, const void *const *items, int n)
{
    START(DB_UUID, db_array_uuid, item->organisation);
    START(DB_UUID, db_array_uuid, item->verification);
    START(DB_UUID, db_array_uuid, item->message);
    START(DB_TEXT, db_array_text, item->order->recipient.to);
    START(DB_TEXT, db_array_text, item->order->recipient.email ? STR("email") : STR("phone"));
    START(DB_TEXT, db_array_text,
          item->order->recipient.email ? item->order->recipient.to : item->order->recipient.prefix);
    START(DB_TEXT, db_array_text, item->order->recipient.country);
    START(DB_TEXT, db_array_text, str_from(channel_label(item->order->channel)));
    START(DB_I64, db_array_i64, item->order->digits);
    START(DB_TEXT, db_array_text, item->order->locale);
    START(DB_TEXT, db_array_text, item->order->reference);
    START(DB_TEXT, db_array_text, item->order->fallback);
    START(DB_BYTES, db_array_text, str_bytes(item->code_hash, HASH_SIZE));
    START(DB_I64, db_array_i64, item->hash_key);
    START(DB_BYTES, db_array_text, item->sealed);
    START(DB_I64, db_array_i64, item->seal_key);
    START(DB_TEXT, db_array_text, item->order->idempotency_key);
    START(DB_BYTES, db_array_text, str_bytes(item->order->hash, DIGEST_SIZE));
    START(DB_UUID, db_array_uuid, item->api_key);
    START(DB_UUID, db_array_uuid, item->person);
    START(DB_TEXT, db_array_text, item->address);
    START(DB_UUID, db_array_uuid, item->order->task);
    START(DB_TEXT, db_array_text, item->order->component);
    START(DB_I64, db_array_i64, item->lifetime);
    START(DB_I64, array_positive, item->order->fallback_after);
    START(DB_BYTES, db_array_text, item->link_hash);
}

static void start_recover_compose(struct db_args *args, const void *const *items, int n)
{
    START(DB_UUID, db_array_uuid, item->organisation);
    START(DB_UUID, db_array_uuid, item->message);
}

static const struct batch_operation start_operation = {
    .query = QUERY_VERIFICATION_START,
    .compose = start_compose,
    .recover = QUERY_VERIFICATION_RECOVER,
    .recover_compose = start_recover_compose,
};

/* Makes the code; only its hash and its sealed text leave this function. */
static enum rc code_prepare(struct ctx *ctx, struct start_item *item)
{
    const struct app *app = ctx->app;
    struct secret code = {0};
    unsigned char bound[2 * sizeof(struct uuid)];
    uint8_t hash_key = keyring_newest(&app->keys_hash);
    memcpy(bound, item->organisation.b, sizeof(struct uuid));
    memcpy(bound + sizeof(struct uuid), item->verification.b, sizeof(struct uuid));

    code_make(item->order->digits, &code);
    const struct str parts[] = {str_bytes(bound, sizeof bound), str_bytes(code.s, code.n)};
    bool hashed = keyed_hash(&app->keys_hash, hash_key, parts, COUNT_OF(parts), item->code_hash);
    item->sealed = seal(ctx->arena, &app->keys_seal, str_bytes(bound, sizeof bound), &code);
    item->hash_key = hash_key;
    item->seal_key = keyring_newest(&app->keys_seal);
    secret_wipe(&code);
    if (hashed && item->sealed.n)
        return RC_OK;
    log_event(LOG_ERROR, "verification.keys", "hash=%d seal=%d", app->keys_hash.count, app->keys_seal.count);
    return RC_BROKEN;
}

static void result_read(const struct db_rows *row, struct verification_result *result)
{
    struct verification *verification = &result->verification;
    result->outcome = outcome_from_label(db_get_text(row, 0, C_OUTCOME));
    if (!db_is_null(row, 0, C_RETRY_AFTER))
        result->retry_after = (int)db_get_i64(row, 0, C_RETRY_AFTER);
    result->cap = db_get_text(row, 0, C_CAP);
    if (result->outcome != OUTCOME_STARTED && result->outcome != OUTCOME_REPLAYED)
        return;
    verification->id = db_get_uuid(row, 0, C_VERIFICATION);
    verification->status = VERIFICATION_PENDING;
    verification->to = db_get_text(row, 0, C_RECIPIENT);
    if (!channel_parse(db_get_text(row, 0, C_CHANNEL), &verification->channel))
        log_event(LOG_ERROR, "verification.channel", "unknown label");
    verification->country = db_get_text(row, 0, C_COUNTRY);
    verification->digits = (int)db_get_i64(row, 0, C_DIGITS);
    verification->attempts_left = (int)db_get_i64(row, 0, C_ATTEMPTS_LEFT);
    verification->price.thousandths = db_get_i64(row, 0, C_PRICE);
    verification->expires_at = db_get_time(row, 0, C_EXPIRES_AT);
    verification->created_at = db_get_time(row, 0, C_CREATED_AT);
    verification->reference = db_get_text(row, 0, C_REFERENCE);
    verification->resend_at = db_get_time(row, 0, C_RESEND_AT);
}

/* Which field a refusal of the database belongs to. */
static void field_blame(struct verification_result *result)
{
    if (result->outcome == OUTCOME_KEY_REUSED)
        result->field = STR("Idempotency-Key");
    else if (result->outcome == OUTCOME_WRONG_CHANNEL)
        result->field = STR("channel");
    else if (result->outcome == OUTCOME_NO_RATE)
        result->field = STR("to");
}

/* Whoever must prove that the recipient was there cannot be the recipient. */
static enum rc own_refuse(struct ctx *ctx, const struct verification_order *order,
                          struct verification_result *result)
{
    bool own;
    enum rc rc = member_owns(ctx, ctx->actor.person, order->recipient.to, &own);
    if (rc == RC_OK && own)
        verification_problem_add(result, "to", OUTCOME_OWN_RECIPIENT);
    return rc;
}

enum rc verification_start(struct ctx *ctx, const struct verification_request *request,
                           struct verification_result *result)
{
    struct verification_order order;
    *result = (struct verification_result){0};
    if (!verification_request_check(ctx, request, &order, result))
        return RC_OK;
    enum rc rc = request->typed ? own_refuse(ctx, &order, result) : RC_OK;
    if (rc != RC_OK || result->n_problems)
        return rc;
    struct start_item item = {
        .organisation = ctx->actor.organisation,
        .verification = uuid_v7(ctx->now_us),
        .message = uuid_v7(ctx->now_us),
        .api_key = ctx->actor.api_key,
        .person = ctx->actor.person,
        .order = &order,
        .lifetime = request->lifetime ? request->lifetime : LIFETIME_S,
        .address = address_hash(ctx),
    };
    struct db_rows row;
    rc = code_prepare(ctx, &item);
    if (rc == RC_OK && request->linked)
        rc = code_link_prepare(ctx, item.verification, (uint8_t)item.hash_key, &item.link_hash);
    if (rc == RC_OK)
        rc = batch_run(ctx, &start_operation, &item, &row);
    if (rc != RC_OK)
        return rule_broken(rc);
    result_read(&row, result);
    field_blame(result);
    if (result->outcome == OUTCOME_STARTED)
        doorbell_ring(ctx->app, item.organisation, item.message);
    return RC_OK;
}

/* ---- resend ---- */

struct resend_item {
    struct uuid organisation, verification, message, person;
    struct str channel, idempotency_key, address;
    unsigned char hash[DIGEST_SIZE];
};

#define RESEND(kind, put, value) ARRAY(args, kind, put, n, items, struct resend_item, value)

static void resend_compose(struct db_args *args, const void *const *items, int n)
{
    RESEND(DB_UUID, db_array_uuid, item->organisation);
    RESEND(DB_UUID, db_array_uuid, item->verification);
    RESEND(DB_UUID, db_array_uuid, item->message);
    RESEND(DB_TEXT, db_array_text, item->channel);
    RESEND(DB_TEXT, db_array_text, item->idempotency_key);
    RESEND(DB_BYTES, db_array_text, str_bytes(item->hash, DIGEST_SIZE));
    RESEND(DB_UUID, db_array_uuid, item->person);
    RESEND(DB_TEXT, db_array_text, item->address);
}

static void resend_recover_compose(struct db_args *args, const void *const *items, int n)
{
    RESEND(DB_UUID, db_array_uuid, item->organisation);
    RESEND(DB_UUID, db_array_uuid, item->message);
}

static const struct batch_operation resend_operation = {
    .query = QUERY_VERIFICATION_RESEND,
    .compose = resend_compose,
    .recover = QUERY_VERIFICATION_RECOVER,
    .recover_compose = resend_recover_compose,
};

enum rc verification_resend(struct ctx *ctx, struct uuid id, struct str channel, struct str idempotency_key,
                            struct verification_result *result)
{
    enum channel known;
    *result = (struct verification_result){0};
    if (channel.s && !channel_parse(channel, &known))
        verification_problem_add(result, "channel", OUTCOME_INVALID_CHANNEL);
    if (idempotency_key.s && !idempotency_key_check(idempotency_key))
        verification_problem_add(result, "Idempotency-Key", OUTCOME_INVALID_FIELD);
    if (result->n_problems)
        return RC_OK;

    struct resend_item item = {
        .organisation = ctx->actor.organisation,
        .verification = id,
        .message = uuid_v7(ctx->now_us),
        .person = ctx->actor.person,
        .channel = channel,
        .idempotency_key = idempotency_key,
        .address = address_hash(ctx),
    };
    const struct str parts[] = {str_bytes(id.b, sizeof id.b), channel};
    digest(parts, COUNT_OF(parts), item.hash);
    struct db_rows row;
    enum rc rc = batch_run(ctx, &resend_operation, &item, &row);
    if (rc != RC_OK)
        return rule_broken(rc);
    result_read(&row, result);
    field_blame(result);
    if (result->outcome == OUTCOME_STARTED)
        doorbell_ring(ctx->app, item.organisation, item.message);
    return RC_OK;
}

/* ---- check ---- */

struct check_item {
    struct uuid organisation, verification;
    unsigned char candidates[KEYS_MAX * CANDIDATE_SIZE];
    size_t n;
    int64_t digits;
    enum typist typist;
};

#define CHECK(kind, put, value) ARRAY(args, kind, put, n, items, struct check_item, value)

static void check_compose(struct db_args *args, const void *const *items, int n)
{
    CHECK(DB_UUID, db_array_uuid, item->organisation);
    CHECK(DB_UUID, db_array_uuid, item->verification);
    CHECK(DB_BYTES, db_array_text, str_bytes(item->candidates, item->n));
    CHECK(DB_I64, db_array_i64, item->digits);
    CHECK(DB_TEXT, db_array_text, item->typist ? str_from(typist_label(item->typist)) : STR_NONE);
}

/* A lost check cannot be told from another's: it is not run again, so that no guess counts twice. */
static const struct batch_operation check_operation = {
    .query = QUERY_VERIFICATION_CHECK,
    .compose = check_compose,
    .recover = QUERY__COUNT,
};

/* The code's hash under every key that may have made the stored one. */
static bool candidates_make(const struct keyring *ring, const struct secret *code, struct check_item *item)
{
    const struct str parts[] = {
        str_bytes(item->organisation.b, sizeof item->organisation.b),
        str_bytes(item->verification.b, sizeof item->verification.b),
        str_bytes(code->s, code->n),
    };
    for (int i = 0; i < ring->count; i++) {
        unsigned char *candidate = item->candidates + item->n;
        candidate[0] = ring->id[i];
        if (!keyed_hash(ring, ring->id[i], parts, COUNT_OF(parts), candidate + 1))
            return false;
        item->n += CANDIDATE_SIZE;
    }
    return item->n > 0;
}

enum rc verification_check(struct ctx *ctx, struct uuid id, struct str code, enum typist typist,
                           struct verification_check_result *result)
{
    struct secret normal = {0};
    struct check_item item = {.organisation = ctx->actor.organisation, .verification = id, .typist = typist};
    *result = (struct verification_check_result){.outcome = OUTCOME_INVALID_CODE};
    bool possible = code_normalise(code, &normal);
    item.digits = (int64_t)normal.n;
    bool hashed = possible && candidates_make(&ctx->app->keys_hash, &normal, &item);
    secret_wipe(&normal);
    if (!possible)
        return RC_OK;
    if (!hashed) {
        log_event(LOG_ERROR, "verification.keys", "hash=%d", ctx->app->keys_hash.count);
        return RC_BROKEN;
    }

    struct db_rows row;
    enum rc rc = batch_run(ctx, &check_operation, &item, &row);
    if (rc != RC_OK)
        return rule_broken(rc);
    result->outcome = outcome_from_label(db_get_text(&row, 0, 1));
    struct str status = db_get_text(&row, 0, 2);
    if (status.n && !verification_status_parse(status, &result->status))
        log_event(LOG_ERROR, "verification.status", "label=%.*s", STR_ARG(status));
    if (!db_is_null(&row, 0, 3))
        result->attempts_left = (int)db_get_i64(&row, 0, 3);
    if (!db_is_null(&row, 0, 4))
        result->retry_after = (int)db_get_i64(&row, 0, 4);
    return RC_OK;
}

/* ---- cancel ---- */

enum rc verification_cancel(struct ctx *ctx, struct uuid id, struct verification_result *result)
{
    struct db_query query = {.id = QUERY_VERIFICATION_CANCEL, .args = {.arena = ctx->arena}};
    db_uuid(&query.args, ctx->actor.organisation);
    db_uuid(&query.args, id);
    *result = (struct verification_result){0};
    enum rc rc = actor_run(ctx, &query);
    if (rc != RC_OK)
        return rc;
    if (query.rows.n != 1)
        return RC_BROKEN;
    result->outcome = outcome_from_label(db_get_text(&query.rows, 0, 0));
    return RC_OK;
}
