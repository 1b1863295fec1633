/* base/secret: key files, hashes, sealed texts, tokens and passwords. */
#include "unit.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/secret.h"

#define HEX "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
#define HEX2 "ff0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"

static enum rc load(struct keyring *ring, const char *content)
{
    char path[] = "/tmp/sandi-key.XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, content, strlen(content)), strlen(content));
    close(fd);
    enum rc rc = keyring_load(ring, path);
    unlink(path);
    return rc;
}

static void key_files(void **state)
{
    struct keyring ring;
    (void)state;
    assert_int_equal(load(&ring, "# keys\n\n1 " HEX "\n7 " HEX2), RC_OK);
    assert_int_equal(ring.count, 2);
    assert_int_equal(keyring_newest(&ring), 7);
    assert_int_equal(ring.key[1][0], 0xff);
    static const char *const WRONG[] = {"",
                                        "# none\n",
                                        "0 " HEX,
                                        "256 " HEX,
                                        "1",
                                        "x " HEX,
                                        "1 " HEX "00",
                                        "1 abcd",
                                        "1 " HEX "\n1 " HEX2,
                                        "1 zz0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"};
    for (size_t i = 0; i < COUNT_OF(WRONG); i++) {
        assert_int_equal(load(&ring, WRONG[i]), RC_BROKEN);
        assert_int_equal(ring.count, 0);
    }
    assert_int_equal(keyring_load(&ring, "/nonexistent"), RC_BROKEN);
    assert_int_equal(keyring_load(&ring, "/tmp"), RC_BROKEN);
    assert_int_equal(keyring_load(&ring, NULL), RC_BROKEN);
    char large[5000];
    memset(large, '#', sizeof large);
    large[sizeof large - 1] = 0;
    assert_int_equal(load(&ring, large), RC_BROKEN);
}

static void rewrite(const char *path, const char *content)
{
    FILE *file = fopen(path, "we");
    assert_non_null(file);
    assert_true(fputs(content, file) >= 0);
    fclose(file);
}

/* A key added or taken away is noticed without a restart; a broken file changes nothing. */
static void key_files_that_change(void **state)
{
    struct keyring ring;
    char path[] = "/tmp/sandi-key.XXXXXX";
    close(mkstemp(path));
    rewrite(path, "1 " HEX "\n");
    assert_int_equal(keyring_load(&ring, path), RC_OK);
    assert_ptr_equal(keyring_current(*state, &ring), &ring);
    rewrite(path, "1 " HEX "\n2 " HEX2 "\n");
    const struct keyring *now = keyring_current(*state, &ring);
    assert_int_equal(keyring_newest(now), 2);
    assert_int_equal(ring.count, 1);
    keyring_refresh(&ring);
    assert_int_equal(ring.count, 2);
    assert_ptr_equal(keyring_current(*state, &ring), &ring);
    rewrite(path, "2 " HEX2);
    keyring_refresh(&ring);
    assert_int_equal(ring.count, 1);
    rewrite(path, "half a li");
    assert_ptr_equal(keyring_current(*state, &ring), &ring);
    keyring_refresh(&ring);
    assert_int_equal(keyring_newest(&ring), 2);
    unlink(path);
    keyring_refresh(&ring);
    assert_int_equal(keyring_newest(&ring), 2);
    struct keyring none = {0};
    assert_ptr_equal(keyring_current(*state, &none), &none);
}

static void hashes(void **state)
{
    struct keyring ring;
    unsigned char a[HASH_SIZE], b[HASH_SIZE];
    struct str parts[] = {STR("ab"), STR("c")}, whole[] = {STR("abc")};
    (void)state;
    assert_int_equal(load(&ring, "1 " HEX "\n2 " HEX2), RC_OK);
    assert_true(keyed_hash(&ring, 1, parts, 2, a));
    assert_true(keyed_hash(&ring, 1, whole, 1, b));
    assert_memory_equal(a, b, HASH_SIZE);
    assert_true(keyed_hash(&ring, 2, whole, 1, b));
    assert_memory_not_equal(a, b, HASH_SIZE);
    assert_false(keyed_hash(&ring, 3, whole, 1, b));
}

