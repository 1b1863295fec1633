#ifndef BACKEND_SENDER_H
#define BACKEND_SENDER_H
/* Configured senders as rows, with the secrets opened that this program has the keys of. */
#include "base/ctx.h"

#define SENDER_PAIRS_MAX 40

struct sender_row {
    struct uuid id;
    struct str name, driver;
    int64_t version;
    int n_pairs;
    struct {
        struct str key, value;
    } pairs[SENDER_PAIRS_MAX]; /* settings first, then opened secrets; booleans are "true" and "false" */
};

/* The value of a pair; STR_NONE when absent. */
struct str sender_row_value(const struct sender_row *row, const char *key);
/* Adds the pairs of a row's settings, a JSON object. */
void sender_settings_read(struct ctx *ctx, struct sender_row *row, struct str text);

/* Every sender, also inactive ones. */
enum rc sender_list(struct ctx *ctx, struct sender_row **rows, int *n) MUST_USE;

/* *row is NULL when there is none of that name. */
enum rc sender_find(struct ctx *ctx, struct str name, struct sender_row **row) MUST_USE;

/* Grows with each change of any sender. */
enum rc sender_stamp(struct ctx *ctx, int64_t *stamp) MUST_USE;

#endif
