/* Asks for the password once more. Must not show it, and must not decide whether it is needed: SQL does. */
#include "staff/confirm.h"

#include "web/page.h"

#define CONFIRM(name) TPL_ORGANISATION_CONFIRM_##name

enum rc confirm_send(struct ctx *ctx, struct request *request, struct response *response,
                     const struct confirm *confirm)
{
    const struct support_organisation *organisation = confirm->organisation;
    struct page page =
        page_new(ctx, request, LAYOUT_STAFF, TEMPLATE_ORGANISATION_CONFIRM, say(ctx, "Confirm"));
    page_set(page.body, CONFIRM(ID), uuid_text(ctx->arena, organisation->id));
    page_set(page.body, CONFIRM(NAME), organisation->name);
    page_set(page.body, CONFIRM(ACTION), confirm->action);
    page_set_credits(ctx, page.body, CONFIRM(AMOUNT), confirm->amount);
    page_set_credits(ctx, page.body, CONFIRM(BEFORE), organisation->balance);
    page_set_credits(ctx, page.body, CONFIRM(AFTER),
                     (struct credits){organisation->balance.thousandths + confirm->amount.thousandths});
    for (int i = 0; i < confirm->n; i++) {
        struct template_dict *field = template_section(page.body, CONFIRM(FIELD));
        page_set_c(field, CONFIRM(KEY), confirm->field[i].name);
        page_set(field, CONFIRM(VALUE), confirm->field[i].value);
    }
    if (confirm->error)
        page_set_c(template_section(page.body, CONFIRM(WRONG)), CONFIRM(ERROR), confirm->error);
    page_send(ctx, &page, confirm->error ? 422 : 200, response);
    return RC_OK;
}

enum rc confirm_password(struct ctx *ctx, const struct request *request, struct secret *password,
                         const char **error, bool *proved)
{
    enum outcome outcome;
    *error = NULL;
    *proved = false;
    if (password->n == 0)
        return RC_OK;
    enum rc rc = session_prove(ctx, request->session, password, &outcome);
    secret_wipe(password);
    if (rc != RC_OK)
        return rc;
    *proved = outcome == OUTCOME_DONE;
    if (outcome == OUTCOME_TOO_MANY)
        *error = say(ctx, "Too many attempts. Wait a few minutes, then try again.");
    else if (outcome != OUTCOME_DONE)
        *error = say(ctx, "This is not your password. Nothing was credited.");
    return RC_OK;
}
