/* The compiled templates and the formatters of every language, opened once. */
#include "web/language.h"
#include "base/log.h"
#include "shim/locale.h"
#include "shim/template.h"
#include "web/site.h"

static const char *const LANGUAGES[LANGUAGE_COUNT] = {"en", "id"};

static int index_of(struct str language)
{
    for (int i = 0; i < LANGUAGE_COUNT; i++)
        if (str_eq(language, str_from(LANGUAGES[i])))
            return i;
    return 0;
}

struct templates *templates_open(struct arena *arena, const char *root)
{
    struct templates *templates = ARENA_NEW(arena, struct templates);
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        const char *folder = str_z(arena, str_printf(arena, "%s/%s", root, LANGUAGES[i]));
        templates->cache[i] = template_cache_open(folder);
        templates->locale[i] = locale_open(LANGUAGES[i]);
        if (!templates->cache[i] || !templates->locale[i]) {
            log_event(LOG_ERROR, "templates.broken", "folder=%s", LOG_STR(str_from(folder)));
            templates_close(templates);
            return NULL;
        }
    }
    return templates;
}

void templates_close(struct templates *templates)
{
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        if (templates->cache[i])
            template_cache_close(templates->cache[i]);
        if (templates->locale[i])
            locale_close(templates->locale[i]);
    }
}

const struct template_cache *templates_of(const struct ctx *ctx)
{
    return ctx->app->templates->cache[index_of(ctx->language)];
}

struct locale *locale_of(const struct ctx *ctx)
{
    return ctx->app->templates->locale[index_of(ctx->language)];
}
