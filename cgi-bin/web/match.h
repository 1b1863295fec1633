#ifndef WEB_MATCH_H
#define WEB_MATCH_H
/* Finding the row of a route table that a path and a method mean. */
#include "web/route.h"

struct match {
    const struct route *route; /* NULL: no row for this path and method */
    struct str capture[CAPTURES_MAX];
    bool get, post; /* the methods that some row knows for the path; none: 404 */
};

/*
 * One pattern against a decoded path. {…} takes one segment that is not empty; a last {rest*} takes what
 * remains, possibly nothing. *weight is lower the more of the pattern is literal.
 */
bool route_match(const char *pattern, struct str path, struct str capture[CAPTURES_MAX],
                 int *weight) MUST_USE;

/* The most literal row wins, whatever the order: "/flows/new" before "/flows/{id}". */
struct match route_find(const struct route *routes, size_t n, enum method method, struct str path);

#endif
