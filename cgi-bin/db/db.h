#ifndef DB_DB_H
#define DB_DB_H
/*
 * PostgreSQL for the rest of the program: named statements in, typed rows out, one round trip a call.
 * The statements are the files of sql/queries; db/queries.h (generated) has the enum.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "base/str.h"
#include "base/uuid.h"
#include "db/queries.h"

struct db_pool;
struct db_array;

#define DB_ARGS_MAX 48

/* Arguments of one statement, in the order of $1, $2, ... All are sent in binary with their type. */
struct db_args {
    struct arena *arena;
    int n;
    struct {
        uint32_t type;
        bool null;
        struct str value;
    } arg[DB_ARGS_MAX];
};

/* Binary rows, copied into the caller's arena. */
struct db_rows {
    int n, columns;
    const uint32_t *types;    /* by column */
    const struct str *cells;  /* row-major; s == NULL is SQL's null */
    const char *const *names; /* by column */
    char sqlstate[6];         /* of the refused statement when rc is RC_CONFLICT, else "" */
    struct str constraint;    /* its constraint's name */
};

struct db_query {
    enum query id;
    struct db_args args;
    struct db_rows rows;
};

/* Who acts: set with set_config(.., true) in front of the statements; nil values are not set. */
struct db_scope {
    struct uuid organisation; /* sandi.organisation: row-level security */
    struct uuid person;       /* sandi.person: the audit log's actor */
    struct str address;       /* sandi.address: where the request came from, for the audit log */
};

/* size connections, opened lazily, reopened after a loss. The URL must live as long as the pool. */
struct db_pool *db_pool_open(struct arena *arena, const char *url, int size);
void db_pool_close(struct db_pool *pool);

/*
 * Runs n statements in one implicit transaction and one round trip (pipeline mode). Waits for a free
 * connection at most 2 s. RC_UNAVAILABLE: nothing is known about the commit (ask by id if it matters).
 * RC_CONFLICT: a constraint (SQLSTATE class 23) refused, all rolled back. RC_BROKEN: any other SQL error,
 * logged.
 */
enum rc db_run(struct db_pool *pool, struct arena *arena, struct db_scope scope, struct db_query *queries,
               size_t n) MUST_USE;

void db_text(struct db_args *args, struct str value);  /* s == NULL sends null */
void db_uuid(struct db_args *args, struct uuid value); /* the nil id sends null */
void db_i64(struct db_args *args, int64_t value);      /* bigint */
void db_bool(struct db_args *args, bool value);
void db_bytes(struct db_args *args, struct str value); /* s == NULL sends null */
void db_time(struct db_args *args, int64_t at_us);     /* timestamptz; 0 sends null */
void db_null(struct db_args *args);                    /* text null */

/* Arrays for set-based functions: the same kinds, one element at a time, in item order. Texts and bytes are
 * read where they lie by db_array, and must stay until then. */
enum db_type { DB_TEXT, DB_UUID, DB_I64, DB_BOOL, DB_BYTES, DB_TIME };
struct db_array *db_array_new(struct arena *arena, enum db_type type, int n);
void db_array_text(struct db_array *array, struct str value); /* text and bytes */
void db_array_uuid(struct db_array *array, struct uuid value);
void db_array_i64(struct db_array *array, int64_t value); /* bigint, bool and time */
void db_array_null(struct db_array *array);
void db_array(struct db_args *args, struct db_array *array); /* adds it as the next argument */

/* Cells. The column is a number counted from 0; asking for another type than the column's is a bug (abort).
 */
bool db_is_null(const struct db_rows *rows, int row, int column);
struct str db_get_text(const struct db_rows *rows, int row,
                       int column); /* text, varchar, jsonb as text, bytea */
struct uuid db_get_uuid(const struct db_rows *rows, int row, int column);
int64_t db_get_i64(const struct db_rows *rows, int row, int column); /* bigint or integer */
bool db_get_bool(const struct db_rows *rows, int row, int column);
int64_t db_get_time(const struct db_rows *rows, int row, int column); /* null gives 0 */

#endif
