/*
 * An entry that people made is shown as its receipt, any other as what it is. Below stands the form that
 * corrects it: an entry stays as it is, and a new one points back at it.
 */
#include "staff/entry.h"

#include "backend/support.h"
#include "staff/top_up.h"
#include "web/page.h"

#define RECEIPT(name) TPL_ORGANISATION_RECEIPT_##name

static void set_number(struct ctx *ctx, struct template_dict *dict, const char *name, int64_t number)
{
    page_set(dict, name, str_printf(ctx->arena, "%lld", (long long)number));
}

static void fill_people(struct template_dict *body, const struct support_entry *entry)
{
    if (entry->actor.n)
        page_set(template_section(body, RECEIPT(MADE)), RECEIPT(ACTOR), entry->actor);
    if (entry->approver.n)
        page_set(template_section(body, RECEIPT(APPROVED)), RECEIPT(APPROVER), entry->approver);
}

static void fill_entry(struct ctx *ctx, const struct request *request, struct template_dict *body,
                       const struct support_entry *entry)
{
    struct template_dict *title =
        template_section(body, entry->receipt.n ? RECEIPT(NUMBERED) : RECEIPT(UNNUMBERED));
    page_set(title, RECEIPT(RECEIPT), entry->receipt);
    page_set(body, RECEIPT(NAME), entry->organisation_name);
    set_number(ctx, body, RECEIPT(NUMBER), entry->number);
    page_set_c(body, RECEIPT(KIND), say(ctx, top_up_kind_words(entry->kind)));
    page_set_time(ctx, request, body, RECEIPT(AT), entry->at);
    page_set_credits(ctx, body, RECEIPT(BEFORE), entry->before);
    page_set_credits(ctx, body, RECEIPT(AMOUNT), entry->amount);
    page_set_credits(ctx, body, RECEIPT(AFTER), entry->balance);
    template_show(body, entry->amount.thousandths > 0   ? RECEIPT(CREDITED)
                        : entry->amount.thousandths < 0 ? RECEIPT(TAKEN)
                                                        : RECEIPT(UNMOVED));
    if (entry->reference.n)
        page_set(template_section(body, RECEIPT(REFERENCED)), RECEIPT(REFERENCE), entry->reference);
    if (entry->reason.n)
        page_set(template_section(body, RECEIPT(REASONED)), RECEIPT(WHY), entry->reason);
    if (entry->refers_to)
        set_number(ctx, template_section(body, RECEIPT(CORRECTS)), RECEIPT(REFERS_TO), entry->refers_to);
    fill_people(body, entry);
}

/* A charge is given back as a whole; anything else may be corrected in part. */
static void fill_correction(struct ctx *ctx, struct template_dict *body, const struct support_entry *entry,
                            const struct form *form)
{
    bool charge = str_eq(entry->kind, STR("charge"));
    struct credits whole = {charge ? entry->left.thousandths : -entry->left.thousandths};
    if (!entry->correctable && !form)
        return;
    struct template_dict *correct = template_section(body, RECEIPT(CORRECT));
    if (form)
        form_fill(ctx, form, correct);
    else
        page_set(correct, RECEIPT(CREDITS_VALUE), credits_text(ctx->arena, whole));
    page_set(correct, RECEIPT(NEW_FORM), uuid_text(ctx->arena, uuid_v7(ctx->now_us)));
    page_set_credits(ctx, correct, RECEIPT(LEFT), whole);
    template_show(correct, charge ? RECEIPT(REFUND) : RECEIPT(REVERSE));
}

enum rc entry_send(struct ctx *ctx, struct request *request, struct response *response, int64_t number,
                   const struct form *form)
{
    struct uuid id;
    struct support_entry entry;
    enum outcome outcome = OUTCOME_NOT_FOUND;
    if (request_uuid(request, 0, &id)) {
        enum rc rc = support_entry_get(ctx, id, number, &outcome, &entry);
        if (rc != RC_OK)
            return rc;
    }
    if (outcome != OUTCOME_DONE) {
        page_error(ctx, request, 404, response);
        return RC_OK;
    }
    struct page page = page_new(ctx, request, LAYOUT_STAFF, TEMPLATE_ORGANISATION_RECEIPT,
                                entry.receipt.n ? str_z(ctx->arena, entry.receipt)
                                                : say(ctx, top_up_kind_words(entry.kind)));
    page_set(page.body, RECEIPT(ID), uuid_text(ctx->arena, id));
    fill_entry(ctx, request, page.body, &entry);
    fill_correction(ctx, page.body, &entry, form);
    page_send(ctx, &page, form ? 422 : 200, response);
    return RC_OK;
}

enum rc page_entry(struct ctx *ctx, struct request *request, struct response *response)
{
    int64_t number;
    if (str_to_i64(request->capture[1], 1, INT64_MAX, &number))
        return entry_send(ctx, request, response, number, NULL);
    page_error(ctx, request, 404, response);
    return RC_OK;
}

enum rc page_entry_find(struct ctx *ctx, struct request *request, struct response *response)
{
    int64_t number;
    struct str id = request->capture[0];
    if (str_to_i64(str_trim(request_query(ctx, request, "number")), 1, INT64_MAX, &number)) {
        response_redirect(response, "/support/organisations/%.*s/receipts/%lld", STR_ARG(id),
                          (long long)number);
        return RC_OK;
    }
    page_flash(ctx, response, "error", str_from(say(ctx, "The number of an entry has digits only.")));
    response_redirect(response, "/support/organisations/%.*s", STR_ARG(id));
    return RC_OK;
}
