/* The filters of the list of tasks. */
#include "console/task_filter.h"

#include "backend/delivery.h"
#include "backend/task_time.h"
#include "base/clock.h"
#include "base/text.h"

#define SET(name) TPL_TASK_LIST_##name
#define NOBODY "none"

#define X(name, label, words) [TASK_WHEN_##name] = {label, words},
static const struct {
    const char *label, *words;
} whens[TASK_WHEN__COUNT] = {TASK_WHENS(X)};
#undef X

/* --- reading --- */

static struct str day_read(struct ctx *ctx, const struct request *request, const char *name,
                           struct task_query *query)
{
    struct str day = str_head(str_trim(request_query(ctx, request, name)), 20);
    if (day.n && delivery_day_check(day))
        return day;
    query->bad_day = query->bad_day || day.n > 0;
    return STR_NONE;
}

static void set_days(struct task_filter *filter, struct task_days days)
{
    filter->from = days.from;
    filter->to = days.to;
}

static void read_when(struct ctx *ctx, const struct request *request, struct task_query *query)
{
    struct task_filter *filter = &query->filter;
    struct str zone = request->session->time_zone;
    int weekday = task_weekday(ctx->arena, ctx->now_us, zone);
    switch (query->when) {
    case TASK_WHEN_TODAY:
        set_days(filter, task_days(ctx->arena, ctx->now_us, zone, 0, 1));
        break;
    case TASK_WHEN_TOMORROW:
        set_days(filter, task_days(ctx->arena, ctx->now_us, zone, 1, 1));
        break;
    case TASK_WHEN_WEEK:
        set_days(filter, task_days(ctx->arena, ctx->now_us, zone, -weekday, 7));
        break;
    case TASK_WHEN_OVERDUE:
        filter->overdue = ctx->now_us;
        break;
    case TASK_WHEN__COUNT:
        break;
    }
}

static void read_days(struct ctx *ctx, const struct request *request, struct task_query *query)
{
    struct str zone = request->session->time_zone;
    query->from = day_read(ctx, request, "from", query);
    query->to = day_read(ctx, request, "to", query);
    struct str first = query->from, last = query->to;
    /* Days in the wrong order are meant the other way round. */
    if (first.n && last.n && clock_of_day(last) < clock_of_day(first)) {
        first = query->to;
        last = query->from;
    }
    if (first.n)
        query->filter.from = task_day_begins(ctx->arena, first, zone);
    if (last.n)
        query->filter.to = task_day_begins(
            ctx->arena, str_slice(clock_rfc3339(ctx->arena, clock_of_day(last) + DAY_US), 0, 10), zone);
}

static void read_choices(struct ctx *ctx, const struct request *request, struct task_query *query)
{
    struct task_filter *filter = &query->filter;
    struct str worker = request_query(ctx, request, "worker"), sort = request_query(ctx, request, "sort");
    struct str when = request_query(ctx, request, "when");
    enum task_status status;
    if (task_status_parse(request_query(ctx, request, "status"), &status))
        filter->status = str_from(task_status_label(status));
    if (!uuid_parse(request_query(ctx, request, "flow"), &filter->flow))
        filter->flow = UUID_NIL;
    if (!uuid_parse(request_query(ctx, request, "import"), &filter->import))
        filter->import = UUID_NIL;
    filter->nobody = str_eq(worker, STR(NOBODY));
    if (!uuid_parse(worker, &filter->worker))
        filter->worker = UUID_NIL;
    for (int i = 0; i < TASK_SORT__COUNT; i++)
        if (str_eq(sort, str_from(task_sort_label((enum task_sort)i))))
            filter->sort = (enum task_sort)i;
    for (int i = 0; i < TASK_WHEN__COUNT; i++)
        if (str_eq(when, str_from(whens[i].label)))
            query->when = (enum task_when)i;
}

