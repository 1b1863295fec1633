/* The published versions of a flow, what they differ in from the draft, and how one becomes the draft again.
 */
#include "backend/flow_history.h"

#include "console/flow.h"
#include "console/flow_compare.h"

#define SET(name) TPL_FLOW_HISTORY_##name
#define PER_PAGE 50
#define PAGES_MAX 1000

static struct str number(struct ctx *ctx, int64_t n)
{
    return str_printf(ctx->arena, "%lld", (long long)n);
}

static void fill_version(struct ctx *ctx, const struct request *request, const struct flow *flow,
                         const struct flow_version *version, struct template_dict *body)
{
    struct template_dict *row = template_section(body, SET(ROW));
    struct str n = number(ctx, version->version);
    page_set(row, SET(VERSION), n);
    page_set_time(ctx, request, row, SET(AT), version->published_at);
    page_set(row, SET(BY), version->published_by);
    page_set(row, SET(NOTE), version->note);
    if (version->version == flow->published_version)
        template_show(row, SET(CURRENT));
    if (version->version > 1) {
        struct template_dict *before = template_section(row, SET(BEFORE));
        page_set(before, SET(PREVIOUS_VERSION), number(ctx, version->version - 1));
    }
    if (ctx->actor.role >= ROLE_EDITOR && flow->archived_at == 0)
        template_show(row, SET(MAY_RESTORE));
}

static void fill_draft(struct ctx *ctx, const struct request *request, const struct flow *flow,
                       struct template_dict *body)
{
    struct template_dict *draft = template_section(body, SET(DRAFT));
    bool published = flow->published_version > 0;
    page_set_time(ctx, request, draft, SET(SAVED), flow->updated_at);
    page_set(draft, SET(SAVED_BY), flow->updated_by);
    page_set_c(draft, SET(DRAFT_WORDS),
               !published      ? say(ctx, "Never published: tasks cannot take this flow yet.")
               : flow->changed ? say(ctx, "The draft has changes that new tasks do not have yet.")
                               : say(ctx, "The draft is as published."));
    if (!published || !flow->changed)
        return;
    struct template_dict *changed = template_section(draft, SET(CHANGED));
    page_set(changed, SET(PUBLISHED), number(ctx, flow->published_version));
    if (ctx->actor.role >= ROLE_EDITOR && flow->archived_at == 0)
        template_show(changed, SET(MAY_DISCARD));
}

static void fill_paging(struct ctx *ctx, const struct flow_version_list *list, int64_t at,
                        struct template_dict *body)
{
    page_set(body, SET(COUNT), text_count(ctx, "%s version", "%s versions", list->total));
    if (at > 1) {
        struct template_dict *newer = template_section(body, SET(NEWER));
        page_set(newer, SET(PAGE), number(ctx, at - 1));
    }
    if (at * PER_PAGE < list->total) {
        struct template_dict *older = template_section(body, SET(OLDER));
        page_set(older, SET(PAGE), number(ctx, at + 1));
    }
}

/* stale: what was asked for was not done, for the draft is another one by now. */
static enum rc send(struct ctx *ctx, struct request *request, const struct flow *flow, bool stale,
                    struct response *response)
{
    struct flow_version_list list;
    int64_t at = 1;
    if (!str_to_i64(request_query(ctx, request, "page"), 1, PAGES_MAX, &at))
        at = 1;
    enum rc rc = flow_version_list(ctx, flow->id, PER_PAGE, (int)(at - 1) * PER_PAGE, &list);
    if (rc != RC_OK)
        return rc;
    struct page page = page_new(ctx, request, LAYOUT_CONSOLE, TEMPLATE_FLOW_HISTORY, say(ctx, "History"));
    page_set(page.body, SET(ID), uuid_text(ctx->arena, flow->id));
    page_set(page.body, SET(FLOW_NAME), flow->name);
    page_set(page.body, SET(BASE_VERSION), number(ctx, flow->base_version));
    template_show(page.body, flow->archived_at > 0 ? SET(ARCHIVED) : SET(ACTIVE));
    if (stale) {
        struct template_dict *warning = template_section(page.body, SET(STALE));
        page_set(warning, SET(STALE_BY), flow->updated_by);
    }
    fill_draft(ctx, request, flow, page.body);
    struct template_dict *rows = list.n > 0 ? template_section(page.body, SET(ROWS)) : NULL;
    for (int i = 0; i < list.n; i++)
        fill_version(ctx, request, flow, &list.version[i], rows);
    if (rows)
        fill_paging(ctx, &list, at, rows);
    page_send(ctx, &page, stale ? 409 : 200, response);
    return RC_OK;
}

