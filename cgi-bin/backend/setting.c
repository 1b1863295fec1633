/* The way to the organisation's settings of sql/functions/setting.sql. */
#include "backend/setting.h"

#include "backend/scope.h"

static struct str *texts_of(struct ctx *ctx, const struct db_rows *rows)
{
    struct str *out = ARENA_ARRAY(ctx->arena, struct str, (size_t)rows->n + 1);
    for (int i = 0; i < rows->n; i++)
        out[i] = db_get_text(rows, i, 0);
    return out;
}

enum rc setting_get(struct ctx *ctx, struct setting *out, struct setting_choices *choices)
{
    struct db_query q[] = {{.id = QUERY_SETTING_GET, .args.arena = ctx->arena},
                           {.id = QUERY_SETTING_COUNTRIES, .args.arena = ctx->arena},
                           {.id = QUERY_SETTING_TIME_ZONES, .args.arena = ctx->arena}};
    db_uuid(&q[0].args, ctx->actor.organisation);
    enum rc rc = actor_run_all(ctx, q, COUNT_OF(q));
    if (rc != RC_OK || q[0].rows.n == 0)
        return rc == RC_OK ? RC_BROKEN : rc;
    *out = (struct setting){
        .name = db_get_text(&q[0].rows, 0, 0),
        .country = db_get_text(&q[0].rows, 0, 1),
        .time_zone = db_get_text(&q[0].rows, 0, 2),
        .language = db_get_text(&q[0].rows, 0, 3),
        .caps = db_get_bool(&q[0].rows, 0, 4),
        .factor_rule = db_get_text(&q[0].rows, 0, 5),
        .factor_due = db_get_time(&q[0].rows, 0, 6),
        .retention_days = db_is_null(&q[0].rows, 0, 7) ? 0 : db_get_i64(&q[0].rows, 0, 7),
    };
    *choices = (struct setting_choices){
        .country = texts_of(ctx, &q[1].rows),
        .time_zone = texts_of(ctx, &q[2].rows),
        .n_countries = q[1].rows.n,
        .n_time_zones = q[2].rows.n,
    };
    return RC_OK;
}

enum rc setting_set(struct ctx *ctx, const struct setting *setting, enum change *change)
{
    struct db_query q = session_query(ctx, QUERY_SETTING_SET);
    db_text(&q.args, setting->name);
    db_text(&q.args, setting->country);
    db_text(&q.args, setting->time_zone);
    db_text(&q.args, setting->language);
    db_text(&q.args, setting->factor_rule);
    db_i64(&q.args, setting->factor_days);
    db_i64(&q.args, setting->retention_days);
    return change_run(ctx, &q, change);
}
