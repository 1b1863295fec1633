#ifndef CONSOLE_LOGIN_H
#define CONSOLE_LOGIN_H
/* The door: everybody with a password signs in and out here, whichever program serves the pages behind it. */
#include "backend/session.h"
#include "web/route.h"

handler page_start;    /* GET  / */
handler page_login;    /* GET  /login */
handler page_sign_in;  /* POST /login */
handler page_sign_out; /* POST /logout */
handler page_language; /* POST /language */

handler page_password_forgot; /* GET  /forgot */
handler page_password_ask;    /* POST /forgot: mails a link */
handler page_password_reset;  /* GET  /reset/{token}; changes nothing */
handler page_password_set;    /* POST /reset/{token} */

handler page_code;       /* GET  /login/code: the second half of a login */
handler page_code_enter; /* POST /login/code */

handler page_home_list;   /* GET  /organisations: where the person may act */
handler page_home_choose; /* POST /organisations */

/* What the browser says of itself, for its person to recognise. */
struct str login_device(struct ctx *ctx, const struct request *request);
/* The page to go to afterwards, if it is one of ours. */
struct str login_next(struct ctx *ctx, const struct request *request);
/* Sets the cookie of a session that began and leads on: to next, or where the actor starts. */
void login_enter(struct ctx *ctx, const struct login *login, struct str next, struct response *response);

#endif
