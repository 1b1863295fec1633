/* The audit log as a page: filters in the address, keyset paging. */
#include "backend/delivery.h"
#include "backend/member.h"
#include "web/audit.h"

#define LIST(name) TPL_AUDIT_LIST_##name
#define WORDS_MAX 100

static struct str day_read(struct ctx *ctx, const struct request *request, const char *name,
                           struct audit_search *search)
{
    struct str day = str_trim(request_query(ctx, request, name));
    bool good = delivery_day_check(day);
    search->bad_day |= day.n && !good;
    return good ? day : STR_NONE;
}

/* "1764192000123456.UUID" */
static void cursor_read(struct str text, struct audit_filter *filter)
{
    struct str rest = text, at;
    bool good = str_split(&rest, '.', &at) &&
                str_to_i64(at, 1, INT64_C(32503680000000000), &filter->before_at) &&
                uuid_parse(rest, &filter->before_id);
    if (!good)
        filter->before_at = 0;
}

void audit_search_read(struct ctx *ctx, const struct request *request, const struct audit_place *place,
                       struct audit_search *search)
{
    struct audit_filter *filter = &search->filter;
    *search = (struct audit_search){
        .who = request_query(ctx, request, "who"),
        .group = request_query(ctx, request, "group"),
        .filter = {.organisation = place->organisation, .time_zone = place->time_zone, .limit = AUDIT_PAGE}};
    filter->words = str_head(str_trim(request_query(ctx, request, "q")), WORDS_MAX);
    if (!str_is_plain(filter->words, ""))
        filter->words = STR_NONE;
    if (str_eq(search->who, STR("staff")) || str_eq(search->who, STR("cli")))
        filter->actor_kind = search->who;
    else if (!uuid_parse(search->who, &filter->person))
        search->who = STR_NONE;
    const struct audit_group *group;
    for (int i = 0; (group = audit_group_at(i)); i++)
        if (str_eq(search->group, str_from(group->value)))
            filter->groups = str_from(group->nouns);
    filter->from = day_read(ctx, request, "from", search);
    filter->to = day_read(ctx, request, "to", search);
    cursor_read(request_query(ctx, request, "before"), filter);
    search->any = filter->words.n || search->who.n || filter->groups.n || filter->from.n || filter->to.n;
}

static struct str query_of(struct ctx *ctx, const struct request *request)
{
    static const char *const names[] = {"q", "who", "group", "from", "to"};
    struct buf out = buf_new(ctx->arena, 2048);
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        struct str value = str_head(request_query(ctx, request, names[i]), WORDS_MAX);
        if (value.n == 0)
            continue;
        buf_printf(&out, "%s%s=", out.n ? "&" : "", names[i]);
        buf_put_percent(&out, value);
    }
    return out.broken ? STR_NONE : buf_str(&out);
}

/* Members may be chosen by name; staff find them by a part of it. */
static enum rc fill_members(struct ctx *ctx, const struct audit_search *search, struct template_dict *body)
{
    struct member_list members;
    enum rc rc = ctx->actor.kind == ACTOR_MEMBER ? member_list_active(ctx, &members) : RC_OK;
    if (rc != RC_OK || ctx->actor.kind != ACTOR_MEMBER)
        return rc;
    for (int i = 0; i < members.n; i++)
        page_add_option(body, LIST(WHO_OPTION), uuid_text(ctx->arena, members.member[i].person),
                        members.member[i].name, uuid_eq(members.member[i].person, search->filter.person));
    return RC_OK;
}

static enum rc fill_filters(struct ctx *ctx, const struct audit_search *search, struct template_dict *body)
{
    const struct audit_group *group;
    enum rc rc = fill_members(ctx, search, body);
    if (rc != RC_OK)
        return rc;
    page_set(body, LIST(Q), search->filter.words);
    page_set(body, LIST(FROM), search->filter.from);
    page_set(body, LIST(TO), search->filter.to);
    page_add_option(body, LIST(WHO_OPTION), STR("staff"), str_from(say(ctx, "Sandi's support")),
                    str_eq(search->who, STR("staff")));
    page_add_option(body, LIST(WHO_OPTION), STR("cli"), str_from(say(ctx, "The operator's command line")),
                    str_eq(search->who, STR("cli")));
    for (int i = 0; (group = audit_group_at(i)); i++)
        page_add_option(body, LIST(GROUP_OPTION), str_from(group->value), str_from(say(ctx, group->words)),
                        str_eq(search->group, str_from(group->value)));
    if (search->any)
        template_show(body, LIST(CLEAR));
    if (search->bad_day)
        template_show(body, LIST(BAD_DAY));
    return RC_OK;
}