void task_query_read(struct ctx *ctx, const struct request *request, struct task_query *query)
{
    int64_t page;
    struct str q = str_head(str_trim(request_query(ctx, request, "q")), 200);
    *query = (struct task_query){.when = TASK_WHEN__COUNT};
    query->q = query->filter.query = str_is_utf8(q) && str_is_plain(q, "") ? q : STR_NONE;
    read_choices(ctx, request, query);
    if (query->when == TASK_WHEN__COUNT)
        read_days(ctx, request, query);
    else
        read_when(ctx, request, query);
    if (str_to_i64(request_query(ctx, request, "page"), 0, 100000, &page))
        query->filter.page = (int)page;
    const struct task_filter *filter = &query->filter;
    query->filtered = query->q.n || filter->status.n || !uuid_is_nil(filter->flow) ||
                      !uuid_is_nil(filter->worker) || !uuid_is_nil(filter->import) || filter->nobody ||
                      query->when != TASK_WHEN__COUNT || query->from.n || query->to.n;
}

void task_query_parse(struct ctx *ctx, const struct request *request, struct str text,
                      struct task_query *query)
{
    struct request of_text = *request;
    of_text.query = str_slice(text, 0, 4096);
    task_query_read(ctx, &of_text, query);
}

/* --- the address again --- */

static void put(struct buf *out, const char *name, struct str value, const char *but)
{
    if (value.n == 0 || (but && str_eq(str_from(name), str_from(but))))
        return;
    buf_printf(out, "%s%s=", out->n ? "&" : "", name);
    buf_put_percent(out, value);
}

static struct str id_text(struct ctx *ctx, struct uuid id)
{
    return uuid_is_nil(id) ? STR_NONE : uuid_text(ctx->arena, id);
}

struct str task_query_text(struct ctx *ctx, const struct task_query *query, const char *but)
{
    const struct task_filter *filter = &query->filter;
    struct buf out = buf_new(ctx->arena, 4096);
    put(&out, "q", query->q, but);
    put(&out, "status", filter->status, but);
    put(&out, "flow", id_text(ctx, filter->flow), but);
    put(&out, "worker", filter->nobody ? STR(NOBODY) : id_text(ctx, filter->worker), but);
    put(&out, "import", id_text(ctx, filter->import), but);
    if (query->when != TASK_WHEN__COUNT)
        put(&out, "when", str_from(whens[query->when].label), but);
    put(&out, "from", query->from, but);
    put(&out, "to", query->to, but);
    if (filter->sort != TASK_SORT_NEWEST)
        put(&out, "sort", str_from(task_sort_label(filter->sort)), but);
    return out.broken ? STR_NONE : buf_str(&out);
}

struct str task_query_href(struct ctx *ctx, const struct task_query *query, const char *but)
{
    struct str text = task_query_text(ctx, query, but);
    return str_printf(ctx->arena, "/tasks%s%.*s", text.n ? "?" : "", STR_ARG(text));
}

/* --- showing --- */

/* One that can be taken away: the parameter's name, what it is, and its value. */
struct chip {
    const char *name, *label;
    struct str value;
};

static void add_chip(struct ctx *ctx, const struct task_query *query, struct template_dict *chips,
                     const struct chip *of)
{
    if (of->value.n == 0)
        return;
    struct template_dict *chip = template_section(chips, SET(CHIP));
    page_set_c(chip, SET(CHIP_LABEL), of->label);
    page_set(chip, SET(CHIP_VALUE), of->value);
    page_set(chip, SET(CHIP_HREF), task_query_href(ctx, query, of->name));
}

/* The name of the chosen one; words for one that is in no list any more. */
struct names {
    struct str flow, worker;
};

static void fill_chips(struct ctx *ctx, const struct task_query *query, const struct names *names,
                       struct template_dict *body)
{
    enum task_status status;
    bool of_import = !uuid_is_nil(query->filter.import);
    bool known = task_status_parse(query->filter.status, &status), at = query->when != TASK_WHEN__COUNT;
    const struct chip all[] = {
        {"q", say(ctx, "Search"), query->q},
        {"status", say(ctx, "Status"), str_from(known ? say(ctx, task_status_words(status)) : "")},
        {"flow", say(ctx, "Flow"), names->flow},
        {"worker", say(ctx, "Worker"), names->worker},
        {"when", say(ctx, "When"), str_from(at ? say(ctx, whens[query->when].words) : "")},
        {"from", say(ctx, "From"), query->from.n ? page_day(ctx, query->from) : STR_NONE},
        {"to", say(ctx, "To"), query->to.n ? page_day(ctx, query->to) : STR_NONE},
        {"import", say(ctx, "Made by"), str_from(of_import ? say(ctx, "one import") : "")},
    };
    struct template_dict *chips = template_section(body, SET(CHIPS));
    for (size_t i = 0; i < COUNT_OF(all); i++)
        add_chip(ctx, query, chips, &all[i]);
}

