/* Support finds an organisation and sees its credit, its pace, and who did what to it. Must not write. */
#include "staff/organisation.h"

#include "backend/top_up_request.h"
#include "backend/warning.h"
#include "base/text.h"
#include "staff/top_up.h"
#include "web/page.h"

#define LIST(name) TPL_ORGANISATION_LIST_##name
#define SHOW(name) TPL_ORGANISATION_SHOW_##name
#define LAST_PAGE 2000

static const struct order {
    const char *value, *label;
} ORDERS[] = {
    {"name", TEXT("Name")},
    {"available", TEXT("Least available first")},
    {"days", TEXT("Fewest days left first")},
    {"pace", TEXT("Highest pace first")},
    {"top_up", TEXT("Latest top-up first")},
};

static void set_id(struct ctx *ctx, struct template_dict *dict, const char *name, struct uuid id)
{
    page_set(dict, name, uuid_text(ctx->arena, id));
}

static struct str days_words(struct ctx *ctx, int64_t days)
{
    return days < 0 ? STR_NONE : text_count(ctx, "%s day", "%s days", days);
}

/* Credits a day, to a tenth. */
static struct credits pace_of(const struct support_organisation *organisation)
{
    return (struct credits){(organisation->spent.thousandths / 7 + 50) / 100 * 100};
}

/* How low its credit is, as a badge: sections WARNING {WARNING_KIND, WARNING_WORDS} of the template. */
static void badge_fill(struct ctx *ctx, const struct support_organisation *organisation,
                       struct template_dict *dict)
{
    enum credit_level level = credit_level_parse(organisation->level);
    if (level == CREDIT_WELL)
        return;
    struct template_dict *badge = template_section(dict, LIST(WARNING));
    page_set_c(badge, LIST(WARNING_KIND), level == CREDIT_EMPTY ? "bad" : "wait");
    page_set_c(badge, LIST(WARNING_WORDS),
               level == CREDIT_EMPTY ? say(ctx, "No credit")
               : level == CREDIT_LOW ? say(ctx, "Low")
                                     : say(ctx, "Few days left"));
}

static void fill_row(struct ctx *ctx, const struct request *request, struct template_dict *rows,
                     const struct support_organisation *organisation)
{
    struct template_dict *row = template_section(rows, LIST(ROW));
    set_id(ctx, row, LIST(ID), organisation->id);
    page_set(row, LIST(NAME), organisation->name);
    page_set(row, LIST(SLUG), organisation->slug);
    page_set_country(ctx, row, LIST(COUNTRY), organisation->country);
    page_set_credits(ctx, row, LIST(AVAILABLE), organisation->available);
    page_set_credits(ctx, row, LIST(PACE), pace_of(organisation));
    page_set(row, LIST(DAYS), days_words(ctx, organisation->days));
    badge_fill(ctx, organisation, row);
    if (organisation->requested.thousandths)
        page_set_credits(ctx, template_section(row, LIST(REQUESTED)), LIST(REQUESTED_AMOUNT),
                         organisation->requested);
    if (organisation->last_top_up_at) {
        page_set_time(ctx, request, row, LIST(TOP_UP_AT), organisation->last_top_up_at);
        page_set_credits(ctx, template_section(row, LIST(TOP_UP)), LIST(TOP_UP_AMOUNT),
                         organisation->last_top_up);
    } else {
        page_set_c(row, LIST(TOP_UP_AT), say(ctx, "never"));
    }
}

static const struct order *order_of(struct str value)
{
    for (size_t i = 0; i < COUNT_OF(ORDERS); i++)
        if (str_eq(value, str_from(ORDERS[i].value)))
            return &ORDERS[i];
    return &ORDERS[0];
}

