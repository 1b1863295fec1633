/*
 * A provider set up by data: what is asked of it is written into settings, with places in braces. The address
 * is the operator's as it stands, with no place in it, so that no message can lead a code elsewhere.
 */
#include <jansson.h>
#include <string.h>

#include "base/hmac.h"
#include "channels/http_rules.h"
#include "channels/report.h"
#include "channels/segment.h"

#define BODY_MAX ((size_t)16 * 1024)
#define HEADERS_OWN (TRANSFER_HEADERS_MAX - 1)
#define DEEP_MAX 8

struct place {
    const char *name;
    struct str value;
};

/* What the places stand for in one message. lacking: a place that is unknown or has nothing to stand for. */
struct fill {
    struct arena *arena;
    struct place places[16];
    size_t n;
    const char *lacking;
};

static void place(struct fill *fill, const char *name, struct str value)
{
    fill->places[fill->n++] = (struct place){name, value};
}

static struct str place_value(struct fill *fill, struct str name)
{
    for (size_t i = 0; i < fill->n; i++)
        if (str_eq(name, str_from(fill->places[i].name))) {
            if (!fill->places[i].value.n)
                fill->lacking = fill->places[i].name;
            return fill->places[i].value;
        }
    fill->lacking = "places";
    return STR_NONE;
}

static bool is_name(struct str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (text.s[i] < 'a' || text.s[i] > 'z')
            return false;
    return text.n > 0;
}

/* The text with its {places} filled in; braces around anything but small letters stay. */
static struct str expand(struct fill *fill, struct str text)
{
    struct buf out = buf_new(fill->arena, BODY_MAX);
    for (size_t i = 0; i < text.n;) {
        size_t open = str_index(text, '{', i), close = str_index(text, '}', open);
        struct str name = str_slice(text, open + 1, close);
        buf_put(&out, str_slice(text, i, open));
        i = open;
        if (open < text.n && close < text.n && is_name(name)) {
            buf_put(&out, place_value(fill, name));
            i = close + 1;
        } else if (open < text.n) {
            buf_putc(&out, '{');
            i = open + 1;
        }
    }
    if (out.broken)
        fill->lacking = "body";
    return buf_str(&out);
}

/* --- what the places stand for
 * ------------------------------------------------------------------------------ */

/* STR_NONE: a number of another country, where only national ones can be written. */
static struct str number(const struct sender *sender, struct str recipient, struct arena *arena)
{
    struct str format = sender_value(sender, "number_format");
    struct str prefix = str_printf(arena, "+%.*s", STR_ARG(sender_value(sender, "country_code")));
    if (str_eq(format, STR("digits")))
        return str_slice(recipient, str_starts(recipient, STR("+")), recipient.n);
    if (!str_eq(format, STR("national")))
        return recipient;
    if (prefix.n < 2 || !str_starts(recipient, prefix))
        return STR_NONE;
    return str_printf(arena, "0%.*s", STR_ARG(str_slice(recipient, prefix.n, recipient.n)));
}

/* A provider that makes the code's text itself wants a word of its own where the code stands. */
static struct str text_with(struct str text, struct str code, struct str word, struct arena *arena)
{
    struct buf out = buf_new(arena, BODY_MAX);
    if (!word.n || !code.n)
        return text;
    for (size_t i = 0; i < text.n;) {
        bool here = str_starts(str_slice(text, i, text.n), code);
        if (here)
            buf_put(&out, word);
        else
            buf_putc(&out, text.s[i]);
        i += here ? code.n : 1;
    }
    return buf_str(&out);
}

static struct str encoding(const struct sender *sender, struct str text)
{
    struct str words = sender_value(sender, "encodings");
    size_t comma;
    if (!words.n)
        words = STR("text,unicode");
    comma = str_index(words, ',', 0);
    return str_trim(gsm7_length(text) < 0 ? str_slice(words, comma + 1, words.n)
                                          : str_slice(words, 0, comma));
}

