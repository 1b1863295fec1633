/* A table of senders and countries with the results of their last seconds. Decides who waits, sends nothing.
 */
#include "dispatcher/breaker.h"

#include <string.h>

#include "base/clock.h"

#define SLOTS 4096 /* a power of two */
#define USED_MAX (SLOTS / 4 * 3)

struct second {
    int64_t at;
    int ok, failed;
};

struct entry {
    struct breaker_key key;
    bool used, open;
    int64_t probe_at, last_us;
    int64_t offered_us, longest; /* the latest expiry that was offered then */
    struct second window[BREAKER_WINDOW_S];
};

struct breaker {
    struct entry entries[SLOTS];
    int used, open;
};

struct breaker *breaker_new(struct arena *arena)
{
    return ARENA_NEW(arena, struct breaker);
}

static bool same(const struct breaker_key *a, const struct breaker_key *b)
{
    return !memcmp(a->sender.b, b->sender.b, sizeof a->sender.b) && !strcmp(a->country, b->country);
}

/* Its slot, or the free one where it would stand. */
static struct entry *slot(const struct breaker *breaker, const struct breaker_key *key)
{
    uint32_t hash = 2166136261;
    for (size_t i = 0; i < sizeof key->sender.b; i++)
        hash = (hash ^ key->sender.b[i]) * 16777619;
    for (const char *c = key->country; *c; c++)
        hash = (hash ^ (unsigned char)*c) * 16777619;
    for (;; hash++) {
        const struct entry *entry = &breaker->entries[hash % SLOTS];
        if (!entry->used || same(&entry->key, key))
            return (struct entry *)entry;
    }
}

/* Forgets the closed ones that had no result for a window; a slot's neighbours move up. */
static void tidy(struct breaker *breaker, int64_t now_us)
{
    for (int i = 0; i < SLOTS; i++) {
        struct entry *entry = &breaker->entries[i];
        if (!entry->used || entry->open || now_us - entry->last_us < BREAKER_WINDOW_S * SECOND_US)
            continue;
        memset(entry, 0, sizeof *entry);
        breaker->used--;
        for (int next = (i + 1) % SLOTS; breaker->entries[next].used; next = (next + 1) % SLOTS) {
            struct entry moved = breaker->entries[next];
            memset(&breaker->entries[next], 0, sizeof moved);
            *slot(breaker, &moved.key) = moved;
        }
    }
}

/* NULL when there is no room: then it is closed. */
static struct entry *entry_get(struct breaker *breaker, const struct breaker_key *key, int64_t now_us)
{
    struct entry *entry = slot(breaker, key);
    if (entry->used)
        return entry;
    if (breaker->used >= USED_MAX)
        tidy(breaker, now_us);
    if (breaker->used >= USED_MAX)
        return NULL;
    entry = slot(breaker, key);
    *entry = (struct entry){.key = *key, .used = true, .last_us = now_us};
    breaker->used++;
    return entry;
}

void breaker_offer(struct breaker *breaker, struct breaker_key key, int64_t expires_at, int64_t now_us)
{
    struct entry *entry = slot(breaker, &key);
    if (!entry->used || !entry->open)
        return;
    if (entry->offered_us != now_us || expires_at > entry->longest)
        entry->longest = expires_at;
    entry->offered_us = now_us;
}

enum breaker_pass breaker_pass(struct breaker *breaker, struct breaker_key key, int64_t expires_at,
                               int64_t now_us)
{
    struct entry *entry = slot(breaker, &key);
    if (!entry->used || !entry->open)
        return BREAKER_FREE;
    if (now_us < entry->probe_at || (entry->offered_us == now_us && expires_at < entry->longest))
        return BREAKER_WAIT;
    entry->probe_at = now_us + BREAKER_PATIENCE_US;
    return BREAKER_PROBE;
}

void breaker_untold(struct breaker *breaker, struct breaker_key key, int64_t now_us)
{
    struct entry *entry = slot(breaker, &key);
    if (entry->used && entry->open)
        entry->probe_at = now_us + BREAKER_PROBE_US;
}

static void count(struct entry *entry, bool failed, int64_t second)
{
    struct second *at = &entry->window[second % BREAKER_WINDOW_S];
    if (at->at != second)
        *at = (struct second){.at = second};
    if (failed)
        at->failed++;
    else
        at->ok++;
}

static bool is_failing(const struct entry *entry, int64_t second)
{
    int ok = 0, failed = 0;
    for (int i = 0; i < BREAKER_WINDOW_S; i++)
        if (second - entry->window[i].at < BREAKER_WINDOW_S) {
            ok += entry->window[i].ok;
            failed += entry->window[i].failed;
        }
    return ok + failed >= BREAKER_RESULTS && failed >= ok;
}

bool breaker_result(struct breaker *breaker, struct breaker_key key, bool failed, bool probe, int64_t now_us)
{
    struct entry *entry = entry_get(breaker, &key, now_us);
    if (!entry)
        return false;
    entry->last_us = now_us;
    if (entry->open) {
        if (probe && failed)
            entry->probe_at = now_us + BREAKER_PROBE_US;
        if (!probe || failed)
            return false;
        *entry = (struct entry){.key = key, .used = true, .last_us = now_us};
        breaker->open--;
        return true;
    }
    count(entry, failed, now_us / SECOND_US);
    if (!failed || !is_failing(entry, now_us / SECOND_US))
        return false;
    entry->open = true;
    entry->probe_at = now_us + BREAKER_PROBE_US;
    breaker->open++;
    return true;
}

bool breaker_next(const struct breaker *breaker, int *at, int64_t now_us, struct breaker_key *key,
                  bool *probe)
{
    for (; breaker->open && *at < SLOTS; (*at)++) {
        const struct entry *entry = &breaker->entries[*at];
        if (!entry->open)
            continue;
        *key = entry->key;
        *probe = now_us >= entry->probe_at;
        (*at)++;
        return true;
    }
    return false;
}

bool breaker_is_open(const struct breaker *breaker, struct breaker_key key)
{
    const struct entry *entry = slot(breaker, &key);
    return entry->used && entry->open;
}

int breaker_open_all(const struct breaker *breaker)
{
    return breaker->open;
}
