/* Staff's list of rate cards and one card's page: what it says, who is on it, and its files. */
#include "staff/rate_card.h"

#include <string.h>

#include "backend/rate_search.h"
#include "base/text.h"
#include "shim/phone.h"
#include "web/page.h"

#define LIST(name) TPL_RATE_CARD_LIST_##name
#define SHOW(name) TPL_RATE_CARD_SHOW_##name

struct new_input {
    struct str name, kind;
};
static const struct field NEW_FIELDS[] = {
    {"name", TEXT("Name"), FIELD_TEXT, true, 1, 100, offsetof(struct new_input, name)},
    {"kind", TEXT("Kind"), FIELD_TEXT, true, 1, 10, offsetof(struct new_input, kind)},
};

struct assign_input {
    struct str organisation, reason;
};
static const struct field ASSIGN_FIELDS[] = {
    {"organisation", TEXT("Organisation"), FIELD_TEXT, true, 1, 40,
     offsetof(struct assign_input, organisation)},
    {"reason", TEXT("Reason"), FIELD_TEXT, true, 1, 300, offsetof(struct assign_input, reason)},
};

/* A choice of a list, chosen when it is what was typed. Every template here calls its parts VALUE, LABEL and
 * CHOSEN. */
static void option_fill(struct template_dict *option, const char *value, const char *label, struct str chosen)
{
    page_set_c(option, SHOW(VALUE), value);
    page_set_c(option, SHOW(LABEL), label);
    if (str_eq(chosen, str_from(value)))
        template_show(option, SHOW(CHOSEN));
}

static enum rc show_list(struct ctx *ctx, struct request *request, const struct form *form,
                         struct response *response)
{
    struct rate_cards cards;
    enum rc rc = rate_card_list(ctx, &cards);
    if (rc != RC_OK)
        return rc;
    struct page page = page_new(ctx, request, LAYOUT_STAFF, TEMPLATE_RATE_CARD_LIST, say(ctx, "Rate cards"));
    for (int i = 0; i < cards.n; i++) {
        const struct rate_card *card = &cards.card[i];
        struct template_dict *row = template_section(page.body, LIST(ROW));
        page_set(row, LIST(ID), uuid_text(ctx->arena, card->id));
        page_set(row, LIST(NAME), card->name);
        template_show(row, card->cost ? LIST(COST) : LIST(PRICE));
        page_set_i64(ctx, row, LIST(COUNTRIES), card->countries);
        page_set_i64(ctx, row, LIST(ORGANISATIONS), card->organisations);
        if (card->changed_at)
            page_set_time(ctx, request, template_section(row, LIST(CHANGED)), LIST(CHANGED_AT),
                          card->changed_at);
    }
    if (ctx->actor.staff == STAFF_OPERATOR) {
        struct template_dict *place = template_section(page.body, LIST(FORM));
        struct str kind = form ? form->typed[1] : STR("price");
        if (form)
            form_fill(ctx, form, page.body);
        option_fill(template_section(place, LIST(KIND_OPTION)), "price",
                    say(ctx, "Prices that organisations pay"), kind);
        option_fill(template_section(place, LIST(KIND_OPTION)), "cost",
                    say(ctx, "Costs that a provider asks"), kind);
    }
    page_send(ctx, &page, form ? 422 : 200, response);
    return RC_OK;
}

enum rc page_rate_card_list(struct ctx *ctx, struct request *request, struct response *response)
{
    return show_list(ctx, request, NULL, response);
}

enum rc page_rate_card_create(struct ctx *ctx, struct request *request, struct response *response)
{
    struct form form = FORM(NEW_FIELDS);
    struct new_input input = {0};
    struct uuid id = uuid_v7(ctx->now_us);
    enum change change;
    if (!form_read(ctx, request, &form, &input))
        return show_list(ctx, request, &form, response);
    enum rc rc = rate_card_create(ctx, id, input.name, str_eq(input.kind, STR("cost")), &change);
    if (rc != RC_OK)
        return rc;
    if (change != CHANGE_DONE) {
        form_error(&form, "name", say(ctx, "There is a card of that name already."));
        return show_list(ctx, request, &form, response);
    }
    page_flash(ctx, response, "success", str_from(say(ctx, "The card is made. Bring its rates as a file.")));
    response_redirect(response, RATE_CARD_BASE "/%.*s", STR_ARG(uuid_text(ctx->arena, id)));
    return RC_OK;
}

