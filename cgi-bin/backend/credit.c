/* The organisation's credit. Reads rows; only functions in sql/functions move any of it. */
#include "backend/credit.h"

#include "base/log.h"
#include "db/db.h"

#define ENTRIES_MAX 500

enum rc credit_get(struct ctx *ctx, struct credit *credit)
{
    struct db_query query = {.id = QUERY_CREDIT_GET, .args.arena = ctx->arena};
    struct db_scope scope = {.organisation = ctx->actor.organisation};
    *credit = (struct credit){0};
    db_uuid(&query.args, ctx->actor.organisation);
    enum rc rc = db_run(ctx->app->db, ctx->arena, scope, &query, 1);
    if (rc != RC_OK || query.rows.n == 0)
        return rc;
    credit->balance.thousandths = db_get_i64(&query.rows, 0, 0);
    credit->reserved.thousandths = db_get_i64(&query.rows, 0, 1);
    credit->available.thousandths = credit->balance.thousandths - credit->reserved.thousandths;
    credit->spent_this_month.thousandths = db_get_i64(&query.rows, 0, 2);
    return RC_OK;
}

static void entry_read(const struct db_rows *rows, int i, struct credit_entry *entry)
{
    entry->number = db_get_i64(rows, i, 0);
    entry->kind = db_get_text(rows, i, 1);
    entry->amount.thousandths = db_get_i64(rows, i, 2);
    entry->balance.thousandths = db_get_i64(rows, i, 3);
    entry->at = db_get_time(rows, i, 4);
    entry->message = db_get_uuid(rows, i, 5);
    entry->refers_to = db_get_i64(rows, i, 6);
    entry->reference = db_get_text(rows, i, 7);
    entry->reason = db_get_text(rows, i, 8);
    entry->channel = db_get_text(rows, i, 9);
    entry->country = db_get_text(rows, i, 10);
}

enum rc credit_entry_list(struct ctx *ctx, int64_t before, int limit, struct credit_entries *out)
{
    struct db_query query = {.id = QUERY_CREDIT_ENTRY_LIST, .args.arena = ctx->arena};
    struct db_scope scope = {.organisation = ctx->actor.organisation};
    int most = limit < 1 ? 1 : limit > ENTRIES_MAX ? ENTRIES_MAX : limit;
    *out = (struct credit_entries){0};
    db_uuid(&query.args, ctx->actor.organisation);
    db_i64(&query.args, before);
    db_i64(&query.args, most + 1);
    enum rc rc = db_run(ctx->app->db, ctx->arena, scope, &query, 1);
    if (rc != RC_OK)
        return rc;
    out->more = query.rows.n > most;
    out->n = out->more ? most : query.rows.n;
    out->entry = ARENA_ARRAY(ctx->arena, struct credit_entry, (size_t)out->n);
    for (int i = 0; i < out->n; i++)
        entry_read(&query.rows, i, &out->entry[i]);
    return RC_OK;
}

/* The top-up functions have words of their own beside the common ones. */
static enum outcome top_up_outcome(struct str label)
{
    if (str_eq(label, STR("reference_used")))
        return OUTCOME_KEY_REUSED;
    if (str_eq(label, STR("not_allowed")))
        return OUTCOME_FORBIDDEN;
    if (str_eq(label, STR("invalid")))
        return OUTCOME_INVALID_FIELD;
    return outcome_from_label(label);
}

static enum rc top_up_run(struct ctx *ctx, struct db_query *query, const struct top_up_request *request,
                          struct top_up_receipt *receipt)
{
    struct db_scope scope = {.person = ctx->actor.person};
    *receipt = (struct top_up_receipt){.outcome = OUTCOME_UNAVAILABLE};
    enum rc rc = db_run(ctx->app->db, ctx->arena, scope, query, 1);
    if (rc != RC_OK)
        return rc;
    if (query->rows.n != 1)
        return RC_BROKEN;
    receipt->outcome = top_up_outcome(db_get_text(&query->rows, 0, 0));
    receipt->number = db_get_i64(&query->rows, 0, 1);
    receipt->balance.thousandths = db_get_i64(&query->rows, 0, 2);
    receipt->before.thousandths = db_get_i64(&query->rows, 0, 3);
    receipt->at = db_get_time(&query->rows, 0, 4);
    receipt->amount = request->amount;
    receipt->reference = request->reference;
    return RC_OK;
}

enum rc credit_top_up(struct ctx *ctx, const struct top_up_request *request, struct top_up_receipt *receipt)
{
    struct db_query query = {.id = QUERY_CREDIT_TOP_UP, .args.arena = ctx->arena};
    db_bytes(&query.args, str_bytes(ctx->actor.session, sizeof ctx->actor.session));
    db_uuid(&query.args, request->organisation);
    db_i64(&query.args, request->amount.thousandths);
    db_text(&query.args, request->kind);
    db_text(&query.args, request->reference);
    db_text(&query.args, request->reason);
    db_uuid(&query.args, request->form);
    return top_up_run(ctx, &query, request, receipt);
}

enum rc credit_top_up_operator(struct ctx *ctx, const struct top_up_request *request,
                               struct top_up_receipt *receipt)
{
    struct db_query query = {.id = QUERY_CREDIT_TOP_UP_OPERATOR, .args.arena = ctx->arena};
    db_uuid(&query.args, request->organisation);
    db_i64(&query.args, request->amount.thousandths);
    db_text(&query.args, request->reference);
    db_text(&query.args, request->reason);
    return top_up_run(ctx, &query, request, receipt);
}

enum rc credit_receipt(struct ctx *ctx, struct uuid organisation, int64_t number,
                       struct top_up_receipt *receipt)
{
    struct db_query query = {.id = QUERY_CREDIT_RECEIPT, .args.arena = ctx->arena};
    *receipt = (struct top_up_receipt){.outcome = OUTCOME_NOT_FOUND};
    db_bytes(&query.args, str_bytes(ctx->actor.session, sizeof ctx->actor.session));
    db_uuid(&query.args, organisation);
    db_i64(&query.args, number);
    enum rc rc = db_run(ctx->app->db, ctx->arena, (struct db_scope){.person = ctx->actor.person}, &query, 1);
    if (rc != RC_OK || query.rows.n == 0)
        return rc;
    receipt->outcome = OUTCOME_DONE;
    receipt->number = db_get_i64(&query.rows, 0, 0);
    receipt->at = db_get_time(&query.rows, 0, 1);
    receipt->before.thousandths = db_get_i64(&query.rows, 0, 2);
    receipt->amount.thousandths = db_get_i64(&query.rows, 0, 3);
    receipt->balance.thousandths = db_get_i64(&query.rows, 0, 4);
    receipt->reference = db_get_text(&query.rows, 0, 5);
    receipt->organisation_name = db_get_text(&query.rows, 0, 6);
    return RC_OK;
}
