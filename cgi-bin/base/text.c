/*
 * Reads .mo files as the gettext manual describes them ("The Format of GNU MO Files"). Every offset is
 * checked when a file is opened, so that lookups need no check.
 */
#include "base/text.h"

#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"

#define MAGIC 0x950412deU
#define FILE_MAX ((off_t)4 << 20)
#define LANGUAGES_MAX 8
#define HEADER_SIZE 28

struct catalogue {
    struct str language;
    const char *bytes;
    size_t size;
    bool swapped;
    uint32_t count, ids, strings; /* offsets of the two tables of (length, offset) */
};

struct texts {
    int n;
    struct catalogue catalogue[LANGUAGES_MAX];
};

static uint32_t word(const struct catalogue *c, size_t at)
{
    uint32_t value;
    memcpy(&value, c->bytes + at, sizeof value);
    return c->swapped ? __builtin_bswap32(value) : value;
}

static struct str entry(const struct catalogue *c, uint32_t table, uint32_t i)
{
    size_t at = table + (size_t)i * 8;
    return (struct str){c->bytes + word(c, at + 4), word(c, at)};
}

/* The table and every text in it lie inside the file, and each text ends with a NUL. */
static bool table_is_sound(const struct catalogue *c, uint32_t table)
{
    if (table > c->size || (size_t)c->count * 8 > c->size - table)
        return false;
    for (uint32_t i = 0; i < c->count; i++) {
        size_t at = table + (size_t)i * 8;
        uint64_t end = (uint64_t)word(c, at) + word(c, at + 4);
        if (end >= c->size || c->bytes[end] != 0)
            return false;
    }
    return true;
}

static bool is_sound(struct catalogue *c)
{
    if (c->size < HEADER_SIZE)
        return false;
    c->swapped = word(c, 0) != MAGIC;
    if (word(c, 0) != MAGIC || word(c, 4) >> 16 > 1)
        return false;
    c->count = word(c, 8);
    c->ids = word(c, 12);
    c->strings = word(c, 16);
    return table_is_sound(c, c->ids) && table_is_sound(c, c->strings);
}

static bool read_all(struct arena *arena, int fd, struct catalogue *c)
{
    struct stat info;
    if (fstat(fd, &info) || !S_ISREG(info.st_mode) || info.st_size > FILE_MAX)
        return false;
    c->size = (size_t)info.st_size;
    char *bytes = arena_alloc(arena, c->size);
    c->bytes = bytes;
    return read(fd, bytes, c->size) == info.st_size;
}

static bool catalogue_load(struct arena *arena, int folder, const char *name, struct catalogue *c)
{
    int fd = openat(folder, name, O_RDONLY | O_CLOEXEC);
    bool sound = fd >= 0 && read_all(arena, fd, c) && is_sound(c);
    if (fd >= 0)
        close(fd);
    if (!sound)
        log_event(LOG_ERROR, "texts.broken", "file=%s", LOG_STR(str_from(name)));
    return sound;
}

struct texts *texts_open(struct arena *arena, const char *dir)
{
    struct texts *texts = ARENA_NEW(arena, struct texts);
    DIR *folder = dir ? opendir(dir) : NULL;
    if (dir && !folder)
        log_event(LOG_ERROR, "texts.missing", "folder=%s", LOG_STR(str_from(dir)));
    struct dirent *file;
    while (folder && texts->n < LANGUAGES_MAX && (file = readdir(folder))) {
        struct str name = str_from(file->d_name);
        struct catalogue *c = &texts->catalogue[texts->n];
        if (!str_ends(name, STR(".mo")) || !catalogue_load(arena, dirfd(folder), file->d_name, c))
            continue;
        c->language = str_copy(arena, str_slice(name, 0, name.n - 3));
        texts->n++;
    }
    if (folder)
        closedir(folder);
    return texts;
}

/* Entries are sorted by msgid; that of a plural ends at its first NUL. STR_NONE when absent. */
static struct str find(const struct texts *texts, struct str language, const char *msgid)
{
    const struct catalogue *c = NULL;
    for (int i = 0; texts && i < texts->n && !c; i++)
        if (str_eq(texts->catalogue[i].language, language))
            c = &texts->catalogue[i];
    uint32_t low = 0, high = c && *msgid ? c->count : 0;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = strcmp(msgid, entry(c, c->ids, middle).s);
        if (order == 0)
            return entry(c, c->strings, middle);
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return STR_NONE;
}

const char *text(const struct texts *texts, struct str language, const char *msgid)
{
    struct str found = find(texts, language, msgid);
    return found.n ? found.s : msgid;
}

const char *text_plural(const struct texts *texts, struct str language, const char *msgid,
                        const char *msgid_plural, int64_t n)
{
    struct str found = find(texts, language, msgid);
    if (!found.n)
        return n == 1 ? msgid : msgid_plural;
    size_t first = str_index(found, 0, 0);
    return n == 1 || first == found.n ? found.s : found.s + first + 1;
}
