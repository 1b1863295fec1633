/* An organisation's way to sql/functions/limit.sql. The functions check who asks, and write the audit log. */
#include "backend/limit.h"

#include "backend/scope.h"
#include "base/log.h"

static const char *const kinds[] = {[SPEND_WATCHED] = "watched", [SPEND_UNUSUAL] = "unusual"};

const char *spend_alert_label(enum spend_alert_kind kind)
{
    return kinds[kind];
}

bool spend_alert_parse(struct str label, enum spend_alert_kind *out)
{
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (str_eq(label, str_from(kinds[i]))) {
            *out = (enum spend_alert_kind)i;
            return true;
        }
    return false;
}

enum rc limit_get(struct ctx *ctx, struct limit *out)
{
    struct db_query query = {.id = QUERY_LIMIT_GET, .args.arena = ctx->arena};
    *out = (struct limit){0};
    db_uuid(&query.args, ctx->actor.organisation);
    db_time(&query.args, ctx->now_us);
    enum rc rc = actor_run(ctx, &query);
    if (rc != RC_OK || query.rows.n != 1 || db_is_null(&query.rows, 0, 0))
        return rc;
    *out = (struct limit){.capped = true,
                          .cap = {db_get_i64(&query.rows, 0, 0)},
                          .spent = {db_get_i64(&query.rows, 0, 1)},
                          .until = db_get_time(&query.rows, 0, 2)};
    return RC_OK;
}

static bool is_done(const struct db_query *query)
{
    return str_eq(db_get_text(&query->rows, 0, 0), STR("done"));
}

enum rc limit_cap_set(struct ctx *ctx, bool capped, struct credits cap, bool *allowed)
{
    struct db_query query = {.id = QUERY_LIMIT_CAP_SET, .args.arena = ctx->arena};
    db_text(&query.args, capped ? str_printf(ctx->arena, "%lld", (long long)cap.thousandths) : STR_NONE);
    enum rc rc = actor_run(ctx, &query);
    *allowed = rc == RC_OK && is_done(&query);
    return rc;
}

enum rc limit_rule_set(struct ctx *ctx, const struct limit_rule *wanted, int64_t *changed)
{
    struct db_query query = {.id = QUERY_COUNTRY_RULE_SET, .args.arena = ctx->arena};
    struct db_array *countries = db_array_new(ctx->arena, DB_TEXT, wanted->n);
    for (int i = 0; i < wanted->n; i++)
        db_array_text(countries, wanted->country[i]);
    db_array(&query.args, countries);
    db_text(&query.args, str_from(country_rule_label(wanted->rule)));
    db_bool(&query.args, wanted->scope != LIMIT_SOME);
    db_bool(&query.args, wanted->scope == LIMIT_ALL_BUT_HOME);
    enum rc rc = actor_run(ctx, &query);
    *changed = rc == RC_OK ? db_get_i64(&query.rows, 0, 0) : 0;
    return rc;
}

enum rc spend_alert_list(struct ctx *ctx, struct spend_alerts *out)
{
    struct db_query query = {.id = QUERY_SPEND_ALERT_LIST, .args.arena = ctx->arena};
    *out = (struct spend_alerts){0};
    db_i64(&query.args, SPEND_ALERTS_MAX);
    enum rc rc = actor_run(ctx, &query);
    if (rc != RC_OK)
        return rc;
    out->alert = ARENA_ARRAY(ctx->arena, struct spend_alert, (size_t)query.rows.n + 1);
    for (int i = 0; i < query.rows.n; i++) {
        struct spend_alert *alert = &out->alert[out->n];
        *alert = (struct spend_alert){.day = db_get_text(&query.rows, i, 0),
                                      .country = db_get_text(&query.rows, i, 1),
                                      .spent = {db_get_i64(&query.rows, i, 3)},
                                      .sends = db_get_i64(&query.rows, i, 4),
                                      .mean = {db_get_i64(&query.rows, i, 5)},
                                      .threshold = {db_get_i64(&query.rows, i, 6)}};
        if (spend_alert_parse(db_get_text(&query.rows, i, 2), &alert->kind))
            out->n++;
        else
            log_event(LOG_ERROR, "spend_alert.kind", "unknown label");
    }
    return RC_OK;
}

enum rc spend_alert_close(struct ctx *ctx, const struct spend_alert *alert, bool *allowed)
{
    struct db_query query = {.id = QUERY_SPEND_ALERT_CLOSE, .args.arena = ctx->arena};
    db_text(&query.args, alert->day);
    db_text(&query.args, alert->country);
    db_text(&query.args, str_from(spend_alert_label(alert->kind)));
    enum rc rc = actor_run(ctx, &query);
    *allowed = rc == RC_OK && is_done(&query);
    return rc;
}

enum rc spend_sweep(struct ctx *ctx, int64_t max, int64_t *n)
{
    struct db_query query = {.id = QUERY_SPEND_SWEEP, .args.arena = ctx->arena};
    db_i64(&query.args, max);
    enum rc rc = program_run(ctx, &query);
    *n = rc == RC_OK ? db_get_i64(&query.rows, 0, 0) : 0;
    return rc;
}
