/* The delivery log's filters: read from the address, put back into it. What makes no sense is left out. */
#include "web/delivery.h"

#define CURSOR_MAX 100

/* The statuses that a person means, and the labels each stands for. */
static const struct {
    struct str value;
    struct str labels;
} groups[] = {
    {STR("way"), STR("queued,launched")},    {STR("out"), STR("accepted,sent")},
    {STR("arrived"), STR("delivered,read")}, {STR("undelivered"), STR("rejected,failed")},
    {STR("unanswered"), STR("unknown")},     {STR("unsent"), STR("expired,withdrawn")},
};

static struct str statuses_of(struct str value)
{
    enum message_status status;
    for (size_t i = 0; i < COUNT_OF(groups); i++)
        if (str_eq(groups[i].value, value))
            return groups[i].labels;
    return message_status_parse(value, &status) ? str_from(message_status_label(status)) : STR_NONE;
}

/* "1764192000123456.UUID.2" */
static struct delivery_cursor cursor_read(struct str text)
{
    struct delivery_cursor cursor = {0};
    struct str rest = str_slice(text, 0, CURSOR_MAX), at, id;
    bool good = str_split(&rest, '.', &at) && str_split(&rest, '.', &id) &&
                str_to_i64(at, 1, INT64_C(32503680000000000), &cursor.at) &&
                uuid_parse(id, &cursor.verification) && str_to_i64(rest, 0, 1000000, &cursor.number);
    return good ? cursor : (struct delivery_cursor){0};
}

static struct str day_read(struct ctx *ctx, const struct request *request, const char *name,
                           struct delivery_search_form *form)
{
    struct str day = str_slice(str_trim(request_query(ctx, request, name)), 0, 20);
    if (day.n == 0)
        return STR_NONE;
    if (delivery_day_check(day))
        return day;
    form->bad_day = true;
    return STR_NONE;
}

static bool sorts_before(struct str a, struct str b)
{
    for (size_t i = 0; i < a.n && i < b.n; i++)
        if (a.s[i] != b.s[i])
            return a.s[i] < b.s[i];
    return false;
}

void delivery_form_read(struct ctx *ctx, const struct request *request, const struct delivery_place *place,
                        struct delivery_search_form *form)
{
    enum channel channel;
    struct str flow = request_query(ctx, request, "flow"), label = request_query(ctx, request, "channel");
    struct delivery_filter *filter = &form->filter;
    *form = (struct delivery_search_form){
        .q = str_head(str_trim(request_query(ctx, request, "q")), 254),
        .task = str_head(str_trim(request_query(ctx, request, "task")), 200),
        .filter.limit = DELIVERY_PAGE,
        .filter.before = cursor_read(request_query(ctx, request, "before")),
    };
    if (!str_is_utf8(form->q) || !str_is_plain(form->q, ""))
        form->q = STR_NONE;
    if (!str_is_utf8(form->task) || !str_is_plain(form->task, ""))
        form->task = STR_NONE;
    delivery_search(ctx, form->q, place->home, filter);
    if (!uuid_parse(form->task, &filter->task))
        filter->words = form->task;
    if (!uuid_parse(flow, &filter->flow))
        filter->flow = UUID_NIL;
    if (channel_parse(label, &channel))
        filter->channel = str_from(channel_label(channel));
    filter->statuses = statuses_of(request_query(ctx, request, "status"));
    if (filter->statuses.n)
        form->status = request_query(ctx, request, "status");
    form->from = filter->from = day_read(ctx, request, "from", form);
    form->to = filter->to = day_read(ctx, request, "to", form);
    /* Days in the wrong order are meant the other way round. */
    if (form->from.n && form->to.n && sorts_before(form->to, form->from)) {
        filter->from = form->to;
        filter->to = form->from;
    }
    form->filtered = form->q.n || form->task.n || !uuid_is_nil(filter->flow) || filter->channel.n ||
                     filter->statuses.n || form->from.n || form->to.n;
}

struct str delivery_form_query(struct ctx *ctx, const struct request *request)
{
    static const char *const names[] = {"q", "task", "flow", "channel", "status", "from", "to"};
    struct buf out = buf_new(ctx->arena, 4096);
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        struct str value = str_head(request_query(ctx, request, names[i]), 254);
        if (value.n == 0)
            continue;
        buf_printf(&out, "%s%s=", out.n ? "&" : "", names[i]);
        buf_put_percent(&out, value);
    }
    return out.broken ? STR_NONE : buf_str(&out);
}
