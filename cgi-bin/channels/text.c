/* Texts of messages. The recipient reads the code out to a worker, so no text forbids to share it. */
#include "channels/text.h"

#include <string.h>

static bool indonesian(struct str locale)
{
    return locale.n >= 2 && str_eq_nocase(str_slice(locale, 0, 2), STR("id")) &&
           (locale.n == 2 || locale.s[2] == '-' || locale.s[2] == '_');
}

struct message_text message_text(struct arena *arena, struct str locale, struct str code, int lifetime)
{
    int minutes = lifetime < 90 ? 1 : (lifetime + 30) / 60;
    if (indonesian(locale))
        return (struct message_text){
            .subject = STR("Kode verifikasi Anda"),
            .sentence = str_printf(arena, "%.*s adalah kode verifikasi Anda. Berlaku %d menit.",
                                   STR_ARG(code), minutes),
            .hint = STR("Jika Anda tidak menunggu kode ini, abaikan pesan ini."),
        };
    return (struct message_text){
        .subject = STR("Your verification code"),
        .sentence = str_printf(arena, "%.*s is your verification code. It is valid for %d minute%s.",
                               STR_ARG(code), minutes, minutes == 1 ? "" : "s"),
        .hint = STR("If you are not expecting a code, ignore this message."),
    };
}

/* The host of an https address on the default port; STR_NONE for any other. */
static struct str https_host(struct str url)
{
    if (!str_starts(url, STR("https://")))
        return STR_NONE;
    struct str host = str_slice(url, 8, str_index(url, '/', 8));
    return str_index(host, ':', 0) == host.n ? host : STR_NONE;
}

struct str sms_text(struct arena *arena, struct str locale, struct str code, int lifetime,
                    struct str public_url)
{
    struct str sentence = message_text(arena, locale, code, lifetime).sentence;
    struct str host = https_host(public_url);
    if (!host.n)
        return sentence;
    struct str bound =
        str_printf(arena, "%.*s\n\n@%.*s #%.*s", STR_ARG(sentence), STR_ARG(host), STR_ARG(code));
    int length = gsm7_length(bound);
    return length > 0 && length <= GSM7_SEGMENT ? bound : sentence;
}

/* Code points above 0x7f that GSM 03.38 has in its basic table. */
static bool gsm7_basic(uint32_t c)
{
    static const uint16_t OTHERS[] = {0xa1,  0xa3,  0xa4,  0xa5,  0xa7,  0xbf,  0xc4,  0xc5,  0xc6, 0xc7,
                                      0xc9,  0xd1,  0xd6,  0xd8,  0xdc,  0xdf,  0xe0,  0xe4,  0xe5, 0xe6,
                                      0xe8,  0xe9,  0xec,  0xf1,  0xf2,  0xf6,  0xf8,  0xf9,  0xfc, 0x393,
                                      0x394, 0x398, 0x39b, 0x39e, 0x3a0, 0x3a3, 0x3a6, 0x3a8, 0x3a9};
    if (c < 0x80)
        return c == '\n' || c == '\r' || (c >= 0x20 && c < 0x7f && !strchr("`[]{}\\^~|", (int)c));
    for (size_t i = 0; i < COUNT_OF(OTHERS); i++)
        if (OTHERS[i] == c)
            return true;
    return false;
}

static bool gsm7_extended(uint32_t c)
{
    return c == 0x20ac || (c > 0x20 && c < 0x7f && strchr("[]{}\\^~|", (int)c));
}

int gsm7_length(struct str text)
{
    if (!str_is_utf8(text))
        return -1;
    int septets = 0;
    for (size_t i = 0; i < text.n;) {
        unsigned char lead = (unsigned char)text.s[i++];
        uint32_t c = lead < 0x80   ? lead
                     : lead < 0xe0 ? lead & 0x1fu
                     : lead < 0xf0 ? lead & 0x0fu
                                   : lead & 0x07u;
        for (int more = lead < 0xc0 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3; more; more--)
            c = c << 6 | ((unsigned char)text.s[i++] & 0x3fu);
        if (gsm7_basic(c))
            septets++;
        else if (gsm7_extended(c))
            septets += 2;
        else
            return -1;
    }
    return septets;
}
