#ifndef BACKEND_TASK_SEARCH_H
#define BACKEND_TASK_SEARCH_H
/* Tasks as planners look for them: a page of those that fit, their ids, and all of them for a file. */
#include "backend/task.h"
#include "base/credits.h"

#define TASK_SORTS(X)                                                                                        \
    X(NEWEST, "newest", TEXT("Newest first"))                                                                \
    X(STARTS, "starts", TEXT("By their start"))                                                              \
    X(ENDS, "ends", TEXT("By their end"))                                                                    \
    X(TITLE, "title", TEXT("By name"))                                                                       \
    X(WORKER, "worker", TEXT("By worker"))

#define X(name, label, words) TASK_SORT_##name,
enum task_sort { TASK_SORTS(X) TASK_SORT__COUNT };
#undef X
const char *task_sort_label(enum task_sort sort);
const char *task_sort_words(enum task_sort sort); /* a msgid */

/* What is zero, nil or empty filters nothing. */
struct task_filter {
    struct str query;  /* part of title, flow or worker */
    struct str status; /* label */
    struct uuid flow, worker, import;
    bool nobody;      /* without a worker */
    int64_t from, to; /* to be done between these moments, at least partly */
    int64_t overdue;  /* open ones that were to be done before this moment */
    enum task_sort sort;
    int page; /* from 0, TASK_PAGE each */
};

enum rc task_list(struct ctx *ctx, const struct task_filter *filter, struct task_list *out) MUST_USE;
/* The newest ones, at most so many. */
enum rc task_id_list(struct ctx *ctx, const struct task_filter *filter, int most, struct uuid **id,
                     int *n) MUST_USE;

/* --- all of them, newest first, piece by piece --- */

struct task_line {
    struct task task;
    struct str verification, channel, country; /* labels of its latest verification; STR_NONE: none */
    struct credits cost;                       /* of all its verifications */
    struct str answers; /* a JSON object, value by component; STR_NONE: not asked for */
};
struct task_lines {
    struct task_line *line;
    int n; /* 0: behind the last one */
};
struct task_cursor {
    int most;          /* tasks in one piece */
    bool with_answers; /* fewer then, when they are long */
    int64_t at;        /* of the last one; 0: the first piece */
    struct uuid id;
};
/* The tasks after the cursor, which moves on. */
enum rc task_line_list(struct ctx *ctx, const struct task_filter *filter, struct task_cursor *cursor,
                       struct task_lines *out) MUST_USE;
/* The versions of the one flow that the tasks which fit run, newest first, at most twenty. */
enum rc task_version_list(struct ctx *ctx, const struct task_filter *filter, struct flow_definition **version,
                          int *n) MUST_USE;

#endif
