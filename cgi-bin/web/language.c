/* The compiled templates and the formatters of every language, opened once. */
#include "web/language.h"

#include <fcntl.h>
#include <unistd.h>

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

/* One template into out; what cannot be read has failed to load already. */
static void append_file(struct buf *out, const char *folder, const char *name)
{
    char piece[4096];
    ssize_t n;
    int fd = open(str_z(out->arena, str_printf(out->arena, "%s/%s", folder, name)), O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return;
    while ((n = read(fd, piece, sizeof piece)) > 0)
        buf_put(out, (struct str){piece, (size_t)n});
    close(fd);
}

static void read_version(struct templates *templates, const char *folder)
{
    struct arena *scratch = arena_open((size_t)16 << 20);
    struct buf all = buf_new(scratch, (size_t)4 << 20);
    for (int i = 0; i < TEMPLATE__COUNT; i++)
        append_file(&all, folder, template_files[i]);
    const struct str part = buf_str(&all);
    digest(&part, 1, templates->version);
    arena_close(scratch);
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
    read_version(templates, str_z(arena, str_printf(arena, "%s/%s", root, LANGUAGES[0])));
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
