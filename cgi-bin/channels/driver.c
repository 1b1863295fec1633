/* What the drivers share: the table of them, senders' values, references, query strings. */
#include "channels/driver.h"

#include <string.h>

#include "backend/code.h"

const struct driver *driver_find(struct str name)
{
    static const struct driver *const ALL[] = {&driver_whatsapp, &driver_kannel, &driver_twilio, &driver_http,
                                               &driver_smtp};
    for (size_t i = 0; i < COUNT_OF(ALL); i++)
        if (str_eq(name, str_from(ALL[i]->name)))
            return ALL[i];
    return NULL;
}

struct str sender_value(const struct sender *sender, const char *key)
{
    for (int i = 0; i < sender->n_values; i++)
        if (str_eq(sender->values[i].key, str_from(key)))
            return sender->values[i].value;
    return STR_NONE;
}

bool sender_flag(const struct sender *sender, const char *key)
{
    static const char *const YES[] = {"true", "1", "on", "yes"};
    struct str value = sender_value(sender, key);
    for (size_t i = 0; i < COUNT_OF(YES); i++)
        if (str_eq_nocase(value, str_from(YES[i])))
            return true;
    return false;
}

struct str reference_text(struct arena *arena, struct reference reference)
{
    struct str organisation = uuid_text(arena, reference.organisation);
    struct str message = uuid_text(arena, reference.message);
    return str_printf(arena, "%.*s.%.*s", STR_ARG(organisation), STR_ARG(message));
}

bool reference_parse(struct str text, struct reference *out)
{
    struct reference read;
    if (text.n != 2 * UUID_TEXT_SIZE + 1 || text.s[UUID_TEXT_SIZE] != '.' ||
        !uuid_parse(str_slice(text, 0, UUID_TEXT_SIZE), &read.organisation) ||
        !uuid_parse(str_slice(text, UUID_TEXT_SIZE + 1, text.n), &read.message))
        return false;
    *out = read;
    return true;
}

static struct str decode(struct arena *arena, struct str text)
{
    char *out = arena_alloc(arena, text.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        int high = -1, low = -1;
        if (text.s[i] == '%' && i + 2 < text.n) {
            high = hex_digit(text.s[i + 1]);
            low = hex_digit(text.s[i + 2]);
        }
        if (high >= 0 && low >= 0) {
            out[n++] = (char)(high * 16 + low);
            i += 2;
        } else {
            out[n++] = text.s[i] == '+' ? ' ' : text.s[i];
        }
    }
    return (struct str){out, n};
}

bool query_next(struct arena *arena, struct str *rest, struct str *name, struct str *value)
{
    struct str pair;
    while (str_split(rest, '&', &pair)) {
        if (!pair.n)
            continue;
        size_t equals = str_index(pair, '=', 0);
        *name = decode(arena, str_slice(pair, 0, equals));
        *value = decode(arena, str_slice(pair, equals + 1, pair.n));
        return true;
    }
    return false;
}

struct str query_value(struct arena *arena, struct str query, const char *name)
{
    struct str wanted = str_from(name), found, value;
    while (query_next(arena, &query, &found, &value))
        if (str_eq(found, wanted))
            return value;
    return STR_NONE;
}

bool is_path_word(struct str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (!(text.s[i] == '.' || text.s[i] == '_' || text.s[i] == '-' ||
              (text.s[i] >= '0' && text.s[i] <= '9') ||
              ((text.s[i] | 0x20) >= 'a' && (text.s[i] | 0x20) <= 'z')))
            return false;
    return text.n > 0;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

struct str words(struct arena *arena, struct str text, size_t max)
{
    size_t n = text.n < max ? text.n : max;
    while (n && n < text.n && ((unsigned char)text.s[n] & 0xc0) == 0x80)
        n--;
    while (n && n < text.n && is_digit(text.s[n]) && is_digit(text.s[n - 1]))
        n--;
    if (!n || !str_is_utf8((struct str){text.s, n}))
        return STR_NONE;
    char *copy = arena_alloc(arena, n + 1);
    for (size_t i = 0; i < n; i++)
        copy[i] = (unsigned char)text.s[i] < 0x20 || text.s[i] == 0x7f ? ' ' : text.s[i];
    return (struct str){copy, n};
}

struct str report_words(struct arena *arena, struct str text, size_t max)
{
    struct str said = words(arena, text, max);
    struct buf out = buf_new(arena, 2 * said.n + 16);
    for (size_t i = 0, end; i < said.n; i = end) {
        for (end = i; end < said.n && is_digit(said.s[end]);)
            end++;
        if (end - i >= CODE_DIGITS_MIN && end - i < said.n)
            buf_put(&out, STR("…"));
        else
            buf_put(&out, str_slice(said, i, end > i ? end : ++end));
    }
    return said.n ? buf_str(&out) : said;
}

bool verdict_without_answer(const struct answer *answer, struct verdict *out)
{
    switch (answer->state) {
    case ANSWER_COMPLETE:
        return false;
    case ANSWER_NEVER_LEFT:
        *out = (struct verdict){.result = RESULT_BUSY, .reason = "unreachable", .detail = answer->error};
        return true;
    case ANSWER_MISSING:
        *out = (struct verdict){.result = RESULT_UNKNOWN, .reason = "no_answer", .detail = answer->error};
        return true;
    }
    return false;
}
