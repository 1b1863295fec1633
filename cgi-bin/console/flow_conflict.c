/*
 * Choosing between two changes. The form carries the base's version, the whole of mine and each choice with a
 * fingerprint of what it was made against: whatever is saved meanwhile, nothing is lost or overwritten
 * unseen.
 */
#include "console/flow_conflict.h"

#include "console/flow_words.h"

#define SET(name) TPL_FLOW_CONFLICT_##name
#define KEEP "keep." /* and the conflict's key; the value is SIDE:SEEN */

struct str flow_merged_words(struct ctx *ctx, const struct flow *theirs)
{
    const struct str by = theirs->updated_by;
    return by.n ? text_fill(ctx, TEXT("Saved together with changes by %1."), &by, 1)
                : str_from(say(ctx, "Saved together with changes that somebody else made."));
}

/* --- the page -------------------------------------------------------------------------------------- */

/* What a side did to it, in words. */
static struct str side_words(struct ctx *ctx, const struct flow_definition of[FLOW_SIDES],
                             const struct flow_conflict *conflict, enum flow_side side)
{
    struct flow_place place = conflict->place[side];
    switch (conflict->kind) {
    case FLOW_CONFLICT_FIELD:
        return flow_value_words(ctx, &of[side], place, conflict->field);
    case FLOW_CONFLICT_REMOVED:
        return str_from(place.page < 0      ? say(ctx, "Deleted")
                        : side == FLOW_BASE ? say(ctx, "There")
                        : conflict->page    ? say(ctx, "Changed, or something on it")
                                            : say(ctx, "Changed"));
    case FLOW_CONFLICT_PAGE:
        return flow_title_words(&of[side], (struct flow_place){place.page, -1});
    case FLOW_CONFLICT_ORDER:
        return flow_order_words(ctx, &of[side], place.page);
    }
    return STR_NONE;
}

/* Where it is: mine, unless mine deleted it. */
static enum flow_side shown_side(const struct flow_conflict *conflict)
{
    return conflict->place[FLOW_MINE].page >= 0 ? FLOW_MINE : FLOW_THEIRS;
}

static const char *label_of(struct ctx *ctx, const struct flow_conflict *conflict)
{
    switch (conflict->kind) {
    case FLOW_CONFLICT_FIELD:
        return flow_field_label(ctx, conflict->page, conflict->field);
    case FLOW_CONFLICT_REMOVED:
        return conflict->page ? say(ctx, "Deleted or kept, with what is on it") : say(ctx, "Deleted or kept");
    case FLOW_CONFLICT_PAGE:
        return say(ctx, "On which page");
    case FLOW_CONFLICT_ORDER:
        return say(ctx, "Order");
    }
    return "";
}

static void fill_row(struct ctx *ctx, const struct flow_definition of[FLOW_SIDES],
                     const struct flow_conflict *conflict, bool asked, struct template_dict *body)
{
    struct template_dict *row = template_section(body, SET(ROW));
    enum flow_side side = shown_side(conflict);
    bool flow = conflict->id.n == 0;
    page_set_c(row, SET(ICON), flow ? "flow" : flow_place_icon(&of[side], conflict->place[side]));
    page_set(row, SET(NAME),
             flow ? str_from(say(ctx, "Pages")) : flow_title_words(&of[side], conflict->place[side]));
    page_set(row, SET(WHERE), flow ? STR("") : flow_place_words(ctx, &of[side], conflict->place[side]));
    page_set_c(row, SET(LABEL), label_of(ctx, conflict));
    page_set(row, SET(KEY), conflict->key);
    page_set(row, SET(SEEN), conflict->seen);
    page_set(row, SET(BASE), side_words(ctx, of, conflict, FLOW_BASE));
    page_set(row, SET(MINE), side_words(ctx, of, conflict, FLOW_MINE));
    page_set(row, SET(THEIRS), side_words(ctx, of, conflict, FLOW_THEIRS));
    if (conflict->chosen || conflict->again)
        template_show(row, conflict->mine ? SET(MINE_CHOSEN) : SET(THEIRS_CHOSEN));
    if (conflict->again)
        template_show(row, SET(AGAIN));
    if (asked && !conflict->chosen && !conflict->again)
        template_show(row, SET(MISSING));
}

/* The titles of what one side changed without meeting the other: they are kept in any case. */
static void fill_others(struct ctx *ctx, const struct flow_definition *base,
                        const struct flow_definition *side, const char *section, struct template_dict *body)
{
    struct flow_diff diff = flow_diff(ctx->arena, base, side);
    if (diff.n == 0)
        return;
    struct template_dict *list = template_section(body, section);
    for (int i = 0; i < diff.n; i++) {
        const struct flow_diff_row *row = &diff.row[i];
        bool gone = row->kind == FLOW_REMOVED;
        struct template_dict *item = template_section(list, SET(ITEM));
        page_set(item, SET(ITEM_NAME), flow_title_words(gone ? base : side, gone ? row->before : row->after));
        page_set_c(item, SET(ITEM_WHAT),
                   say(ctx, row->kind == FLOW_ADDED     ? TEXT("added")
                            : row->kind == FLOW_REMOVED ? TEXT("deleted")
                            : row->moved                ? TEXT("moved")
                                                        : TEXT("changed")));
    }
}

