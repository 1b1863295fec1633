/*
 * What an organisation limits itself: which countries codes may go to, which ones it wants to hear about, and
 * what a day may cost. What was unusual stands above every page of Billing until an admin puts it away.
 */
#include "backend/limit.h"

#include "backend/rate_search.h"
#include "base/text.h"
#include "console/billing.h"
#include "console/rate.h"
#include "web/form.h"

#define LIST(name) TPL_LIMIT_LIST_##name
#define NOTICE(name) TPL_LIMIT_NOTICES_##name
#define CAP_MAX INT64_C(1000000000000)

struct cap_input {
    struct credits cap;
};
static const struct field CAP_FIELDS[] = {
    {"cap", TEXT("Spending cap a day"), FIELD_CREDITS, false, 0, CAP_MAX, offsetof(struct cap_input, cap)},
};

/* --- what was unusual --------------------------------------------------------------------------------- */

static struct str notice_words(struct ctx *ctx, const struct spend_alert *alert)
{
    struct str values[] = {page_country(ctx, alert->country), page_credits(ctx, alert->spent),
                           text_count(ctx, "%s message", "%s messages", alert->sends),
                           page_credits(ctx, alert->threshold)};
    return text_fill(ctx,
                     alert->kind == SPEND_WATCHED
                         ? TEXT("%1, which you watch: %2 credits for %3.")
                         : TEXT("Unusual spending in %1: %2 credits for %3, more than %4."),
                     values, 4);
}

enum rc spend_notices_fill(struct ctx *ctx, struct template_dict *body, const char *name)
{
    struct spend_alerts alerts;
    enum rc rc = spend_alert_list(ctx, &alerts);
    if (rc != RC_OK || alerts.n == 0)
        return rc;
    struct template_dict *place = template_include(body, name, template_files[TEMPLATE_LIMIT_NOTICES]);
    for (int i = 0; i < alerts.n; i++) {
        const struct spend_alert *alert = &alerts.alert[i];
        struct template_dict *row = template_section(place, NOTICE(NOTICE));
        page_set(row, NOTICE(WORDS), notice_words(ctx, alert));
        page_set(row, NOTICE(DAY), alert->day);
        page_set(row, NOTICE(COUNTRY), alert->country);
        page_set_c(row, NOTICE(KIND), spend_alert_label(alert->kind));
        if (alert->kind == SPEND_UNUSUAL)
            page_set_credits(ctx, template_section(row, NOTICE(UNUSUAL)), NOTICE(MEAN), alert->mean);
    }
    return RC_OK;
}

static bool is_day(struct str text)
{
    bool good = text.n == 10;
    for (size_t i = 0; good && i < text.n; i++)
        good = i == 4 || i == 7 ? text.s[i] == '-' : text.s[i] >= '0' && text.s[i] <= '9';
    int64_t month, day;
    return good && str_to_i64(str_slice(text, 5, 7), 1, 12, &month) &&
           str_to_i64(str_slice(text, 8, 10), 1, 28 + (month != 2) * 2, &day);
}

enum rc page_spend_alert_close(struct ctx *ctx, struct request *request, struct response *response)
{
    struct spend_alert alert = {.day = request_form(ctx, request, "day"),
                                .country = request_form(ctx, request, "country")};
    bool allowed = true;
    if (is_day(alert.day) && alert.country.n == 2 &&
        spend_alert_parse(request_form(ctx, request, "kind"), &alert.kind)) {
        enum rc rc = spend_alert_close(ctx, &alert, &allowed);
        if (rc != RC_OK)
            return rc;
    }
    if (!allowed) {
        page_error(ctx, request, 403, response);
        return RC_OK;
    }
    page_flash(ctx, response, "success",
               str_from(say(ctx, "Put away. It comes back if another day is unusual.")));
    response_redirect(response, "/billing/limits");
    return RC_OK;
}

/* --- countries and the cap ---------------------------------------------------------------------------- */

