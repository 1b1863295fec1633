/*
 * Who a code goes to. Decides which numbers and addresses may be sent to; libphonenumber only says what
 * a number is. Must not touch the database, and must never let a byte pass that a provider or a mail
 * server could read as something else.
 */
#include "backend/recipient.h"

#include "base/log.h"
#include "shim/phone.h"

#define TYPED_MAX 64
#define ADDRESS_MAX 254
#define LOCAL_MAX 64
#define LABEL_MAX 63
#define HIDDEN_DIGITS 4
#define GMAIL STR("@gmail.com")

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_alnum(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Leaves an optional '+' and digits in out. libphonenumber would also read letters and extensions. */
static bool number_squeeze(struct str text, char out[TYPED_MAX + 2], size_t *n)
{
    size_t at = 0;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.s[i];
        if (is_digit(c))
            out[at++] = c;
        else if (c == '+' && at == 0)
            out[at++] = '+';
        else if (c != ' ' && c != '.' && c != '-' && c != '(' && c != ')')
            return false;
    }
    *n = at;
    return at > 0;
}

/* Satellite and other numbers that belong to no country look like mobiles. */
static bool is_nowhere(const struct phone *phone)
{
    static const int codes[] = {800, 808, 870, 878, 881, 882, 883, 888, 979};
    for (size_t i = 0; i < COUNT_OF(codes); i++)
        if (phone->calling_code == codes[i])
            return true;
    return strlen(phone->country) != 2;
}

static enum outcome type_check(const struct phone *phone, enum channel channel)
{
    switch (phone->type) {
    case PHONE_MOBILE:
    case PHONE_FIXED_OR_MOBILE:
    case PHONE_VOIP:
        return OUTCOME_DONE;
    case PHONE_FIXED:
        /* Within +1 the packaged metadata calls some mobiles fixed; WhatsApp can live on a fixed line. */
        return channel == CHANNEL_SMS && phone->calling_code != 1 ? OUTCOME_NOT_MOBILE : OUTCOME_DONE;
    case PHONE_TOLL_FREE:
    case PHONE_PREMIUM:
    case PHONE_SHARED_COST:
    case PHONE_PERSONAL:
    case PHONE_PAGER:
    case PHONE_UAN:
    case PHONE_VOICEMAIL:
        return OUTCOME_NOT_MOBILE;
    case PHONE_UNKNOWN:
        break;
    }
    return OUTCOME_INVALID_RECIPIENT;
}

static enum outcome number_parse(struct ctx *ctx, struct str text, enum channel channel, struct str home,
                                 struct recipient *out)
{
    char typed[TYPED_MAX + 2];
    size_t n;
    if (text.n > TYPED_MAX || !number_squeeze(text, typed, &n))
        return OUTCOME_INVALID_RECIPIENT;

    const char *start = typed;
    if (n > 2 && typed[0] == '0' && typed[1] == '0') {
        typed[1] = '+';
        start = typed + 1;
        n--;
    }
    struct phone phone;
    const char *country = home.n ? str_z(ctx->arena, home) : NULL;
    if (!phone_parse(start, n, country, &phone) || !phone.valid || phone.has_extension || is_nowhere(&phone))
        return OUTCOME_INVALID_RECIPIENT;

    enum outcome outcome = type_check(&phone, channel);
    if (outcome != OUTCOME_DONE)
        return outcome;
    out->to = str_copy(ctx->arena, str_from(phone.e164));
    out->country = str_copy(ctx->arena, str_from(phone.country));
    out->prefix = str_slice(out->to, 0, out->to.n - HIDDEN_DIGITS);
    out->email = false;
    return OUTCOME_DONE;
}

/* RFC 5321 dot-string: no quotes, no spaces, no empty atom. */
static bool local_check(struct str local)
{
    if (local.n == 0 || local.n > LOCAL_MAX || local.s[0] == '.' || local.s[local.n - 1] == '.')
        return false;
    for (size_t i = 0; i < local.n; i++) {
        char c = local.s[i];
        if (c == '.' ? local.s[i - 1] == '.'
                     : !is_alnum(c) && (c == '\0' || !strchr("!#$%&'*+-/=?^_`{|}~", c)))
            return false;
    }
    return true;
}

