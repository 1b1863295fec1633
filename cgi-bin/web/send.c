/* The bytes of an answer. The security headers stand here once, for every status of every program. */
#include "web/send.h"

#include <stdio.h>

#include "base/log.h"
#include "web/status.h"

#define PIECE_MEMORY ((size_t)32 << 20)

#define EVERYWHERE                                                                                           \
    "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "     \
    "font-src 'self'; connect-src 'self'; form-action 'self'; frame-src 'self'; frame-ancestors 'none'; "    \
    "base-uri 'none'; object-src 'none'; manifest-src 'self'; worker-src 'self'\r\n"                         \
    "X-Content-Type-Options: nosniff\r\n"                                                                    \
    "Referrer-Policy: same-origin\r\n"                                                                       \
    "Cross-Origin-Opener-Policy: same-origin\r\n"                                                            \
    "Cross-Origin-Resource-Policy: same-origin\r\n"                                                          \
    "Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()\r\n"

static bool put(const struct wire *wire, struct str text)
{
    return text.n == 0 || wire->write(wire->cookie, text.s, text.n);
}

static bool is_bare(const struct response *response)
{
    return response->status == 204 || response->status == 304;
}

static void put_head(const struct wire *wire, const struct response *response, bool secure)
{
    char line[512];
    int n =
        snprintf(line, sizeof line, "Status: %d %s\r\n", response->status, status_words(response->status));
    put(wire, (struct str){line, (size_t)n});
    if (!is_bare(response)) {
        const char *type = response->type ? response->type : "text/html; charset=utf-8";
        n = snprintf(line, sizeof line, "Content-Type: %.200s\r\n", type);
        put(wire, (struct str){line, (size_t)n});
    }
    if (!is_bare(response) && !response->piece) {
        n = snprintf(line, sizeof line, "Content-Length: %zu\r\n", response->body.n);
        put(wire, (struct str){line, (size_t)n});
    }
    put(wire, response->revalidated ? STR("Cache-Control: private, no-cache\r\n")
                                    : STR("Cache-Control: no-store\r\n"));
    put(wire, STR(EVERYWHERE));
    if (secure)
        put(wire, STR("Strict-Transport-Security: max-age=31536000\r\n"));
    put(wire, buf_str(&response->headers));
    put(wire, STR("\r\n"));
}

void response_send(const struct wire *wire, const struct response *response, bool head, bool secure)
{
    put_head(wire, response, secure);
    if (!head && !is_bare(response))
        put(wire, buf_str(&response->body));
}

static enum rc piece_make(struct ctx *ctx, const struct response *response, struct buf *piece, bool *more)
{
    arena_reset(ctx->arena);
    *piece = buf_new(ctx->arena, PIECE_MAX);
    *more = false;
    enum rc rc = response->piece(ctx, response->cookie, piece, more);
    if (rc == RC_OK && piece->broken) {
        log_event(LOG_ERROR, "response.too_large", "request=%s", LOG_STR(ctx->request_id));
        rc = RC_BROKEN;
    }
    return rc;
}

static enum rc stream(const struct wire *wire, struct ctx *ctx, struct response *response, bool secure)
{
    struct buf piece;
    bool more;
    enum rc rc = piece_make(ctx, response, &piece, &more);
    if (rc != RC_OK)
        return rc;
    put_head(wire, response, secure);
    while (put(wire, buf_str(&piece))) {
        response->streamed += piece.n;
        if (!more)
            return RC_OK;
        if (piece_make(ctx, response, &piece, &more) != RC_OK) {
            log_event(LOG_WARN, "response.cut", "request=%s bytes=%zu", LOG_STR(ctx->request_id),
                      response->streamed);
            if (wire->cut)
                wire->cut(wire->cookie);
            return RC_OK;
        }
    }
    return RC_OK;
}

enum rc response_stream(const struct site *site, const struct wire *wire, const struct ctx *ctx,
                        struct response *response, bool secure)
{
    atomic_int *streams = &site->metrics->streams;
    struct ctx of_piece = *ctx;
    enum rc rc = RC_UNAVAILABLE;
    if (atomic_fetch_add(streams, 1) < STREAMS_MAX) {
        of_piece.arena = arena_open(PIECE_MEMORY);
        rc = stream(wire, &of_piece, response, secure);
        arena_close(of_piece.arena);
    } else {
        log_event(LOG_WARN, "response.streams_busy", "request=%s", LOG_STR(ctx->request_id));
    }
    atomic_fetch_sub(streams, 1);
    return rc;
}