static void seals(void **state)
{
    struct keyring old, both;
    struct secret plain = {.n = 6}, opened;
    memcpy(plain.s, "123456", 6);
    assert_int_equal(load(&old, "1 " HEX), RC_OK);
    assert_int_equal(load(&both, "1 " HEX "\n2 " HEX2), RC_OK);
    struct str sealed = seal(*state, &old, STR("row 1"), &plain);
    assert_true(seal_open(&both, 1, STR("row 1"), sealed, &opened));
    assert_int_equal(opened.n, 6);
    assert_memory_equal(opened.s, "123456", 6);
    assert_false(seal_open(&both, 1, STR("row 2"), sealed, &opened));
    assert_int_equal(opened.n, 0);
    assert_false(seal_open(&both, 2, STR("row 1"), sealed, &opened));
    assert_false(seal_open(&both, 9, STR("row 1"), sealed, &opened));
    for (size_t i = 0; i < sealed.n; i++) {
        char *forged = (char *)(uintptr_t)str_z(*state, sealed);
        forged[i] ^= 1;
        assert_false(seal_open(&both, 1, STR("row 1"), (struct str){forged, sealed.n}, &opened));
        assert_false(seal_open(&both, 1, STR("row 1"), str_slice(sealed, 0, i), &opened));
    }
    assert_true(
        seal_open(&both, keyring_newest(&both), STR(""), seal(*state, &both, STR(""), &plain), &opened));
    struct keyring none = {0};
    assert_null(seal(*state, &none, STR(""), &plain).s);
}

static void tokens(void **state)
{
    struct uuid organisation = uuid_v7(1), found;
    unsigned char hash[HASH_SIZE], again[HASH_SIZE];
    struct str token = token_new(*state, STR("sk_"), organisation, hash);
    assert_int_equal(token.n, 3 + 43);
    assert_true(token_parse(token, STR("sk_"), &found, again));
    assert_true(uuid_eq(organisation, found));
    assert_memory_equal(hash, again, HASH_SIZE);
    assert_false(token_parse(token, STR("ss_"), &found, again));
    assert_false(token_parse(str_slice(token, 0, 45), STR("sk_"), &found, again));
    assert_false(token_parse(str_printf(*state, "%.*sA", STR_ARG(token)), STR("sk_"), &found, again));
    char *changed = (char *)(uintptr_t)str_z(*state, token);
    changed[30] = changed[30] == 'A' ? 'B' : 'A';
    assert_true(token_parse(str_from(changed), STR("sk_"), &found, again));
    assert_memory_not_equal(hash, again, HASH_SIZE);
    changed[30] = '!';
    assert_false(token_parse(str_from(changed), STR("sk_"), &found, again));
    /* The last character carries four bits; another one with the same four must not be a second name. */
    assert_false(token_parse(STR("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB"), STR(""), &found, again));
}

static void passwords(void **state)
{
    struct secret right = {.n = 5}, wrong = {.n = 5};
    struct str stored;
    memcpy(right.s, "right", 5);
    memcpy(wrong.s, "wrong", 5);
    assert_int_equal(password_hash(*state, &right, &stored), RC_OK);
    assert_true(str_starts(stored, STR("$argon2id$")));
    assert_true(password_verify(stored, &right));
    assert_false(password_verify(stored, &wrong));
    assert_false(password_verify(STR_NONE, &right));
    assert_false(password_verify(STR("x"), &right));
    secret_wipe(&right);
    assert_int_equal(right.n, 0);
    assert_int_equal(right.s[0], 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(key_files), TEST(key_files_that_change),
                                       TEST(hashes),    TEST(seals),
                                       TEST(tokens),    TEST(passwords)};
    quiet();
    return cmocka_run_group_tests_name("base/secret", tests, NULL, NULL);
}
