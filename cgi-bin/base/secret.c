/* Key files, keyed hashes, sealed texts and tokens, by libsodium. Logs no content of any of them. */
#include "base/secret.h"

#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"

#define KEY_FILE_MAX 4096
#define NONCE crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG crypto_aead_xchacha20poly1305_ietf_ABYTES

static enum rc refuse(const char *path, const char *why)
{
    log_event(LOG_ERROR, "keyring.broken", "path=%s why=%s", LOG_STR(str_from(path)), LOG_STR(str_from(why)));
    return RC_BROKEN;
}

/* -1 when unreadable, size when the file is as large as the buffer or larger. */
static ssize_t read_file(const char *path, char *out, size_t size)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return -1;
    size_t n = 0;
    ssize_t got;
    while (n < size && (got = read(fd, out + n, size - n)) != 0) {
        if (got < 0) {
            close(fd);
            return -1;
        }
        n += (size_t)got;
    }
    close(fd);
    return (ssize_t)n;
}

static const unsigned char *find_key(const struct keyring *ring, uint8_t id)
{
    for (int i = 0; i < ring->count; i++)
        if (ring->id[i] == id)
            return ring->key[i];
    return NULL;
}

/* One line `ID HEX64` into the next slot; what is wrong with it, or NULL. */
static const char *add_key(struct keyring *ring, struct str line)
{
    struct str id_text;
    int64_t id;
    size_t n;
    if (!str_split(&line, ' ', &id_text) || !str_to_i64(id_text, 1, 255, &id))
        return "id is not 1 to 255";
    line = str_trim(line);
    if (ring->count == KEYS_MAX)
        return "more than 16 keys";
    if (find_key(ring, (uint8_t)id))
        return "id is there twice";
    unsigned char *key = ring->key[ring->count];
    if (line.n != 2 * KEY_SIZE || sodium_hex2bin(key, KEY_SIZE, line.s, line.n, NULL, &n, NULL) ||
        n != KEY_SIZE)
        return "key is not 64 hexadecimal digits";
    ring->id[ring->count++] = (uint8_t)id;
    return NULL;
}

/* What changes when a file is written or replaced; zeros when there is none. */
static void stamp_read(const char *path, int64_t stamp[3])
{
    struct stat file;
    memset(stamp, 0, 3 * sizeof *stamp);
    if (!path || stat(path, &file))
        return;
    stamp[0] = (int64_t)file.st_ino;
    stamp[1] = (int64_t)file.st_size;
    stamp[2] = file.st_mtim.tv_sec * INT64_C(1000000000) + file.st_mtim.tv_nsec;
}

enum rc keyring_load(struct keyring *ring, const char *path)
{
    char text[KEY_FILE_MAX];
    *ring = (struct keyring){.path = path};
    stamp_read(path, ring->stamp); /* before the file: what changes meanwhile is noticed later */
    ssize_t n = path ? read_file(path, text, sizeof text) : -1;
    if (n < 0)
        return refuse(path, "cannot be read");
    const char *why = n == KEY_FILE_MAX ? "too large" : NULL;
    struct str rest = {text, (size_t)n}, line;
    while (!why && str_split(&rest, '\n', &line)) {
        line = str_trim(line);
        if (line.n && line.s[0] != '#')
            why = add_key(ring, line);
    }
    sodium_memzero(text, sizeof text);
    if (!why && ring->count == 0)
        why = "no key in it";
    if (!why)
        return RC_OK;
    sodium_memzero(ring, sizeof *ring);
    return refuse(path, why);
}

static bool is_stale(const struct keyring *ring)
{
    int64_t stamp[3];
    if (!ring->path)
        return false;
    stamp_read(ring->path, stamp);
    return memcmp(stamp, ring->stamp, sizeof stamp) != 0;
}

const struct keyring *keyring_current(struct arena *arena, const struct keyring *ring)
{
    if (!is_stale(ring))
        return ring;
    struct keyring *fresh = ARENA_NEW(arena, struct keyring);
    return keyring_load(fresh, ring->path) == RC_OK ? fresh : ring;
}

void keyring_refresh(struct keyring *ring)
{
    struct keyring fresh;
    if (is_stale(ring) && keyring_load(&fresh, ring->path) == RC_OK)
        *ring = fresh;
    sodium_memzero(&fresh, sizeof fresh);
}

