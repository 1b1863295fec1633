#ifndef WEB_RESPONSE_H
#define WEB_RESPONSE_H
/* What a handler answers. Nothing is sent before the handler has returned. */
#include "base/ctx.h"
#include "base/rc.h"

/*
 * The next piece of a body that is too long to be held: appends to piece, born empty with PIECE_MAX bytes;
 * *more is false with the last one. cookie is the request's; ctx->arena is the piece's own and reset before
 * the next.
 */
#define PIECE_MAX ((size_t)8 << 20) /* one task's answers may fill 2 MB, and are quoted */
typedef enum rc response_piece(struct ctx *ctx, void *cookie, struct buf *piece, bool *more);

struct response {
    int status;         /* 200 unless set */
    struct buf headers; /* "Name: value\r\n" lines beside the standard ones */
    struct buf body;
    const char *type;      /* Content-Type; NULL: text/html; charset=utf-8 */
    struct str etag;       /* that response_etag gave; STR_NONE: none */
    bool revalidated;      /* has an ETag: the browser may keep it, and asks each time; otherwise no-store */
    response_piece *piece; /* set: the body comes from here, piece after piece; body is not sent */
    void *cookie;          /* of piece */
    size_t streamed;       /* bytes of it that were sent */
};

#define RESPONSE_HEADERS_MAX 16384
#define RESPONSE_BODY_MAX (4 << 20)

/* An empty answer of the arena. */
struct response response_new(struct arena *arena);

/* name and value must hold no CR, LF or NUL; such a header is dropped and logged. */
void response_header(struct response *response, const char *name, struct str value);

/* 303 to a path of ours (printf-like, already encoded). */
void response_redirect(struct response *response, const char *format, ...) PRINTF_LIKE(2, 3);

/* A cookie of the whole site: HttpOnly, SameSite=Lax, Secure when the public URL is https; max_age
 * in seconds: 0 deletes it, below 0 it lasts until the browser closes. */
void response_cookie(struct ctx *ctx, struct response *response, const char *name, struct str value,
                     int max_age);

/*
 * A strong ETag over seed, the reader's language and what page_new shows of the session; true when the
 * request already has it (304 is then set, send nothing more). A page with a flash waiting is never 304.
 */
struct request;
bool response_etag(struct ctx *ctx, const struct request *request, struct response *response,
                   struct str seed);

#endif
