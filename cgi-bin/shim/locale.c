/*
 * ICU's formatters of one language. They are not for concurrent use, so one lock guards each call;
 * opening them costs milliseconds, so they are opened once.
 */
#include "shim/locale.h"

#include <pthread.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/ucurr.h>
#include <unicode/udat.h>
#include <unicode/uldnames.h>
#include <unicode/unorm2.h>
#include <unicode/unum.h>
#include <unicode/ustring.h>

#include "base/arena.h"
#include "base/attr.h"

#define WIDE_MAX 512
#define ZONES_MAX 16

enum shape { SHAPE_TIME, SHAPE_MOMENT, SHAPE_DAY, SHAPE_HOUR, SHAPE_MONTH };

struct zone {
    char name[64];
    enum shape shape;
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
    UNumberFormat *decimal, *money;
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
    locale->money = unum_open(UNUM_CURRENCY, NULL, 0, language, NULL, &error);
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
    unum_close(locale->money);
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

bool locale_currency_check(const char *currency)
{
    UChar wide[4];
    if (strlen(currency) != 3 || strspn(currency, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != 3)
        return false;
    u_charsToUChars(currency, wide, 4);
    return ucurr_getNumericCode(wide) > 0;
}

/* Whole amounts are written without decimals: nobody pays thousandths of a rupiah. */
const char *locale_money(struct locale *locale, const char *decimal, const char *currency, char *out,
                         size_t size)
{
    UChar wide[WIDE_MAX], code[4];
    UErrorCode error = U_ZERO_ERROR;
    out[0] = 0;
    if (!locale_currency_check(currency))
        return out;
    u_charsToUChars(currency, code, 4);
    int32_t digits = ucurr_getDefaultFractionDigits(code, &error);
    pthread_mutex_lock(&locale->lock);
    unum_setTextAttribute(locale->money, UNUM_CURRENCY_CODE, code, 3, &error);
    unum_setAttribute(locale->money, UNUM_MAX_FRACTION_DIGITS, digits);
    unum_setAttribute(locale->money, UNUM_MIN_FRACTION_DIGITS, strchr(decimal, '.') ? digits : 0);
    int32_t n =
        unum_formatDecimal(locale->money, decimal, (int32_t)strlen(decimal), wide, WIDE_MAX, NULL, &error);
    pthread_mutex_unlock(&locale->lock);
    return narrow(wide, n, error, out, size);
}

static UDateFormat *open_zone(const struct locale *locale, const char *name, enum shape shape)
{
    static const UChar MONTH[] = u"LLLL y";
    static const UDateFormatStyle TIMES[] = {
        [SHAPE_TIME] = UDAT_SHORT, [SHAPE_MOMENT] = UDAT_MEDIUM, [SHAPE_DAY] = UDAT_NONE,
        [SHAPE_HOUR] = UDAT_SHORT, [SHAPE_MONTH] = UDAT_PATTERN,
    };
    UChar wide[64];
    UErrorCode error = U_ZERO_ERROR;
    bool month = shape == SHAPE_MONTH;
    UDateFormatStyle day = month ? UDAT_PATTERN : shape == SHAPE_HOUR ? UDAT_NONE : UDAT_MEDIUM;
    /* British English writes the day first and 24 hours, which nobody misreads. */
    const char *language = strcmp(locale->language, "en") == 0 ? "en_GB" : locale->language;
    u_charsToUChars(name, wide, (int32_t)strlen(name) + 1);
    UDateFormat *format =
        udat_open(TIMES[shape], day, language, wide, -1, month ? MONTH : NULL, month ? -1 : 0, &error);
    return U_SUCCESS(error) ? format : NULL;
}

/* The formatter of a zone; the last slot is reused when there are more zones than slots. */
static UDateFormat *zone_format(struct locale *locale, const char *name, enum shape shape)
{
    int i = 0;
    if (strlen(name) >= sizeof locale->zones[0].name)
        return NULL;
    while (i < ZONES_MAX - 1 && locale->zones[i].format &&
           (locale->zones[i].shape != shape || strcmp(locale->zones[i].name, name) != 0))
        i++;
    struct zone *zone = &locale->zones[i];
    if (zone->format && zone->shape == shape && strcmp(zone->name, name) == 0)
        return zone->format;
    udat_close(zone->format);
    zone->format = open_zone(locale, name, shape);
    zone->shape = shape;
    memcpy(zone->name, name, strlen(name) + 1);
    return zone->format;
}

static const char *format_time(struct locale *locale, enum shape shape, int64_t at_us, const char *time_zone,
                               struct buffer out)
{
    UChar wide[WIDE_MAX];
    UErrorCode error = U_ZERO_ERROR;
    int32_t n = WIDE_MAX;
    int64_t at_ms = at_us / 1000;
    pthread_mutex_lock(&locale->lock);
    UDateFormat *format = zone_format(locale, time_zone, shape);
    if (format)
        n = udat_format(format, (UDate)at_ms, wide, WIDE_MAX, NULL, &error);
    pthread_mutex_unlock(&locale->lock);
    return narrow(wide, n, error, out.s, out.size);
}

const char *locale_time(struct locale *locale, int64_t at_us, const char *time_zone, char *out, size_t size)
{
    return format_time(locale, SHAPE_TIME, at_us, time_zone, (struct buffer){out, size});
}

const char *locale_moment(struct locale *locale, int64_t at_us, const char *time_zone, char *out, size_t size)
{
    return format_time(locale, SHAPE_MOMENT, at_us, time_zone, (struct buffer){out, size});
}

const char *locale_day(struct locale *locale, int64_t at_us, const char *time_zone, char *out, size_t size)
{
    return format_time(locale, SHAPE_DAY, at_us, time_zone, (struct buffer){out, size});
}

const char *locale_hour(struct locale *locale, int64_t at_us, const char *time_zone, char *out, size_t size)
{
    return format_time(locale, SHAPE_HOUR, at_us, time_zone, (struct buffer){out, size});
}

const char *locale_month(struct locale *locale, int64_t at_us, char *out, size_t size)
{
    return format_time(locale, SHAPE_MONTH, at_us, "UTC", (struct buffer){out, size});
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