static void fill_line(struct ctx *ctx, const struct request *request, struct template_dict *rows,
                      const struct audit_line *line)
{
    struct template_dict *row = template_section(rows, LIST(ROW)), *fact;
    int n;
    const struct audit_fact *facts = audit_facts(ctx, line, &n);
    page_set(row, LIST(WHAT), audit_sentence(ctx, line));
    page_set(row, LIST(WHO), audit_actor(ctx, line));
    page_set(row, LIST(ADDRESS), line->address);
    page_set_moment(ctx, request, row, LIST(AT), line->at);
    page_set(row, LIST(ACTION), line->action);
    page_set(row, LIST(SUBJECT), line->subject);
    if (line->program.n)
        page_set(template_section(row, LIST(THROUGH)), LIST(PROGRAM), line->program);
    for (int i = 0; i < n; i++) {
        fact = template_section(row, LIST(FACT));
        page_set(fact, LIST(KEY), facts[i].name);
        page_set(fact, LIST(TEXT), facts[i].value);
        if (facts[i].change)
            page_set(template_section(fact, LIST(CHANGE)), LIST(BEFORE), facts[i].was);
    }
}

static void fill_links(struct ctx *ctx, const struct request *request, const struct audit_place *place,
                       const struct audit_lines *lines, struct template_dict *rows)
{
    struct str query = query_of(ctx, request);
    const char *and = query.n ? "&" : "";
    page_set(rows, LIST(EXPORT_HREF),
             str_printf(ctx->arena, "%s/export?%.*s%sformat=", place->base, STR_ARG(query), and));
    if (request_query(ctx, request, "before").n)
        page_set(template_section(rows, LIST(NEWEST)), LIST(NEWEST_HREF),
                 str_printf(ctx->arena, "%s%s%.*s", place->base, query.n ? "?" : "", STR_ARG(query)));
    if (!lines->more)
        return;
    const struct audit_line *last = &lines->line[lines->n - 1];
    page_set(template_section(rows, LIST(OLDER)), LIST(OLDER_HREF),
             str_printf(ctx->arena, "%s?%.*s%sbefore=%lld.%.*s", place->base, STR_ARG(query), and,
                        (long long)last->at, STR_ARG(uuid_text(ctx->arena, last->id))));
}

static void fill_lines(struct ctx *ctx, const struct request *request, const struct audit_place *place,
                       const struct audit_lines *lines, struct template_dict *body)
{
    struct template_dict *rows = template_section(body, LIST(ROWS));
    for (int i = 0; i < lines->n; i++)
        fill_line(ctx, request, rows, &lines->line[i]);
    page_set(rows, LIST(SHOWN), text_count(ctx, "%s line on this page", "%s lines on this page", lines->n));
    fill_links(ctx, request, place, lines, rows);
}

static void fill_place(struct ctx *ctx, const struct audit_place *place, struct template_dict *body)
{
    page_set_c(body, LIST(BASE), place->base);
    page_set_c(body, LIST(TRAIL), place->trail);
    page_set_c(body, LIST(TRAIL_WORDS), place->trail_words);
    page_set(body, LIST(ZONE), place->time_zone);
    if (ctx->actor.kind == ACTOR_MEMBER)
        template_show(body, LIST(OWN));
    else if (uuid_is_nil(place->organisation))
        template_show(body, LIST(PLATFORM));
    else
        template_show(body, LIST(OF));
}

enum rc audit_page_list(struct ctx *ctx, const struct request *request, const struct audit_place *place,
                        struct response *response)
{
    struct audit_search search;
    struct audit_lines lines;
    audit_search_read(ctx, request, place, &search);
    enum rc rc = audit_list(ctx, &search.filter, &lines);
    if (rc != RC_OK)
        return rc;
    struct page page = page_new(ctx, request, place->layout, TEMPLATE_AUDIT_LIST, say(ctx, "Audit log"));
    fill_place(ctx, place, page.body);
    rc = fill_filters(ctx, &search, page.body);
    if (rc != RC_OK)
        return rc;
    if (lines.n)
        fill_lines(ctx, request, place, &lines, page.body);
    else
        template_show(page.body, LIST(EMPTY));
    page_send(ctx, &page, 200, response);
    return RC_OK;
}
