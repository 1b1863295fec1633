#ifndef SHIM_LOCALE_H
#define SHIM_LOCALE_H
/* ICU behind plain C: numbers, names of countries and times as a language writes them. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct locale;

/* Language "en" or "id". Thread-safe to use; formatters inside are guarded. NULL when ICU lacks it. */
struct locale *locale_open(const char *language);
void locale_close(struct locale *locale);

/* Each writes UTF-8 and a NUL into out and returns out ("" when it does not fit). */
const char *locale_country(struct locale *locale, const char *alpha2, char *out, size_t size);
/* decimal is an exact decimal string such as "12345.678". */
const char *locale_decimal(struct locale *locale, const char *decimal, char *out, size_t size);
/* The same as an amount of money: "Rp 12.500.000", "$1,250.50"; "" for a currency that is none. */
const char *locale_money(struct locale *locale, const char *decimal, const char *currency, char *out,
                         size_t size);
/* A code of ISO 4217, as "IDR". */
bool locale_currency_check(const char *currency);
/* A time of the time zone, medium date and short time: "22 Nov 2026, 23.45". */
const char *locale_time(struct locale *locale, int64_t at_us, const char *time_zone, char *out, size_t size);
/* The same with seconds: "22 Nov 2026, 23.45.07". */
const char *locale_moment(struct locale *locale, int64_t at_us, const char *time_zone, char *out,
                          size_t size);
/* The day alone: "22 Nov 2026". */
const char *locale_day(struct locale *locale, int64_t at_us, const char *time_zone, char *out, size_t size);
/* The time of the day alone: "23.45". */
const char *locale_hour(struct locale *locale, int64_t at_us, const char *time_zone, char *out, size_t size);
/* A month of UTC: "November 2026". */
const char *locale_month(struct locale *locale, int64_t at_us, char *out, size_t size);
/* Folded for searching: case, accents and typographic apostrophes removed. */
const char *locale_fold(const char *text, char *out, size_t size);

#endif
