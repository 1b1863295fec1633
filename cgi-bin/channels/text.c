/* Texts of messages. The recipient reads the code out to a worker, so no built-in text forbids to share it.
 */
#include "channels/text.h"

#include <string.h>

#include "channels/segment.h"

#define TEXT_MAX ((size_t)64 * 1024)
#define CODE "{code}"

static const struct {
    struct message_text en, id;
} BUILTIN[CHANNEL__COUNT] = {
    [CHANNEL_SMS] = {.en = {.body =
                                STR("{code} is your verification code. It is valid for {minutes} minutes.")},
                     .id = {.body = STR("{code} adalah kode verifikasi Anda. Berlaku {minutes} menit.")}},
    [CHANNEL_EMAIL] =
        {
            .en = {.subject = STR("Your verification code"),
                   .body = STR("{code} is your verification code. It is valid for {minutes} minutes.\n\n"
                               "If you are not expecting a code, ignore this message.")},
            .id = {.subject = STR("Kode verifikasi Anda"),
                   .body = STR("{code} adalah kode verifikasi Anda. Berlaku {minutes} menit.\n\n"
                               "Jika Anda tidak menunggu kode ini, abaikan pesan ini.")},
        },
};

struct str text_language(struct str locale)
{
    bool indonesian = locale.n >= 2 && str_eq_nocase(str_slice(locale, 0, 2), STR("id")) &&
                      (locale.n == 2 || locale.s[2] == '-' || locale.s[2] == '_');
    return indonesian ? STR("id") : STR("en");
}

const struct message_text *text_builtin(enum channel channel, struct str locale)
{
    return str_eq(text_language(locale), STR("id")) ? &BUILTIN[channel].id : &BUILTIN[channel].en;
}

/* A name from outside must not begin a new line, least of all a header's. */
static void put_plain(struct buf *out, struct str value)
{
    for (size_t i = 0; i < value.n; i++)
        buf_putc(out, (unsigned char)value.s[i] < 0x20 || value.s[i] == 0x7f ? ' ' : value.s[i]);
}

static int minutes_of(int lifetime)
{
    return lifetime < 90 ? 1 : (lifetime + 30) / 60;
}

/* One place at the head of rest; the bytes it takes there, 0 when there is none. */
static size_t put_place(struct buf *out, struct str rest, const struct text_values *values, size_t *code_at)
{
    static const struct str code = STR(CODE), minutes = STR("{minutes}"),
                            organisation = STR("{organisation}");
    static const struct str plural = STR(" minutes");
    if (str_starts(rest, code)) {
        *code_at = out->n;
        put_plain(out, values->code);
        return code.n;
    }
    if (str_starts(rest, organisation)) {
        put_plain(out, values->organisation);
        return organisation.n;
    }
    if (!str_starts(rest, minutes))
        return 0;
    int n = minutes_of(values->lifetime);
    buf_printf(out, "%d", n);
    if (n != 1 || !str_starts(str_slice(rest, minutes.n, rest.n), plural))
        return minutes.n;
    buf_put(out, str_slice(plural, 0, plural.n - 1));
    return minutes.n + plural.n;
}

struct str text_expand(struct arena *arena, struct str text, const struct text_values *values,
                       size_t *code_at)
{
    struct buf out = buf_new(arena, TEXT_MAX);
    size_t at = SIZE_MAX;
    for (size_t i = 0; i < text.n;) {
        size_t taken = text.s[i] == '{' ? put_place(&out, str_slice(text, i, text.n), values, &at) : 0;
        if (!taken)
            buf_putc(&out, text.s[i]);
        i += taken ? taken : 1;
    }
    if (code_at)
        *code_at = at;
    return buf_str(&out);
}

struct str text_host(struct str url)
{
    if (!str_starts(url, STR("https://")))
        return STR_NONE;
    struct str host = str_slice(url, 8, str_index(url, '/', 8));
    return str_index(host, ':', 0) == host.n ? host : STR_NONE;
}

struct str sms_whole(struct arena *arena, const struct message_text *text, const struct text_values *values)
{
    struct str body = text_expand(arena, text->body, values, NULL), host = text_host(values->public_url);
    switch (text->ending) {
    case ENDING_SITE:
        if (host.n)
            return str_printf(arena, "%.*s\n\n@%.*s #%.*s", STR_ARG(body), STR_ARG(host),
                              STR_ARG(values->code));
        break;
    case ENDING_APP:
        return str_printf(arena, "%.*s\n\n%.*s", STR_ARG(body), STR_ARG(text->app_hash));
    case ENDING_NONE:
    case ENDING__COUNT:
        break;
    }
    return body;
}

/* The text as it may go out; STR_NONE: it takes more than one SMS. */
static struct str fitting(struct arena *arena, const struct message_text *text,
                          const struct text_values *values)
{
    struct str whole = sms_whole(arena, text, values);
    bool readable = text->ending != ENDING_APP || whole.n <= TEXT_APP_MAX;
    if (readable && segment_count(whole).segments == 1)
        return whole;
    whole = text_expand(arena, text->body, values, NULL);
    return segment_count(whole).segments == 1 ? whole : STR_NONE;
}

struct str sms_finish(struct arena *arena, const struct message_text *own, const struct text_values *values)
{
    struct str text = own && own->body.n ? fitting(arena, own, values) : STR_NONE;
    return text.n ? text : fitting(arena, text_builtin(CHANNEL_SMS, values->locale), values);
}

struct mail_words mail_finish(struct arena *arena, const struct message_text *own,
                              const struct text_values *values)
{
    const struct message_text *text = own && own->body.n ? own : text_builtin(CHANNEL_EMAIL, values->locale);
    struct mail_words words = {.title = text_expand(arena, text->subject, values, NULL)};
    words.subject = text->subject_code
                        ? str_printf(arena, "%.*s: %.*s", STR_ARG(words.title), STR_ARG(values->code))
                        : words.title;
    words.body = text_expand(arena, text->body, values, &words.code_at);
    return words;
}
