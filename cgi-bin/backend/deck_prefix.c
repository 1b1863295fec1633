/*
 * Prices by dial prefix: the longest one counts, as for a number. A card has one price a country, so a
 * country whose prefixes cost differently is told by its line, and somebody must decide; DIDWW's lines are
 * networks, of which the dearest counts.
 */
#include <string.h>

#include "backend/deck_read.h"
#include "base/text.h"
#include "shim/phone.h"

#define COUNTRIES_MAX 40
#define PREFIX_MAX 12

struct prefix {
    struct str digits;
    int line, n;
    bool refused;
    struct credits price;
    char country[COUNTRIES_MAX][3];
};

struct list {
    struct deck_reader *reader;
    struct prefix *prefix;
    int n;
};

static bool is_digits(struct str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (text.s[i] < '0' || text.s[i] > '9')
            return false;
    return text.n > 0 && text.n <= PREFIX_MAX;
}

static struct str digits_of(struct str cell)
{
    if (str_starts(cell, STR("+")))
        cell = str_slice(cell, 1, cell.n);
    else if (str_starts(cell, STR("00")))
        cell = str_slice(cell, 2, cell.n);
    return cell;
}

/* Fills n and country; false (told) where the prefix leads nowhere. */
static bool resolve(struct deck_reader *reader, struct str cell, struct prefix *out)
{
    out->digits = digits_of(cell);
    out->line = reader->csv.line;
    if (!is_digits(out->digits)) {
        deck_fault(reader, out->line, TEXT("“%1” is not a dial prefix."), cell);
        return false;
    }
    out->n = phone_prefix_countries(str_z(reader->ctx->arena, out->digits), out->country, COUNTRIES_MAX);
    if (out->n == 0)
        deck_fault(reader, out->line, TEXT("No country has numbers that begin with %1."), cell);
    else if (out->n > COUNTRIES_MAX)
        deck_fault(reader, out->line, TEXT("%1 is too short to name countries."), cell);
    return out->n > 0 && out->n <= COUNTRIES_MAX;
}

static bool is_true(struct str cell)
{
    return str_eq_nocase(cell, STR("true")) || str_eq_nocase(cell, STR("yes")) || str_eq(cell, STR("1")) ||
           str_eq_nocase(cell, STR("refused"));
}

/* --- lists by prefix ---------------------------------------------------------------------------------- */

static bool leads_to(const struct prefix *prefix, const char *country)
{
    for (int i = 0; i < prefix->n; i++)
        if (strcmp(prefix->country[i], country) == 0)
            return true;
    return false;
}

/* What a mobile number of the country would be charged by; else the first line that is only the country's. */
static const struct prefix *longest(const struct list *list, const char *country)
{
    char example[24] = "";
    const struct prefix *best = NULL, *own = NULL;
    bool known = phone_example(country, example, sizeof example);
    for (int i = 0; i < list->n; i++) {
        const struct prefix *prefix = &list->prefix[i];
        if (!leads_to(prefix, country))
            continue;
        if (!own && prefix->n == 1)
            own = prefix;
        if (known && str_starts(str_from(example), prefix->digits) &&
            (!best || prefix->digits.n > best->digits.n))
            best = prefix;
    }
    return best ? best : own;
}

static bool same_price(const struct prefix *a, const struct prefix *b)
{
    return a->refused == b->refused && (a->refused || a->price.thousandths == b->price.thousandths);
}

/* Longer or other prefixes of the country that cost something else: no single price would be right. */
static void tell_ambiguous(const struct list *list, const struct prefix *chosen, const char *country)
{
    for (int i = 0; i < list->n; i++) {
        const struct prefix *other = &list->prefix[i];
        if (other->n != 1 || strcmp(other->country[0], country) != 0 || same_price(other, chosen) ||
            str_starts(chosen->digits, other->digits))
            continue;
        struct str value = str_printf(list->reader->ctx->arena, "%s, +%.*s / +%.*s", country,
                                      STR_ARG(other->digits), STR_ARG(chosen->digits));
        deck_fault(list->reader, other->line,
                   TEXT("Prefixes of one country cost differently: %1. A card has one price for it."), value);
    }
}

static void add_countries(struct list *list)
{
    for (const char *const *at = phone_countries(); *at; at++) {
        const struct prefix *chosen = longest(list, *at);
        if (!chosen)
            continue;
        struct deck_line line = {.channel = list->reader->order->channel,
                                 .line = chosen->line,
                                 .refused = chosen->refused,
                                 .price = chosen->price};
        memcpy(line.country, *at, 3);
        tell_ambiguous(list, chosen, *at);
        deck_add(list->reader, &line);
    }
}

