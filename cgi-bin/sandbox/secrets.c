/* What the stand-ins check and sign with: a small file, read anew each time so that it may be changed. */
#include <fcntl.h>
#include <unistd.h>

#include "sandbox/sandbox.h"

#define SECRETS_MAX 8192

struct str sandbox_secret(struct ctx *ctx, const char *key)
{
    const char *folder = ctx->app->config.sandbox_state;
    const char *path = str_z(ctx->arena, str_printf(ctx->arena, "%s/secrets", folder ? folder : "."));
    char *text = arena_alloc(ctx->arena, SECRETS_MAX);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t n = fd < 0 ? -1 : read(fd, text, SECRETS_MAX);
    if (fd >= 0)
        close(fd);
    struct str rest = {text, n > 0 ? (size_t)n : 0}, line, wanted = str_from(key);
    while (str_split(&rest, '\n', &line)) {
        size_t equals = str_index(line, '=', 0);
        if (str_eq(str_slice(line, 0, equals), wanted))
            return str_trim(str_slice(line, equals + 1, line.n));
    }
    return STR_NONE;
}
