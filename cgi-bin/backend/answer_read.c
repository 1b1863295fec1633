/* Readers of dates, times and places: digits and separators, nothing that depends on the machine. */
#include "backend/answer_read.h"

#define DEGREES_DIGITS 7 /* after the point: one centimetre */

/* Up to most numbers with one or more of between's characters between them; how many, -1 for anything else.
 */
static int read_numbers(struct str text, const char *between, int64_t *number, int most)
{
    struct str separators = str_from(between);
    int n = 0;
    size_t at = 0;
    while (at < text.n && n < most) {
        size_t from = at;
        while (at < text.n && text.s[at] >= '0' && text.s[at] <= '9')
            at++;
        if (!str_to_i64(str_slice(text, from, at), 0, 999999, &number[n++]))
            return -1;
        from = at;
        while (at < text.n && str_index(separators, text.s[at], 0) < separators.n)
            at++;
        if ((at == from) != (at == text.n))
            return -1;
    }
    return at == text.n ? n : -1;
}

static int days_of(int64_t year, int64_t month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

bool answer_date_read(struct arena *arena, struct str typed, bool month_first, struct str *out)
{
    int64_t part[3];
    if (read_numbers(typed, "/.- ", part, 3) != 3)
        return false;
    bool iso = part[0] > 999;
    int64_t year = iso ? part[0] : part[2];
    int64_t month = iso || !month_first ? part[1] : part[0];
    int64_t day = iso ? part[2] : month_first ? part[1] : part[0];
    if (year < 1000 || year > 9999 || month < 1 || month > 12 || day < 1 || day > days_of(year, month))
        return false;
    *out = str_printf(arena, "%04d-%02d-%02d", (int)year, (int)month, (int)day);
    return true;
}

bool answer_time_read(struct arena *arena, struct str typed, struct str *out)
{
    int64_t part[3];
    int n = read_numbers(typed, ":.", part, 3);
    if (n < 2 || part[0] > 23 || part[1] > 59 || (n == 3 && part[2] > 59))
        return false;
    *out = str_printf(arena, "%02d:%02d", (int)part[0], (int)part[1]);
    return true;
}

/* One of the two: an optional sign, degrees up to most, and a fraction. */
static bool put_degrees(struct str text, int64_t most, struct buf *out)
{
    size_t sign = text.n > 0 && (text.s[0] == '-' || text.s[0] == '+');
    size_t point = str_index(text, '.', sign), kept = 0;
    struct str fraction = str_slice(text, point + 1, text.n);
    int64_t whole;
    if (!str_to_i64(str_slice(text, sign, point), 0, most, &whole) || text.s[sign] < '0' ||
        text.s[sign] > '9' || (point < text.n && fraction.n == 0))
        return false;
    for (size_t i = 0; i < fraction.n; i++) {
        if (fraction.s[i] < '0' || fraction.s[i] > '9')
            return false;
        if (fraction.s[i] != '0' && i < DEGREES_DIGITS)
            kept = i + 1;
        if (fraction.s[i] != '0' && whole == most)
            return false;
    }
    if (sign > 0 && text.s[0] == '-' && (whole > 0 || kept > 0))
        buf_putc(out, '-');
    buf_printf(out, "%d%s%.*s", (int)whole, kept ? "." : "", (int)kept, kept ? fraction.s : "");
    return true;
}

bool answer_coordinate_read(struct arena *arena, struct str typed, struct str *out)
{
    struct buf buf = buf_new(arena, 64);
    struct str longitude = typed, latitude;
    char between = str_index(typed, ',', 0) < typed.n ? ',' : ' ';
    if (!str_split(&longitude, between, &latitude) || !put_degrees(str_trim(latitude), 90, &buf))
        return false;
    buf_putc(&buf, ',');
    if (!put_degrees(str_trim(longitude), 180, &buf) || buf.broken)
        return false;
    *out = buf_str(&buf);
    return true;
}