static bool is_known(const struct list *list, struct str digits)
{
    for (int i = 0; i < list->n; i++)
        if (str_eq(list->prefix[i].digits, digits))
            return true;
    return false;
}

static void read_prefix_row(struct list *list, const struct csv_row *row, int prefix, int price)
{
    struct prefix *next = &list->prefix[list->n];
    struct str cell = csv_at(row, price);
    *next = (struct prefix){.refused = str_eq_nocase(cell, STR("refused"))};
    if (!resolve(list->reader, csv_at(row, prefix), next))
        return;
    if (is_known(list, next->digits))
        deck_fault(list->reader, next->line, TEXT("%1 stands here a second time."), csv_at(row, prefix));
    else if (next->refused || deck_price(list->reader, next->line, cell, &next->price))
        list->n++;
}

#define PREFIXES_MAX 4000

void deck_read_prefix(struct deck_reader *reader)
{
    struct csv_row row;
    struct list list = {.reader = reader,
                        .prefix = ARENA_ARRAY(reader->ctx->arena, struct prefix, PREFIXES_MAX + 1)};
    int prefix = -1, price = -1;
    if (deck_next(reader, &row)) {
        prefix = deck_column(&row, "prefix|dialprefix|dialcode|destinationprefix|code");
        price = deck_column(&row, "price|rate");
    }
    if (prefix < 0 || price < 0) {
        deck_fault(reader, 1, TEXT("The first line must name the columns prefix and price."), STR(""));
        return;
    }
    /* Wrong lines count, too: to look at one takes as long. */
    for (int lines = 0; deck_next(reader, &row); lines++) {
        if (lines == PREFIXES_MAX) {
            deck_fault(reader, reader->csv.line, TEXT("The file has too many lines. Reading ended here."),
                       STR(""));
            break;
        }
        read_prefix_row(&list, &row, prefix, price);
    }
    add_countries(&list);
}

/* --- DIDWW -------------------------------------------------------------------------------------------- */

struct didww {
    struct deck_reader *reader;
    const struct deck_names *names;
    int source, prefix, country, reject, price;
};

/* A network's line goes into its country's: the highest price; refused only while all of them are. */
static void merge(struct deck_reader *reader, const struct deck_line *line)
{
    struct deck_line *known = deck_find(reader, line->channel, line->country);
    if (!known) {
        deck_add(reader, line);
        return;
    }
    reader->deck->merged++;
    if (line->refused || (!known->refused && known->price.thousandths >= line->price.thousandths))
        return;
    *known = *line;
}

static void read_didww_row(struct didww *file, const struct csv_row *row)
{
    struct deck_reader *reader = file->reader;
    struct deck_line line = {.channel = CHANNEL_SMS, .line = reader->csv.line};
    struct prefix prefix = {0};
    struct str source = csv_at(row, file->source);
    if (source.n && !str_eq(source, STR("*"))) {
        reader->deck->merged++; /* a price for one sender's prefix says nothing about others */
        return;
    }
    if (!resolve(reader, csv_at(row, file->prefix), &prefix))
        return;
    if (prefix.n == 1) {
        memcpy(line.country, prefix.country[0], 3);
    } else if (!deck_names_find(file->names, reader->ctx, csv_at(row, file->country), line.country) ||
               !leads_to(&prefix, line.country)) {
        deck_fault(reader, line.line,
                   TEXT("Several countries share the prefix %1, and the country's name does not tell which."),
                   csv_at(row, file->prefix));
        return;
    }
    line.refused = is_true(csv_at(row, file->reject));
    if (line.refused || deck_price(reader, line.line, csv_at(row, file->price), &line.price))
        merge(reader, &line);
}

void deck_read_didww(struct deck_reader *reader)
{
    struct csv_row row;
    struct didww file = {.reader = reader, .prefix = -1};
    if (deck_next(reader, &row)) {
        file.source = deck_column(&row, "sourceprefix");
        file.prefix = deck_column(&row, "destinationprefix");
        file.country = deck_column(&row, "country");
        file.reject = deck_column(&row, "rejectsms");
        file.price = deck_column(&row, "price");
    }
    if (file.prefix < 0 || file.price < 0 || file.reject < 0) {
        deck_fault(reader, 1,
                   TEXT("The first line must name the columns Destination prefix, Reject SMS and Price."),
                   STR(""));
        return;
    }
    file.names = deck_names_open(reader->ctx);
    while (deck_next(reader, &row))
        read_didww_row(&file, &row);
}
