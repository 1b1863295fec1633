#ifndef WEB_GUARD_H
#define WEB_GUARD_H
/* Who may pass: what a route row demands, checked before its handler runs. */
#include "web/route.h"

enum verdict {
    VERDICT_PASS,
    VERDICT_LOGIN,        /* nobody is signed in */
    VERDICT_UNAUTHORIZED, /* no key, or one that is not valid */
    VERDICT_FORBIDDEN,    /* too low a role */
    VERDICT_FACTOR,       /* a second factor is wanted first */
    VERDICT_HIDDEN,       /* staff's pages: to others they do not exist */
    VERDICT_FORGED,       /* from another site, or without the form's token */
};

/*
 * Fills ctx->actor, ctx->language, request->session and request->home on the way. Looks at no body:
 * that is guard_form's part, after the body was read.
 */
enum rc guard(struct ctx *ctx, struct request *request, const struct route *route,
              enum verdict *verdict) MUST_USE;

/* VERDICT_PASS or VERDICT_FORGED, for POST. */
enum verdict guard_form(struct ctx *ctx, const struct request *request, const struct route *route);

/* ctx->language of somebody without a session: cookie, Accept-Language, English. */
void guard_language(struct ctx *ctx, const struct request *request);

#endif
