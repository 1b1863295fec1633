#ifndef WEB_CSV_H
#define WEB_CSV_H
/* Cells of a file for a spreadsheet (RFC 4180). */
#include "base/str.h"

/* The mark in front of the file without which spreadsheets read another encoding. */
#define CSV_MARK STR("\xef\xbb\xbf")

/* What stands in a cell may be somebody else's words: one that would be calculated is made text by an
 * apostrophe. */
void csv_put_cell(struct buf *out, struct str value, bool last);

#endif
