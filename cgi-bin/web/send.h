#ifndef WEB_SEND_H
#define WEB_SEND_H
/* Writing an answer as CGI (RFC 3875) has it, with the headers that every answer carries. */
#include "web/response.h"
#include "web/site.h"

/* head: without the body. secure: the public URL is https, so Strict-Transport-Security is sent. */
void response_send(const struct wire *wire, const struct response *response, bool head, bool secure);

#endif
