/* Passwords by argon2id, at most two at a time: a burst of logins must not starve sends of memory and cores.
 */
#include <pthread.h>
#include <sodium.h>
#include <string.h>

#include "base/log.h"
#include "base/secret.h"

#define MEMORY ((size_t)19 << 20)
#define PASSES 2
#define AT_ONCE 2

static struct {
    pthread_mutex_t lock;
    pthread_cond_t freed;
    int busy;
} gate = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0};

static void gate_enter(void)
{
    pthread_mutex_lock(&gate.lock);
    while (gate.busy == AT_ONCE)
        pthread_cond_wait(&gate.freed, &gate.lock);
    gate.busy++;
    pthread_mutex_unlock(&gate.lock);
}

static void gate_leave(void)
{
    pthread_mutex_lock(&gate.lock);
    gate.busy--;
    pthread_cond_signal(&gate.freed);
    pthread_mutex_unlock(&gate.lock);
}

enum rc password_hash(struct arena *arena, const struct secret *password, struct str *out)
{
    char text[crypto_pwhash_STRBYTES];
    gate_enter();
    int failed = crypto_pwhash_str(text, (const char *)password->s, password->n, PASSES, MEMORY);
    gate_leave();
    if (failed) {
        log_event(LOG_ERROR, "password.no_memory", "bytes=%zu", MEMORY);
        return RC_UNAVAILABLE;
    }
    *out = str_copy(arena, str_from(text));
    return RC_OK;
}

bool password_verify(struct str stored, const struct secret *password)
{
    char text[crypto_pwhash_STRBYTES] = "";
    if (stored.n == 0 || stored.n >= sizeof text)
        return false;
    memcpy(text, stored.s, stored.n);
    gate_enter();
    int failed = crypto_pwhash_str_verify(text, (const char *)password->s, password->n);
    gate_leave();
    return failed == 0;
}
