/* Takes old keys out of use. Each sender by itself: one that was changed meanwhile is read again. */
#include <jansson.h>

#include "backend/scope.h"
#include "backend/sender_change.h"
#include "backend/sender_secret.h"

#define DOCUMENT_MAX 65536
#define TRIES 5

/* Seals one secret anew where an older key sealed it. False: no key opens it. */
static bool seal_anew(struct ctx *ctx, const struct sealed *old, struct buf *object, int *n)
{
    struct secret plain = {.n = 0};
    const struct keyring *ring;
    bool opened = sender_secret_open(ctx, old, &plain, &ring);
    if (opened && old->key_id != keyring_newest(ring)) {
        const struct sealed fresh = sender_secret_seal(ctx, old->sender, old->name, ring, &plain);
        sender_secret_put(object, &fresh);
        ++*n;
    }
    secret_wipe(&plain);
    return opened;
}

/* The object of what is sealed anew; *n counts it. */
static struct str seal_all(struct ctx *ctx, const struct db_rows *rows, int i, struct reseal *out, int *n)
{
    struct buf object = buf_new(ctx->arena, DOCUMENT_MAX);
    struct str text = db_get_text(rows, i, 4), name = db_get_text(rows, i, 1);
    const char *key;
    json_t *value, *secrets = json_loadb(text.s, text.n, 0, NULL);
    buf_putc(&object, '{');
    *n = 0;
    json_object_foreach(secrets, key, value)
    {
        const json_t *hex = json_object_get(value, "sealed");
        const struct sealed old = {.sender = db_get_uuid(rows, i, 0),
                                   .name = key,
                                   .key_id = json_integer_value(json_object_get(value, "key_id")),
                                   .hex = {json_string_value(hex), json_string_length(hex)}};
        if (!seal_anew(ctx, &old, &object, n) && !out->unopened.n)
            out->unopened = str_printf(ctx->arena, "%.*s: %s", STR_ARG(name), key);
    }
    json_decref(secrets);
    buf_putc(&object, '}');
    return buf_str(&object);
}

/* *stale: a sender was changed while this ran. */
static enum rc pass(struct ctx *ctx, struct reseal *out, bool *stale)
{
    struct db_query list = {.id = QUERY_SENDER_LIST, .args.arena = ctx->arena};
    enum rc rc = program_run(ctx, &list);
    *stale = false;
    out->unopened = STR_NONE;
    for (int i = 0; !rc && i < list.rows.n; i++) {
        struct db_query query = {.id = QUERY_SENDER_RESEAL, .args.arena = ctx->arena};
        enum change change;
        int n;
        struct str sealed = seal_all(ctx, &list.rows, i, out, &n);
        if (!n)
            continue;
        db_uuid(&query.args, db_get_uuid(&list.rows, i, 0));
        db_i64(&query.args, db_get_i64(&list.rows, i, 5));
        db_text(&query.args, sealed);
        rc = change_run(ctx, &query, &change);
        *stale = *stale || change != CHANGE_DONE;
        out->senders += !rc && change == CHANGE_DONE;
        out->secrets += !rc && change == CHANGE_DONE ? n : 0;
    }
    return rc;
}

enum rc sender_reseal(struct ctx *ctx, struct reseal *out)
{
    bool stale = true;
    enum rc rc = RC_OK;
    *out = (struct reseal){0};
    for (int i = 0; i < TRIES && stale && !rc; i++)
        rc = pass(ctx, out, &stale);
    return rc;
}
