/*
 * E-mail: one multipart message for a mail relay. No CR or LF from outside ever reaches a header. 250 means
 * that the relay took it, not that it arrived.
 */
#include <string.h>

#include "base/hmac.h"
#include "channels/driver.h"

#define MAIL_MAX ((size_t)768 * 1024)
#define WORD_MAX 39 /* bytes of an encoded word, so that its line stays within 76 characters */
#define ADDRESS_MAX 254
#define DETAIL_MAX 300

static bool is_address(struct str address)
{
    size_t at = str_index(address, '@', 0);
    if (address.n > ADDRESS_MAX || at == 0 || at + 1 >= address.n ||
        str_index(address, '@', at + 1) != address.n)
        return false;
    for (size_t i = 0; i < address.n; i++) {
        unsigned char c = (unsigned char)address.s[i];
        if (c <= 0x20 || c >= 0x7f || strchr("<>()[]\\,;:\"", c))
            return false;
    }
    return true;
}

struct mailbox {
    struct str name, address;
};

/* "Name <address>" or an address alone. */
static bool read_mailbox(struct str text, struct mailbox *out)
{
    *out = (struct mailbox){STR_NONE, str_trim(text)};
    size_t open = str_index(text, '<', 0);
    if (open < text.n && str_ends(str_trim(text), STR(">"))) {
        out->name = str_trim(str_slice(text, 0, open));
        out->address = str_slice(text, open + 1, str_index(text, '>', open));
        if (out->name.n >= 2 && out->name.s[0] == '"' && str_ends(out->name, STR("\"")))
            out->name = str_slice(out->name, 1, out->name.n - 1);
    }
    return is_address(out->address) && out->name.n <= 100 && str_is_plain(out->name, "") &&
           str_is_utf8(out->name);
}

static bool is_atom(struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.s[i];
        if (c < 0x20 || c >= 0x7f || strchr("<>()[]\\,;:\"@.", c))
            return false;
    }
    return true;
}

/* What a subject may hold as it stands: printable ASCII that nobody takes for an encoded word. */
static bool is_printable(struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.s[i];
        if (c < 0x20 || c >= 0x7f || str_starts(str_slice(text, i, text.n), STR("=?")))
            return false;
    }
    return true;
}

/* Encoded words (RFC 2047) of whole characters, each on a line of its own. */
static void put_encoded(struct buf *mail, struct str text)
{
    for (size_t from = 0, to; from < text.n; from = to) {
        to = from + WORD_MAX < text.n ? from + WORD_MAX : text.n;
        while (to < text.n && to > from + 1 && ((unsigned char)text.s[to] & 0xc0) == 0x80)
            to--;
        buf_printf(mail, "%s=?UTF-8?B?%.*s?=", from ? "\r\n " : "",
                   STR_ARG(base64_text(mail->arena, str_slice(text, from, to))));
    }
}

/* Quoted-printable (RFC 2045, 6.7) of text whose lines end in LF. */
static void put_quoted(struct buf *mail, struct str text)
{
    int column = 0;
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.s[i];
        bool last = i + 1 == text.n || text.s[i + 1] == '\n';
        if (c == '\n') {
            buf_put(mail, STR("\r\n"));
            column = 0;
            continue;
        }
        if (column > 72) {
            buf_put(mail, STR("=\r\n"));
            column = 0;
        }
        if (c == '=' || c < 0x20 || c > 0x7e || (c == ' ' && last)) {
            buf_printf(mail, "=%02X", c);
            column += 3;
        } else {
            buf_putc(mail, (char)c);
            column++;
        }
    }
    buf_put(mail, STR("\r\n"));
}

static void put_part(struct buf *mail, struct str boundary, const char *type, struct str text)
{
    buf_printf(mail,
               "--%.*s\r\nContent-Type: %s; charset=utf-8\r\n"
               "Content-Transfer-Encoding: quoted-printable\r\n\r\n",
               STR_ARG(boundary), type);
    put_quoted(mail, text);
}

