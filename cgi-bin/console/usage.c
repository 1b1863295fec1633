/* Usage: what was spent on some days, and what came of it. The days stand in the address. */
#include "console/usage.h"

#include "base/clock.h"
#include "base/text.h"
#include "console/billing.h"
#include "console/statement.h"

#define DAYS_STANDARD 30

static struct str day_at(struct ctx *ctx, int64_t at)
{
    return str_slice(clock_rfc3339(ctx->arena, at), 0, 10);
}

static struct usage_period period_read(struct ctx *ctx, const struct request *request, struct str today)
{
    struct usage_period period = {0};
    period.from = statement_day_read(ctx, request, "from", &period.bad_day);
    period.to = statement_day_read(ctx, request, "to", &period.bad_day);
    int64_t end = clock_of_day(period.to.n ? period.to : today);
    if (!period.from.n && !period.to.n &&
        (!str_to_i64(request_query(ctx, request, "days"), 1, 90, &period.last_days) ||
         (period.last_days != 7 && period.last_days != 90)))
        period.last_days = DAYS_STANDARD;
    int64_t days = period.last_days ? period.last_days : DAYS_STANDARD;
    int64_t begin = period.from.n ? clock_of_day(period.from) : end - (days - 1) * DAY_US;
    if (begin > end) {
        int64_t other = begin;
        begin = end;
        end = other;
    }
    period.cut = end - begin >= USAGE_DAYS * DAY_US;
    if (period.cut)
        begin = end - (USAGE_DAYS - 1) * DAY_US;
    period.from = day_at(ctx, begin);
    period.to = day_at(ctx, end);
    return period;
}

static void fill_segments(struct ctx *ctx, const struct usage_period *period, struct template_dict *body)
{
    static const int DAYS[] = {7, 30, 90};
    for (size_t i = 0; i < COUNT_OF(DAYS); i++) {
        struct template_dict *segment = template_section(body, TPL_USAGE_SHOW_SEGMENT);
        page_set(segment, TPL_USAGE_SHOW_HREF, str_printf(ctx->arena, "/billing/usage?days=%d", DAYS[i]));
        page_set(segment, TPL_USAGE_SHOW_LABEL, text_count(ctx, "%s day", "%s days", DAYS[i]));
        if (period->last_days == DAYS[i])
            template_show(segment, TPL_USAGE_SHOW_CURRENT);
    }
}

static void fill_period(struct ctx *ctx, const struct request *request, const struct usage_period *period,
                        struct template_dict *body)
{
    fill_segments(ctx, period, body);
    page_set(body, TPL_USAGE_SHOW_FROM, period->from);
    page_set(body, TPL_USAGE_SHOW_TO, period->to);
    page_set_day(ctx, body, TPL_USAGE_SHOW_SINCE, period->from);
    page_set_day(ctx, body, TPL_USAGE_SHOW_UNTIL, period->to);
    page_set(body, TPL_USAGE_SHOW_ZONE, request->session->time_zone);
    page_set_moment(ctx, request, body, TPL_USAGE_SHOW_AS_OF, ctx->now_us);
    if (period->bad_day)
        template_show(body, TPL_USAGE_SHOW_BAD_DAY);
    if (period->cut)
        template_show(body, TPL_USAGE_SHOW_CUT);
}

static void fill_charts(struct ctx *ctx, const struct request *request, const struct usage *usage,
                        struct template_dict *body)
{
    struct template_dict *charts = template_section(body, TPL_USAGE_SHOW_CHARTS);
    page_set_credits(ctx, charts, TPL_USAGE_SHOW_SPENT, usage->all.spent);
    page_set_worth(ctx, request, charts, TPL_USAGE_SHOW_WORTH, usage->all.spent);
    page_set_i64(ctx, charts, TPL_USAGE_SHOW_STARTED, usage->all.started);
    page_set_i64(ctx, charts, TPL_USAGE_SHOW_VERIFIED, usage->all.verified);
    page_set_i64(ctx, charts, TPL_USAGE_SHOW_ACCEPTED, usage->all.accepted);
    if (usage->all.started)
        usage_set_share(ctx, template_section(charts, TPL_USAGE_SHOW_CONVERSION), TPL_USAGE_SHOW_PERCENT,
                        usage->all.verified, usage->all.started);
    usage_fill_days(ctx, usage, charts);
    usage_fill_bars(ctx, usage, request->session->organisation_country, charts);
    usage_fill_countries(ctx, usage, charts);
}

enum rc page_usage(struct ctx *ctx, struct request *request, struct response *response)
{
    struct credit_overview overview;
    struct usage usage;
    enum rc rc = credit_overview(ctx, STR_NONE, STR_NONE, &overview);
    if (rc != RC_OK)
        return rc;
    struct usage_period period = period_read(ctx, request, overview.today);
    rc = credit_overview(ctx, period.from, period.to, &overview);
    if (rc == RC_OK)
        rc = usage_get(ctx, period.from, period.to, &overview.range, &usage);
    if (rc != RC_OK)
        return rc;
    struct page page = page_new(ctx, request, LAYOUT_CONSOLE, TEMPLATE_USAGE_SHOW, say(ctx, "Usage"));
    fill_period(ctx, request, &period, page.body);
    if (!usage.complete)
        page_set_credits(ctx, template_section(page.body, TPL_USAGE_SHOW_TOO_MANY), TPL_USAGE_SHOW_SPENT,
                         overview.range.spent);
    else if (usage.n_countries == 0)
        template_show(page.body, TPL_USAGE_SHOW_EMPTY);
    else
        fill_charts(ctx, request, &usage, page.body);
    page_send(ctx, &page, 200, response);
    return RC_OK;
}
