/* Requests to Graph, and which template a message takes. */
#include "channels/whatsapp.h"

#include <string.h>

#define MINUTES_MAX 90    /* Meta's, of code_expiration_minutes */
#define SEND_TTL_LEAST 30 /* s, Meta's bounds of message_send_ttl_seconds */
#define SEND_TTL_MOST 900
#define QUEUED_S 15 /* a code that waited this long is still of its whole lifetime */
#define LIFETIMES_MAX 16

struct str whatsapp_value(const struct sender *sender, const char *key, struct str fallback)
{
    struct str value = sender_value(sender, key);
    return value.n ? value : fallback;
}

static struct str version(const struct sender *sender)
{
    return whatsapp_value(sender, "graph_version", STR("v23.0"));
}

const char *whatsapp_lacks(const struct sender *sender, struct str node, const char *node_setting)
{
    struct str token = sender_value(sender, "token");
    return !sender_value(sender, "base_url").n    ? "base_url"
           : !is_path_word(version(sender))       ? "graph_version"
           : !is_path_word(node)                  ? node_setting
           : !token.n || !str_is_plain(token, "") ? "token"
                                                  : NULL;
}

bool whatsapp_request(const struct sender *sender, struct str node, const char *edge, struct arena *arena,
                      struct transfer *out)
{
    struct str base = sender_value(sender, "base_url"), token = sender_value(sender, "token");
    struct str graph = version(sender);
    if (whatsapp_lacks(sender, node, "node"))
        return false;
    const char *slash = base.s[base.n - 1] == '/' ? "" : "/", *v = graph.s[0] == 'v' ? "" : "v";
    *out = (struct transfer){
        .kind = TRANSFER_GET,
        .url = str_printf(arena, "%.*s%s%s%.*s/%.*s/%s", STR_ARG(base), slash, v, STR_ARG(graph),
                          STR_ARG(node), edge),
        .headers = {str_printf(arena, "Authorization: Bearer %.*s", STR_ARG(token)),
                    STR("Content-Type: application/json")},
        .n_headers = 2,
        .allow_private = sender_flag(sender, "allow_private"),
    };
    return true;
}

int whatsapp_lifetimes(struct str list, int *minutes, int max)
{
    struct str word;
    int n = 0;
    int64_t value;
    while (n < max && str_split(&list, ',', &word))
        if (str_to_i64(str_trim(word), 1, MINUTES_MAX, &value))
            minutes[n++] = (int)value;
    return n;
}

int whatsapp_template_minutes(const struct sender *sender, int lifetime)
{
    int minutes[LIFETIMES_MAX], least = 0, fitting = 0;
    int n = whatsapp_lifetimes(whatsapp_value(sender, "template_minutes", STR("5")), minutes, LIFETIMES_MAX);
    for (int i = 0; i < n; i++) {
        if (!least || minutes[i] < least)
            least = minutes[i];
        if (minutes[i] * 60 <= lifetime + QUEUED_S && minutes[i] > fitting)
            fitting = minutes[i];
    }
    return fitting ? fitting : least;
}

struct str whatsapp_name_fill(struct str pattern, int minutes, struct arena *arena)
{
    const char *place = pattern.n ? memmem(pattern.s, pattern.n, "{minutes}", 9) : NULL;
    if (!place)
        return pattern;
    size_t before = (size_t)(place - pattern.s);
    struct str head = str_slice(pattern, 0, before), tail = str_slice(pattern, before + 9, pattern.n);
    return str_printf(arena, "%.*s%d%.*s", STR_ARG(head), minutes, STR_ARG(tail));
}

struct str whatsapp_template_name(const struct sender *sender, int minutes, struct arena *arena)
{
    return whatsapp_name_fill(whatsapp_value(sender, "template", STR("sandi_otp")), minutes, arena);
}

struct str whatsapp_button(struct str language)
{
    /* At most 25 characters each. */
    static const struct {
        const char *language;
        struct str words;
    } BUTTONS[] = {
        {"en", STR("Copy code")},          {"id", STR("Salin kode")},      {"ms", STR("Salin kod")},
        {"fil", STR("Kopyahin ang code")}, {"vi", STR("Sao chép mã")},     {"th", STR("คัดลอกรหัส")},
        {"es", STR("Copiar código")},      {"pt", STR("Copiar código")},   {"fr", STR("Copier le code")},
        {"de", STR("Code kopieren")},      {"it", STR("Copia il codice")}, {"nl", STR("Code kopiëren")},
    };
    size_t n = 0;
    while (n < language.n && language.s[n] != '_' && language.s[n] != '-')
        n++;
    for (size_t i = 0; i < COUNT_OF(BUTTONS); i++)
        if (str_eq_nocase(str_slice(language, 0, n), str_from(BUTTONS[i].language)))
            return BUTTONS[i].words;
    return STR_NONE;
}

struct str whatsapp_template_body(const struct whatsapp_template *wanted, struct arena *arena)
{
    int ttl = wanted->minutes * 60;
    ttl = ttl < SEND_TTL_LEAST ? SEND_TTL_LEAST : ttl > SEND_TTL_MOST ? SEND_TTL_MOST : ttl;
    json_t *body =
        json_pack("{s:s%, s:s%, s:s, s:i, s:[{s:s, s:b}, {s:s, s:i}, {s:s, s:[{s:s, s:s, s:s%}]}]}", "name",
                  wanted->name.s, wanted->name.n, "language", wanted->language.s, wanted->language.n,
                  "category", "authentication", "message_send_ttl_seconds", ttl, "components", "type", "body",
                  "add_security_recommendation", 0, "type", "footer", "code_expiration_minutes",
                  wanted->minutes, "type", "buttons", "buttons", "type", "otp", "otp_type", "copy_code",
                  "text", wanted->button.s, wanted->button.n);
    return graph_dump(body, arena);
}

const char *whatsapp_template_edge(struct str pattern, struct str after, struct arena *arena)
{
    struct buf edge = buf_new(arena, 2048);
    buf_put(&edge, STR("message_templates?limit=100&fields=name,language,status,category,rejected_reason,"
                       "message_send_ttl_seconds,components&name="));
    buf_put_percent(&edge, str_slice(pattern, 0, str_index(pattern, '{', 0)));
    if (after.n) {
        buf_put(&edge, STR("&after="));
        buf_put_percent(&edge, after);
    }
    return edge.broken ? NULL : str_z(arena, buf_str(&edge));
}
