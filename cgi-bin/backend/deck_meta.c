/*
 * Meta's rate card: five lines about it, then a head whose last names stand in quotes with line ends in them;
 * n/a where there is no price. A market is a country, or a region whose countries have no line of their own.
 */
#include <string.h>

#include "backend/deck_read.h"
#include "base/text.h"

/* Which region Meta's list of 2026-01-01 puts a country in. */
static const struct {
    const char *market, *countries;
} REGIONS[] = {
    {"north america", "CA US "},
    {"rest of africa",
     "AC AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW KE KM LR LS LY MA MG ML "
     "MR MU MW MZ NA NE NG RE RW SC SD SH SL SN SO SS ST SZ TA TD TG TN TZ UG YT ZA ZM ZW "},
    {"rest of asia pacific",
     "AF AU BD BN BT CC CK CN CX FJ FM HK ID IN IO JP KG KH KI KP KR LA LK MH MM MN MO MV MY NC NF NP "
     "NR NU NZ PF PG PH PK PW SB SG TH TJ TK TL TM TO TV TW UZ VN VU WF WS "},
    {"rest of central & eastern europe",
     "AL AM AZ BA BG BY CZ EE GE HR HU KZ LT LV MD ME MK PL RO RS RU SI SK UA XK "},
    {"rest of latin america",
     "AR AW BL BO BQ BR BZ CL CO CR CU CW DO EC FK GF GP GT GY HN HT JM MF MQ MX NI PA PE PR PY SR SV "
     "UY VE "},
    {"rest of middle east", "AE BH CY IL IQ IR JO KW LB OM PS QA SA SY TR YE "},
    {"rest of western europe",
     "AD AT AX BE CH DE DK ES FI FO FR GB GG GI GL GR IE IM IS IT JE LI LU MC MT NL NO PM PT SE SJ SM "
     "VA "},
    {"other", "AG AI AS BB BM BS DM GD GU KN KY LC MP MS SX TC TT VC VG VI "},
};
#define REGIONS_N ((int)COUNT_OF(REGIONS))

struct meta {
    struct deck_reader *reader;
    const struct deck_names *names;
    int market, currency, price, abroad;
    struct str money; /* the currency of the first line */
    struct {
        bool known;
        int line;
        struct credits price;
    } region[REGIONS_N];
};

/* Beginnings of names that other editions of the list write differently. */
static int region_of(struct str market)
{
    static const struct {
        const char *name, *market;
    } others[] = {{"rest of apac", "rest of asia pacific"},
                  {"rest of c&e europe", "rest of central & eastern europe"},
                  {"rest of central and eastern europe", "rest of central & eastern europe"},
                  {"rest of latam", "rest of latin america"},
                  {"rest of w. europe", "rest of western europe"}};
    for (size_t i = 0; i < COUNT_OF(others); i++)
        if (str_eq_nocase(market, str_from(others[i].name)))
            market = str_from(others[i].market);
    for (int i = 0; i < REGIONS_N; i++)
        if (str_eq_nocase(market, str_from(REGIONS[i].market)))
            return i;
    return -1;
}

static bool is_absent(struct str cell)
{
    return cell.n == 0 || str_eq_nocase(cell, STR("n/a")) || str_eq(cell, STR("-")) || str_eq(cell, STR("–"));
}

static bool read_price(struct meta *meta, const struct csv_row *row, struct credits *out)
{
    struct str cell = csv_at(row, meta->price), abroad = csv_at(row, meta->abroad);
    if (meta->reader->order->format == DECK_META_ABROAD && meta->abroad >= 0 && !is_absent(abroad))
        cell = abroad;
    return !is_absent(cell) && deck_price(meta->reader, meta->reader->csv.line, cell, out);
}

/* A market's own line, unless it has one already. */
static void keep(struct meta *meta, int region, struct str market, const struct deck_line *line)
{
    bool twice = region < 0 ? deck_find(meta->reader, line->channel, line->country) != NULL
                            : meta->region[region].known;
    if (twice) {
        deck_fault(meta->reader, line->line, TEXT("%1 stands here a second time."), market);
    } else if (region < 0) {
        deck_add(meta->reader, line);
    } else {
        meta->region[region].known = true;
        meta->region[region].line = line->line;
        meta->region[region].price = line->price;
    }
}

static void read_row(struct meta *meta, const struct csv_row *row)
{
    struct deck_reader *reader = meta->reader;
    struct deck_line line = {.channel = CHANNEL_WHATSAPP, .line = reader->csv.line};
    struct str market = csv_at(row, meta->market), money = csv_at(row, meta->currency);
    int region = region_of(market);
    if (!meta->money.n)
        meta->money = money;
    if (!str_eq(money, meta->money))
        deck_fault(reader, line.line, TEXT("This line is in another currency, “%1”."), money);
    else if (region < 0 && !deck_names_find(meta->names, reader->ctx, market, line.country))
        deck_fault(reader, line.line, TEXT("No country or region is called “%1”."), market);
    else if (read_price(meta, row, &line.price)) /* else a market without this kind of message */
        keep(meta, region, market, &line);
}

/* Countries without a line of their own cost what their region does. */
static void fill_regions(struct meta *meta)
{
    for (int i = 0; i < REGIONS_N; i++) {
        struct str rest = str_from(REGIONS[i].countries), code;
        while (meta->region[i].known && str_split(&rest, ' ', &code)) {
            struct deck_line line = {
                .channel = CHANNEL_WHATSAPP, .line = meta->region[i].line, .price = meta->region[i].price};
            memcpy(line.country, code.s, 2);
            if (!deck_find(meta->reader, line.channel, line.country))
                deck_add(meta->reader, &line);
        }
    }
}

void deck_read_meta(struct deck_reader *reader)
{
    struct meta meta = {.reader = reader, .market = -1};
    struct csv_row row;
    while (meta.market < 0 && deck_next(reader, &row)) {
        meta.market = deck_column(&row, "market");
        meta.currency = deck_column(&row, "currency");
        meta.price = deck_column(&row, "authentication");
        meta.abroad = deck_column(&row, "authenticationinternational");
    }
    if (meta.market < 0 || meta.price < 0 || meta.currency < 0) {
        deck_fault(reader, reader->csv.line,
                   TEXT("There is no line that names the columns Market, Currency and Authentication."),
                   STR(""));
        return;
    }
    meta.names = deck_names_open(reader->ctx);
    while (deck_next(reader, &row))
        read_row(&meta, &row);
    fill_regions(&meta);
}
