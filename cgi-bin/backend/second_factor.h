#ifndef BACKEND_SECOND_FACTOR_H
#define BACKEND_SECOND_FACTOR_H
/* The second factor: codes of an authenticator app, and recovery codes on paper. */
#include "backend/session.h"

/* After the right password: login->half and its token where the person owes a code. */
enum rc half_login_begin(struct ctx *ctx, struct login *login) MUST_USE;
/* The second half: what was typed is a code of the app or a recovery code. login->outcome DONE with the
 * session's token, FORBIDDEN (a wrong or used one), TOO_MANY, or NOT_FOUND where the login ended. */
enum rc half_login_end(struct ctx *ctx, struct str half, struct str typed, struct str device,
                       struct login *login) MUST_USE;

#define RECOVERY_CODES 10
struct second_factor {
    struct str email;
    int64_t confirmed_at; /* 0: it is off */
    int64_t codes;        /* recovery codes that are left */
    bool required;        /* by an organisation; it cannot be switched off */
    bool waiting;         /* drawn, but not confirmed */
    struct str secret;    /* base32, while waiting */
    struct str address;   /* otpauth: of it, for a QR code */
};
enum rc second_factor_get(struct ctx *ctx, struct second_factor *out) MUST_USE;
/* Right after session_prove. *done is false where one is on. */
enum rc second_factor_begin(struct ctx *ctx, bool *done) MUST_USE;
/* typed: the app's first code. outcome DONE with the recovery codes, FORBIDDEN or TOO_MANY. */
enum rc second_factor_confirm(struct ctx *ctx, struct str typed, struct str codes[RECOVERY_CODES],
                              enum outcome *outcome) MUST_USE;
/* Both right after session_prove. */
enum rc recovery_codes_renew(struct ctx *ctx, struct str codes[RECOVERY_CODES], bool *done) MUST_USE;
enum rc second_factor_end(struct ctx *ctx, bool *done) MUST_USE;

#endif