static void put_headers(struct buf *mail, const struct outgoing *message, const struct mailbox *from)
{
    char date[64];
    time_t seconds = (time_t)(message->now_us / 1000000);
    struct tm t;
    gmtime_r(&seconds, &t);
    strftime(date, sizeof date, "%a, %d %b %Y %H:%M:%S +0000", &t);
    struct str id = uuid_text(mail->arena, message->reference.message);
    struct str host = str_slice(from->address, str_index(from->address, '@', 0) + 1, from->address.n);
    buf_put(mail, STR("From: "));
    if (from->name.n && is_atom(from->name))
        buf_put(mail, from->name);
    else
        put_encoded(mail, from->name);
    buf_printf(mail, from->name.n ? " <%.*s>\r\n" : "%.*s\r\n", STR_ARG(from->address));
    buf_printf(mail, "To: %.*s\r\nSubject: ", STR_ARG(message->recipient));
    if (is_printable(message->subject))
        buf_put(mail, message->subject);
    else
        put_encoded(mail, message->subject);
    buf_printf(mail,
               "\r\nDate: %s\r\nMessage-ID: <%.*s@%.*s>\r\nMIME-Version: 1.0\r\n"
               "Auto-Submitted: auto-generated\r\nX-Auto-Response-Suppress: OOF, AutoReply\r\n",
               date, STR_ARG(id), STR_ARG(host));
}

static struct str mail_body(const struct outgoing *message, const struct mailbox *from, struct arena *arena)
{
    struct str id = uuid_text(arena, message->reference.message);
    struct str boundary = str_printf(arena, "=_%.*s", STR_ARG(id));
    struct buf mail = buf_new(arena, MAIL_MAX);
    put_headers(&mail, message, from);
    buf_printf(&mail, "Content-Type: multipart/alternative; boundary=\"%.*s\"\r\n\r\n", STR_ARG(boundary));
    put_part(&mail, boundary, "text/plain", message->text);
    if (message->html.n)
        put_part(&mail, boundary, "text/html", message->html);
    buf_printf(&mail, "--%.*s--\r\n", STR_ARG(boundary));
    return mail.broken ? STR_NONE : buf_str(&mail);
}

/* How much TLS the sender asks for. False: an unknown word, or a password that could go in clear text. */
static bool read_tls(const struct sender *sender, enum transfer_tls *tls)
{
    static const struct str words[] = {
        [TLS_REQUIRED] = STR("required"), [TLS_OPTIONAL] = STR("optional"), [TLS_OFF] = STR("off")};
    struct str word = sender_value(sender, "tls");
    bool private = sender_flag(sender, "allow_private");
    *tls = private ? TLS_OPTIONAL : TLS_REQUIRED;
    for (size_t i = 0; i < COUNT_OF(words) && word.n; i++) {
        if (!str_eq(word, words[i]))
            continue;
        *tls = (enum transfer_tls)i;
        word = STR_NONE;
    }
    return !word.n && (*tls == TLS_REQUIRED || private || !sender_value(sender, "username").n);
}

static struct str terminated(struct arena *arena, struct str text)
{
    return text.n ? str_from(str_z(arena, text)) : STR_NONE;
}