static void fill_row(struct ctx *ctx, const struct rate_line *line, struct template_dict *rows)
{
    struct template_dict *row = template_section(rows, LIST(ROW));
    static const char *const sections[] = {
        [RULE_ALLOW] = LIST(ALLOWED), [RULE_WATCH] = LIST(WATCHED), [RULE_REFUSE] = LIST(REFUSED)};
    page_set(row, LIST(COUNTRY), line->name);
    page_set(row, LIST(ISO), line->row->country);
    page_set(row, LIST(FLAG), str_lower(ctx->arena, line->row->country));
    page_set(row, LIST(CALLING_CODE), str_printf(ctx->arena, "+%d", line->calling_code));
    template_show(row, sections[line->row->rule]);
    if (line->home)
        template_show(row, LIST(HOME));
    if (line->row->by[CHANNEL_WHATSAPP].now.kind == PRICE_SET)
        page_set_credits(ctx, row, LIST(WHATSAPP), line->row->by[CHANNEL_WHATSAPP].now.credits);
    if (line->row->by[CHANNEL_SMS].now.kind == PRICE_SET)
        page_set_credits(ctx, row, LIST(SMS), line->row->by[CHANNEL_SMS].now.credits);
}

static bool rule_asked(struct ctx *ctx, const struct request *request, enum country_rule *out)
{
    return country_rule_parse(request_query(ctx, request, "rule"), out);
}

static void fill_rows(struct ctx *ctx, const struct request *request, const struct rate_lines *lines,
                      struct template_dict *body)
{
    static const char *const labels[] = {
        [RULE_ALLOW] = TEXT("Allowed"), [RULE_WATCH] = TEXT("Watched"), [RULE_REFUSE] = TEXT("Refused")};
    enum country_rule asked = RULE_ALLOW;
    bool one = rule_asked(ctx, request, &asked);
    struct template_dict *rows = NULL;
    int n = 0;
    for (int i = 0; i < lines->n; i++) {
        if (one && lines->line[i].row->rule != asked)
            continue;
        rows = rows ? rows : template_section(body, LIST(ROWS));
        fill_row(ctx, &lines->line[i], rows);
        n++;
    }
    if (n == 0)
        template_show(body, LIST(EMPTY));
    page_set(body, LIST(COUNT), text_count(ctx, "%s country", "%s countries", n));
    for (size_t i = 0; i < COUNT_OF(labels); i++) {
        struct template_dict *option = template_section(body, LIST(RULE_OPTION));
        page_set_c(option, LIST(VALUE), country_rule_label((enum country_rule)i));
        page_set_c(option, LIST(LABEL), text(ctx->app->texts, ctx->language, labels[i]));
        if (one && asked == (enum country_rule)i)
            template_show(option, LIST(CHOSEN));
    }
}

static enum rc fill_cap(struct ctx *ctx, const struct request *request, const struct form *form,
                        struct template_dict *body)
{
    struct limit limit;
    enum rc rc = limit_get(ctx, &limit);
    if (rc != RC_OK)
        return rc;
    page_set(body, LIST(ZONE), request->session->time_zone);
    if (limit.capped) {
        struct template_dict *today = template_section(body, LIST(TODAY));
        page_set_credits(ctx, today, LIST(SPENT), limit.spent);
        page_set_credits(ctx, today, LIST(CAP), limit.cap);
        if (limit.spent.thousandths >= limit.cap.thousandths)
            template_show(today, LIST(REACHED));
    }
    if (form)
        form_fill(ctx, form, body);
    else if (limit.capped)
        page_set(body, LIST(CAP_VALUE), credits_text(ctx->arena, limit.cap));
    return RC_OK;
}

