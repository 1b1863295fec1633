/* An organisation's people. Who may change whom is decided in sql/functions/people.sql. */
#include "backend/member.h"

#include "backend/recipient.h"
#include "backend/role.h"
#include "backend/scope.h"

enum rc member_list_active(struct ctx *ctx, struct member_list *out)
{
    struct db_query q = {.id = QUERY_MEMBER_LIST_ACTIVE, .args = {.arena = ctx->arena}};
    enum rc rc = actor_run(ctx, &q);
    if (rc != RC_OK)
        return rc;
    *out = (struct member_list){.member = ARENA_ARRAY(ctx->arena, struct member, (size_t)q.rows.n + 1),
                                .n = q.rows.n};
    for (int i = 0; i < q.rows.n; i++) {
        out->member[i] = (struct member){
            .person = db_get_uuid(&q.rows, i, 0),
            .name = db_get_text(&q.rows, i, 1),
            .email = db_get_text(&q.rows, i, 2),
            .worker = db_get_bool(&q.rows, i, 3),
        };
    }
    return RC_OK;
}

static struct member_row row_at(const struct db_rows *rows, int i)
{
    struct member_row row = {
        .person = db_get_uuid(rows, i, 0),
        .name = db_get_text(rows, i, 1),
        .email = db_get_text(rows, i, 2),
        .deactivated_at = db_get_time(rows, i, 4),
        .seen_at = db_get_time(rows, i, 5),
        .joined_at = db_get_time(rows, i, 6),
        .disabled = db_get_bool(rows, i, 7),
        .phone = db_get_text(rows, i, 8),
    };
    if (!member_role_parse(db_get_text(rows, i, 3), &row.role))
        row.role = ROLE_NONE;
    return row;
}

enum rc member_list(struct ctx *ctx, struct str query, struct uuid after, struct member_page *out)
{
    struct db_query q = {.id = QUERY_MEMBER_LIST, .args.arena = ctx->arena};
    *out = (struct member_page){0};
    db_text(&q.args, query.n ? query : STR(""));
    db_uuid(&q.args, after);
    db_i64(&q.args, MEMBER_PAGE + 1);
    enum rc rc = actor_run(ctx, &q);
    if (rc != RC_OK)
        return rc;
    out->more = q.rows.n > MEMBER_PAGE;
    out->n = out->more ? MEMBER_PAGE : q.rows.n;
    out->row = ARENA_ARRAY(ctx->arena, struct member_row, (size_t)out->n + 1);
    for (int i = 0; i < out->n; i++)
        out->row[i] = row_at(&q.rows, i);
    out->total = q.rows.n ? db_get_i64(&q.rows, 0, 9) : 0;
    return RC_OK;
}

enum rc member_get(struct ctx *ctx, struct uuid person, struct member_row *out, bool *found)
{
    struct db_query q = {.id = QUERY_MEMBER_GET, .args.arena = ctx->arena};
    db_uuid(&q.args, person);
    enum rc rc = actor_run(ctx, &q);
    *found = rc == RC_OK && q.rows.n == 1;
    if (*found)
        *out = row_at(&q.rows, 0);
    return rc;
}

static enum rc change_member(struct ctx *ctx, struct uuid person, struct str what, struct str role,
                             enum change *change)
{
    struct db_query q = {.id = QUERY_MEMBER_CHANGE, .args.arena = ctx->arena};
    db_bytes(&q.args, str_bytes(ctx->actor.session, sizeof ctx->actor.session));
    db_uuid(&q.args, ctx->actor.organisation);
    db_uuid(&q.args, person);
    db_text(&q.args, what);
    db_text(&q.args, role);
    return change_run(ctx, &q, change);
}

enum rc member_role_set(struct ctx *ctx, struct uuid person, enum role role, enum change *change)
{
    return change_member(ctx, person, STR("role"), str_from(member_role_label(role)), change);
}

enum rc member_activate(struct ctx *ctx, struct uuid person, bool active, enum change *change)
{
    return change_member(ctx, person, active ? STR("reactivate") : STR("deactivate"), STR_NONE, change);
}

enum rc member_phone_set(struct ctx *ctx, struct uuid person, struct str typed, struct str home,
                         struct member_phone *result)
{
    struct recipient own = {0};
    *result = (struct member_phone){OUTCOME_DONE, CHANGE_INVALID};
    if (str_trim(typed).n)
        result->outcome = recipient_parse(ctx, typed, CHANNEL_WHATSAPP, home, &own);
    if (result->outcome != OUTCOME_DONE)
        return RC_OK;
    struct db_query q = {.id = QUERY_MEMBER_PHONE_SET, .args.arena = ctx->arena};
    db_bytes(&q.args, str_bytes(ctx->actor.session, sizeof ctx->actor.session));
    db_uuid(&q.args, ctx->actor.organisation);
    db_uuid(&q.args, person);
    db_text(&q.args, own.to);
    return change_run(ctx, &q, &result->change);
}

enum rc member_owns(struct ctx *ctx, struct uuid person, struct str to, bool *own)
{
    struct db_query q = {.id = QUERY_MEMBER_REACH, .args.arena = ctx->arena};
    *own = false;
    db_uuid(&q.args, person);
    enum rc rc = actor_run(ctx, &q);
    if (rc == RC_OK && q.rows.n == 1)
        *own = recipient_is_same(to, db_get_text(&q.rows, 0, 0)) ||
               recipient_is_same(to, db_get_text(&q.rows, 0, 1));
    return rc;
}
