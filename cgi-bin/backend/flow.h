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

enum flow_outcome {
    FLOW_DONE,
    FLOW_NOT_FOUND,
    FLOW_NAME_TAKEN,
    FLOW_STALE,         /* somebody saved a newer draft: nothing was changed */
    FLOW_PROBLEMS_LEFT, /* not published: the draft has errors */
};

struct flow {
    struct uuid id;
    struct str name;
    int64_t base_version;      /* of the draft */
    int64_t published_version; /* 0: never published */
    bool changed;              /* the draft is newer than what is published */
    int64_t updated_at;
    struct str updated_by;        /* a person's name, STR_NONE when unknown */
    struct flow_definition draft; /* not in lists */
};
struct flow_list {
    struct flow *flow; /* newest change first */
    int n;
    int64_t total; /* that match, shown or not */
};

#define FLOW_LIST_MAX 200

/* query is part of a name; empty: all. At most FLOW_LIST_MAX. */
enum rc flow_list(struct ctx *ctx, struct str query, struct flow_list *out) MUST_USE;
/* Those that tasks can be made of, by name. */
enum rc flow_list_published(struct ctx *ctx, struct flow_list *out) MUST_USE;
/* outcome DONE or NOT_FOUND. A draft this program cannot read is a fault. */
enum rc flow_get(struct ctx *ctx, struct uuid id, struct flow *flow, enum flow_outcome *outcome) MUST_USE;
/* The definition that new tasks take now, and its version. NOT_FOUND when there is none. */
enum rc flow_published_get(struct ctx *ctx, struct uuid id, struct flow *flow,
                           enum flow_outcome *outcome) MUST_USE;

/* outcome DONE or NAME_TAKEN. */
enum rc flow_create(struct ctx *ctx, struct str name, const struct flow_definition *draft, struct uuid *id,
                    enum flow_outcome *outcome) MUST_USE;
/*
 * Stores the draft of flow if its base_version is still the newest, which it then raises. what is the
 * audit log's word: "component.add". outcome DONE or STALE.
 */
enum rc flow_save(struct ctx *ctx, struct flow *flow, const char *what, enum flow_outcome *outcome) MUST_USE;
/* The draft as flow has it becomes the next version. outcome DONE, STALE or PROBLEMS_LEFT. */
enum rc flow_publish(struct ctx *ctx, struct flow *flow, struct str note,
                     enum flow_outcome *outcome) MUST_USE;

#endif