/* The page as it is, or with a cap that was refused as typed. */
static enum rc show(struct ctx *ctx, struct request *request, struct response *response,
                    const struct form *form)
{
    struct rate_form filter;
    struct rate_lines lines;
    rate_form_read(ctx, request, &filter);
    filter = (struct rate_form){.q = filter.q};
    enum rc rc = rate_lines_read(ctx, request, &filter, &lines);
    if (rc != RC_OK)
        return rc;
    struct page page =
        page_new(ctx, request, LAYOUT_CONSOLE, TEMPLATE_LIMIT_LIST, say(ctx, "Countries and limits"));
    enum country_rule asked;
    page_set(page.body, LIST(Q), filter.q);
    if (rule_asked(ctx, request, &asked))
        page_set_c(page.body, LIST(RULE), country_rule_label(asked));
    if (filter.q.n || rule_asked(ctx, request, &asked))
        template_show(page.body, LIST(CLEAR));
    fill_rows(ctx, request, &lines, page.body);
    rc = fill_cap(ctx, request, form, page.body);
    if (rc == RC_OK)
        rc = spend_notices_fill(ctx, page.body, LIST(NOTICES));
    if (rc != RC_OK)
        return rc;
    page_send(ctx, &page, form ? 422 : 200, response);
    return RC_OK;
}

enum rc page_limit_list(struct ctx *ctx, struct request *request, struct response *response)
{
    return show(ctx, request, response, NULL);
}

enum rc page_limit_cap(struct ctx *ctx, struct request *request, struct response *response)
{
    struct form form = FORM(CAP_FIELDS);
    struct cap_input input = {0};
    bool allowed;
    if (!form_read(ctx, request, &form, &input))
        return show(ctx, request, response, &form);
    bool capped = str_trim(form.typed[0]).n > 0;
    enum rc rc = limit_cap_set(ctx, capped, input.cap, &allowed);
    if (rc != RC_OK)
        return rc;
    if (!allowed) {
        page_error(ctx, request, 403, response);
        return RC_OK;
    }
    page_flash(ctx, response, "success",
               str_from(capped ? say(ctx, "The cap is set and counts from now on.")
                               : say(ctx, "There is no cap any more.")));
    response_redirect(response, "/billing/limits");
    return RC_OK;
}

/* The countries that were ticked. */
static void read_ticked(struct ctx *ctx, const struct request *request, struct limit_rule *wanted)
{
    struct str name, value;
    wanted->country = ARENA_ARRAY(ctx->arena, struct str, 256);
    for (int i = 0; i < 256 && request_form_at(ctx, request, i, &name, &value); i++)
        if (str_eq(name, STR("country")) && value.n == 2)
            wanted->country[wanted->n++] = value;
}

static enum rc go_back(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct buf query = buf_new(ctx->arena, 1024);
    struct str q = str_head(request_form(ctx, request, "q"), 80), rule = request_form(ctx, request, "rule");
    enum country_rule known;
    buf_put(&query, STR("?q="));
    buf_put_percent(&query, q);
    if (country_rule_parse(rule, &known))
        buf_printf(&query, "&rule=%s", country_rule_label(known));
    response_redirect(response, "/billing/limits%.*s#countries", STR_ARG(buf_str(&query)));
    return RC_OK;
}

enum rc page_limit_rules(struct ctx *ctx, struct request *request, struct response *response)
{
    struct str button = request_form(ctx, request, "do");
    struct limit_rule wanted = {.scope = LIMIT_SOME};
    int64_t changed = 0;
    bool only_home = str_eq(button, STR("only_home")), all = str_eq(button, STR("all"));
    if (only_home || all)
        wanted.scope = only_home ? LIMIT_ALL_BUT_HOME : LIMIT_ALL;
    else
        read_ticked(ctx, request, &wanted);
    if (only_home)
        wanted.rule = RULE_REFUSE;
    else if (!all && !country_rule_parse(button, &wanted.rule))
        return go_back(ctx, request, response);
    if (wanted.scope == LIMIT_SOME && wanted.n == 0) {
        page_flash(ctx, response, "info", str_from(say(ctx, "Tick the countries first.")));
        return go_back(ctx, request, response);
    }
    enum rc rc = limit_rule_set(ctx, &wanted, &changed);
    if (rc != RC_OK)
        return rc;
    if (changed < 0) {
        page_error(ctx, request, 403, response);
        return RC_OK;
    }
    page_flash(ctx, response, "success",
               text_count(ctx, "%s country was changed. It counts from the next send on.",
                          "%s countries were changed. It counts from the next send on.", changed));
    return go_back(ctx, request, response);
}
