/* API keys at the door. Must not keep a token: only its hash leaves this file. */
#include "backend/api_key.h"

#include "backend/batch.h"

#define API_KEY_PREFIX STR("sandi_")

enum { C_ITEM, C_ID, C_NAME, C_COUNTRY, C_READ, C_SEND };

struct key_item {
    struct uuid organisation;
    unsigned char hash[HASH_SIZE];
};

static void find_compose(struct db_args *args, const void *const *items, int n)
{
    struct db_array *organisations = db_array_new(args->arena, DB_UUID, n);
    struct db_array *hashes = db_array_new(args->arena, DB_BYTES, n);
    for (int i = 0; i < n; i++) {
        const struct key_item *item = items[i];
        db_array_uuid(organisations, item->organisation);
        db_array_text(hashes, str_bytes(item->hash, sizeof item->hash));
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

enum rc api_key_find(struct ctx *ctx, struct str token, struct actor *actor, struct str *home, bool *found)
{
    struct key_item item;
    struct db_rows row;
    *actor = (struct actor){0};
    *home = STR_NONE;
    *found = false;
    if (!token_parse(token, API_KEY_PREFIX, &item.organisation, item.hash))
        return RC_OK;
    enum rc rc = batch_run(ctx, &find_operation, &item, &row);
    if (rc != RC_OK || db_is_null(&row, 0, C_ID))
        return rc;
    actor->kind = ACTOR_API_KEY;
    actor->organisation = item.organisation;
    actor->api_key = db_get_uuid(&row, 0, C_ID);
    actor->name = db_get_text(&row, 0, C_NAME);
    actor->may_read = db_get_bool(&row, 0, C_READ);
    actor->may_send = db_get_bool(&row, 0, C_SEND);
    *home = db_get_text(&row, 0, C_COUNTRY);
    *found = true;
    return RC_OK;
}
