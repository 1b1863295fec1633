#ifndef WEB_CSV_H
#define WEB_CSV_H
/* Rows of a file for spreadsheets (RFC 4180), in which no cell begins as a formula does. */
#include "base/str.h"

/* What stands first in a file: without it, spreadsheets read another encoding. */
#define CSV_MARK STR("\xef\xbb\xbf")

struct csv {
    struct buf *out;
    char separator; /* 0: a comma */
    bool begun;     /* there are cells in this row */
};

void csv_text(struct csv *csv, struct str value); /* STR_NONE: an empty cell */
/* Digits with '-' and '.' as they are: a spreadsheet may add them up. */
void csv_number(struct csv *csv, struct str value);
void csv_end(struct csv *csv);

#endif
