/* The senders in memory, with their opened secrets. Reloaded whole when one changes; in-flight counts
 * survive. */
#include "dispatcher/roster.h"

#include <stdlib.h>
#include <string.h>

#include "backend/sender.h"
#include "base/clock.h"
#include "base/log.h"

#define ROSTER_MAX ((size_t)64 * 1024 * 1024)
#define COMPLAINT_EVERY_US (10 * SECOND_US)

static int compare(const void *a, const void *b)
{
    const struct roster_entry *x = a, *y = b;
    return memcmp(x->sender.id.b, y->sender.id.b, sizeof x->sender.id.b);
}

struct roster_entry *roster_find(const struct roster *roster, struct uuid id)
{
    struct roster_entry key = {.sender.id = id};
    if (!roster || !roster->n)
        return NULL;
    return bsearch(&key, roster->entries, (size_t)roster->n, sizeof key, compare);
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

void roster_close(struct roster *roster)
{
    for (int i = 0; roster && i < roster->n; i++)
        for (int v = 0; v < roster->entries[i].sender.n_values; v++)
            str_wipe(roster->entries[i].sender.values[v].value);
    arena_close(roster ? roster->arena : NULL);
}

struct roster *roster_load(struct ctx *ctx, const struct roster *old)
{
    struct sender_row *rows;
    int64_t stamp;
    int n;
    if (sender_stamp(ctx, &stamp) || (old && stamp == old->stamp) || sender_list(ctx, &rows, &n))
        return NULL;
    struct arena *arena = arena_open(ROSTER_MAX);
    struct roster *fresh = ARENA_NEW(arena, struct roster);
    *fresh = (struct roster){.arena = arena, .n = n, .stamp = stamp};
    fresh->entries = ARENA_ARRAY(arena, struct roster_entry, (size_t)n + 1);
    for (int i = 0; i < n; i++) {
        fill(arena, &rows[i], &fresh->entries[i].sender);
        for (int p = 0; p < rows[i].n_pairs; p++) /* the round's copies of secrets do not outlive their use */
            str_wipe(rows[i].pairs[p].value);
    }
    qsort(fresh->entries, (size_t)n, sizeof *fresh->entries, compare);
    return fresh;
}

void roster_follow(struct roster *fresh, struct roster *old)
{
    for (int i = 0; i < fresh->n; i++) {
        const struct roster_entry *was = roster_find(old, fresh->entries[i].sender.id);
        fresh->entries[i].in_flight = was ? was->in_flight : 0;
        fresh->entries[i].held = was ? was->held : 0;
    }
    roster_close(old);
}
