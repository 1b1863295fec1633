/* The audit log for admins: filters in the address, keyset paging, and the same lines as a file. */
#include "console/audit.h"

#include "backend/delivery.h"
#include "backend/member.h"
#include "base/clock.h"
#include "console/setting.h"
#include "web/csv.h"

#define LIST(name) TPL_AUDIT_LIST_##name
#define EXPORT_ROWS 5000
#define ROW_MAX 32768 /* bytes of the longest line, quotes doubled */
#define WORDS_MAX 100

struct search {
    struct audit_filter filter;
    struct str who, group;
    bool any, bad_day;
};

static struct str day_read(struct ctx *ctx, const struct request *request, const char *name,
                           struct search *search)
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

static void search_read(struct ctx *ctx, const struct request *request, struct search *search)
{
    struct audit_filter *filter = &search->filter;
    *search = (struct search){.who = request_query(ctx, request, "who"),
                              .group = request_query(ctx, request, "group"),
                              .filter = {.time_zone = request->session->time_zone, .limit = AUDIT_PAGE}};
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

static enum rc fill_filters(struct ctx *ctx, const struct search *search, struct template_dict *body)
{
    struct member_list members;
    const struct audit_group *group;
    enum rc rc = member_list_active(ctx, &members);
    if (rc != RC_OK)
        return rc;
    page_set(body, LIST(Q), search->filter.words);
    page_set(body, LIST(FROM), search->filter.from);
    page_set(body, LIST(TO), search->filter.to);
    for (int i = 0; i < members.n; i++)
        page_add_option(body, LIST(WHO_OPTION), uuid_text(ctx->arena, members.member[i].person),
                        members.member[i].name, uuid_eq(members.member[i].person, search->filter.person));
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
    struct template_dict *row = template_section(rows, LIST(ROW)), *detail;
    struct str key, value;
    page_set(row, LIST(WHAT), audit_sentence(ctx, line));
    page_set(row, LIST(WHO), audit_actor(ctx, line));
    page_set(row, LIST(ADDRESS), line->address);
    page_set_moment(ctx, request, row, LIST(AT), line->at);
    page_set(row, LIST(ACTION), line->action);
    page_set(row, LIST(SUBJECT), line->subject);
    for (int i = 0; audit_detail_at(ctx, line, i, &key, &value); i++) {
        detail = template_section(row, LIST(DETAIL));
        page_set(detail, LIST(KEY), key);
        page_set(detail, LIST(TEXT), value);
    }
}

static void fill_lines(struct ctx *ctx, const struct request *request, struct template_dict *body,
                       const struct audit_lines *lines)
{
    struct template_dict *rows = template_section(body, LIST(ROWS));
    struct str query = query_of(ctx, request);
    const char *and = query.n ? "&" : "";
    for (int i = 0; i < lines->n; i++)
        fill_line(ctx, request, rows, &lines->line[i]);
    page_set(rows, LIST(SHOWN), text_count(ctx, "%s line on this page", "%s lines on this page", lines->n));
    page_set(rows, LIST(EXPORT_HREF),
             str_printf(ctx->arena, "/settings/audit/export%s%.*s", query.n ? "?" : "", STR_ARG(query)));
    if (request_query(ctx, request, "before").n)
        page_set(template_section(rows, LIST(NEWEST)), LIST(NEWEST_HREF),
                 str_printf(ctx->arena, "/settings/audit%s%.*s", query.n ? "?" : "", STR_ARG(query)));
    if (!lines->more)
        return;
    const struct audit_line *last = &lines->line[lines->n - 1];
    page_set(template_section(rows, LIST(OLDER)), LIST(OLDER_HREF),
             str_printf(ctx->arena, "/settings/audit?%.*s%sbefore=%lld.%.*s", STR_ARG(query), and,
                        (long long)last->at, STR_ARG(uuid_text(ctx->arena, last->id))));
}

enum rc page_audit_list(struct ctx *ctx, struct request *request, struct response *response)
{
    struct search search;
    struct audit_lines lines;
    search_read(ctx, request, &search);
    enum rc rc = audit_list(ctx, &search.filter, &lines);
    if (rc != RC_OK)
        return rc;
    struct page page = page_new(ctx, request, LAYOUT_CONSOLE, TEMPLATE_AUDIT_LIST, say(ctx, "Audit log"));
    page_set(page.body, LIST(ZONE), request->session->time_zone);
    rc = fill_filters(ctx, &search, page.body);
    if (rc != RC_OK)
        return rc;
    if (lines.n)
        fill_lines(ctx, request, page.body, &lines);
    else
        template_show(page.body, LIST(EMPTY));
    page_send(ctx, &page, 200, response);
    return RC_OK;
}

static void put_row(struct ctx *ctx, struct csv *csv, const struct audit_line *line)
{
    const struct str cells[] = {
        clock_rfc3339(ctx->arena, line->at),
        audit_actor(ctx, line),
        audit_sentence(ctx, line),
        line->action,
        line->subject,
        line->detail,
        line->address,
    };
    for (size_t i = 0; i < COUNT_OF(cells); i++)
        csv_text(csv, cells[i]);
    csv_end(csv);
}

enum rc page_audit_export(struct ctx *ctx, struct request *request, struct response *response)
{
    const char *const heads[] = {say(ctx, "Time"),   say(ctx, "Who"),     say(ctx, "What"),
                                 say(ctx, "Action"), say(ctx, "Subject"), say(ctx, "Details"),
                                 say(ctx, "Address")};
    struct search search;
    struct audit_lines lines;
    search_read(ctx, request, &search);
    search.filter.limit = EXPORT_ROWS;
    enum rc rc = audit_list(ctx, &search.filter, &lines);
    if (rc != RC_OK)
        return rc;
    struct buf out = buf_new(ctx->arena, RESPONSE_BODY_MAX);
    struct csv csv = {.out = &out};
    buf_put(&out, CSV_MARK);
    for (size_t i = 0; i < COUNT_OF(heads); i++)
        csv_text(&csv, str_from(heads[i]));
    csv_end(&csv);
    int n = 0;
    while (n < lines.n && out.n < RESPONSE_BODY_MAX - 2 * ROW_MAX)
        put_row(ctx, &csv, &lines.line[n++]);
    if (n < lines.n || lines.more) {
        csv_text(&csv, str_from(say(ctx, "Older lines are left out. Choose earlier days to download them.")));
        csv_end(&csv);
    }
    response->body = out;
    response->type = "text/csv; charset=utf-8";
    response_header(response, "Content-Disposition", STR("attachment; filename=\"audit.csv\""));
    return RC_OK;
}
