/* An admin asks support for a top-up, one at a time, and sees what became of it. Moves no credit. */
#include "backend/top_up_request.h"

#include "base/text.h"
#include "console/billing.h"
#include "web/form.h"
#include "web/page.h"

#define ASK(name) TPL_CREDIT_TOP_UP_##name
#define MOST INT64_C(1000000000000) /* a thousand million credits, as support may give */

struct ask_input {
    struct credits credits;
    struct str invoice, note;
    struct uuid form;
};

static const struct field FIELDS[] = {
    {"credits", TEXT("Credits"), FIELD_CREDITS, true, 1, MOST, offsetof(struct ask_input, credits)},
    {"invoice", TEXT("Invoice or order"), FIELD_TEXT, false, 1, 100, offsetof(struct ask_input, invoice)},
    {"note", TEXT("Note"), FIELD_LINES, false, 1, 500, offsetof(struct ask_input, note)},
    {"form", TEXT("Form"), FIELD_UUID, true, 0, 0, offsetof(struct ask_input, form)},
};

static const struct {
    struct str state;
    const char *words, *kind, *icon;
} STATES[] = {
    {STR("open"), TEXT("Open"), "wait", "wait"},
    {STR("fulfilled"), TEXT("Fulfilled"), "ok", "ok"},
    {STR("declined"), TEXT("Declined"), "bad", "bad"},
    {STR("canceled"), TEXT("Canceled"), "", "info"},
};

static void fill_state(struct ctx *ctx, struct template_dict *row, struct str state)
{
    for (size_t i = 0; i < COUNT_OF(STATES); i++) {
        if (!str_eq(STATES[i].state, state))
            continue;
        page_set_c(row, ASK(STATE), say(ctx, STATES[i].words));
        page_set_c(row, ASK(STATE_KIND), STATES[i].kind);
        page_set_c(row, ASK(STATE_ICON), STATES[i].icon);
    }
}

static void fill_row(struct ctx *ctx, const struct request *request, struct template_dict *table,
                     const struct top_up_request *asked)
{
    struct template_dict *row = template_section(table, ASK(ROW));
    page_set_time(ctx, request, row, ASK(AT), asked->made_at);
    page_set_credits(ctx, row, ASK(AMOUNT), asked->amount);
    page_set(row, ASK(BY), asked->made_by);
    page_set(row, ASK(INVOICE), asked->invoice);
    page_set(row, ASK(NOTE), asked->note);
    page_set(row, ASK(RECEIPT), asked->receipt);
    page_set(row, ASK(DECISION), asked->decision);
    fill_state(ctx, row, asked->state);
    if (str_eq(asked->state, STR("open")))
        page_set(template_section(row, ASK(CANCEL)), ASK(ID), uuid_text(ctx->arena, asked->id));
}

static enum rc show(struct ctx *ctx, struct request *request, struct response *response,
                    const struct form *form)
{
    struct top_up_requests list;
    enum rc rc = top_up_request_list(ctx, &list);
    if (rc != RC_OK)
        return rc;
    struct page page = page_new(ctx, request, LAYOUT_CONSOLE, TEMPLATE_CREDIT_TOP_UP, say(ctx, "Top-ups"));
    bool open = false;
    for (int i = 0; i < list.n; i++)
        open = open || str_eq(list.request[i].state, STR("open"));
    if (open) {
        template_show(page.body, ASK(IS_OPEN));
    } else {
        struct template_dict *fresh = template_section(page.body, ASK(FORM));
        page_set(fresh, ASK(NEW_FORM), uuid_text(ctx->arena, uuid_v7(ctx->now_us)));
        if (form)
            form_fill(ctx, form, fresh);
    }
    struct template_dict *table = template_section(page.body, list.n ? ASK(ROWS) : ASK(EMPTY));
    for (int i = 0; i < list.n; i++)
        fill_row(ctx, request, table, &list.request[i]);
    page_send(ctx, &page, form ? 422 : 200, response);
    return RC_OK;
}

static enum rc go_back(struct ctx *ctx, struct response *response, const char *kind, const char *sentence)
{
    page_flash(ctx, response, kind, str_from(sentence));
    response_redirect(response, "/billing/top-up");
    return RC_OK;
}

enum rc page_top_up_ask(struct ctx *ctx, struct request *request, struct response *response)
{
    return show(ctx, request, response, NULL);
}

enum rc page_top_up_send(struct ctx *ctx, struct request *request, struct response *response)
{
    struct form form = FORM(FIELDS);
    struct ask_input input = {0};
    enum request_end end;
    if (!form_read(ctx, request, &form, &input))
        return show(ctx, request, response, &form);
    struct top_up_request asked = {
        .id = input.form, .amount = input.credits, .invoice = input.invoice, .note = input.note};
    enum rc rc = top_up_request_create(ctx, &asked, &end);
    if (rc != RC_OK)
        return rc;
    switch (end) {
    case REQUEST_DONE:
    case REQUEST_REPLAYED:
        return go_back(ctx, response, "success",
                       say(ctx, "Support sees your request. You are told by e-mail."));
    case REQUEST_OPEN_ALREADY:
        return go_back(ctx, response, "info",
                       say(ctx, "A request is open already. Cancel it first to ask for something else."));
    case REQUEST_CLOSED:
    case REQUEST_REFUSED:
        break;
    }
    page_error(ctx, request, 403, response);
    return RC_OK;
}

enum rc page_top_up_cancel(struct ctx *ctx, struct request *request, struct response *response)
{
    struct uuid id;
    enum request_end end = REQUEST_CLOSED;
    if (request_uuid(request, 0, &id)) {
        enum rc rc = top_up_request_cancel(ctx, id, &end);
        if (rc != RC_OK)
            return rc;
    }
    return end == REQUEST_DONE
               ? go_back(ctx, response, "success", say(ctx, "The request is canceled."))
               : go_back(ctx, response, "info", say(ctx, "This request is not open any more."));
}
