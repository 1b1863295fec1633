#ifndef BACKEND_BATCH_H
#define BACKEND_BATCH_H
/*
 * Group commit: threads hand over one item each; the first becomes the leader and runs the set-based
 * statement at once, whoever arrives meanwhile forms the next batch. No timer.
 */
#include "base/ctx.h"
#include "db/db.h"

struct batcher;

#define BATCH_MAX 128

/* One hot operation over arrays. Its rows begin with the item's number (int, from 1), in any order. */
struct batch_operation {
    enum query query;
    /* Adds the arguments for n items, in item order. */
    void (*compose)(struct db_args *args, const void *const *items, int n);
    /*
     * After a lost connection: what was committed for these items, in the same columns; items without
     * a row are run again. QUERY__COUNT: nothing is asked or run, the caller gets RC_UNAVAILABLE.
     */
    enum query recover;
    void (*recover_compose)(struct db_args *args, const void *const *items, int n);
};

/* Runs one statement in a transaction of its own; db_run in a program, something else in a test. */
typedef enum rc batch_runner(void *cookie, struct arena *arena, struct db_query *query);

struct batcher *batcher_open(struct arena *arena, struct db_pool *pool);
struct batcher *batcher_open_with(struct arena *arena, batch_runner *runner, void *cookie);
void batcher_close(struct batcher *batcher); /* no thread may be inside batch_run */

/* Statements run for the operation and items they carried, since the start: fewer statements than items where
 * calls come together. */
struct batch_counts {
    int64_t batches, items;
};
struct batch_counts batcher_counts(struct batcher *batcher, enum query operation);

/*
 * Runs item within some batch of the operation; *row is its one row (the column `item` included) in
 * ctx->arena, without column names. One bad item never fails its neighbours: after an SQL error the
 * leader reruns singly. item must stay as it is until the call returns.
 */
enum rc batch_run(struct ctx *ctx, const struct batch_operation *operation, const void *item,
                  struct db_rows *row) MUST_USE;

#endif
