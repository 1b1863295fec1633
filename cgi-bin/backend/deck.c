/* Files of rates: what their readers share, and our own format. */
#include "backend/deck_read.h"

#include <string.h>

#include "base/text.h"
#include "shim/locale.h"
#include "shim/phone.h"

#define PRICE_MAX INT64_C(1000000000) /* thousandths, as in the table of rates */
#define MONEY_DECIMALS 9

static const struct {
    const char *label, *words;
} formats[] = {
#define X(name, label, words) [DECK_##name] = {label, words},
    DECK_FORMATS(X)
#undef X
};

const char *deck_format_label(enum deck_format format)
{
    return formats[format].label;
}

const char *deck_format_words(enum deck_format format)
{
    return formats[format].words;
}

bool deck_format_parse(struct str label, enum deck_format *out)
{
    for (int i = 0; i < DECK__COUNT; i++)
        if (str_eq(label, str_from(formats[i].label))) {
            *out = (enum deck_format)i;
            return true;
        }
    return false;
}

void deck_fault(struct deck_reader *reader, int line, const char *words, struct str value)
{
    struct deck *deck = reader->deck;
    if (deck->n_faults < DECK_FAULTS_MAX)
        deck->fault[deck->n_faults] = (struct deck_fault){line, words, str_head(value, 80)};
    deck->n_faults++;
}

bool deck_next(struct deck_reader *reader, struct csv_row *row)
{
    if (!csv_next(&reader->csv, row))
        return false;
    if (row->broken)
        deck_fault(reader, reader->csv.line,
                   TEXT("A quote has no end, or there are too many columns. Reading ended here."), STR(""));
    else if (reader->csv.line > DECK_LINES_MAX)
        deck_fault(reader, reader->csv.line, TEXT("The file has too many lines. Reading ended here."),
                   STR(""));
    return !row->broken && reader->csv.line <= DECK_LINES_MAX;
}

static int *place_of(struct deck_reader *reader, enum channel channel, const char *country)
{
    int at = country[0] ? (country[0] - 'A') * 26 + country[1] - 'A' : 26 * 26;
    return &reader->place[channel][at];
}

struct deck_line *deck_find(struct deck_reader *reader, enum channel channel, const char *country)
{
    int place = *place_of(reader, channel, country);
    return place ? &reader->deck->line[place - 1] : NULL;
}

struct deck_line *deck_add(struct deck_reader *reader, const struct deck_line *line)
{
    struct deck *deck = reader->deck;
    deck->line[deck->n++] = *line;
    *place_of(reader, line->channel, line->country) = deck->n;
    return &deck->line[deck->n - 1];
}

/* Digits with at most `decimals` behind the point, as a whole number of the smallest part. Commas may group
 * thousands. */
static bool fixed_parse(struct str text, int decimals, int64_t *out)
{
    int64_t value = 0;
    int behind = -1, digits = 0;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.s[i];
        if (c == '.' && behind < 0) {
            behind = 0;
        } else if (c >= '0' && c <= '9' && behind < decimals && value < INT64_C(100000000000000000)) {
            value = value * 10 + (c - '0');
            behind += behind >= 0;
            digits++;
        } else if (c != ',' || behind >= 0 || digits == 0) {
            return false;
        }
    }
    for (int i = behind < 0 ? 0 : behind; i < decimals; i++) {
        if (value > INT64_MAX / 10)
            return false;
        value *= 10;
    }
    *out = value;
    return digits > 0;
}

bool deck_factor_parse(struct str text, int64_t *out)
{
    return str_index(text, ',', 0) == text.n && fixed_parse(text, 6, out) && *out > 0 &&
           *out <= INT64_C(1000000000000);
}

bool deck_price(struct deck_reader *reader, int line, struct str text, struct credits *out)
{
    int64_t money;
    if (fixed_parse(text, MONEY_DECIMALS, &money)) {
        /* 10^-9 of the money times 10^-6 of a credit: 10^12 of them are a thousandth of a credit. */
        __extension__ unsigned __int128 exact =
            (unsigned __int128)(uint64_t)money * (uint64_t)reader->order->factor;
        exact = (exact + 999999999999u) / 1000000000000u;
        if (exact <= PRICE_MAX) {
            out->thousandths = (int64_t)exact;
            return true;
        }
    }
    deck_fault(reader, line, TEXT("“%1” is not a price."), text);
    return false;
}

/* Does the cell say this name, but for case, spaces, dashes and line ends? */
static bool is_named(struct str cell, struct str name)
{
    size_t at = 0;
    for (size_t i = 0; i < cell.n; i++) {
        char c = cell.s[i];
        if (c == ' ' || c == '-' || c == '_' || c == '\n' || c == '\r')
            continue;
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if (at == name.n || name.s[at++] != c)
            return false;
    }
    return at == name.n;
}

int deck_column(const struct csv_row *head, const char *names)
{
    struct str rest = str_from(names), name;
    while (str_split(&rest, '|', &name))
        for (int i = 0; i < head->n; i++)
            if (is_named(head->cell[i], name))
                return i;
    return -1;
}

/* --- our own format ----------------------------------------------------------------------------------- */

static bool is_country(struct str text, char country[3])
{
    if (text.n != 2)
        return false;
    for (int i = 0; i < 2; i++)
        country[i] = text.s[i] >= 'a' && text.s[i] <= 'z' ? (char)(text.s[i] - 'a' + 'A') : text.s[i];
    country[2] = 0;
    return phone_calling_code(country) > 0;
}