static bool label_check(struct str label)
{
    if (label.n == 0 || label.n > LABEL_MAX || label.s[0] == '-' || label.s[label.n - 1] == '-')
        return false;
    for (size_t i = 0; i < label.n; i++)
        if (!is_alnum(label.s[i]) && label.s[i] != '-')
            return false;
    return true;
}

static bool domain_check(struct str domain)
{
    struct str rest = domain, label = STR_NONE;
    int labels = 0;
    if (domain.n == 0 || domain.s[domain.n - 1] == '.')
        return false;
    while (str_split(&rest, '.', &label)) {
        if (!label_check(label))
            return false;
        labels++;
    }
    return labels >= 2 && !is_digit(label.s[0]); /* an address of four numbers is no domain */
}

static enum outcome address_parse(struct ctx *ctx, struct str text, struct recipient *out)
{
    size_t at = str_index(text, '@', 0);
    struct str local = str_slice(text, 0, at), domain = str_slice(text, at + 1, text.n);
    if (text.n > ADDRESS_MAX || at == text.n || !local_check(local) || !domain_check(domain))
        return OUTCOME_INVALID_RECIPIENT;

    char *copy = arena_alloc(ctx->arena, text.n);
    for (size_t i = 0; i < text.n; i++) {
        char c = text.s[i];
        copy[i] = i > at && c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    *out = (struct recipient){.to = {copy, text.n}, .email = true};
    return OUTCOME_DONE;
}

enum outcome recipient_parse(struct ctx *ctx, struct str text, enum channel channel, struct str home,
                             struct recipient *out)
{
    struct str trimmed = text;
    while (trimmed.n && trimmed.s[0] == ' ')
        trimmed = str_slice(trimmed, 1, trimmed.n);
    while (trimmed.n && trimmed.s[trimmed.n - 1] == ' ')
        trimmed.n--;
    if (trimmed.n == 0)
        return OUTCOME_INVALID_RECIPIENT;
    *out = (struct recipient){0};
    if (channel == CHANNEL_EMAIL)
        return address_parse(ctx, trimmed, out);
    return number_parse(ctx, trimmed, channel, home, out);
}

/* "Rina+door@example.com" as "Rina" and "@example.com"; a number as itself and "". Google's two are one. */
static void mailbox_split(struct str to, struct str *name, struct str *domain)
{
    size_t at = str_index(to, '@', 0);
    *domain = str_slice(to, at, to.n);
    *name = str_slice(to, 0, at);
    if (domain->n)
        *name = str_slice(to, 0, str_index(*name, '+', 1));
    if (str_eq_nocase(*domain, STR("@googlemail.com")))
        *domain = GMAIL;
}

/* Gmail delivers whatever dots stand in a name. */
static bool name_is_same(struct str a, struct str b, bool dots)
{
    for (size_t i = 0, j = 0;; i++, j++) {
        while (!dots && i < a.n && a.s[i] == '.')
            i++;
        while (!dots && j < b.n && b.s[j] == '.')
            j++;
        if (i == a.n || j == b.n)
            return i == a.n && j == b.n;
        if (!str_eq_nocase(str_slice(a, i, i + 1), str_slice(b, j, j + 1)))
            return false;
    }
}

bool recipient_is_same(struct str a, struct str b)
{
    struct str name[2], domain[2];
    mailbox_split(a, &name[0], &domain[0]);
    mailbox_split(b, &name[1], &domain[1]);
    return a.n > 0 && str_eq_nocase(domain[0], domain[1]) &&
           name_is_same(name[0], name[1], !str_eq_nocase(domain[0], GMAIL));
}

struct str recipient_mask(struct arena *arena, struct str to)
{
    return log_mask(arena, to);
}

struct str recipient_format(struct arena *arena, struct str to)
{
    char out[40];
    if (to.n && to.s[0] == '+' && to.n < sizeof out && phone_format(str_z(arena, to), out, sizeof out))
        return str_copy(arena, str_from(out));
    return to;
}
