/* The log of a flow's draft and its published versions. Undo, redo and the log itself are
 * sql/functions/flow.sql. */
#include "backend/flow_history.h"

#include "backend/flow_db.h"
#include "base/log.h"

#define ATTEMPTS 3 /* times that somebody else may be quicker */

enum rc flow_get_at(struct ctx *ctx, struct uuid id, int64_t base_version, struct flow *flow,
                    enum flow_outcome *outcome)
{
    enum rc rc = flow_get(ctx, id, flow, outcome);
    if (rc != RC_OK || *outcome != FLOW_DONE || flow->base_version == base_version)
        return rc;
    struct db_query q = flow_query(ctx, QUERY_FLOW_GET_AT);
    db_uuid(&q.args, id);
    db_i64(&q.args, base_version);
    rc = actor_run(ctx, &q);
    if (rc != RC_OK)
        return rc;
    bool kept = q.rows.n == 1 && base_version < flow->base_version &&
                flow_definition_parse(ctx->arena, db_get_text(&q.rows, 0, 0), &flow->draft);
    *outcome = kept ? FLOW_DONE : FLOW_STALE;
    if (kept)
        flow->base_version = base_version;
    return RC_OK;
}

/* --- saving on an older base ---------------------------------------------------------------------- */

static bool same(struct ctx *ctx, const struct flow_definition *one, const struct flow_definition *other)
{
    return str_eq(flow_definition_json(ctx->arena, one), flow_definition_json(ctx->arena, other));
}

/* merging->theirs is the newest: mine, and what it was made from, are put together with it. */
static enum rc merge(struct ctx *ctx, const struct flow *mine, struct flow_merging *merging,
                     enum flow_outcome *outcome)
{
    enum rc rc = flow_get_at(ctx, mine->id, mine->base_version, &merging->base, outcome);
    if (rc != RC_OK || *outcome != FLOW_DONE)
        return rc;
    const struct flow_definition of[FLOW_SIDES] = {
        [FLOW_BASE] = merging->base.draft,
        [FLOW_MINE] = mine->draft,
        [FLOW_THEIRS] = merging->theirs.draft,
    };
    merging->merge = flow_merge(ctx->arena, of, merging->choices);
    *outcome = merging->merge.open > 0 ? FLOW_CONFLICT : merging->merge.fits ? FLOW_MERGED : FLOW_TOO_LARGE;
    return RC_OK;
}

enum rc flow_save_merged(struct ctx *ctx, struct flow *flow, const struct flow_edit *edit,
                         struct flow_merging *merging, enum flow_outcome *outcome)
{
    const struct flow mine = *flow;
    for (int i = 0; i < ATTEMPTS; i++) {
        enum rc rc = flow_get(ctx, mine.id, &merging->theirs, outcome);
        if (rc != RC_OK || *outcome != FLOW_DONE)
            return rc;
        struct flow next = merging->theirs;
        bool merged = next.base_version != mine.base_version;
        next.draft = mine.draft;
        if (merged) {
            rc = merge(ctx, &mine, merging, outcome);
            if (rc != RC_OK || *outcome != FLOW_MERGED)
                return rc;
            next.draft = merging->merge.result;
        }
        *outcome = FLOW_NOTHING;
        if (!same(ctx, &next.draft, &merging->theirs.draft))
            rc = flow_save(ctx, &next, edit, outcome);
        if (rc != RC_OK || *outcome != FLOW_STALE) {
            if (*outcome == FLOW_DONE && merged)
                *outcome = FLOW_MERGED;
            if (*outcome != FLOW_TOO_LARGE)
                *flow = next;
            return rc;
        }
    }
    return RC_OK;
}

/* --- undo and redo -------------------------------------------------------------------------------- */

static enum rc step(struct ctx *ctx, struct flow *flow, bool redo, enum flow_outcome *outcome)
{
    struct db_query q = flow_query(ctx, QUERY_FLOW_UNDO);
    db_uuid(&q.args, flow->id);
    db_i64(&q.args, flow->base_version);
    db_uuid(&q.args, ctx->actor.person);
    db_bool(&q.args, redo);
    enum rc rc = actor_run(ctx, &q);
    if (rc != RC_OK)
        return rc;
    int64_t next = db_is_null(&q.rows, 0, 0) ? -1 : db_get_i64(&q.rows, 0, 0);
    *outcome = next < 0 ? FLOW_STALE : next == 0 ? FLOW_NOTHING : FLOW_DONE;
    if (next > 0)
        flow->base_version = next;
    return RC_OK;
}

