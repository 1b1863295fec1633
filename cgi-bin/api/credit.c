/* Credit and its entries as JSON. */
#include "backend/credit.h"

#include "api/answer.h"
#include "api/api.h"

enum rc api_credit_get(struct ctx *ctx, struct request *request, struct response *response)
{
    (void)request;
    struct credit credit;
    enum rc rc = credit_get(ctx, &credit);
    if (rc != RC_OK)
        return rc;
    struct answer answer = answer_open(ctx, response, 200);
    answer_begin(&answer, NULL, '{');
    answer_credits(&answer, "balance", credit.balance);
    answer_credits(&answer, "reserved", credit.reserved);
    answer_credits(&answer, "available", credit.available);
    answer_end(&answer, '}');
    return RC_OK;
}

static void entry_put(struct answer *answer, const struct credit_entry *entry)
{
    answer_begin(answer, NULL, '{');
    answer_integer(answer, "number", entry->number);
    answer_text(answer, "kind", entry->kind);
    answer_credits(answer, "amount", entry->amount);
    answer_credits(answer, "balance", entry->balance);
    answer_time(answer, "at", entry->at);
    answer_id(answer, "message_id", entry->message);
    if (entry->refers_to)
        answer_integer(answer, "refers_to", entry->refers_to);
    else
        answer_null(answer, "refers_to");
    answer_text(answer, "reference", entry->reference);
    answer_text(answer, "reason", entry->reason);
    answer_end(answer, '}');
}

enum rc api_entry_list(struct ctx *ctx, struct request *request, struct response *response)
{
    struct paging paging;
    struct credit_entries entries;
    int64_t before = 0;
    if (!paging_read(ctx, request, response, &paging))
        return RC_OK;
    if (paging.cursor.s && !str_to_i64(paging.cursor, 1, INT64_MAX, &before)) {
        parameter_refuse(ctx, response, STR("cursor"));
        return RC_OK;
    }
    enum rc rc = credit_entry_list(ctx, before, paging.limit, &entries);
    if (rc != RC_OK)
        return rc;
    struct answer answer = answer_open(ctx, response, 200);
    answer_begin(&answer, NULL, '{');
    answer_begin(&answer, "data", '[');
    for (int i = 0; i < entries.n; i++)
        entry_put(&answer, &entries.entry[i]);
    answer_end(&answer, ']');
    struct str next = entries.more
                          ? str_printf(ctx->arena, "%lld", (long long)entries.entry[entries.n - 1].number)
                          : STR_NONE;
    answer_text(&answer, "next_cursor", next);
    answer_end(&answer, '}');
    return RC_OK;
}
