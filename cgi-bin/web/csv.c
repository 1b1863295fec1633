/* What stands in a cell may be somebody else's words. */
#include "web/csv.h"

#include "base/csv.h"

static void put(struct csv *csv, struct str value, bool guarded)
{
    if (csv->begun)
        buf_putc(csv->out, csv->separator ? csv->separator : ',');
    buf_putc(csv->out, '"');
    csv->begun = true;
    if (guarded && csv_is_formula(value))
        buf_putc(csv->out, '\'');
    for (size_t i = 0; i < value.n; i++) {
        if (value.s[i] == '"')
            buf_putc(csv->out, '"');
        buf_putc(csv->out, value.s[i]);
    }
    buf_putc(csv->out, '"');
}

void csv_text(struct csv *csv, struct str value)
{
    put(csv, value, true);
}

void csv_number(struct csv *csv, struct str value)
{
    put(csv, value, false);
}

void csv_end(struct csv *csv)
{
    buf_put(csv->out, STR("\r\n"));
    csv->begun = false;
}