static int seconds_left(const struct sender *sender, const struct outgoing *message)
{
    int64_t least;
    if (!str_to_i64(sender_value(sender, "least_seconds"), 1, 600, &least))
        least = 1;
    return message->lifetime < least ? (int)least : message->lifetime;
}

static void fill_in(struct fill *fill, const struct sender *sender, const struct outgoing *message)
{
    struct arena *arena = fill->arena;
    struct str user = sender_value(sender, "username"), password = sender_value(sender, "password");
    struct str text = message->text;
    int seconds = seconds_left(sender, message);
    place(fill, "to", number(sender, message->recipient, arena));
    place(fill, "text", text_with(text, message->code, sender_value(sender, "code_word"), arena));
    place(fill, "code", message->code);
    place(fill, "from", sender_value(sender, "from"));
    place(fill, "username", user);
    place(fill, "password", password);
    place(fill, "basic",
          base64_text(arena, str_printf(arena, "%.*s:%.*s", STR_ARG(user), STR_ARG(password))));
    place(fill, "encoding", encoding(sender, text));
    place(fill, "message", uuid_text(arena, message->reference.message));
    place(fill, "callback", report_url(sender, message, arena));
    place(fill, "language", message->locale);
    place(fill, "seconds", str_printf(arena, "%d", seconds));
    place(fill, "milliseconds", str_printf(arena, "%d000", seconds));
    place(fill, "minutes", str_printf(arena, "%d", seconds < 60 ? 1 : seconds / 60));
}

/* --- the request
 * --------------------------------------------------------------------------------------------- */

/* The template is a form already; each value is filled in after it was decoded, and encoded again. */
static struct str form_body(struct fill *fill, struct str template)
{
    struct buf out = buf_new(fill->arena, BODY_MAX);
    struct str name, value;
    while (query_next(fill->arena, &template, &name, &value)) {
        buf_put(&out, out.n ? STR("&") : STR(""));
        buf_put_percent(&out, name);
        buf_putc(&out, '=');
        buf_put_percent(&out, expand(fill, value));
    }
    if (out.broken || !out.n)
        fill->lacking = "body";
    return buf_str(&out);
}

/* "{#seconds}" alone is a number. */
static json_t *json_value(struct fill *fill, struct str text)
{
    int64_t n;
    if (str_starts(text, STR("{#")) && str_ends(text, STR("}")) &&
        str_to_i64(place_value(fill, str_slice(text, 2, text.n - 1)), 0, INT64_MAX, &n))
        return json_integer(n);
    struct str value = expand(fill, text);
    return json_stringn(value.n ? value.s : "", value.n);
}

/* A copy with every string in it filled in; member names stay. */
static json_t *json_fill(struct fill *fill, const json_t *from, int deep)
{
    size_t i;
    const char *key;
    json_t *item, *out;
    if (deep > DEEP_MAX)
        return json_null();
    if (json_is_string(from))
        return json_value(fill, (struct str){json_string_value(from), json_string_length(from)});
    if (json_is_array(from)) {
        out = json_array();
        json_array_foreach(from, i, item) json_array_append_new(out, json_fill(fill, item, deep + 1));
        return out;
    }
    if (!json_is_object(from))
        return json_deep_copy(from);
    out = json_object();
    json_object_foreach((json_t *)(uintptr_t)from, key, item)
        json_object_set_new(out, key, json_fill(fill, item, deep + 1));
    return out;
}

static struct str json_body(struct fill *fill, struct str template)
{
    json_t *wanted = json_loadb(template.n ? template.s : "", template.n, JSON_REJECT_DUPLICATES, NULL);
    json_t *filled = wanted ? json_fill(fill, wanted, 0) : NULL;
    size_t size = filled ? json_dumpb(filled, NULL, 0, JSON_COMPACT) : 0;
    char *text = arena_alloc(fill->arena, size + 1);
    if (size)
        size = json_dumpb(filled, text, size, JSON_COMPACT);
    json_decref(wanted);
    json_decref(filled);
    if (!size || size > BODY_MAX)
        fill->lacking = "body";
    return (struct str){text, size};
}

