/*
 * Support finds an organisation and tops up its credit. A top-up is posted with the form's own token, so
 * that a double click, a reload or two browsers credit once; the answer is a receipt at an address of its
 * own.
 */
#include "staff/organisation.h"

#include "backend/credit.h"
#include "backend/support.h"
#include "base/text.h"
#include "web/form.h"
#include "web/page.h"

#define TOP_UP_MAX INT64_C(1000000000000) /* a thousand million credits */

struct top_up_input {
    struct credits credits;
    struct str reference, reason;
    struct uuid form;
};

enum { TOP_UP_CREDITS, TOP_UP_REFERENCE, TOP_UP_REASON, TOP_UP_FORM };

static const struct field TOP_UP_FIELDS[] = {
    [TOP_UP_CREDITS] = {"credits", TEXT("Credits"), FIELD_CREDITS, true, 1, TOP_UP_MAX,
                        offsetof(struct top_up_input, credits)},
    [TOP_UP_REFERENCE] = {"reference", TEXT("Reference"), FIELD_TEXT, true, 1, 100,
                          offsetof(struct top_up_input, reference)},
    [TOP_UP_REASON] = {"reason", TEXT("Reason"), FIELD_TEXT, false, 0, 300,
                       offsetof(struct top_up_input, reason)},
    [TOP_UP_FORM] = {"form", TEXT("Form"), FIELD_UUID, true, 0, 0, offsetof(struct top_up_input, form)},
};

static void set_id(struct ctx *ctx, struct template_dict *dict, const char *name, struct uuid id)
{
    page_set(dict, name, uuid_text(ctx->arena, id));
}

static void fill_row(struct ctx *ctx, const struct request *request, struct template_dict *body,
                     const struct support_organisation *organisation)
{
    struct template_dict *row = template_section(body, TPL_ORGANISATION_LIST_ROW);
    set_id(ctx, row, TPL_ORGANISATION_LIST_ID, organisation->id);
    page_set(row, TPL_ORGANISATION_LIST_NAME, organisation->name);
    page_set(row, TPL_ORGANISATION_LIST_SLUG, organisation->slug);
    page_set_country(ctx, row, TPL_ORGANISATION_LIST_COUNTRY, organisation->country);
    page_set_credits(ctx, row, TPL_ORGANISATION_LIST_AVAILABLE, organisation->available);
    page_set_credits(ctx, row, TPL_ORGANISATION_LIST_RESERVED, organisation->reserved);
    if (organisation->last_top_up_at)
        page_set_time(ctx, request, row, TPL_ORGANISATION_LIST_TOP_UP_AT, organisation->last_top_up_at);
    else
        page_set_c(row, TPL_ORGANISATION_LIST_TOP_UP_AT, say(ctx, "never"));
}

enum rc page_organisation_list(struct ctx *ctx, struct request *request, struct response *response)
{
    struct support_organisations list;
    struct str query = str_head(str_trim(request_query(ctx, request, "q")), 80);
    struct str after = str_head(request_query(ctx, request, "after"), 200);
    enum rc rc = support_organisation_list(ctx, query, after, &list);
    if (rc != RC_OK)
        return rc;

    struct page page =
        page_new(ctx, request, LAYOUT_STAFF, TEMPLATE_ORGANISATION_LIST, say(ctx, "Organisations"));
    page_set(page.body, TPL_ORGANISATION_LIST_Q, query);
    if (query.n)
        template_show(page.body, TPL_ORGANISATION_LIST_CLEAR);
    template_show(page.body, list.n ? TPL_ORGANISATION_LIST_ROWS : TPL_ORGANISATION_LIST_EMPTY);
    for (int i = 0; i < list.n; i++)
        fill_row(ctx, request, page.body, &list.organisation[i]);
    if (list.more) {
        struct template_dict *next = template_section(page.body, TPL_ORGANISATION_LIST_NEXT);
        page_set(next, TPL_ORGANISATION_LIST_AFTER, list.organisation[list.n - 1].name);
        page_set(next, TPL_ORGANISATION_LIST_NEXT_Q, query);
    }
    page_send(ctx, &page, 200, response);
    return RC_OK;
}

static void fill_top_up(struct ctx *ctx, const struct request *request, struct template_dict *body,
                        const struct support_top_up *top_up)
{
    struct template_dict *row = template_section(body, TPL_ORGANISATION_SHOW_TOP_UP);
    page_set_time(ctx, request, row, TPL_ORGANISATION_SHOW_AT, top_up->at);
    page_set(row, TPL_ORGANISATION_SHOW_NUMBER, str_printf(ctx->arena, "%lld", (long long)top_up->number));
    page_set_credits(ctx, row, TPL_ORGANISATION_SHOW_AMOUNT, top_up->amount);
    page_set_credits(ctx, row, TPL_ORGANISATION_SHOW_AFTER, top_up->balance);
    page_set(row, TPL_ORGANISATION_SHOW_REFERENCE, top_up->reference);
    page_set(row, TPL_ORGANISATION_SHOW_REASON, top_up->reason);
    page_set(row, TPL_ORGANISATION_SHOW_ACTOR, top_up->actor);
}

