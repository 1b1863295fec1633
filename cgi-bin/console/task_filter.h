#ifndef CONSOLE_TASK_FILTER_H
#define CONSOLE_TASK_FILTER_H
/* The filters of the list of tasks: read from the address, put back into it, and told as chips. What makes no
 * sense is left out. */
#include "backend/flow.h"
#include "backend/member.h"
#include "backend/task_search.h"
#include "web/page.h"

/* When tasks are to be done, in the words of a planner. */
#define TASK_WHENS(X)                                                                                        \
    X(TODAY, "today", TEXT("Today"))                                                                         \
    X(TOMORROW, "tomorrow", TEXT("Tomorrow"))                                                                \
    X(WEEK, "week", TEXT("This week"))                                                                       \
    X(OVERDUE, "overdue", TEXT("Overdue"))

#define X(name, label, words) TASK_WHEN_##name,
enum task_when { TASK_WHENS(X) TASK_WHEN__COUNT };
#undef X

struct task_query {
    struct task_filter filter;
    struct str q, from, to; /* as typed, as far as it can be shown again */
    enum task_when when;    /* __COUNT: not chosen; else from and to are empty */
    bool filtered, bad_day;
};

void task_query_read(struct ctx *ctx, const struct request *request, struct task_query *query);
/* The same of "q=…&status=…" that a form carried; text may be anything. */
void task_query_parse(struct ctx *ctx, const struct request *request, struct str text,
                      struct task_query *query);

/* The address' parameters again, encoded, without a page; but for the one named, NULL: all. */
struct str task_query_text(struct ctx *ctx, const struct task_query *query, const char *but);
/* "/tasks?…" */
struct str task_query_href(struct ctx *ctx, const struct task_query *query, const char *but);

/* Fills the form, and a chip for each filter that is set. */
enum rc task_query_fill(struct ctx *ctx, const struct request *request, const struct task_query *query,
                        struct template_dict *body) MUST_USE;

#endif
