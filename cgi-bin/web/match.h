#ifndef WEB_MATCH_H
#define WEB_MATCH_H
/* Finding the row of a route table that a path and a method mean. */
#include "web/route.h"

struct match {
    const struct route *route; /* NULL: no row for this path and method */
    struct str capture[CAPTURES_MAX];
    bool get, post; /* the methods that some row knows for the path; none: 404 */
};

/* The most literal row wins, whatever the order: "/flows/new" before "/flows/{id}". */
struct match route_find(const struct route *routes, size_t n, enum method method, struct str path);

#endif
