/* The bytes of an answer. The security headers stand here once, for every status of every program. */
#include "web/send.h"

#include <stdio.h>

#include "web/status.h"

#define EVERYWHERE                                                                                           \
    "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "     \
    "font-src 'self'; connect-src 'self'; form-action 'self'; frame-src 'self'; frame-ancestors 'none'; "    \
    "base-uri 'none'; object-src 'none'; manifest-src 'self'; worker-src 'self'\r\n"                         \
    "X-Content-Type-Options: nosniff\r\n"                                                                    \
    "Referrer-Policy: same-origin\r\n"                                                                       \
    "Cross-Origin-Opener-Policy: same-origin\r\n"                                                            \
    "Cross-Origin-Resource-Policy: same-origin\r\n"                                                          \
    "Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()\r\n"

static void put(const struct wire *wire, struct str text)
{
    if (text.n)
        wire->write(wire->cookie, text.s, text.n);
}

void response_send(const struct wire *wire, const struct response *response, bool head, bool secure)
{
    char line[512];
    bool bare = response->status == 204 || response->status == 304;
    int n =
        snprintf(line, sizeof line, "Status: %d %s\r\n", response->status, status_words(response->status));
    put(wire, (struct str){line, (size_t)n});
    if (!bare) {
        const char *type = response->type ? response->type : "text/html; charset=utf-8";
        n = snprintf(line, sizeof line, "Content-Type: %.200s\r\nContent-Length: %zu\r\n", type,
                     response->body.n);
        put(wire, (struct str){line, (size_t)n});
    }
    put(wire, response->revalidated ? STR("Cache-Control: private, no-cache\r\n")
                                    : STR("Cache-Control: no-store\r\n"));
    put(wire, STR(EVERYWHERE));
    if (secure)
        put(wire, STR("Strict-Transport-Security: max-age=31536000\r\n"));
    put(wire, buf_str(&response->headers));
    put(wire, STR("\r\n"));
    if (!head && !bare)
        put(wire, buf_str(&response->body));
}
