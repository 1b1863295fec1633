/* Arguments in PostgreSQL's binary form: no quoting, hence nothing to escape. Integers are big-endian. */
#include <endian.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "db/conn.h"

#define HEADER_SIZE 20

struct db_array {
    struct arena *arena;
    uint32_t element, type;
    enum db_type kind;
    int expected, n;
    bool nulls;
    struct str *text; /* of texts and bytes: where each lies */
    char *wire;       /* header and elements; of texts and bytes made at the end, when its size is known */
    size_t used;
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

struct db_array *db_array_new(struct arena *arena, enum db_type type, int n)
{
    static const struct {
        uint32_t element, array;
        size_t size; /* of an element; 0: each has its own */
    } KINDS[] = {
        [DB_TEXT] = {OID_TEXT, 1009, 0},   [DB_UUID] = {OID_UUID, 2951, 16},
        [DB_I64] = {OID_INT8, 1016, 8},    [DB_BOOL] = {OID_BOOL, 1000, 1},
        [DB_BYTES] = {OID_BYTEA, 1001, 0}, [DB_TIME] = {OID_TIMESTAMPTZ, 1185, 8},
    };
    struct db_array *array = ARENA_NEW(arena, struct db_array);
    size_t size = KINDS[type].size;
    *array = (struct db_array){.arena = arena,
                               .element = KINDS[type].element,
                               .type = KINDS[type].array,
                               .kind = type,
                               .expected = n};
    if (size)
        array->wire = arena_alloc(arena, HEADER_SIZE + (size_t)n * (sizeof(uint32_t) + size));
    else
        array->text = ARENA_ARRAY(arena, struct str, (size_t)n + 1);
    array->used = HEADER_SIZE;
    return array;
}

/* value.s NULL: null */
static void put_element(struct db_array *array, struct str value)
{
    uint32_t length = htobe32(value.s ? (uint32_t)value.n : UINT32_MAX);
    memcpy(array->wire + array->used, &length, sizeof length);
    array->used += sizeof length;
    if (value.n)
        memcpy(array->wire + array->used, value.s, value.n);
    array->used += value.n;
}

static void add_element(struct db_array *array, struct str value)
{
    if (array->n == array->expected)
        db_misuse("array of another length", array->n);
    array->nulls = array->nulls || !value.s;
    if (array->text)
        array->text[array->n] = value;
    else
        put_element(array, value);
    array->n++;
}

void db_array_null(struct db_array *array)
{
    add_element(array, STR_NONE);
}

void db_array_text(struct db_array *array, struct str value)
{
    if (!array->text)
        db_misuse("text in another array", array->n);
    add_element(array, value);
}

void db_array_uuid(struct db_array *array, struct uuid value)
{
    if (array->kind != DB_UUID)
        db_misuse("uuid in another array", array->n);
    add_element(array, uuid_is_nil(value) ? STR_NONE : str_bytes(value.b, sizeof value.b));
}

void db_array_i64(struct db_array *array, int64_t value)
{
    if (array->kind == DB_BOOL) {
        add_element(array, value ? (struct str){"\1", 1} : (struct str){"\0", 1});
        return;
    }
    if (array->kind != DB_I64 && array->kind != DB_TIME)
        db_misuse("number in another array", array->n);
    uint64_t wire = htobe64((uint64_t)(array->kind == DB_TIME ? value - EPOCH_US : value));
    bool null = array->kind == DB_TIME && value == 0;
    add_element(array, null ? STR_NONE : str_bytes(&wire, sizeof wire));
}

static void put_texts(struct db_array *array)
{
    size_t size = HEADER_SIZE;
    for (int i = 0; i < array->n; i++)
        size += sizeof(uint32_t) + array->text[i].n;
    array->wire = arena_alloc(array->arena, size);
    for (int i = 0; i < array->n; i++)
        put_element(array, array->text[i]);
}

void db_array(struct db_args *args, struct db_array *array)
{
    if (array->n != array->expected)
        db_misuse("array of another length", array->n);
    bool empty = array->n == 0;
    uint32_t header[] = {empty ? 0 : 1, array->nulls, array->element, (uint32_t)array->n, 1};
    if (array->text)
        put_texts(array);
    for (size_t i = 0; i < COUNT_OF(header); i++) {
        header[i] = htobe32(header[i]);
        memcpy(array->wire + i * sizeof header[i], &header[i], sizeof header[i]);
    }
    /* An empty array has no dimension, hence no length and lower bound either. */
    add(args, array->type, false, (struct str){array->wire, empty ? 12 : array->used});
}
