#ifndef BASE_ARENA_H
#define BASE_ARENA_H
/*
 * All memory of one lifetime (the process, a request, a message), freed at once.
 * The only place that calls malloc and free. Unused bytes are poisoned under
 * AddressSanitizer.
 */
#include <stddef.h>

struct arena;

/* A new arena that will never hold more than cap bytes. Aborts when the system has no memory. */
struct arena *arena_open(size_t cap);

/* The same for rounds that need much: from the first one that outgrows the first block on, keep bytes of
 * memory stay over a reset, so that not every round asks the system for them. */
struct arena *arena_open_kept(size_t cap, size_t keep);

/* Wipes and frees the arena and everything in it; arena_close(NULL) is legal. */
void arena_close(struct arena *arena);

/* Forgets and wipes everything, and keeps a first block for the next round. */
void arena_reset(struct arena *arena);

/*
 * n zeroed bytes aligned for any type. Never NULL: inputs are bounded long before
 * the cap, so going over it is a bug, logged and answered by abort().
 */
void *arena_alloc(struct arena *arena, size_t n) __attribute__((returns_nonnull, alloc_size(2)));

/* Bytes handed out since the last reset. */
size_t arena_used(const struct arena *arena);

#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define ARENA_ARRAY(arena, type, n) ((type *)arena_alloc((arena), sizeof(type) * (n)))

#endif
