/* The search box of the rates: names in both languages, codes, numbers. Must not touch the database. */
#include "backend/rate_search.h"

#include "shim/locale.h"
#include "shim/phone.h"

#define QUERY_MAX 100
#define NAME_MAX_BYTES 160

static bool is_number(struct str text)
{
    bool digit = false;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.s[i];
        if (c >= '0' && c <= '9')
            digit = true;
        else if (!strchr("+ .-()", c) || c == '\0')
            return false;
    }
    return digit || str_eq(text, STR("+"));
}

static struct str digits_only(struct ctx *ctx, struct str text)
{
    char *out = arena_alloc(ctx->arena, text.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++)
        if (text.s[i] >= '0' && text.s[i] <= '9')
            out[n++] = text.s[i];
    return (struct str){out, n};
}

/* "+62", "62", "0062" are calling codes; a whole number or one in national format names its country. */
static void number_read(struct ctx *ctx, struct str text, struct str home, struct rate_search *search)
{
    struct phone phone;
    struct str digits = digits_only(ctx, text);
    bool plus = text.s[0] == '+';
    search->number = true;
    if (!plus && str_starts(digits, STR("00"))) {
        digits = str_slice(digits, 2, digits.n);
        plus = true;
    }
    struct str typed = plus ? str_printf(ctx->arena, "+%.*s", STR_ARG(digits)) : digits;
    const char *country = plus || !home.n ? NULL : str_z(ctx->arena, home);
    if (phone_parse(typed.s, typed.n, country, &phone) && phone.valid && strlen(phone.country) == 2)
        search->country = str_copy(ctx->arena, str_from(phone.country));
    else if (!plus && home.n && str_starts(digits, STR("0")))
        search->country = home;
    search->digits = digits;
}

void rate_search_open(struct ctx *ctx, struct str query, struct str home, struct rate_search *search)
{
    struct str text = str_trim(query);
    char folded[QUERY_MAX * 4];
    *search = (struct rate_search){.all = text.n == 0};
    if (search->all || text.n > QUERY_MAX || !str_is_utf8(text))
        return;
    if (is_number(text)) {
        number_read(ctx, text, home, search);
        return;
    }
    search->words =
        str_copy(ctx->arena, str_from(locale_fold(str_z(ctx->arena, text), folded, sizeof folded)));
    search->en = locale_open("en");
    search->id = locale_open("id");
}

void rate_search_close(struct rate_search *search)
{
    locale_close(search->en);
    locale_close(search->id);
}

/* Whether the words stand in the text at the beginning of one of its words. */
static bool at_word(struct str text, struct str words)
{
    for (size_t i = 0; i + words.n <= text.n; i++) {
        bool start = i == 0 || strchr(" -(&", text.s[i - 1]);
        if (start && memcmp(text.s + i, words.s, words.n) == 0)
            return true;
    }
    return false;
}

static bool name_match(struct locale *locale, const char *country, struct str words)
{
    char name[NAME_MAX_BYTES], folded[NAME_MAX_BYTES];
    if (!locale)
        return false;
    locale_country(locale, country, name, sizeof name);
    return at_word(str_from(locale_fold(name, folded, sizeof folded)), words);
}

static bool calling_code_match(const char *country, struct str digits)
{
    char code[12];
    snprintf(code, sizeof code, "%d", phone_calling_code(country));
    return str_starts(digits, str_from(code)) || str_starts(str_from(code), digits);
}

bool rate_search_match(struct ctx *ctx, const struct rate_search *search, struct str country)
{
    if (search->all)
        return true;
    if (!country.n)
        return search->words.n &&
               (str_starts(STR("email"), search->words) || str_starts(STR("e-mail"), search->words));
    if (search->number && search->country.n)
        return str_eq(country, search->country);
    const char *code = str_z(ctx->arena, country);
    if (search->number)
        return calling_code_match(code, search->digits);
    if (!search->words.n)
        return false;
    return str_eq_nocase(country, search->words) || name_match(search->en, code, search->words) ||
           name_match(search->id, code, search->words);
}
