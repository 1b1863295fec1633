/* The statement's filters: read from the address, put back into it. What makes no sense is left out. */
#include "backend/channel.h"
#include "backend/delivery.h"
#include "backend/reason.h"
#include "base/clock.h"
#include "base/text.h"
#include "console/statement.h"

static const struct {
    const char *label, *words;
} KINDS[] = {
    {"charge", TEXT("Charge")}, {"release", TEXT("Not charged")}, {"refund", TEXT("Refund")},
    {"top_up", TEXT("Top-up")}, {"bonus", TEXT("Bonus")},         {"correction", TEXT("Correction")},
};

const char *statement_kind_at(size_t i)
{
    return i < COUNT_OF(KINDS) ? KINDS[i].label : NULL;
}

const char *statement_kind_words(struct ctx *ctx, struct str kind)
{
    for (size_t i = 0; i < COUNT_OF(KINDS); i++)
        if (str_eq(str_from(KINDS[i].label), kind))
            return say(ctx, KINDS[i].words);
    return "";
}

struct str statement_channel_words(struct ctx *ctx, struct str channel)
{
    enum channel known;
    return channel_parse(channel, &known) ? str_from(say(ctx, channel_words(known))) : STR_NONE;
}

struct str statement_reason(struct ctx *ctx, const struct statement_line *line)
{
    const char *why = reason_words(line->reason);
    return why ? str_from(say(ctx, why)) : line->reason;
}

struct str statement_by(struct ctx *ctx, const struct statement_line *line)
{
    if (line->person_name.n)
        return line->person_name;
    if (line->key_name.n)
        return line->key_name;
    if (str_eq(line->actor, STR("cli")))
        return str_from(say(ctx, "Command line"));
    return line->actor.n ? str_from(say(ctx, "Support")) : STR_NONE;
}

struct str statement_day_read(struct ctx *ctx, const struct request *request, const char *name, bool *bad)
{
    struct str day = str_slice(str_trim(request_query(ctx, request, name)), 0, 20);
    if (day.n && delivery_day_check(day))
        return day;
    *bad = *bad || day.n > 0;
    return STR_NONE;
}

static bool is_later(struct str day, struct str other)
{
    return day.n && other.n && clock_of_day(day) > clock_of_day(other);
}

static struct str kind_read(struct str value)
{
    for (size_t i = 0; i < COUNT_OF(KINDS); i++)
        if (str_eq(str_from(KINDS[i].label), value))
            return value;
    return STR_NONE;
}

enum rc statement_form_read(struct ctx *ctx, const struct request *request, struct statement_form *form)
{
    enum channel channel;
    struct statement_filter *filter = &form->filter;
    struct str typed = str_head(str_trim(request_query(ctx, request, "country")), 80);
    *form =
        (struct statement_form){.country = str_is_utf8(typed) && str_is_plain(typed, "") ? typed : STR_NONE};
    form->from = filter->from = statement_day_read(ctx, request, "from", &form->bad_day);
    form->to = filter->to = statement_day_read(ctx, request, "to", &form->bad_day);
    /* Days in the wrong order are meant the other way round. */
    if (is_later(form->from, form->to)) {
        filter->from = form->to;
        filter->to = form->from;
    }
    filter->kinds = kind_read(request_query(ctx, request, "kind"));
    if (channel_parse(request_query(ctx, request, "channel"), &channel))
        filter->channel = str_from(channel_label(channel));
    if (!uuid_parse(request_query(ctx, request, "flow"), &filter->flow))
        filter->flow = UUID_NIL;
    if (!uuid_parse(request_query(ctx, request, "person"), &filter->person))
        filter->person = UUID_NIL;
    if (!str_to_i64(request_query(ctx, request, "before"), 1, INT64_MAX, &filter->before))
        filter->before = 0;
    form->filtered = form->country.n || form->from.n || form->to.n || statement_is_filtered(filter);
    if (!form->country.n)
        return RC_OK;
    return statement_countries(ctx, form->country, request->session->organisation_country,
                               &filter->countries);
}

struct str statement_form_query(struct ctx *ctx, const struct request *request)
{
    static const char *const names[] = {"from", "to", "kind", "channel", "country", "flow", "person"};
    struct buf out = buf_new(ctx->arena, 4096);
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        struct str value = str_head(request_query(ctx, request, names[i]), 100);
        if (value.n == 0)
            continue;
        buf_printf(&out, "%s%s=", out.n ? "&" : "", names[i]);
        buf_put_percent(&out, value);
    }
    return out.broken ? STR_NONE : buf_str(&out);
}
