/* Cells in PostgreSQL's binary form. A column of another type is a bug in the program, not in the data. */
#include <endian.h>
#include <string.h>

#include "db/conn.h"

static struct str cell(const struct db_rows *rows, int row, int column)
{
    if (row < 0 || row >= rows->n || column < 0 || column >= rows->columns)
        db_misuse("no such cell", column);
    return rows->cells[row * rows->columns + column];
}

bool db_is_null(const struct db_rows *rows, int row, int column)
{
    return !cell(rows, row, column).s;
}

struct str db_get_text(const struct db_rows *rows, int row, int column)
{
    struct str value = cell(rows, row, column);
    uint32_t type = rows->types[column];
    switch (type) {
    case OID_JSONB: /* a version byte stands in front */
        return str_slice(value, 1, value.n);
    case OID_BYTEA:
    case OID_CHAR:
    case OID_NAME:
    case OID_TEXT:
    case OID_JSON:
    case OID_UNKNOWN:
    case OID_BPCHAR:
    case OID_VARCHAR:
        return value;
    default: /* a number, not an enum: the schema's own types have no fixed one */
        if (type < OID_FIRST_USER)
            db_misuse("column is not text", column);
        return value;
    }
}

struct uuid db_get_uuid(const struct db_rows *rows, int row, int column)
{
    struct str value = cell(rows, row, column);
    struct uuid id = UUID_NIL;
    if (rows->types[column] != OID_UUID)
        db_misuse("column is not a uuid", column);
    if (value.n == sizeof id.b)
        memcpy(id.b, value.s, sizeof id.b);
    return id;
}

/* Any signed integer of n bytes; null gives 0. */
static int64_t integer(struct str value)
{
    uint64_t number = value.n && (value.s[0] & 0x80) ? UINT64_MAX : 0;
    for (size_t i = 0; i < value.n; i++)
        number = number << 8 | (unsigned char)value.s[i];
    return (int64_t)number;
}

int64_t db_get_i64(const struct db_rows *rows, int row, int column)
{
    struct str value = cell(rows, row, column);
    uint32_t type = rows->types[column];
    if (type != OID_INT8 && type != OID_INT4 && type != OID_INT2)
        db_misuse("column is not an integer", column);
    return integer(value);
}

bool db_get_bool(const struct db_rows *rows, int row, int column)
{
    struct str value = cell(rows, row, column);
    if (rows->types[column] != OID_BOOL)
        db_misuse("column is not a boolean", column);
    return value.n == 1 && value.s[0];
}

int64_t db_get_time(const struct db_rows *rows, int row, int column)
{
    struct str value = cell(rows, row, column);
    if (rows->types[column] != OID_TIMESTAMPTZ)
        db_misuse("column is not a timestamptz", column);
    int64_t at = integer(value);
    /* 'infinity' and '-infinity' are the ends of the range. */
    if (!value.s || at == INT64_MAX || at == INT64_MIN)
        return value.s ? at : 0;
    return at + EPOCH_US;
}
