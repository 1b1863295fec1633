/*
 * Reads for platform staff, each through a function that checks the staff session and its role.
 * Must not write: top-ups are in top_up.c.
 */
#include "backend/support.h"

#include "backend/scope.h"

static struct credits credits_at(const struct db_rows *rows, int row, int column)
{
    return (struct credits){db_get_i64(rows, row, column)};
}

/* All functions take the session's hash first. */
enum {
    ORG_ID,
    ORG_NAME,
    ORG_SLUG,
    ORG_COUNTRY,
    ORG_TIME_ZONE,
    ORG_BALANCE,
    ORG_RESERVED,
    ORG_SPENT,
    ORG_DAYS,
    ORG_LEVEL,
    ORG_TOP_UP_AT,
    ORG_TOP_UP,
    ORG_REQUESTED,
    ORG_WAITING,
    ORG_TOTAL
};

static struct support_organisation organisation_at(const struct db_rows *rows, int row)
{
    struct support_organisation o = {
        .id = db_get_uuid(rows, row, ORG_ID),
        .name = db_get_text(rows, row, ORG_NAME),
        .slug = db_get_text(rows, row, ORG_SLUG),
        .country = db_get_text(rows, row, ORG_COUNTRY),
        .time_zone = db_get_text(rows, row, ORG_TIME_ZONE),
        .balance = credits_at(rows, row, ORG_BALANCE),
        .reserved = credits_at(rows, row, ORG_RESERVED),
        .spent = credits_at(rows, row, ORG_SPENT),
        .days = db_is_null(rows, row, ORG_DAYS) ? -1 : db_get_i64(rows, row, ORG_DAYS),
        .level = db_get_text(rows, row, ORG_LEVEL),
        .last_top_up_at = db_get_time(rows, row, ORG_TOP_UP_AT),
        .last_top_up = credits_at(rows, row, ORG_TOP_UP),
        .requested = credits_at(rows, row, ORG_REQUESTED),
        .waiting = db_get_i64(rows, row, ORG_WAITING),
    };
    o.available.thousandths = o.balance.thousandths - o.reserved.thousandths;
    return o;
}

enum rc support_organisation_list(struct ctx *ctx, const struct support_search *search,
                                  struct support_organisations *out)
{
    struct db_query q = staff_query(ctx, QUERY_SUPPORT_ORGANISATION_LIST);
    db_text(&q.args, search->query);
    db_bool(&q.args, search->low);
    db_text(&q.args, search->sort);
    db_i64(&q.args, (search->page - 1) * SUPPORT_PAGE_SIZE);
    db_i64(&q.args, SUPPORT_PAGE_SIZE);
    enum rc rc = actor_run(ctx, &q);
    if (rc != RC_OK)
        return rc;
    out->n = q.rows.n;
    out->total = out->n ? db_get_i64(&q.rows, 0, ORG_TOTAL) : 0;
    out->organisation = ARENA_ARRAY(ctx->arena, struct support_organisation, (size_t)out->n + 1);
    for (int i = 0; i < out->n; i++)
        out->organisation[i] = organisation_at(&q.rows, i);
    return RC_OK;
}

enum rc support_organisation_get(struct ctx *ctx, struct uuid id, enum outcome *outcome,
                                 struct support_organisation *out)
{
    struct db_query q = staff_query(ctx, QUERY_SUPPORT_ORGANISATION_GET);
    db_uuid(&q.args, id);
    enum rc rc = actor_run(ctx, &q);
    if (rc != RC_OK)
        return rc;
    *outcome = q.rows.n == 1 ? OUTCOME_DONE : OUTCOME_NOT_FOUND;
    if (q.rows.n == 1)
        *out = organisation_at(&q.rows, 0);
    return RC_OK;
}

enum rc support_entry_get(struct ctx *ctx, struct uuid organisation, int64_t number, enum outcome *outcome,
                          struct support_entry *out)
{
    struct db_query q = staff_query(ctx, QUERY_SUPPORT_ENTRY);
    db_uuid(&q.args, organisation);
    db_i64(&q.args, number);
    enum rc rc = actor_run(ctx, &q);
    if (rc != RC_OK)
        return rc;
    *outcome = q.rows.n == 1 ? OUTCOME_DONE : OUTCOME_NOT_FOUND;
    if (q.rows.n != 1)
        return RC_OK;
    *out = (struct support_entry){
        .number = db_get_i64(&q.rows, 0, 0),
        .at = db_get_time(&q.rows, 0, 1),
        .kind = db_get_text(&q.rows, 0, 2),
        .before = credits_at(&q.rows, 0, 3),
        .amount = credits_at(&q.rows, 0, 4),
        .balance = credits_at(&q.rows, 0, 5),
        .reference = db_get_text(&q.rows, 0, 6),
        .reason = db_get_text(&q.rows, 0, 7),
        .refers_to = db_get_i64(&q.rows, 0, 8),
        .receipt = db_get_text(&q.rows, 0, 9),
        .actor = db_get_text(&q.rows, 0, 10),
        .approver = db_get_text(&q.rows, 0, 11),
        .organisation_name = db_get_text(&q.rows, 0, 12),
        .left = credits_at(&q.rows, 0, 13),
    };
    out->correctable = out->left.thousandths != 0;
    return RC_OK;
}

enum rc support_top_up_list(struct ctx *ctx, struct uuid organisation, int64_t before,
                            struct support_top_ups *out)
{
    struct db_query q = staff_query(ctx, QUERY_SUPPORT_TOP_UP_LIST);
    db_uuid(&q.args, organisation);
    db_i64(&q.args, before);
    db_i64(&q.args, SUPPORT_TOP_UPS + 1);
    enum rc rc = actor_run(ctx, &q);
    if (rc != RC_OK)
        return rc;
    out->more = q.rows.n > SUPPORT_TOP_UPS;
    out->n = out->more ? SUPPORT_TOP_UPS : q.rows.n;
    out->top_up = ARENA_ARRAY(ctx->arena, struct support_top_up, (size_t)out->n + 1);
    for (int i = 0; i < out->n; i++)
        out->top_up[i] = (struct support_top_up){
            .number = db_get_i64(&q.rows, i, 0),
            .kind = db_get_text(&q.rows, i, 1),
            .amount = credits_at(&q.rows, i, 2),
            .balance = credits_at(&q.rows, i, 3),
            .at = db_get_time(&q.rows, i, 4),
            .receipt = db_get_text(&q.rows, i, 5),
            .refers_to = db_get_i64(&q.rows, i, 6),
            .reference = db_get_text(&q.rows, i, 7),
            .reason = db_get_text(&q.rows, i, 8),
            .actor = db_get_text(&q.rows, i, 9),
            .approver = db_get_text(&q.rows, i, 10),
            .corrected = credits_at(&q.rows, i, 11),
        };
    return RC_OK;
}