static struct support_search search_of(struct ctx *ctx, const struct request *request)
{
    struct support_search search = {
        .query = str_head(str_trim(request_query(ctx, request, "q")), 80),
        .low = str_eq(request_query(ctx, request, "low"), STR("1")),
        .sort = str_from(order_of(request_query(ctx, request, "sort"))->value),
        .page = 1,
    };
    if (!str_is_utf8(search.query) || !str_is_plain(search.query, ""))
        search.query = STR_NONE;
    if (!str_to_i64(request_query(ctx, request, "page"), 1, LAST_PAGE, &search.page))
        search.page = 1;
    return search;
}

/* The same list on another page. */
static struct str list_href(struct ctx *ctx, const struct support_search *search, int64_t page)
{
    struct buf href = buf_new(ctx->arena, 1024);
    buf_put(&href, STR("/support/organisations?q="));
    buf_put_percent(&href, search->query);
    buf_printf(&href, "&sort=%.*s%s&page=%lld", STR_ARG(search->sort), search->low ? "&low=1" : "",
               (long long)page);
    return buf_str(&href);
}

static void fill_search(struct ctx *ctx, const struct support_search *search, struct template_dict *body)
{
    page_set(body, LIST(Q), search->query);
    if (search->low)
        template_show(body, LIST(LOW_CHECKED));
    if (search->query.n || search->low)
        template_show(body, LIST(CLEAR));
    for (size_t i = 0; i < COUNT_OF(ORDERS); i++) {
        struct template_dict *option = template_section(body, LIST(ORDER));
        page_set_c(option, LIST(VALUE), ORDERS[i].value);
        page_set_c(option, LIST(LABEL), text(ctx->app->texts, ctx->language, ORDERS[i].label));
        if (str_eq(search->sort, str_from(ORDERS[i].value)))
            template_show(option, LIST(CHOSEN));
    }
}

static void fill_paging(struct ctx *ctx, const struct support_search *search,
                        const struct support_organisations *list, struct template_dict *rows)
{
    int64_t first = (search->page - 1) * SUPPORT_PAGE_SIZE + 1;
    page_set(rows, LIST(SHOWN),
             text_fill(ctx, "%1 to %2 of %3",
                       (struct str[]){str_printf(ctx->arena, "%lld", (long long)first),
                                      str_printf(ctx->arena, "%lld", (long long)first + list->n - 1),
                                      str_printf(ctx->arena, "%lld", (long long)list->total)},
                       3));
    if (search->page > 1)
        page_set(template_section(rows, LIST(PREVIOUS)), LIST(PREVIOUS_HREF),
                 list_href(ctx, search, search->page - 1));
    if (first + list->n - 1 < list->total)
        page_set(template_section(rows, LIST(NEXT)), LIST(NEXT_HREF),
                 list_href(ctx, search, search->page + 1));
}

enum rc page_organisation_list(struct ctx *ctx, struct request *request, struct response *response)
{
    struct support_organisations list;
    struct support_search search = search_of(ctx, request);
    enum rc rc = support_organisation_list(ctx, &search, &list);
    if (rc != RC_OK)
        return rc;

    struct page page =
        page_new(ctx, request, LAYOUT_STAFF, TEMPLATE_ORGANISATION_LIST, say(ctx, "Organisations"));
    fill_search(ctx, &search, page.body);
    struct template_dict *rows = template_section(page.body, list.n ? LIST(ROWS) : LIST(EMPTY));
    for (int i = 0; i < list.n; i++)
        fill_row(ctx, request, rows, &list.organisation[i]);
    if (list.n)
        fill_paging(ctx, &search, &list, rows);
    page_send(ctx, &page, 200, response);
    return RC_OK;
}

/* --- one organisation --------------------------------------------------------------------------------- */