static void fill_head(struct ctx *ctx, const struct request *request, const struct flow_merging *merging,
                      bool asked, struct template_dict *body)
{
    const struct flow *theirs = &merging->theirs;
    page_set(body, SET(ID), uuid_text(ctx->arena, theirs->id));
    page_set(body, SET(FLOW_NAME), theirs->name);
    page_set(body, SET(BY), theirs->updated_by.n ? theirs->updated_by : str_from(say(ctx, "Somebody")));
    page_set_time(ctx, request, body, SET(AT), theirs->updated_at);
    page_set(body, SET(COUNT),
             text_count(ctx, "%s thing to decide", "%s things to decide", merging->merge.n));
    if (asked)
        template_show(body, SET(LEFT));
}

void flow_conflict_send(struct ctx *ctx, struct request *request, const struct flow *mine,
                        const struct flow_merging *merging, struct response *response)
{
    const struct flow_definition of[FLOW_SIDES] = {
        [FLOW_BASE] = merging->base.draft,
        [FLOW_MINE] = mine->draft,
        [FLOW_THEIRS] = merging->theirs.draft,
    };
    bool asked = merging->choices != NULL;
    struct page page =
        page_new(ctx, request, LAYOUT_CONSOLE, TEMPLATE_FLOW_CONFLICT, say(ctx, "Two changes in one place"));
    fill_head(ctx, request, merging, asked, page.body);
    page_set(page.body, SET(BASE_VERSION), str_printf(ctx->arena, "%lld", (long long)mine->base_version));
    page_set(page.body, SET(DRAFT), flow_definition_json(ctx->arena, &mine->draft));
    for (int i = 0; i < merging->merge.n; i++)
        fill_row(ctx, of, &merging->merge.conflict[i], asked, page.body);
    fill_others(ctx, &of[FLOW_BASE], &of[FLOW_MINE], SET(MINE_CHANGED), page.body);
    fill_others(ctx, &of[FLOW_BASE], &of[FLOW_THEIRS], SET(THEIRS_CHANGED), page.body);
    page_send(ctx, &page, 409, response);
}

/* --- the choice ------------------------------------------------------------------------------------ */

/* "keep.c.otp.digits=mine:0123456789abcdef" */
static struct flow_choices read_choices(struct ctx *ctx, const struct request *request)
{
    struct flow_choice *choice = ARENA_ARRAY(ctx->arena, struct flow_choice, FLOW_COMPONENTS_MAX * 2);
    struct flow_choices choices = {choice, 0};
    struct str name, value, side;
    for (int i = 0; request_form_at(ctx, request, i, &name, &value); i++) {
        if (!str_starts(name, STR(KEEP)) || choices.n == FLOW_COMPONENTS_MAX * 2 ||
            !str_split(&value, ':', &side))
            continue;
        choice[choices.n++] = (struct flow_choice){
            .key = str_slice(name, sizeof KEEP - 1, name.n),
            .seen = value,
            .mine = str_eq(side, STR("mine")),
        };
    }
    return choices;
}

static void go(struct ctx *ctx, const struct flow *flow, const struct flow_merging *merging,
               struct response *response)
{
    const struct flow_conflict *first = merging->merge.n > 0 ? merging->merge.conflict : NULL;
    struct flow_place place;
    bool there = first && !first->page && flow_component_find(&flow->draft, first->id, &place);
    response_redirect(response, "/flows/%.*s%s%.*s", STR_ARG(uuid_text(ctx->arena, flow->id)),
                      there ? "?c=" : "", STR_ARG(there ? first->id : STR("")));
}

enum rc page_flow_resolve(struct ctx *ctx, struct request *request, struct response *response)
{
    struct flow mine = {0};
    struct flow_merging merging = {0};
    enum flow_outcome outcome;
    struct flow_choices choices = read_choices(ctx, request);
    bool good = request_uuid(request, 0, &mine.id) &&
                str_to_i64(request_form(ctx, request, "base_version"), 1, INT32_MAX, &mine.base_version) &&
                flow_definition_parse(ctx->arena, request_form(ctx, request, "draft"), &mine.draft);
    if (!good) {
        page_error(ctx, request, 400, response);
        return RC_OK;
    }
    const struct flow typed = mine;
    merging.choices = &choices;
    const struct flow_edit edit = {"draft.resolve", STR_NONE};
    enum rc rc = flow_save_merged(ctx, &mine, &edit, &merging, &outcome);
    if (rc != RC_OK)
        return rc;
    if (outcome == FLOW_CONFLICT) {
        flow_conflict_send(ctx, request, &typed, &merging, response);
        return RC_OK;
    }
    if (outcome == FLOW_NOT_FOUND) {
        page_error(ctx, request, 404, response);
        return RC_OK;
    }
    bool saved = outcome == FLOW_DONE || outcome == FLOW_MERGED;
    page_flash(
        ctx, response, saved || outcome == FLOW_NOTHING ? "success" : "error",
        outcome == FLOW_TOO_LARGE
            ? str_from(say(ctx, "Together both changes are more than a flow can hold. Nothing was saved."))
        : outcome == FLOW_STALE
            ? str_from(say(ctx, "This page was open for too long to be compared. Nothing was saved."))
        : saved ? flow_merged_words(ctx, &merging.theirs)
                : str_from(say(ctx, "Nothing of yours was left to save.")));
    go(ctx, &mine, &merging, response);
    return RC_OK;
}
