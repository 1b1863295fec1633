#ifndef WEB_SITE_H
#define WEB_SITE_H
/* What the files of web/ share and handlers do not see: the process's listener and the figures it counts. */
#include <stdatomic.h>

#include "web/page.h"
#include "web/route.h"

#define CLASSES 6 /* of status codes: [2] counts 2xx */

struct metrics {
    atomic_ullong requests[CLASSES];
    atomic_ullong microseconds;
    atomic_int in_flight;
    atomic_int streams; /* answers that are sent piece after piece */
};

struct site {
    const struct app *app;
    const struct web_program *program;
    struct metrics *metrics;
};

/* One connection's request as its protocol brings it. */
struct wire {
    const char *const *environment;                       /* CGI variables, NULL at the end */
    size_t (*read)(void *cookie, char *out, size_t n);    /* fewer than n: the body ended */
    bool (*write)(void *cookie, const char *s, size_t n); /* false: the reader is gone, which is no error */
    void (*cut)(void *cookie); /* ends the connection so that the reader sees a broken answer; NULL: cannot */
    void *cookie;
};

/* Answers one request: reads, routes, guards, handles, writes and logs it. The arena is reset first. */
void serve(const struct site *site, struct arena *arena, const struct wire *wire);

/* /healthz/NAME and /metrics/NAME; false when path is neither. */
bool health_serve(const struct site *site, struct ctx *ctx, struct str path,
                  struct response *response) MUST_USE;

/* Opens what the program asks for. RC_BROKEN is logged. Unopened parts stay NULL. */
enum rc app_open(struct app *app, struct arena *arena, const struct web_program *program,
                 int connections) MUST_USE;
void app_close(struct app *app);

/* Compiled templates and formatters of both languages; NULL (logged) when they do not load. */
struct templates *templates_open(struct arena *arena, const char *root);
void templates_close(struct templates *templates);

/* Dictionaries of a request, freed after the answer. */
#define PAGES_MAX 4
struct pages {
    struct template_dict *root[PAGES_MAX];
    int n;
};
void pages_free(struct pages *pages);

/* An error page with words of its own; href NULL: the reader's own start. */
struct notice {
    int status;
    const char *title, *text, *href, *label;
};
void page_notice(struct ctx *ctx, const struct request *request, const struct notice *notice,
                 struct response *response);

/* 403 of a form that is not ours, or too old. */
void page_forged(struct ctx *ctx, const struct request *request, struct response *response);

/* Where somebody starts: "/flows", "/field", "/support/organisations", "/login". */
const char *page_home(const struct actor *actor);

/* The secret of a form without a session, from the visitor's cookie; new_cookie is filled when there was
 * none. */
void visitor_secret(struct ctx *ctx, const struct request *request, unsigned char out[HASH_SIZE],
                    struct str *new_cookie);

/* The sentence waiting in the flash cookie; false when there is none that is genuine. */
bool flash_read(struct ctx *ctx, const struct request *request, struct str *kind, struct str *text) MUST_USE;

#endif
