#ifndef WEB_SEND_H
#define WEB_SEND_H
/* Writing an answer as CGI (RFC 3875) has it, with the headers that every answer carries. */
#include "web/response.h"
#include "web/site.h"

/* How many bodies a program sends piece after piece at once: each holds a thread as long as its reader takes.
 */
#define STREAMS_MAX 4

/*
 * The same for response->piece. The first piece is made before anything is sent, so that its fault is the
 * caller's to answer; a later one cuts the connection. RC_UNAVAILABLE, too, when STREAMS_MAX are being sent.
 */
enum rc response_stream(const struct site *site, const struct wire *wire, const struct ctx *ctx,
                        struct response *response, bool secure) MUST_USE;

/* head: without the body. secure: the public URL is https, so Strict-Transport-Security is sent. */
void response_send(const struct wire *wire, const struct response *response, bool head, bool secure);

#endif