static void fill_top_up(struct ctx *ctx, const struct request *request, struct template_dict *table,
                        const struct support_top_up *top_up)
{
    struct template_dict *row = template_section(table, SHOW(TOP_UP));
    page_set_time(ctx, request, row, SHOW(AT), top_up->at);
    page_set(row, SHOW(NUMBER), str_printf(ctx->arena, "%lld", (long long)top_up->number));
    page_set(row, SHOW(RECEIPT), top_up->receipt);
    page_set_c(row, SHOW(KIND), say(ctx, top_up_kind_words(top_up->kind)));
    page_set_credits(ctx, row, SHOW(AMOUNT), top_up->amount);
    if (top_up->amount.thousandths > 0)
        template_show(row, SHOW(CREDITED));
    page_set_credits(ctx, row, SHOW(AFTER), top_up->balance);
    page_set(row, SHOW(REFERENCE), top_up->reference);
    page_set(row, SHOW(REASON), top_up->reason);
    page_set(row, SHOW(ACTOR), top_up->actor);
    if (top_up->approver.n)
        page_set(template_section(row, SHOW(APPROVED)), SHOW(APPROVER), top_up->approver);
    if (top_up->refers_to)
        page_set(template_section(row, SHOW(CORRECTS)), SHOW(REFERS_TO),
                 str_printf(ctx->arena, "%lld", (long long)top_up->refers_to));
    if (top_up->corrected.thousandths)
        page_set_credits(ctx, template_section(row, SHOW(CORRECTED)), SHOW(CORRECTED_BY), top_up->corrected);
}

static void fill_history(struct ctx *ctx, const struct request *request, struct template_dict *body,
                         const struct support_top_ups *top_ups, bool newest)
{
    struct template_dict *table = template_section(body, top_ups->n ? SHOW(TOP_UPS) : SHOW(NO_TOP_UPS));
    for (int i = 0; i < top_ups->n; i++)
        fill_top_up(ctx, request, table, &top_ups->top_up[i]);
    if (newest && !top_ups->more)
        return;
    struct template_dict *pages = template_section(table, SHOW(PAGES));
    if (!newest)
        template_show(pages, SHOW(NEWEST));
    if (top_ups->more)
        page_set(template_section(pages, SHOW(OLDER)), SHOW(BEFORE),
                 str_printf(ctx->arena, "%lld", (long long)top_ups->top_up[top_ups->n - 1].number));
}

static void fill_credit(struct ctx *ctx, const struct support_organisation *organisation,
                        struct template_dict *body)
{
    set_id(ctx, body, SHOW(ID), organisation->id);
    page_set(body, SHOW(NAME), organisation->name);
    page_set(body, SHOW(SLUG), organisation->slug);
    page_set_country(ctx, body, SHOW(COUNTRY), organisation->country);
    page_set_credits(ctx, body, SHOW(BALANCE), organisation->balance);
    page_set_credits(ctx, body, SHOW(RESERVED), organisation->reserved);
    page_set_credits(ctx, body, SHOW(AVAILABLE), organisation->available);
    page_set_credits(ctx, body, SHOW(PACE), pace_of(organisation));
    if (organisation->days >= 0)
        page_set(template_section(body, SHOW(LASTS)), SHOW(DAYS), days_words(ctx, organisation->days));
    badge_fill(ctx, organisation, body);
    if (organisation->waiting)
        page_set(template_section(body, SHOW(WAITING)), SHOW(WAITING_WORDS),
                 text_count(ctx, "%s top-up waits for a second person.",
                            "%s top-ups wait for a second person.", organisation->waiting));
}

