#ifndef BASE_CSV_H
#define BASE_CSV_H
/* Reading CSV (RFC 4180, and what spreadsheets make of it): separators , ; or tab, quoted cells with line
 * ends in them. */
#include "base/str.h"

#define CSV_CELLS_MAX 256

struct csv_reader {
    struct arena *arena;
    struct str text; /* what is left */
    char separator;
    int line; /* of the row that was read last, counted from 1 */
    int next; /* where the next one begins */
};
struct csv_row {
    struct str cell[CSV_CELLS_MAX]; /* trimmed; views of the text where nothing had to be unquoted */
    int n;
    bool broken; /* a quote without its end, or too many cells */
};

/* Skips a byte order mark. The separator is the one that the first line with any has most of. */
struct csv_reader csv_open(struct arena *arena, struct str text);

/* The next row that is not empty; false, and an empty row, at the end. */
bool csv_next(struct csv_reader *reader, struct csv_row *row) MUST_USE;

/* Cell i, STR("") where the row is shorter. */
struct str csv_at(const struct csv_row *row, int i);

/* Spreadsheets take a cell that begins so for a formula; our own files put an apostrophe before it. */
bool csv_is_formula(struct str cell);
/* Without that apostrophe; any other one stays. */
struct str csv_unguarded(struct str cell);

#endif