/* --- one card ----------------------------------------------------------------------------------------- */

bool rate_card_open(struct ctx *ctx, struct request *request, struct response *response,
                    struct rate_card_shown *out, enum rc *rc)
{
    struct uuid id;
    *out = (struct rate_card_shown){0};
    *rc = RC_OK;
    if (request_uuid(request, 0, &id)) {
        *rc = rate_card_list(ctx, &out->all);
        out->card = *rc == RC_OK ? rate_card_find(&out->all, id) : NULL;
    }
    if (*rc == RC_OK && !out->card)
        page_error(ctx, request, 404, response);
    return *rc == RC_OK && out->card;
}

/* What is left of a price after the cost, in per cent of the price. */
static void fill_margin(struct ctx *ctx, const struct price *price, const struct price *cost,
                        struct template_dict *cell)
{
    int64_t p = price->now.credits.thousandths, c = cost ? cost->now.credits.thousandths : 0;
    if (!cost || cost->now.kind != PRICE_SET || price->now.kind != PRICE_SET || p == 0)
        return;
    struct template_dict *margin = template_section(cell, SHOW(MARGIN));
    page_set_credits(ctx, margin, SHOW(PERCENT), (struct credits){(p - c) * 1000 / p * 100});
    if (c > p)
        template_show(margin, SHOW(LOSS));
}

static void fill_cell(struct ctx *ctx, const struct request *request, enum channel channel,
                      const struct price *price, struct template_dict *cell)
{
    page_set_c(cell, SHOW(LABEL), say(ctx, channel_words(channel)));
    if (price->now.kind == PRICE_SET)
        page_set_credits(ctx, cell, SHOW(CREDITS), price->now.credits);
    else
        page_set_c(cell, SHOW(WORDS),
                   price->now.kind == PRICE_REFUSED ? say(ctx, "not offered") : say(ctx, "no rate"));
    if (price->next.kind == PRICE_NONE)
        return;
    struct str values[] = {page_time(ctx, request, price->next.from),
                           price->next.kind == PRICE_SET ? page_credits(ctx, price->next.credits)
                                                         : str_from(say(ctx, "not offered"))};
    page_set(template_section(cell, SHOW(COMING)), SHOW(NEXT), text_fill(ctx, "from %1: %2", values, 2));
}

static void fill_row(struct ctx *ctx, const struct request *request, const struct price_row *price,
                     const struct price_list *costs, struct template_dict *rows)
{
    struct template_dict *row = template_section(rows, SHOW(ROW));
    const struct price_row *cost = costs ? price_row_find(costs, price->country) : NULL;
    page_set_country(ctx, row, SHOW(COUNTRY), price->country);
    page_set(row, SHOW(CALLING_CODE),
             str_printf(ctx->arena, "+%d", phone_calling_code(str_z(ctx->arena, price->country))));
    for (int i = 0; i < CHANNEL__COUNT; i++) {
        if (i == CHANNEL_EMAIL)
            continue;
        struct template_dict *cell = template_section(row, SHOW(CELL));
        fill_cell(ctx, request, (enum channel)i, &price->by[i], cell);
        fill_margin(ctx, &price->by[i], cost ? &cost->by[i] : NULL, cell);
    }
}

/* The card of costs that margins are told against: the one asked for, else none. */
static enum rc read_costs(struct ctx *ctx, const struct request *request, const struct rate_card_shown *shown,
                          struct price_list **out)
{
    struct uuid id;
    *out = NULL;
    const struct rate_card *cost =
        uuid_parse(request_query(ctx, request, "cost"), &id) ? rate_card_find(&shown->all, id) : NULL;
    if (!cost || !cost->cost || shown->card->cost)
        return RC_OK;
    *out = ARENA_NEW(ctx->arena, struct price_list);
    return price_card_list(ctx, id, *out);
}

