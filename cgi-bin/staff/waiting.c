/* What waits for staff: requests of organisations' admins, and top-ups for a second person. */
#include "backend/top_up_request.h"

#include "backend/top_up.h"
#include "staff/confirm.h"
#include "staff/organisation.h"
#include "staff/top_up.h"
#include "web/page.h"

#define WAIT(name) TPL_ORGANISATION_WAITING_##name

struct decision_input {
    struct str act, reason;
    struct secret password;
};

static const struct field FIELDS[] = {
    {"do", TEXT("Decision"), FIELD_TEXT, true, 1, 10, offsetof(struct decision_input, act)},
    {"reason", TEXT("Reason"), FIELD_TEXT, false, 1, 300, offsetof(struct decision_input, reason)},
    {"password", TEXT("Password"), FIELD_SECRET, false, 0, 0, offsetof(struct decision_input, password)},
};

static void fill_request(struct ctx *ctx, const struct request *request, struct template_dict *body,
                         const struct top_up_request *waiting)
{
    struct template_dict *row = template_section(body, WAIT(REQUEST));
    page_set(row, WAIT(ID), uuid_text(ctx->arena, waiting->organisation));
    page_set(row, WAIT(REQUEST_ID), uuid_text(ctx->arena, waiting->id));
    page_set(row, WAIT(NAME), waiting->organisation_name);
    page_set_credits(ctx, row, WAIT(AMOUNT), waiting->amount);
    page_set(row, WAIT(INVOICE), waiting->invoice);
    page_set(row, WAIT(NOTE), waiting->note);
    page_set(row, WAIT(BY), waiting->made_by);
    page_set_time(ctx, request, row, WAIT(AT), waiting->made_at);
}

static void fill_approval(struct ctx *ctx, const struct request *request, struct template_dict *body,
                          const struct top_up_approval *waiting)
{
    struct template_dict *row = template_section(body, WAIT(APPROVAL));
    page_set(row, WAIT(ID), uuid_text(ctx->arena, waiting->organisation));
    page_set(row, WAIT(FORM), uuid_text(ctx->arena, waiting->form));
    page_set(row, WAIT(NAME), waiting->organisation_name);
    page_set_c(row, WAIT(KIND), say(ctx, top_up_kind_words(waiting->kind)));
    page_set_credits(ctx, row, WAIT(AMOUNT), waiting->amount);
    page_set_credits(ctx, row, WAIT(BEFORE), waiting->balance);
    page_set_credits(ctx, row, WAIT(AFTER),
                     (struct credits){waiting->balance.thousandths + waiting->amount.thousandths});
    page_set(row, WAIT(REFERENCE), waiting->reference);
    page_set(row, WAIT(WHY), waiting->reason);
    page_set(row, WAIT(BY), waiting->made_by);
    page_set_time(ctx, request, row, WAIT(AT), waiting->made_at);
    template_show(row, waiting->own ? WAIT(OWN) : WAIT(FOREIGN));
}

enum rc page_waiting(struct ctx *ctx, struct request *request, struct response *response)
{
    struct top_up_requests requests;
    struct top_up_approvals approvals;
    enum rc rc = support_request_list(ctx, UUID_NIL, &requests);
    if (rc == RC_OK)
        rc = support_approval_list(ctx, UUID_NIL, &approvals);
    if (rc != RC_OK)
        return rc;
    struct page page =
        page_new(ctx, request, LAYOUT_STAFF, TEMPLATE_ORGANISATION_WAITING, say(ctx, "Top-ups"));
    struct template_dict *open = template_section(page.body, requests.n ? WAIT(REQUESTS) : WAIT(NO_REQUESTS));
    for (int i = 0; i < requests.n; i++)
        fill_request(ctx, request, open, &requests.request[i]);
    struct template_dict *list =
        template_section(page.body, approvals.n ? WAIT(APPROVALS) : WAIT(NO_APPROVALS));
    for (int i = 0; i < approvals.n; i++)
        fill_approval(ctx, request, list, &approvals.approval[i]);
    page_send(ctx, &page, 200, response);
    return RC_OK;
}

