/* Arguments in PostgreSQL's binary form: no quoting, hence nothing to escape. Integers are big-endian. */
#include <endian.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "db/conn.h"

#define ARRAY_MAX ((size_t)64 << 20)
#define HEADER_SIZE 20

struct db_array {
    uint32_t element, type;
    enum db_type kind;
    int expected, n;
    bool nulls;
    struct buf bytes;
};

void db_misuse(const char *what, int column)
{
    log_event(LOG_ERROR, "db.misuse", "what=%s column=%d", LOG_STR(str_from(what)), column);
    abort();
}

static void add(struct db_args *args, uint32_t type, bool null, struct str value)
{
    if (args->n == DB_ARGS_MAX)
        db_misuse("too many arguments", args->n);
    args->arg[args->n].type = type;
    args->arg[args->n].null = null;
    args->arg[args->n].value = value;
    args->n++;
}

static struct str bytes_of(struct arena *arena, const void *bytes, size_t n)
{
    char *copy = arena_alloc(arena, n);
    memcpy(copy, bytes, n);
    return (struct str){copy, n};
}

static void add_i64(struct db_args *args, uint32_t type, bool null, int64_t value)
{
    uint64_t wire = htobe64((uint64_t)value);
    add(args, type, null, bytes_of(args->arena, &wire, sizeof wire));
}

void db_text(struct db_args *args, struct str value)
{
    add(args, OID_TEXT, !value.s, value);
}

void db_uuid(struct db_args *args, struct uuid value)
{
    add(args, OID_UUID, uuid_is_nil(value), bytes_of(args->arena, value.b, sizeof value.b));
}

void db_i64(struct db_args *args, int64_t value)
{
    add_i64(args, OID_INT8, false, value);
}

void db_bool(struct db_args *args, bool value)
{
    add(args, OID_BOOL, false, value ? (struct str){"\1", 1} : (struct str){"\0", 1});
}

void db_bytes(struct db_args *args, struct str value)
{
    add(args, OID_BYTEA, !value.s, value);
}

void db_time(struct db_args *args, int64_t at_us)
{
    add_i64(args, OID_TIMESTAMPTZ, at_us == 0, at_us - EPOCH_US);
}

void db_null(struct db_args *args)
{
    add(args, OID_TEXT, true, STR_NONE);
}

static void put_u32(struct buf *buf, uint32_t value)
{
    uint32_t wire = htobe32(value);
    buf_put(buf, str_bytes(&wire, sizeof wire));
}

struct db_array *db_array_new(struct arena *arena, enum db_type type, int n)
{
    static const uint32_t OIDS[][2] = {
        [DB_TEXT] = {OID_TEXT, 1009}, [DB_UUID] = {OID_UUID, 2951},   [DB_I64] = {OID_INT8, 1016},
        [DB_BOOL] = {OID_BOOL, 1000}, [DB_BYTES] = {OID_BYTEA, 1001}, [DB_TIME] = {OID_TIMESTAMPTZ, 1185},
    };
    struct db_array *array = ARENA_NEW(arena, struct db_array);
    array->kind = type;
    array->element = OIDS[type][0];
    array->type = OIDS[type][1];
    array->expected = n;
    array->bytes = buf_new(arena, ARRAY_MAX);
    buf_put(&array->bytes, (struct str){(const char[HEADER_SIZE]){0}, HEADER_SIZE});
    return array;
}

static void put_element(struct db_array *array, struct str value)
{
    put_u32(&array->bytes, (uint32_t)value.n);
    buf_put(&array->bytes, value);
    array->n++;
}

void db_array_null(struct db_array *array)
{
    put_u32(&array->bytes, UINT32_MAX);
    array->nulls = true;
    array->n++;
}

void db_array_text(struct db_array *array, struct str value)
{
    if (array->kind != DB_TEXT && array->kind != DB_BYTES)
        db_misuse("text in another array", array->n);
    if (value.s)
        put_element(array, value);
    else
        db_array_null(array);
}

void db_array_uuid(struct db_array *array, struct uuid value)
{
    if (array->kind != DB_UUID)
        db_misuse("uuid in another array", array->n);
    if (uuid_is_nil(value))
        db_array_null(array);
    else
        put_element(array, str_bytes(value.b, sizeof value.b));
}

void db_array_i64(struct db_array *array, int64_t value)
{
    if (array->kind == DB_BOOL) {
        put_element(array, value ? (struct str){"\1", 1} : (struct str){"\0", 1});
        return;
    }
    if (array->kind != DB_I64 && array->kind != DB_TIME)
        db_misuse("number in another array", array->n);
    if (array->kind == DB_TIME && value == 0) {
        db_array_null(array);
        return;
    }
    uint64_t wire = htobe64((uint64_t)(array->kind == DB_TIME ? value - EPOCH_US : value));
    put_element(array, str_bytes(&wire, sizeof wire));
}

void db_array(struct db_args *args, struct db_array *array)
{
    if (array->n != array->expected || array->bytes.broken)
        db_misuse("array of another length", array->n);
    bool empty = array->n == 0;
    uint32_t header[] = {empty ? 0 : 1, array->nulls, array->element, (uint32_t)array->n, 1};
    for (size_t i = 0; i < COUNT_OF(header); i++) {
        header[i] = htobe32(header[i]);
        memcpy(array->bytes.s + i * sizeof header[i], &header[i], sizeof header[i]);
    }
    /* An empty array has no dimension, hence no length and lower bound either. */
    struct str bytes = buf_str(&array->bytes);
    add(args, array->type, false, empty ? str_slice(bytes, 0, 12) : bytes);
}
