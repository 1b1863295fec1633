/* The organisation's pages show what credits are worth by this price; support may look, operators change it.
 */
#include "staff/price.h"

#include "backend/operator_price.h"
#include "base/text.h"
#include "shim/locale.h"
#include "web/form.h"

struct price_input {
    struct str currency, unit_price;
};

enum { PRICE_CURRENCY, PRICE_UNIT };

static const struct field PRICE_FIELDS[] = {
    [PRICE_CURRENCY] = {"currency", TEXT("Currency"), FIELD_TEXT, true, 3, 3,
                        offsetof(struct price_input, currency)},
    [PRICE_UNIT] = {"unit_price", TEXT("Price of one credit"), FIELD_TEXT, true, 1, 20,
                    offsetof(struct price_input, unit_price)},
};

static enum rc show(struct ctx *ctx, const struct request *request, struct form *form, int status,
                    struct response *response)
{
    struct uuid id;
    struct operator_price price = {0};
    enum rc rc = request_uuid(request, 0, &id) ? operator_price_get(ctx, id, &price) : RC_OK;
    if (rc != RC_OK)
        return rc;
    if (!price.found) {
        page_error(ctx, request, 404, response);
        return RC_OK;
    }
    if (status == 200) {
        form->typed[PRICE_CURRENCY] = price.price.currency;
        form->typed[PRICE_UNIT] = unit_price_text(ctx->arena, price.price.millionths);
    }
    struct page page =
        page_new(ctx, request, LAYOUT_STAFF, TEMPLATE_PRICE_EDIT, say(ctx, "Price of a credit"));
    page_set(page.body, TPL_PRICE_EDIT_ID, uuid_text(ctx->arena, id));
    page_set(page.body, TPL_PRICE_EDIT_NAME, price.name);
    page_set(page.body, TPL_PRICE_EDIT_SLUG, price.slug);
    template_show(page.body,
                  ctx->actor.staff == STAFF_OPERATOR ? TPL_PRICE_EDIT_MAY : TPL_PRICE_EDIT_MAY_NOT);
    form_fill(ctx, form, page.body);
    page_send(ctx, &page, status, response);
    return RC_OK;
}

enum rc page_price(struct ctx *ctx, struct request *request, struct response *response)
{
    struct form form = FORM(PRICE_FIELDS);
    return show(ctx, request, &form, 200, response);
}

static void check(struct ctx *ctx, const struct price_input *input, struct form *form,
                  struct unit_price *price)
{
    if (!locale_currency_check(str_z(ctx->arena, input->currency)))
        form_error(form, "currency",
                   say(ctx, "Write the three capital letters of a currency, as IDR or USD."));
    if (!unit_price_parse(input->unit_price, &price->millionths))
        form_error(form, "unit_price",
                   say(ctx, "Write digits, with a point before at most six decimals: 1000 or 0.0125."));
    price->currency = input->currency;
}

enum rc page_price_set(struct ctx *ctx, struct request *request, struct response *response)
{
    struct uuid id;
    struct price_input input = {0};
    struct unit_price price;
    enum change change = CHANGE_NOT_FOUND;
    struct form form = FORM(PRICE_FIELDS);
    bool good = form_read(ctx, request, &form, &input);
    if (good)
        check(ctx, &input, &form, &price);
    if (!good || form.n_errors)
        return show(ctx, request, &form, 422, response);
    enum rc rc = request_uuid(request, 0, &id) ? operator_price_set(ctx, id, &price, &change) : RC_OK;
    if (rc != RC_OK)
        return rc;
    if (change != CHANGE_DONE) {
        page_error(ctx, request, change == CHANGE_FORBIDDEN ? 403 : 404, response);
        return RC_OK;
    }
    page_flash(ctx, response, "success", str_from(say(ctx, "The price of a credit is set.")));
    response_redirect(response, "/operator/organisations/%.*s/price", STR_ARG(uuid_text(ctx->arena, id)));
    return RC_OK;
}
