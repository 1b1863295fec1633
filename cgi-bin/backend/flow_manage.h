#ifndef BACKEND_FLOW_MANAGE_H
#define BACKEND_FLOW_MANAGE_H
/* What is done to a flow as a whole: made, copied, renamed, archived, brought back. Each is a line of the
 * audit log. */
#include "backend/flow.h"

/*
 * flow has name and draft, and gets its id. from says in the audit log what it was made of ("gallery
 * delivery", the id of a flow), STR_NONE: nothing. outcome DONE, NAME_TAKEN or TOO_LARGE.
 */
enum rc flow_create(struct ctx *ctx, struct flow *flow, struct str from, enum flow_outcome *outcome) MUST_USE;
/* A copy of source's draft under the first free name of format ("%1 (copy)"), never published. */
enum rc flow_duplicate(struct ctx *ctx, const struct flow *source, const char *format, struct flow *copy,
                       enum flow_outcome *outcome) MUST_USE;
/* DONE, NOT_FOUND or NAME_TAKEN. */
enum rc flow_rename(struct ctx *ctx, struct uuid id, struct str name, enum flow_outcome *outcome) MUST_USE;
/* Out of sight, and of no more tasks; those that exist keep their version. DONE or NOT_FOUND. */
enum rc flow_archive(struct ctx *ctx, struct uuid id, enum flow_outcome *outcome) MUST_USE;
/* Back, under this name. DONE, NOT_FOUND (or not archived) or NAME_TAKEN. */
enum rc flow_restore(struct ctx *ctx, struct uuid id, struct str name, enum flow_outcome *outcome) MUST_USE;
/* Its tasks that are not finished. */
enum rc flow_task_count(struct ctx *ctx, struct uuid id, int64_t *n) MUST_USE;

#endif
