#ifndef WEB_PROBLEM_H
#define WEB_PROBLEM_H
/* Errors of the JSON API: application/problem+json as RFC 9457 has it, with the members of the API's own. */
#include "backend/outcome.h"
#include "base/ctx.h"
#include "web/response.h"

struct problem_field {
    struct str name;    /* of the member in the request: "to" */
    const char *code;   /* "invalid_recipient" */
    const char *detail; /* one sentence */
};

struct problem {
    int status;
    const char *code;   /* "no_rate"; type is "about:blank" and title the status's own words */
    const char *detail; /* one sentence */
    const struct problem_field *fields;
    int n_fields;
    int retry_after; /* s; above 0 also sent as Retry-After */
};

/* Replaces what the response held: status, type and body; headers set before stay. */
void problem_send(const struct ctx *ctx, struct response *response, const struct problem *problem);

/*
 * The problem of an outcome by its table. field names the member at fault (STR_NONE: none); with one
 * the problem has that row in fields, under the outcome's own code and sentence.
 */
void problem_outcome(const struct ctx *ctx, struct response *response, enum outcome outcome, struct str field,
                     int retry_after);

/* A JSON string with its quotes; control bytes are escaped. text is UTF-8. */
void json_put(struct buf *buf, struct str text);

#endif
