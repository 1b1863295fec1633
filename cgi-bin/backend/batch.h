#ifndef BACKEND_BATCH_H
#define BACKEND_BATCH_H
/*
 * Group commit: threads hand over one item each; the first becomes the leader and runs the set-based
 * statement at once, whoever arrives meanwhile forms the next batch. No timer. All locking is here.
 */
#include "base/ctx.h"
#include "db/db.h"

struct batcher;

/* One hot operation over arrays. */
struct batch_operation {
    enum query query;
    /* Adds the arguments for n items, in item order. */
    void (*compose)(struct db_args *args, const void *const *items, int n);
    /* After a lost connection: what was committed for these items, in the same columns. */
    enum query recover;
};

struct batcher *batcher_open(struct arena *arena, struct db_pool *pool);
void batcher_close(struct batcher *batcher);

/*
 * Runs item within some batch of the operation; *row is its one row (the column `item` included) in
 * ctx->arena. One bad item never fails its neighbours: after an SQL error the leader reruns singly.
 */
enum rc batch_run(struct ctx *ctx, const struct batch_operation *operation, const void *item,
                  struct db_rows *row) MUST_USE;

#endif
