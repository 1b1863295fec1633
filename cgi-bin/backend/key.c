/* The way to the API keys of sql/functions/setting.sql. A token leaves this file once, to whoever made it. */
#include "backend/key.h"

#include "backend/scope.h"

static struct key key_at(struct ctx *ctx, const struct db_rows *rows, int i)
{
    struct key key = {
        .id = db_get_uuid(rows, i, 0),
        .name = db_get_text(rows, i, 1),
        .by_name = db_get_text(rows, i, 2),
        .may_read = db_get_bool(rows, i, 3),
        .may_send = db_get_bool(rows, i, 4),
        .made_at = db_get_time(rows, i, 5),
        .expires_at = db_get_time(rows, i, 6),
        .revoked_at = db_get_time(rows, i, 7),
        .last_used_at = db_get_time(rows, i, 8),
        .replaced = db_get_bool(rows, i, 9),
    };
    if (key.revoked_at)
        key.state = KEY_REVOKED;
    else if (key.expires_at && key.expires_at <= ctx->now_us)
        key.state = KEY_EXPIRED;
    return key;
}

/* That of id, or all of them (nil). */
static enum rc find(struct ctx *ctx, struct uuid id, struct key_list *out)
{
    struct db_query q;
    enum rc rc = actor_find(ctx, QUERY_KEY_LIST, id, &q);
    out->n = rc == RC_OK ? q.rows.n : 0;
    out->key = ARENA_ARRAY(ctx->arena, struct key, (size_t)out->n + 1);
    for (int i = 0; i < out->n; i++)
        out->key[i] = key_at(ctx, &q.rows, i);
    return rc;
}

enum rc key_list(struct ctx *ctx, struct key_list *out)
{
    return find(ctx, UUID_NIL, out);
}

enum rc key_get(struct ctx *ctx, struct uuid id, struct key *out, bool *found)
{
    struct key_list list;
    enum rc rc = find(ctx, id, &list);
    *found = rc == RC_OK && list.n == 1;
    if (*found)
        *out = list.key[0];
    return rc;
}

struct succession {
    struct uuid old; /* nil: the key follows none */
    int64_t hours;
};

static enum rc make(struct ctx *ctx, const struct key_request *request, struct succession after,
                    struct str *token, enum change *change)
{
    struct db_query q = session_query(ctx, QUERY_KEY_MAKE);
    unsigned char hash[HASH_SIZE];
    *token = token_new(ctx->arena, STR("sandi_"), ctx->actor.organisation, hash);
    db_uuid(&q.args, uuid_v7(ctx->now_us));
    db_text(&q.args, request->name);
    db_bytes(&q.args, str_bytes(hash, sizeof hash));
    db_bool(&q.args, request->may_read);
    db_bool(&q.args, request->may_send);
    db_i64(&q.args, request->days);
    db_uuid(&q.args, after.old);
    db_i64(&q.args, after.hours);
    enum rc rc = change_run(ctx, &q, change);
    if (rc != RC_OK || *change != CHANGE_DONE)
        *token = STR_NONE;
    return rc;
}

enum rc key_make(struct ctx *ctx, const struct key_request *request, struct str *token, enum change *change)
{
    return make(ctx, request, (struct succession){UUID_NIL, 0}, token, change);
}

enum rc key_rotate(struct ctx *ctx, struct uuid old, int64_t hours, struct str *token, enum change *change)
{
    return make(ctx, &(struct key_request){0}, (struct succession){old, hours}, token, change);
}

enum rc key_revoke(struct ctx *ctx, struct uuid id, enum change *change)
{
    struct db_query q = session_query(ctx, QUERY_KEY_REVOKE);
    db_uuid(&q.args, id);
    return change_run(ctx, &q, change);
}