/* Not those that say where the request goes, how long it is, or what it holds: these are ours. */
static bool header_allowed(struct str name)
{
    static const struct str OURS[] = {STR("Host"),       STR("Content-Length"),  STR("Transfer-Encoding"),
                                      STR("Connection"), STR("Content-Type"),    STR("Expect"),
                                      STR("Upgrade"),    STR("Proxy-Connection")};
    for (size_t i = 0; i < COUNT_OF(OURS); i++)
        if (str_eq_nocase(name, OURS[i]))
            return false;
    return is_path_word(name);
}

static bool put_headers(struct fill *fill, struct str list, struct transfer *out)
{
    struct str line;
    while (list.n && str_split(&list, '|', &line)) {
        size_t colon = str_index(line, ':', 0);
        struct str name = str_trim(str_slice(line, 0, colon));
        struct str value = str_trim(expand(fill, str_slice(line, colon + 1, line.n)));
        if (out->n_headers == HEADERS_OWN || !header_allowed(name) || !value.n || !str_is_plain(value, ""))
            return false;
        out->headers[out->n_headers++] = str_printf(fill->arena, "%.*s: %.*s", STR_ARG(name), STR_ARG(value));
    }
    return true;
}

/* Which setting is missing or cannot be understood; NULL: none. */
static const char *unusable(const struct sender *sender)
{
    struct str path = sender_value(sender, "answer_path"), values = sender_value(sender, "answer_values");
    return !sender_value(sender, "base_url").n                           ? "base_url"
           : !sender_value(sender, "body").n                             ? "body"
           : !map_check(sender_value(sender, "statuses"), false)         ? "statuses"
           : !map_check(values, false) || (path.n > 0) != (values.n > 0) ? "answer_values"
           : !map_check(sender_value(sender, "callback_values"), true)   ? "callback_values"
                                                                         : NULL;
}

static enum composed compose(const struct sender *sender, const struct outgoing *message, struct arena *arena,
                             struct transfer *out, const char **why)
{
    struct str url = sender_value(sender, "base_url"), template = sender_value(sender, "body");
    bool get = str_eq(sender_value(sender, "method"), STR("GET"));
    bool json = str_eq(sender_value(sender, "format"), STR("json"));
    struct fill fill = {.arena = arena};
    *why = get && json ? "format" : unusable(sender);
    if (*why)
        return COMPOSE_UNUSABLE;
    fill_in(&fill, sender, message);
    *why = "country_restricted";
    if (!fill.places[0].value.n)
        return COMPOSE_IMPOSSIBLE;
    struct str body = json ? json_body(&fill, template) : form_body(&fill, template);
    *out = (struct transfer){.kind = get ? TRANSFER_GET : TRANSFER_POST,
                             .allow_private = sender_flag(sender, "allow_private")};
    *why = "headers";
    if (!put_headers(&fill, sender_value(sender, "headers"), out))
        return COMPOSE_UNUSABLE;
    *why = fill.lacking;
    if (fill.lacking)
        return COMPOSE_UNUSABLE;
    const char *join = !get ? "" : str_index(url, '?', 0) < url.n ? "&" : "?";
    out->url = str_printf(arena, "%.*s%s%.*s", STR_ARG(url), join, STR_ARG(get ? body : STR_NONE));
    if (!get) {
        out->body = body;
        out->headers[out->n_headers++] = json ? STR("Content-Type: application/json")
                                              : STR("Content-Type: application/x-www-form-urlencoded");
    }
    return COMPOSED;
}

const struct driver driver_http = {
    .name = "http",
    .channel = CHANNEL_SMS,
    .compose = compose,
    .interpret = http_interpret,
    .callback = http_callback,
};
