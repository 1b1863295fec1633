/* Versions of a flow compared: component by component, setting by setting. */
#include "console/flow_compare.h"

#include "console/flow.h"

#define SET(name) TPL_FLOW_COMPARE_##name
#define DIFF(name) TPL_FLOW_DIFF_##name
#define VERSIONS_SHOWN 200

static void fill_mark(struct template_dict *row, const char *kind, const char *icon, const char *words)
{
    struct template_dict *mark = template_section(row, DIFF(MARK));
    page_set_c(mark, DIFF(KIND), kind);
    page_set_c(mark, DIFF(MARK_ICON), icon);
    page_set_c(mark, DIFF(WORDS), words);
}

static void fill_marks(struct ctx *ctx, const struct flow_diff_row *row, bool changed,
                       struct template_dict *dict)
{
    if (row->kind == FLOW_ADDED)
        fill_mark(dict, "ok", "plus", say(ctx, "Added"));
    if (row->kind == FLOW_REMOVED)
        fill_mark(dict, "bad", "removed", say(ctx, "Removed"));
    if (changed)
        fill_mark(dict, "wait", "edit", say(ctx, "Changed"));
    if (row->moved)
        fill_mark(dict, "info", "moved", say(ctx, "Moved"));
}

struct values {
    const char *label;
    struct str before, after;
};

static void fill_field(struct template_dict **fields, struct template_dict *row, const struct values *values)
{
    if (*fields == NULL)
        *fields = template_section(row, DIFF(FIELDS));
    struct template_dict *field = template_section(*fields, DIFF(FIELD));
    page_set_c(field, DIFF(LABEL), values->label);
    page_set(field, DIFF(OLD), values->before);
    page_set(field, DIFF(NEW), values->after);
}

/* Whether it stands on another page now; a move on its page is said by its mark alone. */
static bool changed_page(const struct flow_definition *before, const struct flow_definition *after,
                         const struct flow_diff_row *row)
{
    return row->kind == FLOW_CHANGED && !row->page && row->moved &&
           !str_eq(before->page[row->before.page].id, after->page[row->after.page].id);
}

static void fill_row(struct ctx *ctx, const struct flow_definition *before,
                     const struct flow_definition *after, const struct flow_diff_row *row,
                     struct template_dict *diff)
{
    const struct flow_definition *of = row->kind == FLOW_REMOVED ? before : after;
    struct flow_place place = row->kind == FLOW_REMOVED ? row->before : row->after;
    struct template_dict *dict = template_section(diff, DIFF(ROW)), *fields = NULL;
    page_set_c(dict, DIFF(ICON), flow_place_icon(of, place));
    page_set(dict, DIFF(NAME), flow_title_words(of, place));
    page_set(dict, DIFF(WHERE), flow_place_words(ctx, of, place));
    page_set(dict, DIFF(ROW_ID), row->id);
    for (int f = 0; f < FLOW_FIELD__COUNT; f++) {
        if (row->differs[f])
            fill_field(&fields, dict,
                       &(struct values){
                           flow_field_label(ctx, row->page, (enum flow_field)f),
                           flow_value_words(ctx, before, row->before, (enum flow_field)f),
                           flow_value_words(ctx, after, row->after, (enum flow_field)f),
                       });
    }
    fill_marks(ctx, row, fields != NULL, dict);
    if (changed_page(before, after, row))
        fill_field(&fields, dict,
                   &(struct values){
                       say(ctx, "Page"),
                       flow_title_words(before, (struct flow_place){row->before.page, -1}),
                       flow_title_words(after, (struct flow_place){row->after.page, -1}),
                   });
}

int flow_diff_fill(struct ctx *ctx, const struct flow_definition *before, const struct flow_definition *after,
                   struct template_dict *dict)
{
    struct template_dict *include = template_include(dict, "DIFF", template_files[TEMPLATE_FLOW_DIFF]);
    struct flow_diff diff = flow_diff(ctx->arena, before, after);
    for (int i = 0; i < diff.n; i++)
        fill_row(ctx, before, after, &diff.row[i], include);
    if (diff.n == 0)
        template_show(include, DIFF(SAME));
    return diff.n;
}