static enum rc go_back(struct ctx *ctx, struct response *response, const char *kind, const char *sentence)
{
    page_flash(ctx, response, kind, str_from(sentence));
    response_redirect(response, "/support/top-ups");
    return RC_OK;
}

/* The one that waits under that form, for the page that asks for the password. */
static enum rc ask_password(struct ctx *ctx, struct request *request, struct response *response,
                            const struct organisation_page *show, const char *error)
{
    struct top_up_approvals list;
    struct confirm confirm = {.organisation = &show->organisation,
                              .action = request->path,
                              .field = {{"do", STR("approve")}},
                              .n = 1,
                              .error = error};
    enum rc rc = support_approval_list(ctx, show->organisation.id, &list);
    if (rc != RC_OK)
        return rc;
    for (int i = 0; i < list.n; i++)
        if (str_eq(uuid_text(ctx->arena, list.approval[i].form), request->capture[1]))
            confirm.amount = list.approval[i].amount;
    return confirm_send(ctx, request, response, &confirm);
}

static enum rc decide(struct ctx *ctx, struct request *request, struct response *response,
                      const struct organisation_page *show, const struct top_up_decision *decision)
{
    enum top_up_end end;
    int64_t number;
    enum rc rc = credit_decide(ctx, decision, &end, &number);
    if (rc != RC_OK)
        return rc;
    if (end == TOP_UP_PASSWORD)
        return ask_password(ctx, request, response, show, NULL);
    if (end != TOP_UP_DONE)
        return go_back(ctx, response, "error", text(ctx->app->texts, ctx->language, top_up_sentence(end)));
    if (!decision->approve)
        return go_back(ctx, response, "success", say(ctx, "Refused. Nothing was credited."));
    response_redirect(response, "/support/organisations/%.*s/receipts/%lld",
                      STR_ARG(uuid_text(ctx->arena, decision->organisation)), (long long)number);
    return RC_OK;
}

enum rc page_decide(struct ctx *ctx, struct request *request, struct response *response)
{
    struct organisation_page show;
    struct form form = FORM(FIELDS);
    struct decision_input input = {0};
    struct top_up_decision decision = {0};
    const char *wrong;
    bool proved;
    enum rc rc;
    if (!organisation_open(ctx, request, response, &show, &rc))
        return rc;
    bool good = form_read(ctx, request, &form, &input);
    rc = confirm_password(ctx, request, &input.password, &wrong, &proved);
    if (rc != RC_OK)
        return rc;
    if (wrong)
        return ask_password(ctx, request, response, &show, wrong);
    decision.organisation = show.organisation.id;
    decision.approve = str_eq(input.act, STR("approve"));
    decision.reason = input.reason;
    if (!good || !request_uuid(request, 1, &decision.form))
        return go_back(ctx, response, "error", say(ctx, "Nothing was decided: the reason is too long."));
    return decide(ctx, request, response, &show, &decision);
}

enum rc page_request_close(struct ctx *ctx, struct request *request, struct response *response)
{
    struct form form = FORM(FIELDS);
    struct decision_input input = {0};
    struct top_up_request waiting;
    enum request_end end = REQUEST_CLOSED;
    bool good = form_read(ctx, request, &form, &input);
    secret_wipe(&input.password);
    if (!good || !input.reason.n)
        return go_back(ctx, response, "error",
                       say(ctx, "Say why: its admins read it. Nothing was declined."));
    if (request_uuid(request, 0, &waiting.organisation) && request_uuid(request, 1, &waiting.id)) {
        enum rc rc = top_up_request_decline(ctx, &waiting, input.reason, &end);
        if (rc != RC_OK)
            return rc;
    }
    return end == REQUEST_DONE
               ? go_back(ctx, response, "success", say(ctx, "Declined. Its admins are told why by e-mail."))
               : go_back(ctx, response, "info", say(ctx, "This request is not open any more."));
}