static enum rc fill_rates(struct ctx *ctx, const struct request *request, const struct rate_card_shown *shown,
                          struct template_dict *body)
{
    struct price_list list, *costs;
    struct rate_search search;
    struct str q = str_head(str_trim(request_query(ctx, request, "q")), 80);
    enum rc rc = price_card_list(ctx, shown->card->id, &list);
    if (rc == RC_OK)
        rc = read_costs(ctx, request, shown, &costs);
    if (rc != RC_OK)
        return rc;
    page_set(body, SHOW(Q), q);
    rate_search_open(ctx, q, STR_NONE, &search);
    struct template_dict *rows = NULL;
    int n = 0;
    for (int i = 0; i < list.n; i++) {
        if (!rate_search_match(ctx, &search, list.row[i].country))
            continue;
        rows = rows ? rows : template_section(body, SHOW(ROWS));
        fill_row(ctx, request, &list.row[i], costs, rows);
        n++;
    }
    rate_search_close(&search);
    page_set(body, SHOW(COUNT), text_count(ctx, "%s country", "%s countries", n));
    if (!rows)
        template_show(body, SHOW(EMPTY));
    if (list.email.now.kind != PRICE_NONE)
        fill_cell(ctx, request, CHANNEL_EMAIL, &list.email, template_section(body, SHOW(EMAIL)));
    return RC_OK;
}

static void fill_costs(struct ctx *ctx, const struct request *request, const struct rate_card_shown *shown,
                       struct template_dict *body)
{
    struct template_dict *choice = NULL;
    for (int i = 0; i < shown->all.n && !shown->card->cost; i++) {
        const struct rate_card *card = &shown->all.card[i];
        if (!card->cost)
            continue;
        choice = choice ? choice : template_section(body, SHOW(COSTS));
        option_fill(template_section(choice, SHOW(COST_OPTION)),
                    str_z(ctx->arena, uuid_text(ctx->arena, card->id)), str_z(ctx->arena, card->name),
                    request_query(ctx, request, "cost"));
    }
}

static enum rc fill_organisations(struct ctx *ctx, const struct rate_card_shown *shown,
                                  struct template_dict *body)
{
    struct rate_card_organisation *list;
    int n;
    if (shown->card->cost)
        return RC_OK;
    enum rc rc = rate_card_organisations(ctx, shown->card->id, &list, &n);
    if (rc != RC_OK)
        return rc;
    struct template_dict *place = template_section(body, SHOW(ORGANISATIONS));
    page_set(place, SHOW(ORGANISATION_COUNT),
             text_count(ctx, "%s organisation", "%s organisations", shown->card->organisations));
    for (int i = 0; i < n; i++) {
        struct template_dict *row = template_section(place, SHOW(ORGANISATION));
        page_set(row, SHOW(ORGANISATION_ID), uuid_text(ctx->arena, list[i].id));
        page_set(row, SHOW(NAME), list[i].name);
        page_set(row, SHOW(SLUG), list[i].slug);
    }
    if (ctx->actor.staff == STAFF_OPERATOR)
        template_show(place, SHOW(ASSIGN));
    if (shown->assign)
        form_fill(ctx, shown->assign, body);
    return RC_OK;
}

static enum rc fill_uploads(struct ctx *ctx, const struct request *request,
                            const struct rate_card_shown *shown, struct template_dict *body)
{
    struct rate_upload *list;
    int n;
    enum rc rc = rate_upload_list(ctx, shown->card->id, &list, &n);
    if (rc != RC_OK)
        return rc;
    struct template_dict *files = n ? template_section(body, SHOW(UPLOADS)) : NULL;
    for (int i = 0; i < n; i++) {
        struct template_dict *row = template_section(files, SHOW(UPLOAD));
        page_set(row, SHOW(UPLOAD_ID), uuid_text(ctx->arena, list[i].id));
        page_set(row, SHOW(FILE_NAME),
                 list[i].file_name.n ? list[i].file_name : str_from(say(ctx, "pasted text")));
        page_set_time(ctx, request, row, SHOW(AT), list[i].created_at);
        page_set(row, SHOW(BY), list[i].created_by);
        page_set(row, SHOW(NOTE), list[i].note);
        if (!list[i].applied_at) {
            template_show(row, SHOW(WAITING));
            continue;
        }
        struct template_dict *applied = template_section(row, SHOW(APPLIED));
        page_set_time(ctx, request, applied, SHOW(FROM), list[i].effective_from);
        page_set(applied, SHOW(CHANGES), text_count(ctx, "%s rate", "%s rates", list[i].changes));
    }
    return RC_OK;
}

