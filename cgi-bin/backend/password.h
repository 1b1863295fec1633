#ifndef BACKEND_PASSWORD_H
#define BACKEND_PASSWORD_H
/* Which passwords are taken, and how a person sets one: by a link that is mailed, or knowing the old one. */
#include "backend/session.h"

#define PASSWORD_MIN 10

enum password_verdict {
    PASSWORD_GOOD,
    PASSWORD_SHORT,    /* fewer than PASSWORD_MIN characters */
    PASSWORD_PERSONAL, /* the e-mail address, what stands before its @, or the name */
    PASSWORD_COMMON,   /* among those that everybody tries first, or one character over and over */
};
/* Pure. email and name may be STR_NONE. */
enum password_verdict password_check(const struct secret *password, struct str email, struct str name);
/* A msgid; "" for a good one. */
const char *password_sentence(enum password_verdict verdict);

/* Writes a link to whoever has that login. outcome DONE (also when nobody has it) or TOO_MANY. */
enum rc password_reset_ask(struct ctx *ctx, struct str email, enum outcome *outcome) MUST_USE;

/* Whose link it is; *found is false where it ended. Changes nothing. */
struct password_owner {
    struct str email, name;
};
enum rc password_reset_find(struct ctx *ctx, struct str token, struct password_owner *owner,
                            bool *found) MUST_USE;
/* Sets the password and ends all sessions of the person; *done is false where the link ended. */
enum rc password_reset_use(struct ctx *ctx, struct str token, const struct secret *password,
                           bool *done) MUST_USE;

/* Sets one's own password right after session_prove, and ends the other sessions. */
enum rc password_change(struct ctx *ctx, const struct secret *password, bool *done) MUST_USE;

#endif
