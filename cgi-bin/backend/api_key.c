/* API keys at the door. Must not keep a token: only its hash leaves this file. */
#include "backend/api_key.h"

#include "backend/batch.h"
#include "backend/key_cache.h"

#define API_KEY_PREFIX STR("sandi_")

enum { C_ITEM, C_ID, C_COUNTRY, C_READ, C_SEND };

static void find_compose(struct db_args *args, const void *const *items, int n)
{
    struct db_array *organisations = db_array_new(args->arena, DB_UUID, n);
    struct db_array *hashes = db_array_new(args->arena, DB_BYTES, n);
    for (int i = 0; i < n; i++) {
        const struct api_key *key = items[i];
        db_array_uuid(organisations, key->organisation);
        db_array_text(hashes, str_bytes(key->hash, sizeof key->hash));
    }
    db_array(args, organisations);
    db_array(args, hashes);
}

/* Looking a key up twice is looking it up once. */
static const struct batch_operation find_operation = {
    .query = QUERY_API_KEY_FIND,
    .compose = find_compose,
    .recover = QUERY_API_KEY_FIND,
    .recover_compose = find_compose,
};

static enum rc look_up(struct ctx *ctx, struct api_key *key, bool *found)
{
    struct db_rows row;
    enum rc rc = batch_run(ctx, &find_operation, key, &row);
    if (rc != RC_OK || db_is_null(&row, 0, C_ID))
        return rc;
    struct str home = db_get_text(&row, 0, C_COUNTRY);
    key->id = db_get_uuid(&row, 0, C_ID);
    if (home.n < sizeof key->home)
        memcpy(key->home, home.s, home.n);
    key->may_read = db_get_bool(&row, 0, C_READ);
    key->may_send = db_get_bool(&row, 0, C_SEND);
    *found = true;
    return RC_OK;
}

enum rc api_key_find(struct ctx *ctx, struct str token, bool recent, struct api_key *key, bool *found)
{
    enum rc rc = RC_OK;
    *key = (struct api_key){0};
    *found = false;
    if (!token_parse(token, API_KEY_PREFIX, &key->organisation, key->hash))
        return RC_OK;
    if (recent)
        *found = key_cache_find(ctx, key);
    if (!*found) {
        rc = look_up(ctx, key, found);
        if (recent && *found)
            key_cache_keep(ctx, key);
    }
    return rc;
}