enum rc page_flow_history(struct ctx *ctx, struct request *request, struct response *response)
{
    struct flow flow;
    enum rc rc;
    if (!flow_of_path(ctx, request, response, &flow, &rc))
        return rc;
    return send(ctx, request, &flow, false, response);
}

enum rc page_flow_discard(struct ctx *ctx, struct request *request, struct response *response)
{
    struct flow flow;
    struct flow_version version;
    enum flow_outcome outcome;
    enum rc rc;
    if (!flow_of_path(ctx, request, response, &flow, &rc))
        return rc;
    rc = flow_version_get(ctx, flow.id, flow.published_version, &version, &outcome);
    if (rc != RC_OK)
        return rc;
    if (outcome != FLOW_DONE || flow.archived_at > 0) {
        page_error(ctx, request, 404, response);
        return RC_OK;
    }
    struct page page =
        page_new(ctx, request, LAYOUT_CONSOLE, TEMPLATE_FLOW_DISCARD, say(ctx, "Discard changes"));
    struct str n = number(ctx, version.version);
    page_set(page.body, TPL_FLOW_DISCARD_ID, uuid_text(ctx->arena, flow.id));
    page_set(page.body, TPL_FLOW_DISCARD_FLOW_NAME, flow.name);
    page_set(page.body, TPL_FLOW_DISCARD_BASE_VERSION, number(ctx, flow.base_version));
    page_set(page.body, TPL_FLOW_DISCARD_VERSION, n);
    page_set(page.body, TPL_FLOW_DISCARD_QUESTION,
             text_fill(ctx, TEXT("Go back to version %1 and discard the draft's changes?"), &n, 1));
    flow_diff_fill(ctx, &version.definition, &flow.draft, page.body);
    page_send(ctx, &page, 200, response);
    return RC_OK;
}

/* --- a version becomes the draft ----------------------------------------------------------------------- */

static enum rc revert(struct ctx *ctx, struct flow *flow, const struct flow_version *version, bool discard,
                      enum flow_outcome *outcome)
{
    const struct flow_edit edit = {
        discard ? "draft.discard" : "version.restore",
        number(ctx, version->version),
    };
    struct str before = flow_definition_json(ctx->arena, &flow->draft);
    flow->draft = version->definition;
    *outcome = FLOW_NOTHING;
    if (str_eq(before, flow_definition_json(ctx->arena, &flow->draft)))
        return RC_OK;
    return flow_save(ctx, flow, &edit, outcome);
}

static void say_reverted(struct ctx *ctx, struct response *response, enum flow_outcome outcome,
                         int64_t version)
{
    struct str n = number(ctx, version);
    page_flash(ctx, response, outcome == FLOW_DONE ? "success" : "info",
               text_fill(ctx,
                         outcome == FLOW_DONE ? TEXT("The draft is as version %1 again. Undo takes this "
                                                     "back; publishing makes a new version of it.")
                                              : TEXT("The draft is as version %1 already."),
                         &n, 1));
}

enum rc page_flow_revert(struct ctx *ctx, struct request *request, struct response *response)
{
    struct flow flow;
    struct flow_version version;
    enum flow_outcome outcome = FLOW_NOT_FOUND;
    int64_t base, n;
    enum rc rc;
    bool discard = str_eq(request_form(ctx, request, "do"), STR("discard"));
    if (!flow_of_path(ctx, request, response, &flow, &rc))
        return rc;
    bool good = flow.archived_at == 0 &&
                str_to_i64(request_form(ctx, request, "base_version"), 1, INT32_MAX, &base) &&
                str_to_i64(request_form(ctx, request, "version"), 1, INT32_MAX, &n);
    if (good)
        rc = flow_version_get(ctx, flow.id, n, &version, &outcome);
    if (rc != RC_OK)
        return rc;
    if (outcome != FLOW_DONE) {
        page_error(ctx, request, 404, response);
        return RC_OK;
    }
    outcome = FLOW_STALE;
    if (base == flow.base_version)
        rc = revert(ctx, &flow, &version, discard, &outcome);
    if (rc != RC_OK)
        return rc;
    if (outcome == FLOW_STALE)
        return flow_of_path(ctx, request, response, &flow, &rc) ? send(ctx, request, &flow, true, response)
                                                                : rc;
    say_reverted(ctx, response, outcome, version.version);
    response_redirect(response, "/flows/%.*s", STR_ARG(uuid_text(ctx->arena, flow.id)));
    return RC_OK;
}
