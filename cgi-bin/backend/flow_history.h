#ifndef BACKEND_FLOW_HISTORY_H
#define BACKEND_FLOW_HISTORY_H
/*
 * What a flow was: the log of its draft's changes, which undo and redo walk along, and its published
 * versions. The log belongs to the flow, not to a person, and keeps the last FLOW_CHANGES_KEPT, of which
 * undo, a change itself, reaches half.
 */
#include "backend/flow.h"
#include "backend/flow_merge.h"

#define FLOW_CHANGES_KEPT 200

/*
 * The draft as it was at an earlier base_version, which flow then has: what a form was made from. STALE: it
 * is too old to be kept, or newer than there is; the flow's other members are those of now. NOT_FOUND as
 * flow_get.
 */
enum rc flow_get_at(struct ctx *ctx, struct uuid id, int64_t base_version, struct flow *flow,
                    enum flow_outcome *outcome) MUST_USE;

/*
 * Stores flow->draft, which was made from the draft at flow->base_version, whatever was saved since. DONE:
 * as it is. MERGED: together with changes that others saved meanwhile; flow is the newest then, and
 * merge->result its draft. CONFLICT: nothing was stored; merge has what both changed, given choices (NULL:
 * none), and flow is as it came. NOTHING: it differs in nothing from what is stored; flow is the newest.
 * STALE: the base is no longer kept, so nothing could be compared. TOO_LARGE as flow_save.
 */
struct flow_merging {
    const struct flow_choices *choices; /* in */
    struct flow_merge merge;            /* of CONFLICT and MERGED */
    struct flow base, theirs;           /* of CONFLICT: what was compared; theirs.updated_by is who saved */
};
enum rc flow_save_merged(struct ctx *ctx, struct flow *flow, const struct flow_edit *edit,
                         struct flow_merging *merging, enum flow_outcome *outcome) MUST_USE;

/*
 * Takes the newest change of the draft back, or makes it again, as a change of its own that raises
 * base_version. Reads id and base_version of flow. DONE: flow->base_version is the new one. STALE: somebody
 * saved meanwhile. NOTHING: there is nothing to undo or redo. NOT_FOUND is not told from STALE.
 */
enum rc flow_undo(struct ctx *ctx, struct flow *flow, enum flow_outcome *outcome) MUST_USE;
enum rc flow_redo(struct ctx *ctx, struct flow *flow, enum flow_outcome *outcome) MUST_USE;

/* What a change did, as a msgid with %1 for its subject: "Delete “%1”". */
const char *flow_edit_words(struct str what);

struct flow_version {
    int64_t version, published_at;
    struct str note, published_by;     /* STR_NONE when there is none */
    struct flow_definition definition; /* not in lists */
};
struct flow_version_list {
    struct flow_version *version; /* newest first */
    int n;
    int64_t total;
};
/* At most limit after skipping offset. */
enum rc flow_version_list(struct ctx *ctx, struct uuid id, int limit, int offset,
                          struct flow_version_list *out) MUST_USE;
/* DONE or NOT_FOUND. */
enum rc flow_version_get(struct ctx *ctx, struct uuid id, int64_t version, struct flow_version *out,
                         enum flow_outcome *outcome) MUST_USE;

#endif
