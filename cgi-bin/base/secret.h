#ifndef BASE_SECRET_H
#define BASE_SECRET_H
/*
 * Keys, hashes and sealed texts, by libsodium. A struct secret is never formatted: no function that
 * prints takes one, and it is wiped by its owner with secret_wipe.
 */
#include <stdint.h>

#include "base/rc.h"
#include "base/str.h"
#include "base/uuid.h"

#define KEY_SIZE 32
#define HASH_SIZE 32
#define KEYS_MAX 16
#define TOKEN_SIZE 32 /* 16 bytes of organisation id, 16 random */
#define TOKEN_RANDOM 16

struct secret {
    unsigned char s[448]; /* room for the longest access token of a provider */
    size_t n;
};

/* Keys of one purpose, oldest first; the last is used for new work, all are accepted for old. */
struct keyring {
    const char *path; /* of its file; lives as long as the ring */
    int64_t stamp[3]; /* of the file as it was read */
    int count;
    uint8_t id[KEYS_MAX];
    unsigned char key[KEYS_MAX][KEY_SIZE];
};

/* Lines `ID HEX64`; blank lines and # comments are skipped. RC_BROKEN (logged) when unreadable or empty. */
enum rc keyring_load(struct keyring *ring, const char *path) MUST_USE;

/*
 * Keys come and go while programs run. current: the ring itself while its file is as it was, else a fresh one
 * in the arena; threads may share the ring. refresh: reads it anew in place, for its only user. Both keep the
 * old keys when the file is broken (logged).
 */
const struct keyring *keyring_current(struct arena *arena, const struct keyring *ring);
void keyring_refresh(struct keyring *ring);

void secret_wipe(struct secret *secret);
void str_wipe(struct str text); /* of memory that is ours to write, whatever the view says */

/* BLAKE2b-256 keyed with key_id over the concatenation of the parts; false when key_id is unknown. */
bool keyed_hash(const struct keyring *ring, uint8_t key_id, const struct str *parts, int n,
                unsigned char out[HASH_SIZE]) MUST_USE;
uint8_t keyring_newest(const struct keyring *ring);

/*
 * XChaCha20-Poly1305 with a random nonce in front. bound is authenticated and not stored: the row's
 * own ids, so that a sealed text moved to another row does not open. open: false when forged.
 */
struct str seal(struct arena *arena, const struct keyring *ring, struct str bound,
                const struct secret *plain);
bool seal_open(const struct keyring *ring, uint8_t key_id, struct str bound, struct str sealed,
               struct secret *plain) MUST_USE;

/*
 * Tokens that are looked up before the organisation is known: organisation id and 128 random bits,
 * shown as prefix + 43 base64url characters, stored as their unkeyed BLAKE2b-256.
 */
struct str token_new(struct arena *arena, struct str prefix, struct uuid organisation,
                     unsigned char hash[HASH_SIZE]);
/* The same of bits that are nobody else's to guess, such as the beginning of a keyed hash. */
struct str token_of(struct arena *arena, struct str prefix, struct uuid organisation,
                    const unsigned char bits[TOKEN_RANDOM], unsigned char hash[HASH_SIZE]);
bool token_parse(struct str text, struct str prefix, struct uuid *organisation,
                 unsigned char hash[HASH_SIZE]) MUST_USE;

/* argon2id (OWASP minimum: 19 MiB, t=2), at most two at a time in the process. */
enum rc password_hash(struct arena *arena, const struct secret *password, struct str *out) MUST_USE;
bool password_verify(struct str stored, const struct secret *password) MUST_USE;

#endif
