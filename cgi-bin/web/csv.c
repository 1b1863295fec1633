/* Writing CSV. What stands in a cell may be somebody else's words, so nothing may begin as a formula does. */
#include "web/csv.h"

#include <string.h>

void csv_cell(struct csv *csv, struct str value)
{
    struct buf *out = csv->out;
    if (csv->begun)
        buf_putc(out, csv->separator);
    csv->begun = true;
    buf_putc(out, '"');
    if (value.n && value.s[0] && strchr("=+-@\t\r", value.s[0]))
        buf_putc(out, '\'');
    for (size_t i = 0; i < value.n; i++) {
        if (value.s[i] == '"')
            buf_putc(out, '"');
        buf_putc(out, value.s[i]);
    }
    buf_putc(out, '"');
}

void csv_end(struct csv *csv)
{
    buf_put(csv->out, STR("\r\n"));
    csv->begun = false;
}
