/* base/text: lookups in .mo files, also in damaged ones. */
#include "unit.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"

struct file {
    unsigned char bytes[512];
    size_t n;
};

static void put(struct file *file, size_t at, uint32_t value, bool swapped)
{
    value = swapped ? __builtin_bswap32(value) : value;
    memcpy(file->bytes + at, &value, sizeof value);
}

/* Three entries in order of msgid: "", "Save", "one code" with its plural. */
static struct file sample(bool swapped)
{
    static const struct str TEXTS[] = {STR(""),
                                       STR("Save"),
                                       STR("one code\0%s codes"),
                                       STR("Language: id\n"),
                                       STR("Simpan"),
                                       STR("satu kode\0%s kode")};
    struct file file = {.n = 28 + 48};
    put(&file, 0, 0x950412de, swapped);
    put(&file, 8, 3, swapped);
    put(&file, 12, 28, swapped);
    put(&file, 16, 28 + 24, swapped);
    for (size_t i = 0; i < COUNT_OF(TEXTS); i++) {
        put(&file, 28 + i * 8, (uint32_t)TEXTS[i].n, swapped);
        put(&file, 32 + i * 8, (uint32_t)file.n, swapped);
        memcpy(file.bytes + file.n, TEXTS[i].s, TEXTS[i].n);
        file.n += TEXTS[i].n + 1;
    }
    return file;
}

static struct texts *open_file(struct arena *arena, const struct file *file)
{
    char dir[] = "/tmp/sandi-texts.XXXXXX", path[64];
    assert_non_null(mkdtemp(dir));
    snprintf(path, sizeof path, "%s/id.mo", dir);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    assert_int_equal(fwrite(file->bytes, 1, file->n, f), file->n);
    fclose(f);
    struct texts *texts = texts_open(arena, dir);
    unlink(path);
    rmdir(dir);
    return texts;
}

static void lookups(void **state)
{
    for (int swapped = 0; swapped < 2; swapped++) {
        struct file file = sample(swapped);
        struct texts *texts = open_file(*state, &file);
        assert_string_equal(text(texts, STR("id"), "Save"), "Simpan");
        assert_string_equal(text(texts, STR("id"), "Publish"), "Publish");
        assert_string_equal(text(texts, STR("id"), ""), "");
        assert_string_equal(text(texts, STR("en"), "Save"), "Save");
        assert_string_equal(text(texts, STR("id"), "one code"), "satu kode");
        assert_string_equal(text_plural(texts, STR("id"), "one code", "%s codes", 1), "satu kode");
        assert_string_equal(text_plural(texts, STR("id"), "one code", "%s codes", 2), "%s kode");
        assert_string_equal(text_plural(texts, STR("id"), "Save", "Saves", 2), "Simpan");
        assert_string_equal(text_plural(texts, STR("en"), "one code", "%s codes", 1), "one code");
        assert_string_equal(text_plural(texts, STR("en"), "one code", "%s codes", 0), "%s codes");
    }
}

static void absent(void **state)
{
    assert_string_equal(text(texts_open(*state, "/nonexistent"), STR("id"), "Save"), "Save");
    assert_string_equal(text(texts_open(*state, NULL), STR("id"), "Save"), "Save");
    assert_string_equal(text(NULL, STR("id"), "Save"), "Save");
}

/* Each byte changed and each length cut: an answer or the msgid, never a read outside the file. */
static void damaged(void **state)
{
    struct file good = sample(false);
    for (size_t i = 0; i < good.n * 2; i++) {
        struct file file = good;
        if (i < good.n)
            file.bytes[i] ^= 0x81;
        else
            file.n = i - good.n;
        struct texts *texts = open_file(*state, &file);
        assert_non_null(text(texts, STR("id"), "Save"));
        assert_non_null(text_plural(texts, STR("id"), "one code", "%s codes", 2));
        arena_reset(*state);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(lookups), TEST(absent), TEST(damaged)};
    quiet();
    return cmocka_run_group_tests_name("base/text", tests, NULL, NULL);
}
