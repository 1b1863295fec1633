/*
 * Parsers of urlencoded text. Bounded, without state; nothing here trusts a length or a byte of its input.
 * Must not log: what is parsed may be a password.
 */
#include "web/url.h"

#include <string.h>

/* Decodes into out, which holds text.n bytes; the bytes written, or -1 on a broken escape. */
static ssize_t decode_into(struct str text, char *out)
{
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.s[i];
        if (c == '%') {
            if (text.n - i < 3 || hex_digit(text.s[i + 1]) < 0 || hex_digit(text.s[i + 2]) < 0)
                return -1;
            c = (char)(hex_digit(text.s[i + 1]) * 16 + hex_digit(text.s[i + 2]));
            i += 2;
        } else if (c == '+') {
            c = ' ';
        }
        out[n++] = c;
    }
    return (ssize_t)n;
}

static bool decodes(struct str text, char *scratch)
{
    ssize_t n = decode_into(text, scratch);
    return n >= 0 && str_is_utf8((struct str){scratch, (size_t)n});
}

bool url_decode(struct arena *arena, struct str text, struct str *out)
{
    char *s = arena_alloc(arena, text.n + 1);
    ssize_t n = decode_into(text, s);
    if (n < 0)
        return false;
    *out = (struct str){s, (size_t)n};
    return str_is_utf8(*out);
}

/* The next pair that is not empty, still encoded. */
static bool next_pair(struct str *rest, struct str *name, struct str *value)
{
    struct str pair;
    while (str_split(rest, '&', &pair)) {
        if (pair.n == 0)
            continue;
        size_t equals = str_index(pair, '=', 0);
        *name = str_slice(pair, 0, equals);
        *value = equals < pair.n ? str_slice(pair, equals + 1, pair.n) : (struct str){"", 0};
        return true;
    }
    return false;
}

bool urlencoded_check(struct arena *arena, struct str text)
{
    /* One scratch for all parts, wiped: a password may be among them. */
    char *scratch = arena_alloc(arena, text.n + 1);
    size_t size = text.n;
    struct str name, value;
    bool good = true;
    for (int n = 0; good && next_pair(&text, &name, &value); n++)
        good = n < URL_PAIRS_MAX && decodes(name, scratch) && decodes(value, scratch);
    explicit_bzero(scratch, size);
    return good;
}

int urlencoded_list(struct arena *arena, struct str text, struct url_pair **pair)
{
    int n = 0;
    struct str name, value;
    for (struct str rest = text; n < URL_PAIRS_MAX && next_pair(&rest, &name, &value);)
        n++;
    *pair = ARENA_ARRAY(arena, struct url_pair, (size_t)n + 1);
    for (int i = 0; i < n && next_pair(&text, &name, &value); i++) {
        (*pair)[i].value = value;
        if (!url_decode(arena, name, &(*pair)[i].name))
            (*pair)[i].name = STR("");
    }
    return n;
}

struct str url_pair_value(struct arena *arena, struct url_pair *pair)
{
    if (!pair->decoded && !url_decode(arena, pair->value, &pair->value))
        pair->value = STR("");
    pair->decoded = true;
    return pair->value;
}

/* Does the encoded name say wanted? Without memory: names of fields are short and plain. */
static bool name_is(struct str encoded, struct str wanted)
{
    char name[128];
    if (encoded.n > sizeof name)
        return false;
    ssize_t n = decode_into(encoded, name);
    return n >= 0 && str_eq((struct str){name, (size_t)n}, wanted);
}

struct str urlencoded_find(struct arena *arena, struct str text, const char *name)
{
    struct str raw_name, raw_value, value;
    while (next_pair(&text, &raw_name, &raw_value))
        if (name_is(raw_name, str_from(name)))
            return url_decode(arena, raw_value, &value) ? value : STR_NONE;
    return STR_NONE;
}

