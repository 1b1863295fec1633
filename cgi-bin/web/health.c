/* What supervisors and Prometheus ask of every program. nginx lets only loopback reach it. */
#include "backend/batch.h"
#include "db/db.h"
#include "web/site.h"

#define METRICS_MAX 65536

static bool path_names(struct str path, struct str folder, const char *name)
{
    return str_starts(path, folder) && str_eq(str_slice(path, folder.n, path.n), str_from(name));
}

static void say_health(const struct site *site, struct ctx *ctx, struct response *response)
{
    struct db_query query = {.id = QUERY_HEALTH_PING, .args = {.arena = ctx->arena}};
    const struct db_scope nobody = {0};
    bool ready = !site->app->db || db_run(site->app->db, ctx->arena, nobody, &query, 1) == RC_OK;
    response->status = ready ? 200 : 503;
    buf_put(&response->body, ready ? STR("ready\n") : STR("the database does not answer\n"));
    if (!ready)
        response_header(response, "Retry-After", STR("1"));
}

static void say_batches(const struct site *site, struct buf *out)
{
    const char *name = site->program->name;
    buf_put(out, STR("# TYPE sandi_batches_total counter\n# TYPE sandi_batch_items_total counter\n"));
    for (int i = 0; i < QUERY__COUNT; i++) {
        struct batch_counts counts = batcher_counts(site->app->batcher, (enum query)i);
        if (counts.batches == 0)
            continue;
        buf_printf(out, "sandi_batches_total{program=\"%s\",operation=\"%s\"} %lld\n", name,
                   query_texts[i].name, (long long)counts.batches);
        buf_printf(out, "sandi_batch_items_total{program=\"%s\",operation=\"%s\"} %lld\n", name,
                   query_texts[i].name, (long long)counts.items);
    }
}

static void say_metrics(const struct site *site, struct response *response)
{
    struct buf *out = &response->body;
    struct metrics *metrics = site->metrics;
    const char *name = site->program->name;
    buf_put(out, STR("# TYPE sandi_requests_total counter\n"));
    for (int i = 1; i < CLASSES; i++)
        buf_printf(out, "sandi_requests_total{program=\"%s\",class=\"%dxx\"} %llu\n", name, i,
                   atomic_load_explicit(&metrics->requests[i], memory_order_relaxed));
    unsigned long long us = atomic_load_explicit(&metrics->microseconds, memory_order_relaxed);
    buf_printf(out, "# TYPE sandi_request_seconds_total counter\n");
    buf_printf(out, "sandi_request_seconds_total{program=\"%s\"} %llu.%06llu\n", name, us / 1000000,
               us % 1000000);
    buf_printf(out, "# TYPE sandi_requests_in_flight gauge\nsandi_requests_in_flight{program=\"%s\"} %d\n",
               name, atomic_load_explicit(&metrics->in_flight, memory_order_relaxed));
    buf_printf(out, "# TYPE sandi_db_connections_max gauge\nsandi_db_connections_max{program=\"%s\"} %d\n",
               name, site->app->db ? site->app->config.db_connections : 0);
    if (site->app->batcher)
        say_batches(site, out);
    if (site->program->metrics)
        site->program->metrics(site->app, out);
}

bool health_serve(const struct site *site, struct ctx *ctx, struct str path, struct response *response)
{
    bool health = path_names(path, STR("/healthz/"), site->program->name);
    if (!health && !path_names(path, STR("/metrics/"), site->program->name))
        return false;
    response->type = health ? "text/plain; charset=utf-8" : "text/plain; version=0.0.4; charset=utf-8";
    response->body = buf_new(ctx->arena, METRICS_MAX);
    if (health)
        say_health(site, ctx, response);
    else
        say_metrics(site, response);
    return true;
}
