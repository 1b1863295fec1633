#ifndef WEB_URL_H
#define WEB_URL_H
/* application/x-www-form-urlencoded, cookies, local paths and languages: the parsers of what browsers send.
 */
#include "base/secret.h"
#include "base/str.h"

#define URL_PAIRS_MAX 1024

/*
 * One part of a query or a form with %XX and '+' decoded, in the arena (never NULL). False on a broken
 * escape, a NUL or bytes that are not UTF-8.
 */
bool url_decode(struct arena *arena, struct str text, struct str *out) MUST_USE;

/* At most URL_PAIRS_MAX pairs, all of which decode. Nothing else may be asked of a text that fails this. */
bool urlencoded_check(struct arena *arena, struct str text) MUST_USE;

/* A pair of a form. Its value is decoded once, when it is first asked for: forms are large and asked often.
 */
struct url_pair {
    struct str name, value;
    bool decoded; /* the value */
};
/* All pairs in order; empty ones ("a&&b") are none. How many. */
int urlencoded_list(struct arena *arena, struct str text, struct url_pair **pair);
/* Never NULL. */
struct str url_pair_value(struct arena *arena, struct url_pair *pair);

/* The first value by that name; STR_NONE when absent, never NULL when there. */
struct str urlencoded_find(struct arena *arena, struct str text, const char *name);

/* The same straight into a secret, with no copy elsewhere; false when absent, empty, broken or too long. */
bool urlencoded_secret(struct str text, const char *name, struct secret *out) MUST_USE;

/* A value of a Cookie header (RFC 6265: "a=1; b=2"); STR_NONE when absent. */
struct str cookie_find(struct str header, struct str name);

/* A decoded path as an address needs it: '/' stays, all else but unreserved characters becomes %XX. */
void url_put_path(struct buf *buf, struct str path);

/* The login that leads back to this address: "/login?next=…", "/login" where it is too long. */
struct str url_login(struct arena *arena, struct str path, struct str query);
/* A path of this site that may follow a login: starts with one '/', no scheme, host, backslash or control
 * byte. */
bool url_is_local(struct str path) MUST_USE;

/* "en" or "id" by an Accept-Language header (RFC 9110 12.5.4); STR_NONE when neither is wanted. */
struct str language_accepted(struct str header);
/* "en" or "id" itself, in static storage; STR_NONE for anything else. */
struct str language_known(struct str language);

#endif
