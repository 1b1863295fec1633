/*
 * Memory of one lifetime, in blocks that double. The only file that calls malloc and free. What was used is
 * wiped when it is given back: typed codes and composed messages pass through here. Free memory of a block
 * is therefore always zero.
 */
#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"

#if defined(__SANITIZE_ADDRESS__)
#define POISONING 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define POISONING 1
#endif
#endif

#ifdef POISONING
#include <sanitizer/asan_interface.h>
#define POISON(p, n) ASAN_POISON_MEMORY_REGION((p), (n))
#define UNPOISON(p, n) ASAN_UNPOISON_MEMORY_REGION((p), (n))
#define GAP 16 /* stays poisoned between two allocations */
#else
#define POISON(p, n) ((void)(p), (void)(n))
#define UNPOISON(p, n) ((void)(p), (void)(n))
#define GAP 0
#endif

#define ALIGNMENT _Alignof(max_align_t)
#define FIRST_BLOCK ((size_t)16 << 10)
#define LARGEST_STEP ((size_t)1 << 20)

struct block {
    struct block *next;
    size_t size, used;
    _Alignas(max_align_t) unsigned char bytes[];
};

struct arena {
    struct block *first, *last;
    size_t cap, keep, used;
};

static void *must_calloc(size_t n)
{
    void *p = calloc(1, n);
    if (!p) {
        log_event(LOG_ERROR, "arena.out_of_memory", "bytes=%zu", n);
        abort();
    }
    return p;
}

static struct block *block_new(size_t size)
{
    struct block *block = must_calloc(sizeof *block + size);
    block->size = size;
    POISON(block->bytes, size);
    return block;
}

static void block_wipe(struct block *block)
{
    UNPOISON(block->bytes, block->size);
    explicit_bzero(block->bytes, block->used);
    block->used = 0;
}

static void block_free(struct block *block)
{
    block_wipe(block);
    free(block);
}

struct arena *arena_open(size_t cap)
{
    struct arena *arena = must_calloc(sizeof *arena);
    arena->first = arena->last = block_new(FIRST_BLOCK);
    arena->cap = cap;
    return arena;
}

struct arena *arena_open_kept(size_t cap, size_t keep)
{
    struct arena *arena = arena_open(cap);
    arena->keep = keep;
    return arena;
}

void arena_close(struct arena *arena)
{
    if (!arena)
        return;
    arena_reset(arena);
    block_free(arena->first);
    free(arena);
}

void arena_reset(struct arena *arena)
{
    struct block *block = arena->first->next;
    bool outgrown = block && arena->first->size < arena->keep;
    while (block) {
        struct block *next = block->next;
        block_free(block);
        block = next;
    }
    if (outgrown) {
        block_free(arena->first);
        arena->first = block_new(arena->keep);
    }
    arena->last = arena->first;
    arena->first->next = NULL;
    arena->used = 0;
    block_wipe(arena->first);
    POISON(arena->first->bytes, arena->first->size);
}

static void add_block(struct arena *arena, size_t least)
{
    size_t size = arena->last->size * 2;
    if (size > LARGEST_STEP)
        size = LARGEST_STEP;
    if (size < least)
        size = least;
    arena->last->next = block_new(size);
    arena->last = arena->last->next;
}

void *arena_alloc(struct arena *arena, size_t n)
{
    if (n > arena->cap - arena->used) {
        log_event(LOG_ERROR, "arena.over_cap", "bytes=%zu used=%zu cap=%zu", n, arena->used, arena->cap);
        abort();
    }
    size_t step = (n + GAP + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (step < n)
        abort();
    if (step > arena->last->size - arena->last->used)
        add_block(arena, step);
    unsigned char *p = arena->last->bytes + arena->last->used;
    arena->last->used += step;
    arena->used += n;
    UNPOISON(p, n);
    return p;
}

size_t arena_used(const struct arena *arena)
{
    return arena->used;
}