/* Its open request, and whether the form fulfils it. */
static void fill_request(struct ctx *ctx, const struct request *request, struct template_dict *body,
                         const struct organisation_page *show, const struct top_up_requests *requests)
{
    if (requests->n == 0)
        return;
    const struct top_up_request *open = &requests->request[0];
    struct template_dict *section = template_section(body, SHOW(REQUEST));
    set_id(ctx, section, SHOW(REQUEST_ID), open->id);
    page_set_credits(ctx, section, SHOW(REQUEST_AMOUNT), open->amount);
    page_set(section, SHOW(REQUEST_BY), open->made_by);
    page_set_time(ctx, request, section, SHOW(REQUEST_AT), open->made_at);
    page_set(section, SHOW(REQUEST_INVOICE), open->invoice);
    page_set(section, SHOW(REQUEST_NOTE), open->note);
    bool fulfils = uuid_eq(show->request, open->id);
    if (!fulfils) {
        template_show(section, SHOW(FULFIL));
        return;
    }
    struct template_dict *fulfil = template_section(body, SHOW(FULFILS));
    set_id(ctx, fulfil, SHOW(FULFILS_ID), open->id);
    page_set_credits(ctx, fulfil, SHOW(FULFILS_AMOUNT), open->amount);
    if (show->form)
        return;
    page_set(body, SHOW(CREDITS_VALUE), credits_text(ctx->arena, open->amount));
    page_set(body, SHOW(REFERENCE_VALUE), open->invoice);
}

static void fill_form(struct ctx *ctx, const struct organisation_page *show, struct template_dict *body)
{
    if (show->form)
        form_fill(ctx, show->form, body);
    template_show(body, str_eq(show->kind, STR("bonus"))        ? SHOW(KIND_BONUS)
                        : str_eq(show->kind, STR("correction")) ? SHOW(KIND_CORRECTION)
                                                                : SHOW(KIND_PURCHASE));
    if (show->form && show->form_known) {
        template_show(body, SHOW(SAME_FORM));
    } else {
        set_id(ctx, body, SHOW(NEW_FORM), uuid_v7(ctx->now_us));
        template_show(body, SHOW(FRESH_FORM));
    }
    page_set(body, SHOW(BALANCE_PLAIN), credits_text(ctx->arena, show->organisation.balance));
    if (show->shown)
        page_set_credits(ctx, body, SHOW(PREVIEW_AFTER), show->preview);
    else
        template_show(body, SHOW(NO_PREVIEW));
}

bool organisation_open(struct ctx *ctx, struct request *request, struct response *response,
                       struct organisation_page *out, enum rc *rc)
{
    struct uuid id;
    enum outcome outcome = OUTCOME_NOT_FOUND;
    *out = (struct organisation_page){0};
    *rc = request_uuid(request, 0, &id) ? support_organisation_get(ctx, id, &outcome, &out->organisation)
                                        : RC_OK;
    if (*rc != RC_OK)
        return false;
    if (outcome != OUTCOME_DONE)
        page_error(ctx, request, 404, response);
    return outcome == OUTCOME_DONE;
}

enum rc organisation_send(struct ctx *ctx, struct request *request, struct response *response,
                          const struct organisation_page *show, int status)
{
    struct uuid id = show->organisation.id;
    struct support_top_ups top_ups = {0};
    struct top_up_requests requests = {0};
    int64_t before = 0;
    if (!str_to_i64(request_query(ctx, request, "before"), 1, INT64_MAX, &before))
        before = 0;
    enum rc rc = support_top_up_list(ctx, id, before, &top_ups);
    if (rc == RC_OK)
        rc = support_request_list(ctx, id, &requests);
    if (rc != RC_OK)
        return rc;
    struct page page = page_new(ctx, request, LAYOUT_STAFF, TEMPLATE_ORGANISATION_SHOW,
                                str_z(ctx->arena, show->organisation.name));
    fill_credit(ctx, &show->organisation, page.body);
    fill_form(ctx, show, page.body);
    fill_request(ctx, request, page.body, show, &requests);
    fill_history(ctx, request, page.body, &top_ups, before == 0);
    page_send(ctx, &page, status, response);
    return RC_OK;
}

enum rc page_organisation(struct ctx *ctx, struct request *request, struct response *response)
{
    struct organisation_page show;
    enum rc rc;
    if (!organisation_open(ctx, request, response, &show, &rc))
        return rc;
    if (!uuid_parse(request_query(ctx, request, "request"), &show.request))
        show.request = UUID_NIL;
    return organisation_send(ctx, request, response, &show, 200);
}