static void read_own_row(struct deck_reader *reader, const struct csv_row *row, const int column[3])
{
    struct deck_line line = {.line = reader->csv.line};
    struct str channel = csv_at(row, column[0]), country = csv_at(row, column[1]),
               price = csv_at(row, column[2]);
    if (!channel_parse(channel, &line.channel)) {
        deck_fault(reader, line.line, TEXT("“%1” is not a channel: whatsapp, sms or email."), channel);
    } else if (line.channel == CHANNEL_EMAIL ? country.n > 0 : !is_country(country, line.country)) {
        deck_fault(reader, line.line, TEXT("“%1” is not a country's two letters; e-mail has none."), country);
    } else if (deck_find(reader, line.channel, line.country)) {
        deck_fault(reader, line.line, TEXT("%1 stands here a second time."), country.n ? country : channel);
    } else if (str_eq_nocase(price, STR("refused"))) {
        line.refused = true;
        deck_add(reader, &line);
    } else if (deck_price(reader, line.line, price, &line.price)) {
        deck_add(reader, &line);
    }
}

void deck_read_own(struct deck_reader *reader)
{
    struct csv_row row;
    int column[3] = {-1, -1, -1};
    if (deck_next(reader, &row)) {
        column[0] = deck_column(&row, "channel");
        column[1] = deck_column(&row, "country");
        column[2] = deck_column(&row, "price");
    }
    if (column[0] < 0 || column[1] < 0 || column[2] < 0) {
        deck_fault(reader, 1, TEXT("The first line must name the columns channel, country and price."),
                   STR(""));
        return;
    }
    while (deck_next(reader, &row))
        read_own_row(reader, &row, column);
}

void deck_read(struct ctx *ctx, const struct deck_order *order, struct deck *out)
{
    struct deck_reader *reader = ARENA_NEW(ctx->arena, struct deck_reader);
    *out = (struct deck){.line = ARENA_ARRAY(ctx->arena, struct deck_line, CHANNEL__COUNT * (26 * 26 + 1))};
    reader->ctx = ctx;
    reader->order = order;
    reader->deck = out;
    reader->csv = csv_open(ctx->arena, order->text);
    if (!str_is_utf8(order->text) || order->text.n > DECK_BYTES_MAX) {
        deck_fault(reader, 1, TEXT("This is not a text file in UTF-8, or it is too large."), STR(""));
        return;
    }
    switch (order->format) {
    case DECK_OWN:
        deck_read_own(reader);
        break;
    case DECK_META:
    case DECK_META_ABROAD:
        deck_read_meta(reader);
        break;
    case DECK_DIDWW:
        deck_read_didww(reader);
        break;
    case DECK_PREFIX:
        deck_read_prefix(reader);
        break;
    case DECK__COUNT:
        break;
    }
    if (out->n == 0 && out->n_faults == 0)
        deck_fault(reader, 1, TEXT("There is no rate in this file."), STR(""));
}

/* --- names of countries ------------------------------------------------------------------------------- */

struct deck_names {
    int n;
    struct {
        const char *country;
        struct str folded;
    } name[400];
};

/* What price lists call countries otherwise than ICU does. */
static const struct {
    const char *country, *name;
} ALIASES[] = {
    {"AE", "uae"},
    {"GB", "uk"},
    {"US", "usa"},
    {"TR", "turkey"},
    {"HK", "hong kong"},
    {"MO", "macau"},
    {"MO", "macao"},
    {"KR", "korea"},
    {"CZ", "czech republic"},
    {"MM", "myanmar"},
    {"MM", "burma"},
    {"CI", "ivory coast"},
    {"CD", "democratic republic of the congo"},
    {"CG", "republic of the congo"},
    {"MK", "macedonia"},
    {"SZ", "swaziland"},
    {"PS", "palestine"},
    {"CV", "cabo verde"},
    {"VN", "viet nam"},
    {"LA", "lao"},
    {"RU", "russian federation"},
};

static void add_name(struct deck_names *names, const char *country, struct str folded)
{
    if (names->n < (int)COUNT_OF(names->name)) {
        names->name[names->n].country = country;
        names->name[names->n++].folded = folded;
    }
}

struct deck_names *deck_names_open(struct ctx *ctx)
{
    struct deck_names *names = ARENA_NEW(ctx->arena, struct deck_names);
    struct locale *english = locale_open("en");
    char name[160], folded[160];
    for (const char *const *at = phone_countries(); english && *at; at++) {
        locale_country(english, *at, name, sizeof name);
        add_name(names, *at, str_copy(ctx->arena, str_from(locale_fold(name, folded, sizeof folded))));
    }
    locale_close(english);
    for (size_t i = 0; i < COUNT_OF(ALIASES); i++)
        add_name(names, ALIASES[i].country, str_from(ALIASES[i].name));
    return names;
}

bool deck_names_find(const struct deck_names *names, struct ctx *ctx, struct str name, char country[3])
{
    char folded[400];
    if (name.n == 0 || name.n > 100)
        return false;
    struct str wanted = str_from(locale_fold(str_z(ctx->arena, name), folded, sizeof folded));
    for (int i = 0; i < names->n; i++)
        if (str_eq(names->name[i].folded, wanted)) {
            memcpy(country, names->name[i].country, 3);
            return true;
        }
    return false;
}
