#ifndef API_ANSWER_H
#define API_ANSWER_H
/* JSON answers, written by hand into the response. Members come with their comma in front but for the first.
 */
#include "base/credits.h"
#include "base/ctx.h"
#include "web/request.h"
#include "web/response.h"

struct answer {
    struct ctx *ctx;
    struct buf *out;
    bool comma; /* the next member or element needs one */
};

#define ANSWER_MAX (512 * 1024)

struct answer answer_open(struct ctx *ctx, struct response *response, int status);
void answer_begin(struct answer *answer, const char *name, char bracket); /* name NULL: no member */
void answer_end(struct answer *answer, char bracket);

/* Absent texts, nil ids and time 0 become null. */
void answer_text(struct answer *answer, const char *name, struct str value);
void answer_label(struct answer *answer, const char *name, const char *value);
void answer_integer(struct answer *answer, const char *name, int64_t value);
void answer_bool(struct answer *answer, const char *name, bool value);
void answer_null(struct answer *answer, const char *name);
void answer_id(struct answer *answer, const char *name, struct uuid value);
void answer_credits(struct answer *answer, const char *name, struct credits value);
void answer_time(struct answer *answer, const char *name, int64_t at_us);

struct paging {
    int limit; /* 1 to 500 */
    struct str cursor;
};

/* `limit` and `cursor` of the query; false: one is wrong and the problem has been sent. */
bool paging_read(struct ctx *ctx, const struct request *request, struct response *response,
                 struct paging *paging) MUST_USE;
/* The problem of one wrong query parameter or header. */
void parameter_refuse(struct ctx *ctx, struct response *response, struct str name);

#endif
