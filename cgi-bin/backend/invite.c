/* The way to the invitations of sql/functions/people.sql. A link's token leaves this file only sealed. */
#include "backend/invite.h"

#include "backend/letter.h"
#include "backend/role.h"
#include "backend/scope.h"

static struct invite invite_at(const struct db_rows *rows, int i)
{
    struct invite invite = {
        .id = db_get_uuid(rows, i, 0),
        .email = db_get_text(rows, i, 1),
        .by_name = db_get_text(rows, i, 3),
        .made_at = db_get_time(rows, i, 4),
        .expires_at = db_get_time(rows, i, 5),
    };
    if (!member_role_parse(db_get_text(rows, i, 2), &invite.role))
        invite.role = ROLE_NONE;
    return invite;
}

/* Those of id, or all of them (nil). */
static enum rc find(struct ctx *ctx, struct uuid id, struct invite_list *out)
{
    struct db_query q;
    enum rc rc = actor_find(ctx, QUERY_INVITE_LIST, id, &q);
    out->n = rc == RC_OK ? q.rows.n : 0;
    out->invite = ARENA_ARRAY(ctx->arena, struct invite, (size_t)out->n + 1);
    for (int i = 0; i < out->n; i++)
        out->invite[i] = invite_at(&q.rows, i);
    return rc;
}

enum rc invite_list(struct ctx *ctx, struct invite_list *out)
{
    return find(ctx, UUID_NIL, out);
}

enum rc invite_get(struct ctx *ctx, struct uuid id, struct invite *out, bool *found)
{
    struct invite_list list;
    enum rc rc = find(ctx, id, &list);
    *found = rc == RC_OK && list.n == 1;
    if (*found)
        *out = list.invite[0];
    return rc;
}

enum rc invite_send(struct ctx *ctx, struct str email, enum role role, enum change *change)
{
    struct db_query q = session_query(ctx, QUERY_INVITE_SEND);
    unsigned char hash[HASH_SIZE];
    struct str token = token_new(ctx->arena, STR(""), ctx->actor.organisation, hash);
    db_uuid(&q.args, uuid_v7(ctx->now_us));
    db_text(&q.args, str_lower(ctx->arena, email));
    db_text(&q.args, str_from(member_role_label(role)));
    db_bytes(&q.args, str_bytes(hash, sizeof hash));
    letter_put_token(ctx, &q.args, token);
    enum rc rc = change_run(ctx, &q, change);
    if (rc == RC_OK && *change == CHANGE_INVALID && str_eq(q.rows.constraint, STR("letter_room")))
        *change = CHANGE_TOO_MANY;
    return rc;
}

enum rc invite_revoke(struct ctx *ctx, struct uuid id, enum change *change)
{
    struct db_query q = session_query(ctx, QUERY_INVITE_REVOKE);
    db_uuid(&q.args, id);
    return change_run(ctx, &q, change);
}

/* Adds the link's organisation and hash; false where it is no token. */
static bool put_token(struct db_args *args, struct str token, struct uuid *organisation)
{
    unsigned char hash[HASH_SIZE];
    if (!token_parse(token, STR(""), organisation, hash))
        return false;
    db_uuid(args, *organisation);
    db_bytes(args, str_copy(args->arena, str_bytes(hash, sizeof hash)));
    return true;
}

enum rc invite_find(struct ctx *ctx, struct str token, struct invite_offer *out, bool *found)
{
    struct db_query q = {.id = QUERY_INVITE_FIND, .args.arena = ctx->arena};
    struct uuid organisation;
    *found = false;
    if (!put_token(&q.args, token, &organisation))
        return RC_OK;
    enum rc rc = actor_run(ctx, &q);
    if (rc != RC_OK || q.rows.n == 0)
        return rc;
    *found = true;
    *out = (struct invite_offer){
        .open = str_eq(db_get_text(&q.rows, 0, 0), STR("open")),
        .organisation_name = db_get_text(&q.rows, 0, 1),
        .email = db_get_text(&q.rows, 0, 2),
        .by_name = db_get_text(&q.rows, 0, 4),
        .known = db_get_bool(&q.rows, 0, 5),
    };
    if (!member_role_parse(db_get_text(&q.rows, 0, 3), &out->role))
        out->role = ROLE_NONE;
    return RC_OK;
}

enum rc invite_accept(struct ctx *ctx, struct str token, const struct invite_person *new, struct actor *actor,
                      enum change *change)
{
    struct db_query q = {.id = QUERY_INVITE_ACCEPT, .args.arena = ctx->arena};
    struct str hash = STR_NONE;
    struct uuid organisation;
    *change = CHANGE_ENDED;
    if (!put_token(&q.args, token, &organisation))
        return RC_OK;
    enum rc rc = new ? password_hash(ctx->arena, new->password, &hash) : RC_OK;
    if (rc != RC_OK)
        return rc;
    db_uuid(&q.args, ctx->actor.organisation);
    db_bytes(&q.args, str_bytes(ctx->actor.session, sizeof ctx->actor.session));
    db_uuid(&q.args, new ? uuid_v7(ctx->now_us) : UUID_NIL);
    db_text(&q.args, new ? new->name : STR_NONE);
    db_text(&q.args, hash);
    rc = change_run(ctx, &q, change);
    if (rc != RC_OK || *change != CHANGE_DONE)
        return rc;
    *actor = (struct actor){.kind = ACTOR_MEMBER,
                            .organisation = organisation,
                            .person = db_get_uuid(&q.rows, 0, 1),
                            .name = new ? new->name : ctx->actor.name};
    if (!member_role_parse(db_get_text(&q.rows, 0, 2), &actor->role))
        actor->role = ROLE_NONE;
    return RC_OK;
}
