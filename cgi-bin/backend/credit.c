/* The organisation's credit. Reads rows; only functions in sql/functions move any of it. */
#include "backend/credit.h"

#include "backend/scope.h"

#define ENTRIES_MAX 500

enum rc credit_get(struct ctx *ctx, struct credit *credit)
{
    struct db_query query = actor_query(ctx, QUERY_CREDIT_GET);
    *credit = (struct credit){0};
    enum rc rc = actor_run(ctx, &query);
    if (rc != RC_OK || query.rows.n == 0)
        return rc;
    credit->balance.thousandths = db_get_i64(&query.rows, 0, 0);
    credit->reserved.thousandths = db_get_i64(&query.rows, 0, 1);
    credit->available.thousandths = credit->balance.thousandths - credit->reserved.thousandths;
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
    struct db_query query = actor_query(ctx, QUERY_CREDIT_ENTRY_LIST);
    int most = limit < 1 ? 1 : limit > ENTRIES_MAX ? ENTRIES_MAX : limit;
    *out = (struct credit_entries){0};
    db_i64(&query.args, before);
    db_i64(&query.args, most + 1);
    enum rc rc = actor_run(ctx, &query);
    if (rc != RC_OK)
        return rc;
    out->more = query.rows.n > most;
    out->n = out->more ? most : query.rows.n;
    out->entry = ARENA_ARRAY(ctx->arena, struct credit_entry, (size_t)out->n);
    for (int i = 0; i < out->n; i++)
        entry_read(&query.rows, i, &out->entry[i]);
    return RC_OK;
}
