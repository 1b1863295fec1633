/*
 * ICU's formatters of one language. They are not for concurrent use, so one lock guards each call;
 * opening them costs milliseconds, so they are opened once.
 */
#include "shim/locale.h"

#include <pthread.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/udat.h>
#include <unicode/uldnames.h>
#include <unicode/unorm2.h>
#include <unicode/unum.h>
#include <unicode/ustring.h>

#include "base/arena.h"
#include "base/attr.h"

#define WIDE_MAX 512
#define ZONES_MAX 16

struct zone {
    char name[64];
    UDateFormatStyle style; /* of the time */
    UDateFormat *format;
};

struct buffer {
    char *s;
    size_t size;
};

struct locale {
    struct arena *arena;
    pthread_mutex_t lock;
    char language[8];
    ULocaleDisplayNames *names;
    UNumberFormat *decimal;
    struct zone zones[ZONES_MAX];
};

static const char *narrow(const UChar *wide, int32_t n, UErrorCode error, char *out, size_t size)
{
    int32_t written = 0;
    out[0] = 0;
    if (U_SUCCESS(error) && n < WIDE_MAX)
        u_strToUTF8(out, (int32_t)size, &written, wide, n, &error);
    if (U_FAILURE(error) || (size_t)written >= size)
        out[0] = 0;
    return out;
}

struct locale *locale_open(const char *language)
{
    if (strcmp(language, "en") != 0 && strcmp(language, "id") != 0)
        return NULL;
    struct arena *arena = arena_open(sizeof(struct locale));
    struct locale *locale = ARENA_NEW(arena, struct locale);
    UErrorCode error = U_ZERO_ERROR;
    locale->arena = arena;
    pthread_mutex_init(&locale->lock, NULL);
    memcpy(locale->language, language, strlen(language) + 1);
    locale->names = uldn_open(language, ULDN_STANDARD_NAMES, &error);
    locale->decimal = unum_open(UNUM_DECIMAL, NULL, 0, language, NULL, &error);
    if (U_SUCCESS(error))
        return locale;
    locale_close(locale);
    return NULL;
}

void locale_close(struct locale *locale)
{
    if (!locale)
        return;
    for (int i = 0; i < ZONES_MAX; i++)
        udat_close(locale->zones[i].format);
    unum_close(locale->decimal);
    uldn_close(locale->names);
    pthread_mutex_destroy(&locale->lock);
    arena_close(locale->arena);
}

const char *locale_country(struct locale *locale, const char *alpha2, char *out, size_t size)
{
    UChar wide[WIDE_MAX];
    UErrorCode error = U_ZERO_ERROR;
    pthread_mutex_lock(&locale->lock);
    int32_t n = uldn_regionDisplayName(locale->names, alpha2, wide, WIDE_MAX, &error);
    pthread_mutex_unlock(&locale->lock);
    return narrow(wide, n, error, out, size);
}

const char *locale_decimal(struct locale *locale, const char *decimal, char *out, size_t size)
{
    UChar wide[WIDE_MAX];
    UErrorCode error = U_ZERO_ERROR;
    pthread_mutex_lock(&locale->lock);
    int32_t n =
        unum_formatDecimal(locale->decimal, decimal, (int32_t)strlen(decimal), wide, WIDE_MAX, NULL, &error);
    pthread_mutex_unlock(&locale->lock);
    return narrow(wide, n, error, out, size);
}

static UDateFormat *open_zone(const struct locale *locale, const char *name, UDateFormatStyle style)
{
    UChar wide[64];
    UErrorCode error = U_ZERO_ERROR;
    /* British English writes the day first and 24 hours, which nobody misreads. */
    const char *language = strcmp(locale->language, "en") == 0 ? "en_GB" : locale->language;
    u_charsToUChars(name, wide, (int32_t)strlen(name) + 1);
    UDateFormat *format = udat_open(style, UDAT_MEDIUM, language, wide, -1, NULL, 0, &error);
    return U_SUCCESS(error) ? format : NULL;
}

/* The formatter of a zone; the last slot is reused when there are more zones than slots. */
static UDateFormat *zone_format(struct locale *locale, const char *name, UDateFormatStyle style)
{
    int i = 0;
    if (strlen(name) >= sizeof locale->zones[0].name)
        return NULL;
    while (i < ZONES_MAX - 1 && locale->zones[i].format &&
           (locale->zones[i].style != style || strcmp(locale->zones[i].name, name) != 0))
        i++;
    struct zone *zone = &locale->zones[i];
    if (zone->format && zone->style == style && strcmp(zone->name, name) == 0)
        return zone->format;
    udat_close(zone->format);
    zone->format = open_zone(locale, name, style);
    zone->style = style;
    memcpy(zone->name, name, strlen(name) + 1);
    return zone->format;
}

static const char *format_time(struct locale *locale, UDateFormatStyle style, int64_t at_us,
                               const char *time_zone, struct buffer out)
{
    UChar wide[WIDE_MAX];
    UErrorCode error = U_ZERO_ERROR;
    int32_t n = WIDE_MAX;
    int64_t at_ms = at_us / 1000;
    pthread_mutex_lock(&locale->lock);
    UDateFormat *format = zone_format(locale, time_zone, style);
    if (format)
        n = udat_format(format, (UDate)at_ms, wide, WIDE_MAX, NULL, &error);
    pthread_mutex_unlock(&locale->lock);
    return narrow(wide, n, error, out.s, out.size);
}

const char *locale_time(struct locale *locale, int64_t at_us, const char *time_zone, char *out, size_t size)
{
    return format_time(locale, UDAT_SHORT, at_us, time_zone, (struct buffer){out, size});
}

const char *locale_moment(struct locale *locale, int64_t at_us, const char *time_zone, char *out, size_t size)
{
    return format_time(locale, UDAT_MEDIUM, at_us, time_zone, (struct buffer){out, size});
}

const char *locale_day(struct locale *locale, int64_t at_us, const char *time_zone, char *out, size_t size)
{
    return format_time(locale, UDAT_NONE, at_us, time_zone, (struct buffer){out, size});
}

static bool is_folded_away(UChar c)
{
    return u_charType(c) == U_NON_SPACING_MARK || c == '\'' || c == 0x2018 || c == 0x2019 || c == 0x02bc;
}

const char *locale_fold(const char *text, char *out, size_t size)
{
    UChar wide[WIDE_MAX], folded[WIDE_MAX];
    UErrorCode error = U_ZERO_ERROR;
    int32_t n = 0, kept = 0;
    out[0] = 0;
    u_strFromUTF8WithSub(wide, WIDE_MAX, &n, text, -1, 0xfffd, NULL, &error);
    n = u_strFoldCase(folded, WIDE_MAX, wide, n, U_FOLD_CASE_DEFAULT, &error);
    n = unorm2_normalize(unorm2_getNFKDInstance(&error), folded, n, wide, WIDE_MAX, &error);
    if (U_FAILURE(error))
        return out;
    for (int32_t i = 0; i < n; i++)
        if (!is_folded_away(wide[i]))
            folded[kept++] = wide[i];
    return narrow(folded, kept, error, out, size);
}
