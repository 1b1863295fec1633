#ifndef BACKEND_FLOW_H
#define BACKEND_FLOW_H
/*
 * Flows of the actor's organisation: one draft each, edited under a version number that every save
 * raises, and published versions, which never change. Each change writes a line of the audit log.
 */
#include "backend/flow_definition.h"
#include "backend/flow_problem.h"
#include "base/ctx.h"

#define FLOW_NAME_MAX 100 /* characters */
#define FLOW_NOTE_MAX 500
#define FLOW_SUBJECT_MAX 200 /* bytes */

enum flow_outcome {
    FLOW_DONE,
    FLOW_NOT_FOUND,
    FLOW_NAME_TAKEN,
    FLOW_STALE,         /* somebody saved a newer draft: nothing was changed */
    FLOW_PROBLEMS_LEFT, /* not published: the draft has errors */
    FLOW_TOO_LARGE,     /* not saved: over 1 MB, 200 components or 30 pages */
    FLOW_NOTHING,       /* there was nothing to do */
    FLOW_MERGED,        /* saved together with what others saved meanwhile: flow_history.h */
    FLOW_CONFLICT,      /* not saved: others saved something else in the same place */
};

/* What a change of the draft was, for undo and the audit log. */
struct flow_edit {
    const char *what;   /* "component.add": a word of flow_edit_words */
    struct str subject; /* what it was done to, as people call it: a title */
};

/* A change of the draft that undo takes back, or redo makes again. */
struct flow_step {
    struct str what, subject; /* what.n == 0: there is none */
    struct str by;            /* a person's name, STR_NONE when unknown */
    int64_t at;
};

struct flow {
    struct uuid id;
    struct str name;
    int64_t base_version;      /* of the draft */
    int64_t published_version; /* 0: never published */
    bool changed;              /* the draft is newer than what is published */
    int64_t updated_at;
    struct str updated_by;        /* a person's name, STR_NONE when unknown */
    int64_t archived_at;          /* 0: it is not archived */
    struct flow_step undo, redo;  /* not in lists */
    struct flow_definition draft; /* not in lists */
    int errors;                   /* in lists: what keeps the draft from being published; -1: unreadable */
};
struct flow_list {
    struct flow *flow;
    int n;
    int64_t total; /* that match, shown or not */
};

#define FLOW_LIST_MAX 200

struct flow_filter {
    struct str query; /* part of a name; empty: all */
    bool archived;    /* those, and no others */
    bool by_name;     /* otherwise the newest change comes first */
    int limit, offset;
};
enum rc flow_list(struct ctx *ctx, const struct flow_filter *filter, struct flow_list *out) MUST_USE;
/* Those that tasks can be made of, by name; at most FLOW_LIST_MAX. */
enum rc flow_list_published(struct ctx *ctx, struct flow_list *out) MUST_USE;
/* outcome DONE or NOT_FOUND, as for one that is archived. A draft this program cannot read is a fault. */
enum rc flow_get(struct ctx *ctx, struct uuid id, struct flow *flow, enum flow_outcome *outcome) MUST_USE;
/* The same, archived or not. */
enum rc flow_get_any(struct ctx *ctx, struct uuid id, struct flow *flow, enum flow_outcome *outcome) MUST_USE;
/* The definition that new tasks take now, and its version. NOT_FOUND when there is none. */
enum rc flow_published_get(struct ctx *ctx, struct uuid id, struct flow *flow,
                           enum flow_outcome *outcome) MUST_USE;

/*
 * Stores the draft of flow if its base_version is still the newest, which it then raises. outcome DONE, STALE
 * or TOO_LARGE. What was typed on an older base: flow_save_merged of flow_history.h.
 */
enum rc flow_save(struct ctx *ctx, struct flow *flow, const struct flow_edit *edit,
                  enum flow_outcome *outcome) MUST_USE;
/* The draft as flow has it becomes the next version. outcome DONE, STALE or PROBLEMS_LEFT. */
enum rc flow_publish(struct ctx *ctx, struct flow *flow, struct str note,
                     enum flow_outcome *outcome) MUST_USE;

#endif