static enum composed compose(const struct sender *sender, const struct outgoing *message, struct arena *arena,
                             struct transfer *out, const char **why)
{
    struct str base = sender_value(sender, "base_url"), envelope = sender_value(sender, "envelope_from");
    struct mailbox from;
    enum transfer_tls tls;
    bool smtp = str_starts(base, STR("smtp://")) || str_starts(base, STR("smtps://"));
    *why = !smtp                                                ? "base_url"
           : !read_mailbox(sender_value(sender, "from"), &from) ? "from"
           : envelope.n && !is_address(envelope)                ? "envelope_from"
           : !read_tls(sender, &tls)                            ? "tls"
                                                                : NULL;
    if (*why)
        return COMPOSE_UNUSABLE;
    *why = "invalid_recipient";
    if (!is_address(message->recipient))
        return COMPOSE_IMPOSSIBLE;
    struct str body = mail_body(message, &from, arena), user = sender_value(sender, "username");
    *why = "unexpressible";
    if (!body.n || !message->text.n)
        return COMPOSE_IMPOSSIBLE;
    *out = (struct transfer){
        .kind = TRANSFER_MAIL,
        .url = terminated(arena, base),
        .body = body,
        .user = terminated(arena, user),
        .password = user.n ? terminated(arena, sender_value(sender, "password")) : STR_NONE,
        .mail_from = terminated(arena, envelope.n ? envelope : from.address),
        .mail_to = terminated(arena, message->recipient),
        .ca_file = terminated(arena, sender_value(sender, "ca_file")),
        .allow_private = sender_flag(sender, "allow_private"),
        .tls = tls,
    };
    return COMPOSED;
}

/* The subject of an enhanced status ("550 5.7.1 …": 7, RFC 3463); without one the code's own, by RFC 5321. */
static char reply_subject(int code, struct str line)
{
    if (line.n > 7 && line.s[3] == ' ' && line.s[4] == line.s[0] && line.s[5] == '.' && line.s[7] == '.')
        return line.s[6];
    return code == 450 || code == 550 || code == 551 || code == 553 ? '1' : '0';
}

/* What lies with one address or its mailbox says nothing about the server: whoever sends to such addresses
 * must not hold up everybody else's mails. */
static void postpone(int code, struct str line, struct verdict *verdict)
{
    char subject = reply_subject(code, line);
    bool recipients = subject == '1' || subject == '2';
    verdict->result = RESULT_BUSY;
    verdict->reason = recipients ? "not_deliverable" : "provider_down";
    verdict->pace = recipients ? PACE_PAIR : PACE_STEADY;
}

static void refuse(int code, struct str line, struct verdict *verdict)
{
    char subject = reply_subject(code, line);
    verdict->result = RESULT_REJECTED;
    verdict->reason = subject == '1'   ? "invalid_recipient"
                      : subject == '2' ? "not_deliverable" /* the mailbox is closed or full */
                                       : "request_refused";
    verdict->operator_fault = subject == '7'; /* policy: the sender is not trusted there */
}

/* By the last reply code: classes of RFC 5321, 4.2.1. A 354 without what follows it may have been delivered.
 */
static struct verdict interpret(const struct sender *sender, const struct answer *answer, struct arena *arena)
{
    (void)sender;
    struct verdict verdict;
    if (verdict_without_answer(answer, &verdict)) {
        if (verdict.result == RESULT_BUSY && answer->tls_failed) {
            verdict.reason = "tls_failed";
            verdict.operator_fault = true;
        }
        return verdict;
    }
    int code = answer->status;
    verdict = (struct verdict){.detail = words(arena, answer->body, DETAIL_MAX)};
    if (code >= 200 && code < 300) {
        verdict.result = RESULT_ACCEPTED;
        verdict.detail = STR_NONE;
    } else if (code == 530 || code == 534 || code == 535 || code == 538) {
        verdict.result = RESULT_REJECTED;
        verdict.reason = "sender_unauthorized";
        verdict.operator_fault = true;
    } else if (code >= 500 && code < 600) {
        refuse(code, answer->body, &verdict);
    } else if (code >= 400 && code < 500) {
        postpone(code, answer->body, &verdict);
    } else {
        verdict.result = RESULT_UNKNOWN;
        verdict.reason = "no_answer";
    }
    return verdict;
}

const struct driver driver_smtp = {
    .name = "smtp",
    .channel = CHANNEL_EMAIL,
    .compose = compose,
    .interpret = interpret,
};
