/* What a web program holds for its whole life, opened in main before threads start and read-only after. */
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "backend/batch.h"
#include "backend/key_cache.h"
#include "base/log.h"
#include "base/text.h"
#include "db/db.h"
#include "web/page_cache.h"
#include "web/site.h"

static enum rc keys_open(struct keyring *ring, const char *path)
{
    return path ? keyring_load(ring, path) : RC_OK;
}

static enum rc need(const char *key, const char *value)
{
    if (value)
        return RC_OK;
    log_event(LOG_ERROR, "config.missing", "key=%s", key);
    return RC_BROKEN;
}

static enum rc pages_open(struct app *app, struct arena *arena)
{
    if (need("SANDI_TEMPLATES", app->config.templates) != RC_OK)
        return RC_BROKEN;
    app->templates = templates_open(arena, app->config.templates);
    app->pages = page_cache_open();
    return app->templates ? RC_OK : RC_BROKEN;
}

enum rc app_open(struct app *app, struct arena *arena, const struct web_program *program, int connections)
{
    struct config *config = &app->config;
    app->doorbell = -1;
    if (keys_open(&app->keys_hash, config->keys_hash) != RC_OK ||
        keys_open(&app->keys_seal, config->keys_seal) != RC_OK ||
        keys_open(&app->keys_callback, config->keys_callback) != RC_OK ||
        keys_open(&app->keys_credentials, config->keys_credentials) != RC_OK ||
        keys_open(&app->keys_factor, config->keys_factor) != RC_OK)
        return RC_BROKEN;
    app->texts = texts_open(arena, config->texts);
    if (program->templates && pages_open(app, arena) != RC_OK)
        return RC_BROKEN;
    if (!program->no_database) {
        if (need("SANDI_DATABASE_URL", config->database_url) != RC_OK)
            return RC_BROKEN;
        app->db = db_pool_open(arena, config->database_url, connections);
    }
    if (program->batcher && app->db) {
        app->batcher = batcher_open(arena, app->db);
        app->keys_seen = key_cache_open(arena);
    }
    if (program->doorbell)
        app->doorbell = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (program->phone)
        program->phone();
    return RC_OK;
}

void app_close(struct app *app)
{
    if (app->batcher)
        batcher_close(app->batcher);
    if (app->keys_seen)
        key_cache_close(app->keys_seen);
    if (app->db)
        db_pool_close(app->db);
    if (app->templates)
        templates_close(app->templates);
    if (app->pages)
        page_cache_close(app->pages);
    if (app->doorbell >= 0)
        close(app->doorbell);
}
