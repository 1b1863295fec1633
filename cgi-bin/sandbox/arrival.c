/* What phones got: one JSON object a line, in two files that take turns so that they stay small. */
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <pthread.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "sandbox/sandbox.h"

#define FILE_MAX (1024 * 1024)
#define LIST_MAX 10000
#define MAILS_MAX 500

/* Threads of one process take turns at rotating; the file itself is append-only. */
static pthread_mutex_t rotation = PTHREAD_MUTEX_INITIALIZER;

static const char *path_of(struct ctx *ctx, const char *name)
{
    const char *folder = ctx->app->config.sandbox_state;
    return str_z(ctx->arena, str_printf(ctx->arena, "%s/%s", folder ? folder : ".", name));
}

static json_t *json_of(struct str text)
{
    json_t *value = json_stringn(text.n ? text.s : "", text.n);
    return value ? value : json_string("");
}

static void append(struct ctx *ctx, const char *line, size_t n)
{
    const char *path = path_of(ctx, "messages.jsonl");
    struct stat st;
    pthread_mutex_lock(&rotation);
    if (stat(path, &st) == 0 && st.st_size > FILE_MAX)
        rename(path, path_of(ctx, "messages.1.jsonl"));
    int fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0 || write(fd, line, n) != (ssize_t)n)
        log_event(LOG_ERROR, "arrival.lost", "path=%s errno=%d", LOG_STR(str_from(path)), errno);
    if (fd >= 0)
        close(fd);
    pthread_mutex_unlock(&rotation);
}

void arrival_store(struct ctx *ctx, const struct arrival *arrival)
{
    json_t *row =
        json_pack("{s:o, s:o, s:o, s:o, s:o, s:I}", "channel", json_of(arrival->channel), "to",
                  json_of(arrival->to), "from", json_of(arrival->from), "text", json_of(arrival->text),
                  "code", json_of(arrival->code), "at_us", (json_int_t)arrival->at_us);
    char *line = json_dumps(row, JSON_COMPACT);
    json_decref(row);
    if (!line)
        return;
    size_t n = strlen(line);
    line[n] = '\n'; /* in place of the NUL */
    append(ctx, line, n + 1);
    free(line);
}

struct str recipient_key(struct arena *arena, struct str text)
{
    bool mail = str_index(text, '@', 0) < text.n;
    char *key = arena_alloc(arena, text.n + 2);
    size_t n = 0;
    if (!mail)
        key[n++] = '+';
    for (size_t i = 0; i < text.n; i++) {
        char c = text.s[i];
        if (mail && c >= 'A' && c <= 'Z')
            key[n++] = (char)(c + 32);
        else if (mail || (c >= '0' && c <= '9'))
            key[n++] = c;
    }
    return (struct str){key, n};
}

struct str code_in(struct str text)
{
    size_t run = 0;
    for (size_t i = 0; i <= text.n; i++) {
        bool digit = i < text.n && text.s[i] >= '0' && text.s[i] <= '9';
        if (!digit && run >= 4 && run <= 10)
            return str_slice(text, i - run, i);
        run = digit ? run + 1 : 0;
    }
    return STR_NONE;
}

static struct str text_of(struct ctx *ctx, const json_t *row, const char *key)
{
    const json_t *value = json_object_get(row, key);
    return str_copy(ctx->arena, (struct str){json_string_value(value), json_string_length(value)});
}

static int read_file(struct ctx *ctx, const char *name, struct arrival *list, int max)
{
    FILE *file = fopen(path_of(ctx, name), "re");
    char *line = NULL;
    size_t room = 0;
    ssize_t length;
    int n = 0;
    while (file && n < max && (length = getline(&line, &room, file)) > 0) {
        json_t *row = json_loadb(line, (size_t)length, 0, NULL);
        if (json_is_object(row))
            list[n++] = (struct arrival){.channel = text_of(ctx, row, "channel"),
                                         .to = text_of(ctx, row, "to"),
                                         .from = text_of(ctx, row, "from"),
                                         .text = text_of(ctx, row, "text"),
                                         .code = text_of(ctx, row, "code"),
                                         .at_us = json_integer_value(json_object_get(row, "at_us"))};
        json_decref(row);
    }
    free(line);
    if (file)
        fclose(file);
    return n;
}

static int newest_first(const void *a, const void *b)
{
    const struct arrival *x = a, *y = b;
    return x->at_us < y->at_us ? 1 : x->at_us > y->at_us ? -1 : 0;
}

void arrival_list(struct ctx *ctx, struct str to, int max, struct arrival **list, int *n)
{
    struct arrival *all = ARENA_ARRAY(ctx->arena, struct arrival, 2 * LIST_MAX + MAILS_MAX);
    struct str key = to.n ? recipient_key(ctx->arena, to) : STR_NONE;
    int count = read_file(ctx, "messages.1.jsonl", all, LIST_MAX);
    count += read_file(ctx, "messages.jsonl", all + count, LIST_MAX);
    count += mail_list(ctx, all + count, MAILS_MAX);
    int kept = 0;
    for (int i = 0; i < count; i++)
        if (!key.n || str_eq(all[i].to, key))
            all[kept++] = all[i];
    qsort(all, (size_t)kept, sizeof *all, newest_first);
    *list = all;
    *n = kept < max ? kept : max;
}