bool urlencoded_secret(struct str text, const char *name, struct secret *out)
{
    struct str raw_name, raw_value;
    out->n = 0;
    while (next_pair(&text, &raw_name, &raw_value)) {
        char decoded[sizeof out->s * 3];
        if (!name_is(raw_name, str_from(name)))
            continue;
        if (raw_value.n > sizeof decoded)
            return false;
        ssize_t n = decode_into(raw_value, decoded);
        bool good = n > 0 && (size_t)n <= sizeof out->s && str_is_utf8((struct str){decoded, (size_t)n});
        if (good) {
            memcpy(out->s, decoded, (size_t)n);
            out->n = (size_t)n;
        }
        explicit_bzero(decoded, sizeof decoded);
        return good;
    }
    return false;
}

struct str cookie_find(struct str header, struct str name)
{
    struct str cookie;
    while (str_split(&header, ';', &cookie)) {
        cookie = str_trim(cookie);
        size_t equals = str_index(cookie, '=', 0);
        if (equals < cookie.n && str_eq(str_slice(cookie, 0, equals), name))
            return str_slice(cookie, equals + 1, cookie.n);
    }
    return STR_NONE;
}

void url_put_path(struct buf *buf, struct str path)
{
    for (size_t from = 0; from < path.n;) {
        size_t slash = str_index(path, '/', from);
        buf_put_percent(buf, str_slice(path, from, slash));
        if (slash < path.n)
            buf_putc(buf, '/');
        from = slash + 1;
    }
}

bool url_is_local(struct str path)
{
    if (path.n == 0 || path.n > 2048 || path.s[0] != '/' || (path.n > 1 && path.s[1] == '/'))
        return false;
    /* Browsers read '\' as '/', and drop tabs and line ends, so "/\t/host" would leave the site. */
    return str_is_plain(path, "") && str_is_utf8(path) && str_index(path, '\\', 0) == path.n;
}

struct str language_known(struct str language)
{
    if (str_eq_nocase(language, STR("en")))
        return STR("en");
    if (str_eq_nocase(language, STR("id")))
        return STR("id");
    return STR_NONE;
}

/* A weight "q=0.8" in thousandths; 1000 without one, 0 when it is not a weight. */
static int64_t weight_of(struct str parameters)
{
    struct str text = str_trim(parameters);
    int64_t whole, part = 0;
    if (text.n == 0)
        return 1000;
    if (text.n < 3 || (text.s[0] != 'q' && text.s[0] != 'Q') || text.s[1] != '=')
        return 0;
    text = str_slice(text, 2, text.n);
    if (!str_to_i64(str_slice(text, 0, 1), 0, 1, &whole))
        return 0;
    text = str_slice(text, 2, text.n);
    if (text.n && !str_to_i64(str_slice(text, 0, 3), 0, 999, &part))
        return 0;
    for (size_t digits = text.n; digits && digits < 3; digits++)
        part *= 10;
    return whole ? 1000 : part;
}

struct str language_accepted(struct str header)
{
    struct str range, best = STR_NONE;
    int64_t best_weight = 0;
    while (str_split(&header, ',', &range)) {
        size_t semicolon = str_index(range, ';', 0);
        struct str tag = str_trim(str_slice(range, 0, semicolon));
        struct str language = language_known(str_slice(tag, 0, str_index(tag, '-', 0)));
        int64_t weight = weight_of(str_slice(range, semicolon + 1, range.n));
        /* "in" is what old systems still call Indonesian. */
        if (language.n == 0 && str_eq_nocase(str_slice(tag, 0, str_index(tag, '-', 0)), STR("in")))
            language = STR("id");
        if (language.n && weight > best_weight) {
            best = language;
            best_weight = weight;
        }
    }
    return best;
}

struct str url_login(struct arena *arena, struct str path, struct str query)
{
    struct buf next = buf_new(arena, 2048), login = buf_new(arena, 4096);
    url_put_path(&next, path);
    if (query.n) {
        buf_putc(&next, '?');
        buf_put(&next, query);
    }
    buf_put(&login, STR("/login?next="));
    buf_put_percent(&login, buf_str(&next));
    return next.broken || login.broken ? STR("/login") : buf_str(&login);
}
