/* Cells for spreadsheets. */
#include "web/csv.h"

#include <string.h>

void csv_put_cell(struct buf *out, struct str value, bool last)
{
    buf_putc(out, '"');
    if (value.n && value.s[0] && strchr("=+-@\t\r", value.s[0]))
        buf_putc(out, '\'');
    for (size_t i = 0; i < value.n; i++) {
        if (value.s[i] == '"')
            buf_putc(out, '"');
        buf_putc(out, value.s[i]);
    }
    buf_put(out, last ? STR("\"\r\n") : STR("\","));
}
