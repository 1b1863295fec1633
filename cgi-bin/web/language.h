#ifndef WEB_LANGUAGE_H
#define WEB_LANGUAGE_H
/* Templates and formatters by the reader's language, in programs with pages. */
#include "base/ctx.h"
#include "base/digest.h"

#define LANGUAGE_COUNT 2

struct locale;
struct template_cache;

struct templates {
    struct template_cache *cache[LANGUAGE_COUNT];
    struct locale *locale[LANGUAGE_COUNT];
    unsigned char version[DIGEST_SIZE]; /* of all templates: a page from before an upgrade is not fresh */
};

const struct template_cache *templates_of(const struct ctx *ctx);
struct locale *locale_of(const struct ctx *ctx);

#endif
