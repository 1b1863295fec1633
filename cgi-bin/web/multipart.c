/* Forms with files. What a part's headers say beyond name, filename and type is not read. */
#include "web/multipart.h"

#include <string.h>

#define BOUNDARY_MAX 70 /* RFC 2046 5.1.1 */
#define HEADERS_MAX 2048

/* Index of needle in text at or after from; text.n when there is none. */
static size_t find(struct str text, struct str needle, size_t from)
{
    if (from > text.n)
        return text.n;
    const char *at = memmem(text.s + from, text.n - from, needle.s, needle.n);
    return at ? (size_t)(at - text.s) : text.n;
}

/* The value of name in `form-data; name="x"; filename="y"`; STR_NONE when absent. Browsers write %22 for ".
 */
static struct str parameter(struct str header, const char *name)
{
    size_t at = str_index(header, ';', 0);
    while (at < header.n) {
        size_t equals = str_index(header, '=', at);
        struct str key = str_trim(str_slice(header, at + 1, equals));
        size_t from = equals + 1;
        bool quoted = from < header.n && header.s[from] == '"';
        size_t end = quoted ? str_index(header, '"', from + 1) : str_index(header, ';', from);
        if (equals >= header.n || (quoted && end == header.n))
            return STR_NONE;
        if (str_eq_nocase(key, str_from(name))) {
            struct str value =
                quoted ? str_slice(header, from + 1, end) : str_trim(str_slice(header, from, end));
            return value.n ? value : STR("");
        }
        at = str_index(header, ';', end);
    }
    return STR_NONE;
}

bool multipart_boundary(struct str content_type, struct str *boundary)
{
    struct str kind = str_trim(str_slice(content_type, 0, str_index(content_type, ';', 0)));
    *boundary = parameter(content_type, "boundary");
    return str_eq_nocase(kind, STR("multipart/form-data")) && boundary->n > 0 && boundary->n <= BOUNDARY_MAX;
}

static void read_header(struct str line, struct multipart_part *part)
{
    size_t colon = str_index(line, ':', 0);
    struct str name = str_slice(line, 0, colon), value = str_trim(str_slice(line, colon + 1, line.n));
    if (str_eq_nocase(name, STR("Content-Type")))
        part->type = value;
    if (!str_eq_nocase(name, STR("Content-Disposition")) || !str_starts_nocase(value, STR("form-data")))
        return;
    part->name = parameter(value, "name");
    part->filename = parameter(value, "filename");
}

/* Takes a part off *rest, which starts behind a delimiter; false at the end, or when it is malformed. */
static bool take(struct str *rest, struct str boundary, struct multipart_part *part)
{
    *part = (struct multipart_part){0};
    if (!str_starts(*rest, STR("\r\n")))
        return false;
    size_t body = find(*rest, STR("\r\n\r\n"), 0);
    if (body == rest->n || body > HEADERS_MAX)
        return false;
    struct str headers = str_slice(*rest, 2, body + 2);
    while (headers.n > 0) {
        size_t end = find(headers, STR("\r\n"), 0);
        read_header(str_slice(headers, 0, end), part);
        headers = str_slice(headers, end + 2, headers.n);
    }
    for (size_t at = find(*rest, STR("\r\n--"), body + 2); at < rest->n;
         at = find(*rest, STR("\r\n--"), at + 4)) {
        struct str behind = str_slice(*rest, at + 4, rest->n);
        if (!str_starts(behind, boundary))
            continue;
        part->bytes = str_slice(*rest, body + 4, at);
        part->bytes = at > body + 4 ? part->bytes : STR("");
        *rest = str_slice(behind, boundary.n, behind.n);
        return part->name.n > 0;
    }
    return false;
}

/* Behind the first delimiter; an empty text when there is none. */
static struct str start(struct str body, struct str boundary)
{
    struct str rest = str_slice(body, 2, body.n);
    return str_starts(body, STR("--")) && str_starts(rest, boundary) ? str_slice(rest, boundary.n, rest.n)
                                                                     : STR("");
}

bool multipart_check(struct str body, struct str boundary)
{
    struct str rest = start(body, boundary);
    struct multipart_part part;
    int n = 0;
    while (take(&rest, boundary, &part)) {
        bool text = str_is_utf8(part.name) && str_is_utf8(part.filename) &&
                    (part.filename.s != NULL || str_is_utf8(part.bytes));
        if (!text || ++n > MULTIPART_PARTS_MAX)
            return false;
    }
    return n > 0 && str_starts(rest, STR("--"));
}

int multipart_list(struct arena *arena, struct str body, struct str boundary, struct multipart_part **part)
{
    struct multipart_part one;
    int n = 0, at = 0;
    for (struct str rest = start(body, boundary); take(&rest, boundary, &one);)
        n++;
    *part = ARENA_ARRAY(arena, struct multipart_part, (size_t)n + 1);
    for (struct str rest = start(body, boundary); at < n && take(&rest, boundary, &(*part)[at]);)
        at++;
    return n;
}