static enum rc fill_flows(struct ctx *ctx, const struct task_query *query, struct template_dict *filters,
                          struct str *chosen)
{
    struct delivery_flow *flow = NULL;
    int n;
    enum rc rc = delivery_flow_list(ctx, &flow, &n);
    for (int i = 0; rc == RC_OK && i < n; i++) {
        bool it = uuid_eq(flow[i].id, query->filter.flow);
        page_add_option(filters, SET(FLOW_OPTION), uuid_text(ctx->arena, flow[i].id), flow[i].name, it);
        if (it)
            *chosen = flow[i].name;
    }
    return rc;
}

static enum rc fill_workers(struct ctx *ctx, const struct task_query *query, struct template_dict *filters,
                            struct str *chosen)
{
    struct member_list members;
    enum rc rc = member_list_active(ctx, &members);
    if (rc != RC_OK)
        return rc;
    page_add_option(filters, SET(WORKER_OPTION), STR(NOBODY), str_from(say(ctx, "Nobody yet")),
                    query->filter.nobody);
    if (query->filter.nobody)
        *chosen = str_from(say(ctx, "Nobody yet"));
    for (int i = 0; i < members.n; i++) {
        bool it = uuid_eq(members.member[i].person, query->filter.worker);
        page_add_option(filters, SET(WORKER_OPTION), uuid_text(ctx->arena, members.member[i].person),
                        members.member[i].name, it);
        if (it)
            *chosen = members.member[i].name;
    }
    return RC_OK;
}

static void fill_fixed(struct ctx *ctx, const struct task_query *query, struct template_dict *filters)
{
    const struct task_filter *filter = &query->filter;
    page_set(filters, SET(Q), query->q);
    page_set(filters, SET(FROM), query->from);
    page_set(filters, SET(TO), query->to);
    if (!uuid_is_nil(filter->import))
        page_set(template_section(filters, SET(OF_IMPORT)), SET(IMPORT),
                 uuid_text(ctx->arena, filter->import));
    for (int i = 0; i < TASK__COUNT; i++) {
        struct str label = str_from(task_status_label((enum task_status)i));
        page_add_option(filters, SET(STATUS_OPTION), label,
                        str_from(say(ctx, task_status_words((enum task_status)i))),
                        str_eq(label, filter->status));
    }
    for (int i = 0; i < TASK_WHEN__COUNT; i++)
        page_add_option(filters, SET(WHEN_OPTION), str_from(whens[i].label),
                        str_from(say(ctx, whens[i].words)), query->when == (enum task_when)i);
    for (int i = 0; i < TASK_SORT__COUNT; i++)
        page_add_option(filters, SET(SORT_OPTION), str_from(task_sort_label((enum task_sort)i)),
                        str_from(say(ctx, task_sort_words((enum task_sort)i))),
                        filter->sort == (enum task_sort)i);
}

enum rc task_query_fill(struct ctx *ctx, const struct request *request, const struct task_query *query,
                        struct template_dict *body)
{
    struct template_dict *filters = template_section(body, SET(FILTERS));
    struct str gone = str_from(say(ctx, "somebody who has left"));
    struct names names = {
        .flow = uuid_is_nil(query->filter.flow) ? STR_NONE : str_from(say(ctx, "one flow")),
        .worker = uuid_is_nil(query->filter.worker) ? STR_NONE : gone,
    };
    page_set(filters, SET(ZONE), request->session->time_zone);
    fill_fixed(ctx, query, filters);
    enum rc rc = fill_flows(ctx, query, filters, &names.flow);
    if (rc == RC_OK)
        rc = fill_workers(ctx, query, filters, &names.worker);
    if (rc == RC_OK && query->filtered)
        fill_chips(ctx, query, &names, body);
    if (query->bad_day)
        template_show(body, SET(BAD_DAY));
    return rc;
}
