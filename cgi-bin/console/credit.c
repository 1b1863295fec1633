/*
 * The balance and the statement, which reads like a bank's: newest first, every line with the balance
 * after it, paged by entry number so that a page never shifts under the reader.
 */
#include "backend/credit.h"

#include "backend/channel.h"
#include "backend/reason.h"
#include "base/text.h"
#include "console/billing.h"
#include "web/page.h"

#define STATEMENT_PAGE 50

static const char *kind_words(struct ctx *ctx, struct str kind)
{
    static const struct {
        struct str label;
        const char *words;
    } kinds[] = {
        {STR("top_up"), TEXT("Top-up")}, {STR("bonus"), TEXT("Bonus")},
        {STR("charge"), TEXT("Charge")}, {STR("release"), TEXT("Not charged")},
        {STR("refund"), TEXT("Refund")}, {STR("correction"), TEXT("Correction")},
    };
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (str_eq(kinds[i].label, kind))
            return say(ctx, kinds[i].words);
    return "";
}

static void fill_entry(struct ctx *ctx, const struct request *request, struct template_dict *body,
                       const struct credit_entry *entry)
{
    struct template_dict *row = template_section(body, TPL_CREDIT_LIST_ROW);
    enum channel channel;
    page_set_i64(ctx, row, TPL_CREDIT_LIST_NUMBER, entry->number);
    page_set_time(ctx, request, row, TPL_CREDIT_LIST_AT, entry->at);
    page_set_c(row, TPL_CREDIT_LIST_KIND, kind_words(ctx, entry->kind));
    page_set_credits(ctx, row, TPL_CREDIT_LIST_AMOUNT, entry->amount);
    page_set_credits(ctx, row, TPL_CREDIT_LIST_BALANCE, entry->balance);
    if (entry->amount.thousandths > 0)
        template_show(row, TPL_CREDIT_LIST_CREDITED);
    if (channel_parse(entry->channel, &channel))
        page_set_c(row, TPL_CREDIT_LIST_CHANNEL, say(ctx, channel_words(channel)));
    if (entry->country.n)
        page_set_country(ctx, row, TPL_CREDIT_LIST_COUNTRY, entry->country);
    page_set(row, TPL_CREDIT_LIST_REFERENCE, entry->reference);
    const char *why = reason_words(entry->reason);
    page_set(row, TPL_CREDIT_LIST_REASON, why ? str_from(say(ctx, why)) : entry->reason);
    if (!uuid_is_nil(entry->message)) {
        struct template_dict *delivery = template_section(row, TPL_CREDIT_LIST_DELIVERY);
        page_set(delivery, TPL_CREDIT_LIST_MESSAGE, uuid_text(ctx->arena, entry->message));
    }
    if (entry->refers_to)
        page_set(row, TPL_CREDIT_LIST_REFERS_TO,
                 text_fill(ctx, "to entry %1",
                           (struct str[]){str_printf(ctx->arena, "%lld", (long long)entry->refers_to)}, 1));
}

/* Opening + entries = closing, said on each page. */
static void fill_statement(struct ctx *ctx, const struct request *request, struct template_dict *body,
                           const struct credit_entries *entries)
{
    if (entries->n == 0) {
        template_show(body, TPL_CREDIT_LIST_EMPTY);
        return;
    }
    const struct credit_entry *newest = &entries->entry[0], *oldest = &entries->entry[entries->n - 1];
    struct template_dict *table = template_section(body, TPL_CREDIT_LIST_STATEMENT);
    page_set_credits(ctx, table, TPL_CREDIT_LIST_CLOSING, newest->balance);
    page_set_credits(ctx, table, TPL_CREDIT_LIST_OPENING,
                     (struct credits){oldest->balance.thousandths - oldest->amount.thousandths});
    for (int i = 0; i < entries->n; i++)
        fill_entry(ctx, request, table, &entries->entry[i]);
    page_set(table, TPL_CREDIT_LIST_SHOWN,
             text_fill(ctx, "Entries %1 to %2",
                       (struct str[]){str_printf(ctx->arena, "%lld", (long long)oldest->number),
                                      str_printf(ctx->arena, "%lld", (long long)newest->number)},
                       2));
    if (entries->more) {
        struct template_dict *older = template_section(table, TPL_CREDIT_LIST_OLDER);
        page_set(older, TPL_CREDIT_LIST_BEFORE, str_printf(ctx->arena, "%lld", (long long)oldest->number));
    }
}

static void fill_balance(struct ctx *ctx, struct template_dict *body, const struct credit *credit)
{
    page_set_credits(ctx, body, TPL_CREDIT_LIST_TOTAL, credit->balance);
    page_set_credits(ctx, body, TPL_CREDIT_LIST_RESERVED, credit->reserved);
    page_set_credits(ctx, body, TPL_CREDIT_LIST_AVAILABLE, credit->available);
    page_set_credits(ctx, body, TPL_CREDIT_LIST_SPENT, credit->spent_this_month);
}

enum rc page_credit_list(struct ctx *ctx, struct request *request, struct response *response)
{
    struct credit credit;
    struct credit_entries entries;
    int64_t before = 0;
    if (!str_to_i64(request_query(ctx, request, "before"), 1, INT64_MAX, &before))
        before = 0;
    enum rc rc = credit_get(ctx, &credit);
    if (rc == RC_OK)
        rc = credit_entry_list(ctx, before, STATEMENT_PAGE, &entries);
    if (rc != RC_OK)
        return rc;

    struct page page = page_new(ctx, request, LAYOUT_CONSOLE, TEMPLATE_CREDIT_LIST, say(ctx, "Credit"));
    fill_balance(ctx, page.body, &credit);
    fill_statement(ctx, request, page.body, &entries);
    if (before)
        template_show(page.body, TPL_CREDIT_LIST_NEWEST);
    page_send(ctx, &page, 200, response);
    return RC_OK;
}
