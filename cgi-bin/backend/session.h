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
    bool factor_needed;  /* a second factor is wanted, and there is none */
    int64_t factor_due;  /* or will be then; 0: not */
    bool elsewhere;      /* the person may act in other organisations, too */
    int64_t credit_days; /* that it lasts at the pace of seven days; -1: nothing is spent */
    struct unit_price unit_price;
    unsigned char csrf[CSRF_SIZE];
};

struct login {
    enum outcome outcome; /* DONE, FORBIDDEN (unknown address and wrong password look the same), TOO_MANY */
    bool half;            /* DONE, but the second factor is owed: token is that of half a login */
    struct str token;     /* the cookie's value */
    struct actor actor;
    bool elsewhere; /* the person may act in other organisations, too */
};
/* The same work is done for an unknown address; throttled per address and e-mail. device: for the person to
 * recognise it by. */
enum rc session_login(struct ctx *ctx, struct str email, const struct secret *password, struct str device,
                      struct login *login) MUST_USE;
/* Begins a session of the login's actor without a password: right after an invitation was accepted. */
enum rc session_begin(struct ctx *ctx, struct str device, struct login *login) MUST_USE;
/* *found is false when there is no such live session. */
enum rc session_find(struct ctx *ctx, struct str token, struct session *session, bool *found) MUST_USE;
/* A member's session that sat idle or grew too old: its actor and csrf, nothing else, and nothing may be
 * opened by it. *found is false of one that is live or was ended. */
enum rc session_find_idle(struct ctx *ctx, struct str token, struct session *session, bool *found) MUST_USE;
enum rc session_end(struct ctx *ctx) MUST_USE;
enum rc session_language_set(struct ctx *ctx, struct str language) MUST_USE;

/* Looks at the password of who is signed in once more; what asks for it counts that for five minutes. outcome
 * DONE, FORBIDDEN (a wrong one) or TOO_MANY. */
enum rc session_prove(struct ctx *ctx, const struct session *session, const struct secret *password,
                      enum outcome *outcome) MUST_USE;

/* Where the person of this session is signed in; the session itself comes first. */
struct session_place {
    struct uuid id;
    struct str organisation_name, device, address; /* each may be STR_NONE */
    int64_t created_at, seen_at;
    bool own;
};
struct session_places {
    struct session_place *place;
    int n;
};
enum rc session_list(struct ctx *ctx, struct session_places *out) MUST_USE;
/* Ends one other session of the person; the nil id: all others. */
enum rc session_end_other(struct ctx *ctx, struct uuid id, int64_t *ended) MUST_USE;

/* The organisations that the person may act in. */
struct session_home {
    struct uuid id;
    struct str name, role; /* role: its label */
};
struct session_homes {
    struct session_home *home;
    int n;
};
enum rc session_organisation_list(struct ctx *ctx, struct session_homes *out) MUST_USE;
/* Goes on in another organisation; login->token is the new cookie. outcome DONE or FORBIDDEN. */
enum rc session_move(struct ctx *ctx, struct uuid to, struct login *login) MUST_USE;

#endif
