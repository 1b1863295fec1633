#ifndef DB_CONN_H
#define DB_CONN_H
/* Inside db/ only: connections of the pool, and the wire's types. */
#include <libpq-fe.h>

#include "db/db.h"

/* Type oids of PostgreSQL's catalogue (pg_type.dat): fixed for ever. */
enum db_oid {
    OID_BOOL = 16,
    OID_BYTEA = 17,
    OID_CHAR = 18,
    OID_NAME = 19,
    OID_INT8 = 20,
    OID_INT2 = 21,
    OID_INT4 = 23,
    OID_TEXT = 25,
    OID_JSON = 114,
    OID_UNKNOWN = 705,
    OID_BPCHAR = 1042,
    OID_VARCHAR = 1043,
    OID_TIMESTAMPTZ = 1184,
    OID_UUID = 2950,
    OID_JSONB = 3802,
    OID_FIRST_USER = 16384, /* enums of the schema, sent as text */
};

/* Microseconds from 1970 to 2000, PostgreSQL's epoch. */
#define EPOCH_US INT64_C(946684800000000)

/*
 * A connection in pipeline mode for this thread alone, connected when needed; NULL when none came
 * free within 2 s or the server is away (logged when that starts).
 */
PGconn *pool_take(struct db_pool *pool);

/* Gives it back; lost closes it, so that its next taker connects anew. */
void pool_give(struct db_pool *pool, PGconn *conn, bool lost);

/* Logs db.away and db.back, each once a change. why may hold line ends. */
void pool_note(struct db_pool *pool, bool away, const char *why);

/* Logs and aborts: the program asked for something that its statement cannot mean. */
_Noreturn void db_misuse(const char *what, int column);

#endif
