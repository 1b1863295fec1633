/* The parsers of base/ on any bytes. The first byte chooses one, the rest is its input. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/credits.h"
#include "base/log.h"
#include "base/secret.h"
#include "base/text.h"
#include "base/uuid.h"
#include "fuzz.h"

#define CHECK(condition)                                                                                     \
    do {                                                                                                     \
        if (!(condition))                                                                                    \
            abort();                                                                                         \
    } while (0)

static void numbers(struct arena *arena, struct str input)
{
    int64_t n;
    struct credits amount, again;
    if (str_to_i64(input, -1000, 1000, &n))
        CHECK(n >= -1000 && n <= 1000);
    if (credits_parse(input, &amount))
        CHECK(credits_parse(credits_text(arena, amount), &again) && amount.thousandths == again.thousandths);
}

static void views(struct arena *arena, struct str input)
{
    struct str rest = input, head;
    size_t n = 0;
    while (str_split(&rest, ',', &head))
        n += head.n + 1;
    CHECK(n >= input.n && n <= input.n + 1);
    struct str trimmed = str_trim(input);
    CHECK(str_eq(str_trim(trimmed), trimmed));
    if (str_is_utf8(input))
        CHECK(!memchr(input.s, 0, input.n));
    struct buf buf = buf_new(arena, 64);
    buf_put_percent(&buf, input);
    CHECK(buf.n <= 64 && buf.broken == (buf.n < input.n || buf.broken));
    CHECK(strlen(LOG_STR(input)) < sizeof(struct log_value));
    CHECK(str_is_plain(log_mask(arena, input), "") || !str_is_plain(input, ""));
}

static void ids(struct arena *arena, struct str input)
{
    struct uuid id, again;
    unsigned char hash[HASH_SIZE];
    if (uuid_parse(input, &id))
        CHECK(uuid_parse(uuid_text(arena, id), &again) && uuid_eq(id, again));
    if (token_parse(input, STR("sk_"), &id, hash))
        CHECK(input.n == 46);
}

/* Files are what the reader takes, so that is what it gets: one in a folder of its own. */
static void translations(struct arena *arena, struct str input)
{
    static char dir[] = "/tmp/sandi-fuzz.XXXXXX", path[sizeof dir + 8];
    if (!path[0]) {
        CHECK(mkdtemp(dir));
        strncpy(path, dir, sizeof path - 1);
        strncat(path, "/id.mo", sizeof path - strlen(path) - 1);
    }
    FILE *file = fopen(path, "w");
    CHECK(file);
    CHECK(fwrite(input.s, 1, input.n, file) == input.n);
    fclose(file);
    struct texts *texts = texts_open(arena, dir);
    unlink(path);
    CHECK(strlen(text(texts, STR("id"), "Save")) < SIZE_MAX);
    CHECK(strlen(text_plural(texts, STR("id"), "one code", "%s codes", 2)) < SIZE_MAX);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static void (*const PARSERS[])(struct arena *, struct str) = {numbers, views, ids, translations};
    if (n == 0)
        return 0;
    log_open("fuzz", (enum log_level)(LOG_ERROR + 1));
    struct arena *arena = arena_open((size_t)16 << 20);
    /* An exact copy, so that AddressSanitizer sees one byte too far. */
    struct str input = {arena_alloc(arena, n - 1), n - 1};
    memcpy((char *)(uintptr_t)input.s, data + 1, n - 1);
    PARSERS[data[0] % COUNT_OF(PARSERS)](arena, input);
    arena_close(arena);
    return 0;
}
