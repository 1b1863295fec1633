#ifndef BACKEND_AUDIT_H
#define BACKEND_AUDIT_H
/* The audit log of one organisation, or of the platform: who did what, read only. Its words for people are
 * the pages'. */
#include "base/ctx.h"

struct audit_line {
    struct uuid id;
    int64_t at;
    struct str actor_kind, actor_name; /* member, staff, cli or program; the name of a member, else none */
    struct str action, subject,
        about;                   /* "member.role", what it names, and that thing's name where there is one */
    struct str detail;           /* JSON */
    struct str address, program; /* STR_NONE: not noted */
};
struct audit_filter {
    struct uuid organisation; /* nil: the platform's, for staff */
    struct uuid person;
    struct str actor_kind; /* or a kind of actor */
    struct str groups;     /* nouns of actions, separated by spaces */
    struct str from, to;   /* days that exist, of the zone */
    struct str time_zone, words;
    int64_t before_at; /* the line to go on before; 0: from the newest */
    struct uuid before_id;
    int64_t limit;
};
struct audit_lines {
    struct audit_line *line;
    int n;
    bool more;
};
#define AUDIT_PAGE 50
/* Staff read any organisation's, members their own. */
enum rc audit_list(struct ctx *ctx, const struct audit_filter *filter, struct audit_lines *out) MUST_USE;
/* Of one task, oldest first, at most AUDIT_TASK_MAX. */
#define AUDIT_TASK_MAX 200
enum rc audit_list_task(struct ctx *ctx, struct uuid task, struct audit_lines *out) MUST_USE;

#endif
