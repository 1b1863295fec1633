#ifndef CONSOLE_LOGIN_H
#define CONSOLE_LOGIN_H
/* The door: everybody with a password signs in and out here, whichever program serves the pages behind it. */
#include "web/route.h"

handler page_start;    /* GET  / */
handler page_login;    /* GET  /login */
handler page_sign_in;  /* POST /login */
handler page_sign_out; /* POST /logout */
handler page_language; /* POST /language */

#endif
