/*
 * Texts as organisations write them, on any bytes. The first two bytes choose channel, ending and length of
 * life; a NUL ends the organisation's name, and the subject of a mail. What is found good must go out whole.
 */
#include "fuzz.h"

#include <stdlib.h>

#include "channels/text_check.h"

static void need(bool truth)
{
    if (!truth)
        abort();
}

static struct str take(struct str *rest)
{
    struct str head = STR_NONE;
    str_split(rest, '\0', &head);
    return head;
}

static bool is_in(struct str text, struct str piece)
{
    for (size_t i = 0; i + piece.n <= text.n; i++)
        if (str_starts(str_slice(text, i, text.n), piece))
            return true;
    return false;
}

static void sms(struct arena *arena, const struct message_text *text, const struct text_values *longest,
                const struct text_values *values)
{
    struct text_verdict verdict = text_check(arena, CHANNEL_SMS, text, longest);
    struct str sent = sms_finish(arena, text, values);
    struct segments count = segment_count(sent);
    need(count.segments == 1 && count.room >= 0);
    if (!text_is_good(&verdict))
        return;
    struct str whole = sms_whole(arena, text, values);
    need(str_eq(sent, whole) && segment_count(whole).units <= verdict.count.units);
    need(str_is_plain(whole, "\n") && is_in(whole, values->code));
}

static void mail(struct arena *arena, const struct message_text *text, const struct text_values *longest,
                 const struct text_values *values)
{
    struct text_verdict verdict = text_check(arena, CHANNEL_EMAIL, text, longest);
    struct mail_words words = mail_finish(arena, text, values);
    if (!text_is_good(&verdict))
        return;
    need(words.code_at + values->code.n <= words.body.n &&
         str_starts(str_slice(words.body, words.code_at, words.body.n), values->code));
    need(str_is_plain(words.subject, "") && str_is_plain(words.body, "\n"));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static const struct str HOSTS[] = {STR("https://otp.example.com/"), STR("http://127.0.0.1:8080")};
    if (n < 2 || n > 16384)
        return 0;
    struct arena *arena = arena_open((size_t)16 << 20);
    struct str rest = {(const char *)data + 2, n - 2}, name = take(&rest);
    struct str subject = data[0] & 1 ? take(&rest) : STR_NONE;
    struct message_text text = {.subject = subject,
                                .body = text_normal(arena, rest),
                                .subject_code = data[0] & 2,
                                .ending = (enum text_ending)(data[0] / 4 % ENDING__COUNT),
                                .app_hash = STR("FA+9qCX9VSu")};
    if (!str_is_utf8(name)) /* a row of the database is */
        name = STR_NONE;
    struct text_values longest = text_longest(name, STR("id"), HOSTS[data[0] / 16 % 2]), values = longest;
    values.code = STR("0123");
    values.lifetime = data[1] * 3;
    if (data[0] & 1)
        mail(arena, &text, &longest, &values);
    else
        sms(arena, &text, &longest, &values);
    arena_close(arena);
    return 0;
}