/* The organisation's page: as it is (form NULL), or with the form as typed and what is wrong with it. */
static enum rc show(struct ctx *ctx, struct request *request, struct response *response, struct uuid id,
                    const struct form *form)
{
    enum outcome outcome;
    struct support_organisation organisation;
    struct support_top_ups top_ups = {0};
    enum rc rc = support_organisation_get(ctx, id, &outcome, &organisation);
    if (rc == RC_OK && outcome == OUTCOME_DONE)
        rc = support_top_up_list(ctx, id, &top_ups);
    if (rc != RC_OK)
        return rc;
    if (outcome != OUTCOME_DONE) {
        page_error(ctx, request, 404, response);
        return RC_OK;
    }
    struct page page = page_new(ctx, request, LAYOUT_STAFF, TEMPLATE_ORGANISATION_SHOW,
                                str_z(ctx->arena, organisation.name));
    set_id(ctx, page.body, TPL_ORGANISATION_SHOW_ID, id);
    page_set(page.body, TPL_ORGANISATION_SHOW_NAME, organisation.name);
    page_set(page.body, TPL_ORGANISATION_SHOW_SLUG, organisation.slug);
    page_set_country(ctx, page.body, TPL_ORGANISATION_SHOW_COUNTRY, organisation.country);
    page_set_credits(ctx, page.body, TPL_ORGANISATION_SHOW_BALANCE, organisation.balance);
    page_set_credits(ctx, page.body, TPL_ORGANISATION_SHOW_RESERVED, organisation.reserved);
    page_set_credits(ctx, page.body, TPL_ORGANISATION_SHOW_AVAILABLE, organisation.available);
    set_id(ctx, page.body, TPL_ORGANISATION_SHOW_NEW_FORM, uuid_v7(ctx->now_us));
    if (form)
        form_fill(ctx, form, page.body);
    template_show(page.body, form && form->typed[TOP_UP_FORM].n ? TPL_ORGANISATION_SHOW_SAME_FORM
                                                                : TPL_ORGANISATION_SHOW_FRESH_FORM);
    template_show(page.body, top_ups.n ? TPL_ORGANISATION_SHOW_TOP_UPS : TPL_ORGANISATION_SHOW_NO_TOP_UPS);
    for (int i = 0; i < top_ups.n; i++)
        fill_top_up(ctx, request, page.body, &top_ups.top_up[i]);
    page_send(ctx, &page, form ? 422 : 200, response);
    return RC_OK;
}

enum rc page_organisation(struct ctx *ctx, struct request *request, struct response *response)
{
    struct uuid id;
    if (!request_uuid(request, 0, &id)) {
        page_error(ctx, request, 404, response);
        return RC_OK;
    }
    return show(ctx, request, response, id, NULL);
}

enum rc page_top_up(struct ctx *ctx, struct request *request, struct response *response)
{
    struct uuid id;
    struct form form = FORM(TOP_UP_FIELDS);
    struct top_up_input input = {0};
    struct top_up_receipt receipt;
    if (!request_uuid(request, 0, &id)) {
        page_error(ctx, request, 404, response);
        return RC_OK;
    }
    if (!form_read(ctx, request, &form, &input))
        return show(ctx, request, response, id, &form);
    struct top_up_request top_up = {.organisation = id,
                                    .amount = input.credits,
                                    .kind = STR("top_up"),
                                    .reference = input.reference,
                                    .reason = input.reason,
                                    .form = input.form};
    enum rc rc = credit_top_up(ctx, &top_up, &receipt);
    if (rc != RC_OK)
        return rc;
    if (receipt.outcome == OUTCOME_KEY_REUSED) {
        form_error(&form, "reference",
                   say(ctx,
                       "This reference belongs to another top-up of this organisation. Nothing was credited. "
                       "Check the list below, or use another reference."));
        return show(ctx, request, response, id, &form);
    }
    if (receipt.outcome != OUTCOME_DONE && receipt.outcome != OUTCOME_REPLAYED) {
        page_error(ctx, request, outcome_status(receipt.outcome), response);
        return RC_OK;
    }
    response_redirect(response, "/support/organisations/%.*s/receipts/%lld",
                      STR_ARG(uuid_text(ctx->arena, id)), (long long)receipt.number);
    return RC_OK;
}

enum rc page_receipt(struct ctx *ctx, struct request *request, struct response *response)
{
    struct uuid id;
    int64_t number;
    struct top_up_receipt receipt = {.outcome = OUTCOME_NOT_FOUND};
    if (request_uuid(request, 0, &id) && str_to_i64(request->capture[1], 1, INT64_MAX, &number)) {
        enum rc rc = credit_receipt(ctx, id, number, &receipt);
        if (rc != RC_OK)
            return rc;
    }
    if (receipt.outcome != OUTCOME_DONE) {
        page_error(ctx, request, 404, response);
        return RC_OK;
    }
    struct page page =
        page_new(ctx, request, LAYOUT_STAFF, TEMPLATE_ORGANISATION_RECEIPT, say(ctx, "Receipt"));
    set_id(ctx, page.body, TPL_ORGANISATION_RECEIPT_ID, id);
    page_set(page.body, TPL_ORGANISATION_RECEIPT_NAME, receipt.organisation_name);
    page_set(page.body, TPL_ORGANISATION_RECEIPT_NUMBER, str_printf(ctx->arena, "%lld", (long long)number));
    page_set(page.body, TPL_ORGANISATION_RECEIPT_REFERENCE, receipt.reference);
    page_set_time(ctx, request, page.body, TPL_ORGANISATION_RECEIPT_AT, receipt.at);
    page_set_credits(ctx, page.body, TPL_ORGANISATION_RECEIPT_BEFORE, receipt.before);
    page_set_credits(ctx, page.body, TPL_ORGANISATION_RECEIPT_AMOUNT, receipt.amount);
    page_set_credits(ctx, page.body, TPL_ORGANISATION_RECEIPT_AFTER, receipt.balance);
    page_send(ctx, &page, 200, response);
    return RC_OK;
}
