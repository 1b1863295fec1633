/* Matching paths with route tables. Knows nothing of access: web/guard.c does. */
#include "web/match.h"

#include <string.h>

#define REST_WEIGHT 100

/* The length of "{name}" at the pattern's start, 0 when it does not start with one. */
static size_t placeholder(struct str pattern)
{
    if (pattern.n == 0 || pattern.s[0] != '{')
        return 0;
    size_t end = str_index(pattern, '}', 0);
    return end < pattern.n ? end + 1 : 0;
}

/*
 * One pattern against a decoded path. {…} takes one segment that is not empty; a last {rest*} takes what
 * remains, possibly nothing. *weight is lower the more of the pattern is literal.
 */
static bool match_one(const char *pattern, struct str path, struct str capture[CAPTURES_MAX], int *weight)
{
    struct str left = str_from(pattern);
    int n = 0;
    *weight = 0;
    while (left.n) {
        size_t length = placeholder(left);
        if (length == 0) {
            if (path.n == 0 || path.s[0] != left.s[0])
                return false;
            left = str_slice(left, 1, left.n);
            path = str_slice(path, 1, path.n);
            continue;
        }
        bool rest = length > 2 && left.s[length - 2] == '*';
        size_t taken = rest ? path.n : str_index(path, '/', 0);
        if (n == CAPTURES_MAX || (taken == 0 && !rest))
            return false;
        capture[n++] = str_slice(path, 0, taken);
        *weight += rest ? REST_WEIGHT : 1;
        left = str_slice(left, length, left.n);
        path = str_slice(path, taken, path.n);
    }
    return path.n == 0;
}

struct match route_find(const struct route *routes, size_t n, enum method method, struct str path)
{
    struct match found = {0};
    int best = 0;
    for (size_t i = 0; i < n; i++) {
        struct str capture[CAPTURES_MAX] = {0};
        int weight;
        if (!match_one(routes[i].path, path, capture, &weight))
            continue;
        found.get |= routes[i].method == METHOD_GET;
        found.post |= routes[i].method == METHOD_POST;
        if (routes[i].method != method || (found.route && weight >= best))
            continue;
        found.route = &routes[i];
        best = weight;
        memcpy(found.capture, capture, sizeof capture);
    }
    return found;
}