void secret_wipe(struct secret *secret)
{
    sodium_memzero(secret, sizeof *secret);
}

void str_wipe(struct str text)
{
    if (text.n)
        sodium_memzero((void *)(uintptr_t)text.s, text.n);
}

uint8_t keyring_newest(const struct keyring *ring)
{
    return ring->count ? ring->id[ring->count - 1] : 0;
}

bool keyed_hash(const struct keyring *ring, uint8_t key_id, const struct str *parts, int n,
                unsigned char out[HASH_SIZE])
{
    const unsigned char *key = find_key(ring, key_id);
    if (!key)
        return false;
    crypto_generichash_state state;
    crypto_generichash_init(&state, key, KEY_SIZE, HASH_SIZE);
    for (int i = 0; i < n; i++)
        crypto_generichash_update(&state, (const unsigned char *)parts[i].s, parts[i].n);
    crypto_generichash_final(&state, out, HASH_SIZE);
    sodium_memzero(&state, sizeof state);
    return true;
}

struct str seal(struct arena *arena, const struct keyring *ring, struct str bound, const struct secret *plain)
{
    const unsigned char *key = find_key(ring, keyring_newest(ring));
    if (!key)
        return STR_NONE;
    unsigned char *out = arena_alloc(arena, NONCE + plain->n + TAG);
    randombytes_buf(out, NONCE);
    crypto_aead_xchacha20poly1305_ietf_encrypt(out + NONCE, NULL, plain->s, plain->n,
                                               (const unsigned char *)bound.s, bound.n, NULL, out, key);
    return str_bytes(out, NONCE + plain->n + TAG);
}

bool seal_open(const struct keyring *ring, uint8_t key_id, struct str bound, struct str sealed,
               struct secret *plain)
{
    const unsigned char *key = find_key(ring, key_id), *s = (const unsigned char *)sealed.s;
    secret_wipe(plain);
    if (!key || sealed.n < NONCE + TAG || sealed.n - NONCE - TAG > sizeof plain->s)
        return false;
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(plain->s, NULL, NULL, s + NONCE, sealed.n - NONCE,
                                                   (const unsigned char *)bound.s, bound.n, s, key))
        return false;
    plain->n = sealed.n - NONCE - TAG;
    return true;
}

static void token_hash(struct str text, unsigned char hash[HASH_SIZE])
{
    crypto_generichash(hash, HASH_SIZE, (const unsigned char *)text.s, text.n, NULL, 0);
}

struct str token_new(struct arena *arena, struct str prefix, struct uuid organisation,
                     unsigned char hash[HASH_SIZE])
{
    unsigned char bits[TOKEN_RANDOM];
    randombytes_buf(bits, sizeof bits);
    struct str token = token_of(arena, prefix, organisation, bits, hash);
    sodium_memzero(bits, sizeof bits);
    return token;
}

struct str token_of(struct arena *arena, struct str prefix, struct uuid organisation,
                    const unsigned char bits[TOKEN_RANDOM], unsigned char hash[HASH_SIZE])
{
    unsigned char raw[TOKEN_SIZE];
    char shown[sodium_base64_ENCODED_LEN(TOKEN_SIZE, sodium_base64_VARIANT_URLSAFE_NO_PADDING)];
    memcpy(raw, organisation.b, sizeof organisation.b);
    memcpy(raw + sizeof organisation.b, bits, TOKEN_RANDOM);
    sodium_bin2base64(shown, sizeof shown, raw, sizeof raw, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    struct str token = str_printf(arena, "%.*s%s", STR_ARG(prefix), shown);
    token_hash(token, hash);
    sodium_memzero(raw, sizeof raw);
    sodium_memzero(shown, sizeof shown);
    return token;
}

bool token_parse(struct str text, struct str prefix, struct uuid *organisation, unsigned char hash[HASH_SIZE])
{
    unsigned char raw[TOKEN_SIZE];
    size_t n;
    if (!str_starts(text, prefix))
        return false;
    struct str body = str_slice(text, prefix.n, text.n);
    if (body.n != 43 ||
        sodium_base642bin(raw, sizeof raw, body.s, body.n, NULL, &n, NULL,
                          sodium_base64_VARIANT_URLSAFE_NO_PADDING) ||
        n != TOKEN_SIZE)
        return false;
    memcpy(organisation->b, raw, sizeof organisation->b);
    token_hash(text, hash);
    return true;
}