/* --- the page ---------------------------------------------------------------------------------------- */

/* One of the two: a version, or the draft. */
struct chosen {
    int64_t version; /* 0: the draft */
    const struct flow_definition *definition;
};

/* RC_OK with definition NULL: there is no such version. */
static enum rc choose(struct ctx *ctx, const struct flow *flow, struct str text, struct chosen *out)
{
    struct flow_version *version = ARENA_NEW(ctx->arena, struct flow_version);
    enum flow_outcome outcome = FLOW_NOT_FOUND;
    enum rc rc = RC_OK;
    *out = (struct chosen){0};
    if (str_eq(text, STR("draft")))
        out->definition = &flow->draft;
    else if (str_to_i64(text, 1, INT32_MAX, &out->version))
        rc = flow_version_get(ctx, flow->id, out->version, version, &outcome);
    if (rc == RC_OK && outcome == FLOW_DONE)
        out->definition = &version->definition;
    return rc;
}

static void fill_option(struct ctx *ctx, struct template_dict *body, const char *section, int64_t version,
                        bool chosen)
{
    struct template_dict *option = template_section(body, section);
    struct str number = str_printf(ctx->arena, "%lld", (long long)version);
    page_set(option, SET(VALUE), version ? number : STR("draft"));
    page_set(option, SET(LABEL),
             version ? text_fill(ctx, TEXT("Version %1"), &number, 1) : str_from(say(ctx, "Draft")));
    if (chosen)
        template_show(option, SET(CHOSEN));
}

static enum rc fill_options(struct ctx *ctx, const struct flow *flow, const struct chosen *from,
                            const struct chosen *to, struct template_dict *body)
{
    struct flow_version_list list;
    enum rc rc = flow_version_list(ctx, flow->id, VERSIONS_SHOWN, 0, &list);
    if (rc != RC_OK)
        return rc;
    fill_option(ctx, body, SET(FROM), 0, from->version == 0);
    fill_option(ctx, body, SET(TO), 0, to->version == 0);
    for (int i = 0; i < list.n; i++) {
        fill_option(ctx, body, SET(FROM), list.version[i].version, from->version == list.version[i].version);
        fill_option(ctx, body, SET(TO), list.version[i].version, to->version == list.version[i].version);
    }
    return RC_OK;
}

enum rc page_flow_compare(struct ctx *ctx, struct request *request, struct response *response)
{
    struct flow flow;
    struct chosen from, to;
    enum rc rc;
    struct str newer = request_query(ctx, request, "to");
    if (!flow_of_path(ctx, request, response, &flow, &rc))
        return rc;
    rc = choose(ctx, &flow, request_query(ctx, request, "from"), &from);
    if (rc == RC_OK)
        rc = choose(ctx, &flow, newer.n ? newer : STR("draft"), &to);
    if (rc != RC_OK)
        return rc;
    if (from.definition == NULL || to.definition == NULL) {
        page_error(ctx, request, 404, response);
        return RC_OK;
    }
    struct page page = page_new(ctx, request, LAYOUT_CONSOLE, TEMPLATE_FLOW_COMPARE, say(ctx, "Compare"));
    page_set(page.body, SET(ID), uuid_text(ctx->arena, flow.id));
    page_set(page.body, SET(FLOW_NAME), flow.name);
    rc = fill_options(ctx, &flow, &from, &to, page.body);
    if (rc != RC_OK)
        return rc;
    int n = flow_diff_fill(ctx, from.definition, to.definition, page.body);
    page_set(page.body, SET(COUNT), text_count(ctx, "%s difference", "%s differences", n));
    page_send(ctx, &page, 200, response);
    return RC_OK;
}