static void fill_upload_form(struct ctx *ctx, const struct rate_card_shown *shown, struct template_dict *body)
{
    const struct form *form = shown->upload;
    if (ctx->actor.staff != STAFF_OPERATOR)
        return;
    if (form)
        form_fill(ctx, form, body);
    else
        page_set_c(body, SHOW(FACTOR_VALUE), "1");
    struct template_dict *place = template_section(body, SHOW(BRING));
    for (int i = 0; i < DECK__COUNT; i++)
        option_fill(template_section(place, SHOW(FORMAT_OPTION)), deck_format_label((enum deck_format)i),
                    say(ctx, deck_format_words((enum deck_format)i)), form ? form->typed[0] : STR_NONE);
    for (int i = 0; i < CHANNEL__COUNT; i++)
        if (i != CHANNEL_EMAIL)
            option_fill(template_section(place, SHOW(CHANNEL_OPTION)), channel_label((enum channel)i),
                        say(ctx, channel_words((enum channel)i)), form ? form->typed[1] : STR("sms"));
}

enum rc rate_card_show(struct ctx *ctx, struct request *request, const struct rate_card_shown *shown,
                       struct response *response)
{
    struct page page =
        page_new(ctx, request, LAYOUT_STAFF, TEMPLATE_RATE_CARD_SHOW, str_z(ctx->arena, shown->card->name));
    page_set(page.body, SHOW(ID), uuid_text(ctx->arena, shown->card->id));
    page_set(page.body, SHOW(NAME), shown->card->name);
    template_show(page.body, shown->card->cost ? SHOW(COST) : SHOW(PRICE));
    fill_costs(ctx, request, shown, page.body);
    fill_upload_form(ctx, shown, page.body);
    enum rc rc = fill_rates(ctx, request, shown, page.body);
    if (rc == RC_OK)
        rc = fill_organisations(ctx, shown, page.body);
    if (rc == RC_OK)
        rc = fill_uploads(ctx, request, shown, page.body);
    if (rc != RC_OK)
        return rc;
    page_send(ctx, &page, shown->assign || shown->upload ? 422 : 200, response);
    return RC_OK;
}

enum rc page_rate_card(struct ctx *ctx, struct request *request, struct response *response)
{
    enum rc rc;
    struct rate_card_shown shown;
    if (!rate_card_open(ctx, request, response, &shown, &rc))
        return rc;
    return rate_card_show(ctx, request, &shown, response);
}

enum rc page_rate_card_assign(struct ctx *ctx, struct request *request, struct response *response)
{
    enum rc rc;
    struct rate_card_shown shown;
    struct form form = FORM(ASSIGN_FIELDS);
    struct assign_input input = {0};
    enum change change;
    if (!rate_card_open(ctx, request, response, &shown, &rc))
        return rc;
    if (shown.card->cost) { /* nobody is charged by costs */
        page_error(ctx, request, 404, response);
        return RC_OK;
    }
    shown.assign = &form;
    if (!form_read(ctx, request, &form, &input))
        return rate_card_show(ctx, request, &shown, response);
    rc = rate_card_assign(ctx, shown.card->id, input.organisation, input.reason, &change);
    if (rc != RC_OK)
        return rc;
    if (change != CHANGE_DONE) {
        form_error(&form, "organisation", say(ctx, "There is no organisation of that short name."));
        return rate_card_show(ctx, request, &shown, response);
    }
    page_flash(ctx, response, "success", str_from(say(ctx, "Its next send is priced by this card.")));
    response_redirect(response, RATE_CARD_BASE "/%.*s", STR_ARG(uuid_text(ctx->arena, shown.card->id)));
    return RC_OK;
}
