/* The reader of CSV files. Bounded by its text; nothing here trusts a byte of it. */
#include "base/csv.h"

#include <string.h>

static char separator_of(struct str text)
{
    static const char known[] = {',', ';', '\t'};
    struct str line;
    while (str_split(&text, '\n', &line)) {
        size_t best = 0, count;
        char separator = ',';
        for (size_t k = 0; k < sizeof known; k++) {
            count = 0;
            for (size_t i = 0; i < line.n; i++)
                count += line.s[i] == known[k];
            if (count > best) {
                best = count;
                separator = known[k];
            }
        }
        if (best)
            return separator;
    }
    return ',';
}

struct csv_reader csv_open(struct arena *arena, struct str text)
{
    if (str_starts(text, STR("\xef\xbb\xbf")))
        text = str_slice(text, 3, text.n);
    return (struct csv_reader){.arena = arena, .text = text, .separator = separator_of(text), .next = 1};
}

static bool ends_cell(const struct csv_reader *reader, char c)
{
    return c == reader->separator || c == '\n' || c == '\r';
}

/* Where a quoted cell ends: its last quote, doubled ones passed over; text.n without one. */
static size_t quote_end(struct csv_reader *reader, bool *doubled)
{
    struct str text = reader->text;
    for (size_t i = 0; i < text.n; i++) {
        reader->next += text.s[i] == '\n';
        if (text.s[i] != '"')
            continue;
        if (i + 1 == text.n || text.s[i + 1] != '"')
            return i;
        *doubled = true;
        i++;
    }
    return text.n;
}

static struct str halved(struct arena *arena, struct str cell)
{
    char *out = arena_alloc(arena, cell.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < cell.n; i++) {
        out[n++] = cell.s[i];
        i += cell.s[i] == '"';
    }
    return (struct str){out, n};
}

/* A quoted cell, behind its first quote. */
static struct str quoted(struct csv_reader *reader, bool *broken)
{
    bool doubled = false;
    size_t end = quote_end(reader, &doubled);
    struct str cell = str_slice(reader->text, 0, end);
    *broken = *broken || end == reader->text.n;
    reader->text = str_slice(reader->text, end + 1, reader->text.n);
    return doubled ? halved(reader->arena, cell) : cell;
}

static struct str plain(struct csv_reader *reader)
{
    size_t n = 0;
    while (n < reader->text.n && !ends_cell(reader, reader->text.s[n]))
        n++;
    struct str cell = str_slice(reader->text, 0, n);
    reader->text = str_slice(reader->text, n, reader->text.n);
    return cell;
}

static void read_row(struct csv_reader *reader, struct csv_row *row)
{
    reader->line = reader->next;
    for (;;) {
        bool is_quoted = reader->text.n && reader->text.s[0] == '"';
        if (is_quoted)
            reader->text = str_slice(reader->text, 1, reader->text.n);
        struct str cell = is_quoted ? quoted(reader, &row->broken) : plain(reader);
        if (is_quoted && plain(reader).n)
            row->broken = true;
        if (row->n < CSV_CELLS_MAX)
            row->cell[row->n++] = str_trim(cell);
        else
            row->broken = true;
        if (!reader->text.n || reader->text.s[0] != reader->separator)
            break;
        reader->text = str_slice(reader->text, 1, reader->text.n);
    }
    if (str_starts(reader->text, STR("\r")))
        reader->text = str_slice(reader->text, 1, reader->text.n);
    if (str_starts(reader->text, STR("\n")))
        reader->text = str_slice(reader->text, 1, reader->text.n);
    reader->next++;
}

static bool is_empty(const struct csv_row *row)
{
    for (int i = 0; i < row->n; i++)
        if (row->cell[i].n)
            return false;
    return !row->broken;
}

bool csv_next(struct csv_reader *reader, struct csv_row *row)
{
    do {
        row->n = 0;
        row->broken = false;
        if (!reader->text.n)
            return false;
        read_row(reader, row);
    } while (is_empty(row));
    return true;
}

struct str csv_at(const struct csv_row *row, int i)
{
    return i >= 0 && i < row->n ? row->cell[i] : STR("");
}

bool csv_is_formula(struct str cell)
{
    return cell.n > 0 && cell.s[0] && strchr("=+-@\t\r", cell.s[0]);
}

struct str csv_unguarded(struct str cell)
{
    struct str rest = str_slice(cell, 1, cell.n);
    return str_starts(cell, STR("'")) && csv_is_formula(rest) ? rest : cell;
}
