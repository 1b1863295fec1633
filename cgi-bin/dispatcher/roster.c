/* The senders in memory, with their opened secrets. Reloaded whole when one changes; in-flight counts
 * survive. */
#include <string.h>

#include "backend/sender.h"
#include "base/clock.h"
#include "base/log.h"
#include "dispatcher/dispatcher.h"

#define ROSTER_MAX ((size_t)64 * 1024 * 1024)
#define COMPLAINT_EVERY_US (10 * SECOND_US)

static int compare(const void *a, const void *b)
{
    const struct roster_entry *x = a, *y = b;
    return memcmp(x->sender.id.b, y->sender.id.b, sizeof x->sender.id.b);
}

struct roster_entry *roster_find(struct dispatcher *d, struct uuid id)
{
    struct roster_entry key = {.sender.id = id};
    if (!d->roster.n)
        return NULL;
    return bsearch(&key, d->roster.entries, (size_t)d->roster.n, sizeof key, compare);
}

void roster_complain(struct roster_entry *entry, const char *why, struct str detail)
{
    int64_t now = clock_monotonic_us();
    if (entry->complained_at && now - entry->complained_at < COMPLAINT_EVERY_US)
        return;
    entry->complained_at = now;
    log_event(LOG_ERROR, "sender.unusable", "sender=%s why=%s detail=%s", LOG_STR(entry->sender.name), why,
              LOG_STR(detail));
}

static void fill(struct arena *arena, const struct sender_row *row, struct sender *sender)
{
    *sender = (struct sender){.id = row->id,
                              .name = str_copy(arena, row->name),
                              .driver = driver_find(row->driver),
                              .version = row->version};
    for (int i = 0; i < row->n_pairs && sender->n_values < SENDER_VALUES_MAX; i++) {
        sender->values[sender->n_values].key = str_copy(arena, row->pairs[i].key);
        sender->values[sender->n_values].value = str_from(str_z(arena, row->pairs[i].value));
        sender->n_values++;
    }
}

/* The round's copies of secrets, and later the roster's own, do not outlive their use. */
void roster_close(struct roster *roster)
{
    for (int i = 0; i < roster->n; i++)
        for (int v = 0; v < roster->entries[i].sender.n_values; v++)
            str_wipe(roster->entries[i].sender.values[v].value);
    arena_close(roster->arena);
    *roster = (struct roster){0};
}

void roster_refresh(struct dispatcher *d, struct ctx *ctx)
{
    struct sender_row *rows;
    int64_t stamp;
    int n;
    keyring_refresh(&d->app.keys_seal);
    keyring_refresh(&d->app.keys_credentials);
    keyring_refresh(&d->app.keys_callback);
    if (sender_stamp(ctx, &stamp) || (d->roster.arena && stamp == d->roster.stamp) ||
        sender_list(ctx, &rows, &n))
        return;
    struct roster fresh = {.arena = arena_open(ROSTER_MAX), .n = n, .stamp = stamp};
    fresh.entries = ARENA_ARRAY(fresh.arena, struct roster_entry, (size_t)n + 1);
    for (int i = 0; i < n; i++) {
        fill(fresh.arena, &rows[i], &fresh.entries[i].sender);
        const struct roster_entry *old = roster_find(d, rows[i].id);
        fresh.entries[i].in_flight = old ? old->in_flight : 0;
        fresh.entries[i].held = old ? old->held : 0;
        for (int p = 0; p < rows[i].n_pairs; p++)
            str_wipe(rows[i].pairs[p].value);
    }
    qsort(fresh.entries, (size_t)n, sizeof *fresh.entries, compare);
    roster_close(&d->roster);
    d->roster = fresh;
    log_event(LOG_INFO, "senders.loaded", "count=%d", n);
}
