#ifndef WEB_CSV_H
#define WEB_CSV_H
/* Files for spreadsheets (RFC 4180). A cell that a spreadsheet would calculate is made text by an apostrophe.
 */
#include "base/str.h"

struct csv {
    struct buf *out;
    char separator; /* ',' or ';' */
    bool begun;     /* a cell stands in the line already */
};

void csv_cell(struct csv *csv, struct str value);
void csv_end(struct csv *csv); /* of the line */

/* What a file must begin with for spreadsheets that else read another encoding. */
#define CSV_BOM STR("\xef\xbb\xbf")

#endif
