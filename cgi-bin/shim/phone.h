#ifndef SHIM_PHONE_H
#define SHIM_PHONE_H
/* libphonenumber behind plain C. No policy: backend/recipient.c decides what may be sent to. */
#include <stdbool.h>
#include <stddef.h>

#include "base/attr.h"

#ifdef __cplusplus
extern "C" {
#endif

enum phone_type {
    PHONE_FIXED,
    PHONE_MOBILE,
    PHONE_FIXED_OR_MOBILE,
    PHONE_TOLL_FREE,
    PHONE_PREMIUM,
    PHONE_SHARED_COST,
    PHONE_VOIP,
    PHONE_PERSONAL,
    PHONE_PAGER,
    PHONE_UAN,
    PHONE_VOICEMAIL,
    PHONE_UNKNOWN
};

struct phone {
    char e164[20];    /* "+6281234567890" */
    char country[4];  /* ISO 3166-1 alpha-2, or "001" for numbers without a country */
    int calling_code; /* 62 */
    enum phone_type type;
    bool valid;
    bool has_extension;
};

/* Loads the metadata (14 ms); call it in main before threads start. */
void phone_open(void) NOEXCEPT;

/* Parses text of n bytes, national format read in country (alpha-2; NULL demands '+'). False: not a number.
 */
bool phone_parse(const char *text, size_t n, const char *country, struct phone *out) NOEXCEPT MUST_USE;

/* "+62 812-3456-7890" into out; false when e164 is not a number. */
bool phone_format(const char *e164, char *out, size_t size) NOEXCEPT MUST_USE;

/* The countries that have a numbering plan, alpha-2, sorted; terminated by NULL. Static. */
const char *const *phone_countries(void) NOEXCEPT;
int phone_calling_code(const char *country) NOEXCEPT; /* 0 when unknown */

/*
 * The countries that have valid numbers beginning with these digits (calling code first, no '+'), as far as
 * example numbers of each kind tell: at most max into out, returns how many there are. "62" gives ID, "1242"
 * BS, "7" RU and KZ.
 */
int phone_prefix_countries(const char *digits, char (*out)[3], int max) NOEXCEPT;
/* The digits of an example mobile number of the country, calling code first; false where there is none. */
bool phone_example(const char *country, char *out, size_t size) NOEXCEPT MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