enum rc flow_undo(struct ctx *ctx, struct flow *flow, enum flow_outcome *outcome)
{
    return step(ctx, flow, false, outcome);
}

enum rc flow_redo(struct ctx *ctx, struct flow *flow, enum flow_outcome *outcome)
{
    return step(ctx, flow, true, outcome);
}

const char *flow_edit_words(struct str what)
{
    static const struct {
        const char *what, *words;
    } edits[] = {
        {"component.add", TEXT("Add “%1”")},
        {"component.duplicate", TEXT("Duplicate “%1”")},
        {"component.delete", TEXT("Delete “%1”")},
        {"component.move", TEXT("Move “%1”")},
        {"page.add", TEXT("Add page “%1”")},
        {"page.duplicate", TEXT("Duplicate page “%1”")},
        {"page.delete", TEXT("Delete page “%1”")},
        {"page.move", TEXT("Move page “%1”")},
        {"settings", TEXT("Change “%1”")},
        {"fix", TEXT("Mend “%1”")},
        {"version.restore", TEXT("Restore version %1")},
        {"draft.discard", TEXT("Discard the draft's changes")},
        {"draft.resolve", TEXT("Keep what was chosen of two changes")},
    };
    for (size_t i = 0; i < COUNT_OF(edits); i++) {
        if (str_eq(what, str_from(edits[i].what)))
            return edits[i].words;
    }
    return TEXT("Change “%1”");
}

/* --- published versions --------------------------------------------------------------------------- */

static struct flow_version version_of_row(const struct db_rows *rows, int row)
{
    return (struct flow_version){
        .version = db_get_i64(rows, row, 0),
        .published_at = db_get_time(rows, row, 1),
        .note = db_is_null(rows, row, 2) ? STR_NONE : db_get_text(rows, row, 2),
        .published_by = db_is_null(rows, row, 3) ? STR_NONE : db_get_text(rows, row, 3),
    };
}

enum rc flow_version_list(struct ctx *ctx, struct uuid id, int limit, int offset,
                          struct flow_version_list *out)
{
    struct db_query q = flow_query(ctx, QUERY_FLOW_VERSION_LIST);
    db_uuid(&q.args, id);
    db_i64(&q.args, limit);
    db_i64(&q.args, offset);
    enum rc rc = actor_run(ctx, &q);
    if (rc != RC_OK)
        return rc;
    *out = (struct flow_version_list){
        .version = ARENA_ARRAY(ctx->arena, struct flow_version, (size_t)q.rows.n + 1),
        .n = q.rows.n,
    };
    for (int i = 0; i < q.rows.n; i++) {
        out->version[i] = version_of_row(&q.rows, i);
        out->total = db_get_i64(&q.rows, i, 4);
    }
    return RC_OK;
}

enum rc flow_version_get(struct ctx *ctx, struct uuid id, int64_t version, struct flow_version *out,
                         enum flow_outcome *outcome)
{
    struct db_query q = flow_query(ctx, QUERY_FLOW_VERSION_GET);
    db_uuid(&q.args, id);
    db_i64(&q.args, version);
    enum rc rc = actor_run(ctx, &q);
    if (rc != RC_OK)
        return rc;
    *outcome = q.rows.n == 0 ? FLOW_NOT_FOUND : FLOW_DONE;
    if (q.rows.n == 0)
        return RC_OK;
    *out = version_of_row(&q.rows, 0);
    if (flow_definition_parse(ctx->arena, db_get_text(&q.rows, 0, 4), &out->definition))
        return RC_OK;
    log_event(LOG_ERROR, "flow.unreadable", "flow=%.*s version=%lld", STR_ARG(uuid_text(ctx->arena, id)),
              (long long)version);
    return RC_BROKEN;
}
