/* Refuses what would mislead, break a header or cost more than one message. Sentences are the page's. */
#include "channels/text_check.h"

#include <string.h>

struct str text_normal(struct arena *arena, struct str typed)
{
    char *out = arena_alloc(arena, typed.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < typed.n; i++) {
        if (typed.s[i] == '\r' && i + 1 < typed.n && typed.s[i + 1] == '\n')
            continue;
        out[n++] = typed.s[i] == '\r' ? '\n' : typed.s[i];
    }
    return str_trim((struct str){out, n});
}

struct text_values text_longest(struct str organisation, struct str locale, struct str public_url)
{
    return (struct text_values){.code = STR("0123456789"),
                                .lifetime = 600,
                                .organisation = organisation,
                                .locale = locale,
                                .public_url = public_url};
}

static int characters(struct str text)
{
    int n = 0;
    for (size_t i = 0; i < text.n; i++)
        n += ((unsigned char)text.s[i] & 0xc0) != 0x80;
    return n;
}

/* Controls, marks that turn the direction, line separators, spaces without width, tags: what a reader cannot
 * see but a phone obeys. Not the joiners and selectors that scripts and emoji are written with. */
static bool has_unseen(struct str text, const char *allowed)
{
    static const struct str PREFIXES[] = {
        STR("\xc2\xad"),     STR("\xd8\x9c"),     STR("\xe1\xa0\x8e"), STR("\xe2\x80\x8b"),
        STR("\xe2\x80\x8e"), STR("\xe2\x80\x8f"), STR("\xe2\x81\xa0"), STR("\xe2\x81\xa1"),
        STR("\xe2\x81\xa2"), STR("\xe2\x81\xa3"), STR("\xe2\x81\xa4"), STR("\xf3\xa0"),
        STR("\xe2\x80\xa8"), STR("\xe2\x80\xa9"), STR("\xe2\x80\xaa"), STR("\xe2\x80\xab"),
        STR("\xe2\x80\xac"), STR("\xe2\x80\xad"), STR("\xe2\x80\xae"), STR("\xe2\x81\xa6"),
        STR("\xe2\x81\xa7"), STR("\xe2\x81\xa8"), STR("\xe2\x81\xa9"), STR("\xef\xbb\xbf")};
    if (!str_is_utf8(text) || !str_is_plain(text, allowed))
        return true;
    for (size_t i = 0; i + 1 < text.n; i++) {
        if ((unsigned char)text.s[i] == 0xc2 && (unsigned char)text.s[i + 1] < 0xa0)
            return true;
        for (size_t p = 0; (unsigned char)text.s[i] >= 0xc2 && p < COUNT_OF(PREFIXES); p++)
            if (str_starts(str_slice(text, i, text.n), PREFIXES[p]))
                return true;
    }
    return false;
}

/* Counts the codes and finds the first place or brace that is wrong. */
static enum text_fault check_places(struct str text, int *codes, struct str *which)
{
    *codes = 0;
    for (size_t i = 0; i < text.n; i++) {
        if (text.s[i] == '}')
            return TEXT_BRACE;
        if (text.s[i] != '{')
            continue;
        size_t end = str_index(text, '}', i), line = str_index(text, '\n', i);
        if (end == text.n || end > line || str_index(text, '{', i + 1) < end)
            return TEXT_BRACE;
        struct str place = str_slice(text, i, end + 1);
        if (str_eq(place, STR("{code}"))) {
            ++*codes;
        } else if (!str_eq(place, STR("{minutes}")) && !str_eq(place, STR("{organisation}"))) {
            *which = place;
            return TEXT_PLACE;
        }
        i = end;
    }
    return TEXT_GOOD;
}

static enum text_fault check_body(struct str body, struct str *which)
{
    int codes;
    if (!body.n)
        return TEXT_EMPTY;
    if (has_unseen(body, "\n"))
        return TEXT_UNSEEN;
    enum text_fault fault = check_places(body, &codes, which);
    if (fault)
        return fault;
    if (codes != 1)
        return codes ? TEXT_CODE_TWICE : TEXT_CODE_MISSING;
    return characters(body) > TEXT_BODY_MAX ? TEXT_LONG : TEXT_GOOD;
}

static enum text_fault check_subject(struct str subject, struct str *which)
{
    int codes;
    if (!subject.n)
        return TEXT_EMPTY;
    if (has_unseen(subject, ""))
        return TEXT_UNSEEN;
    enum text_fault fault = check_places(subject, &codes, which);
    if (fault)
        return fault;
    if (codes)
        return TEXT_CODE_SUBJECT;
    return characters(subject) > TEXT_SUBJECT_MAX ? TEXT_SUBJECT_LONG : TEXT_GOOD;
}

static bool is_app_hash(struct str hash)
{
    for (size_t i = 0; i < hash.n; i++) {
        char c = hash.s[i];
        if (!((c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '+' || c == '/'))
            return false;
    }
    return hash.n == APP_HASH_SIZE;
}

struct text_verdict text_check(struct arena *arena, enum channel channel, const struct message_text *text,
                               const struct text_values *longest)
{
    struct text_verdict verdict = {TEXT_GOOD};
    if (channel == CHANNEL_EMAIL)
        verdict.subject = check_subject(text->subject, &verdict.which);
    verdict.body = check_body(text->body, &verdict.which);
    if (channel != CHANNEL_SMS || verdict.body == TEXT_UNSEEN)
        return verdict;
    struct str whole = sms_whole(arena, text, longest);
    verdict.count = segment_count(whole);
    if (text->ending == ENDING_APP && !is_app_hash(text->app_hash))
        verdict.app_hash = TEXT_APP_HASH;
    if (verdict.body == TEXT_GOOD && verdict.count.segments != 1)
        verdict.body = TEXT_SEGMENTS;
    if (verdict.body == TEXT_GOOD && text->ending == ENDING_APP && whole.n > TEXT_APP_MAX)
        verdict.body = TEXT_APP_BYTES;
    return verdict;
}

bool text_is_good(const struct text_verdict *verdict)
{
    return !verdict->subject && !verdict->body && !verdict->app_hash;
}
