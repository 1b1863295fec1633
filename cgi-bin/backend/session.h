#ifndef BACKEND_SESSION_H
#define BACKEND_SESSION_H
/* Who is there: logins by password, browser sessions and API keys. */
#include "backend/outcome.h"
#include "backend/warning.h"
#include "backend/worth.h"
#include "base/credits.h"
#include "base/ctx.h"

#define CSRF_SIZE 32

struct session {
    struct actor actor;
    struct str email, organisation_name, organisation_country, organisation_language, time_zone;
    struct str language;      /* the person's own, STR_NONE when not chosen */
    struct credits available; /* of the organisation, for the page's corner and its banner */
    enum credit_level credit_level;
    int64_t credit_days; /* that it lasts at the pace of seven days; -1: nothing is spent */
    struct unit_price unit_price;
    unsigned char csrf[CSRF_SIZE];
};

struct login {
    enum outcome outcome; /* DONE, FORBIDDEN (unknown address and wrong password look the same), TOO_MANY */
    struct str token;     /* the cookie's value */
    struct actor actor;
};
/* The same work is done for an unknown address; throttled per address and e-mail. */
enum rc session_login(struct ctx *ctx, struct str email, const struct secret *password,
                      struct login *login) MUST_USE;
/* *found is false when there is no such live session. */
enum rc session_find(struct ctx *ctx, struct str token, struct session *session, bool *found) MUST_USE;
enum rc session_end(struct ctx *ctx) MUST_USE;
enum rc session_language_set(struct ctx *ctx, struct str language) MUST_USE;

/* Looks at the password of who is signed in once more; what asks for it counts that for five minutes. outcome
 * DONE, FORBIDDEN (a wrong one) or TOO_MANY. */
enum rc session_prove(struct ctx *ctx, const struct session *session, const struct secret *password,
                      enum outcome *outcome) MUST_USE;

#endif
