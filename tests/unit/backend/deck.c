/* backend/deck: files of rates in each format, and what is wrong with bad ones, by line. */
#include "unit.h"

#include "backend/deck.h"
#include "base/ctx.h"
#include "shim/phone.h"

static struct deck deck;

static void read_as(struct arena *arena, enum deck_format format, int64_t factor, const char *text)
{
    struct ctx ctx = {.arena = arena};
    struct deck_order order = {
        .format = format, .channel = CHANNEL_SMS, .factor = factor, .text = str_from(text)};
    phone_open();
    deck_read(&ctx, &order, &deck);
}

/* Thousandths; -1 refused, -2 none. */
static int64_t price(enum channel channel, const char *country)
{
    for (int i = 0; i < deck.n; i++)
        if (deck.line[i].channel == channel && strcmp(deck.line[i].country, country) == 0)
            return deck.line[i].refused ? -1 : deck.line[i].price.thousandths;
    return -2;
}

static void assert_fault(int line, const char *part)
{
    for (int i = 0; i < deck.n_faults && i < DECK_FAULTS_MAX; i++)
        if (deck.fault[i].line == line &&
            (strstr(deck.fault[i].words, part) ||
             (deck.fault[i].value.n &&
              memmem(deck.fault[i].value.s, deck.fault[i].value.n, part, strlen(part)))))
            return;
    for (int i = 0; i < deck.n_faults && i < DECK_FAULTS_MAX; i++)
        print_message("# line %d: %s (%.*s)\n", deck.fault[i].line, deck.fault[i].words,
                      STR_ARG(deck.fault[i].value));
    fail_msg("no fault at line %d about %s", line, part);
}

#define ONE 1000000

static void reads_our_own(void **state)
{
    read_as(*state, DECK_OWN, ONE,
            "channel,country,price\nwhatsapp,ID,5\nsms,id,56.25\nsms,KP,refused\nemail,,1\n");
    assert_int_equal(deck.n_faults, 0);
    assert_int_equal(deck.n, 4);
    assert_int_equal(price(CHANNEL_WHATSAPP, "ID"), 5000);
    assert_int_equal(price(CHANNEL_SMS, "ID"), 56250);
    assert_int_equal(price(CHANNEL_SMS, "KP"), -1);
    assert_int_equal(price(CHANNEL_EMAIL, ""), 1000);
    read_as(*state, DECK_OWN, 200 * ONE,
            "price;note;country;channel\n0.0000051;x;ID;sms\n\"1,000.5\";;US;sms\n");
    assert_int_equal(deck.n_faults, 0);
    assert_int_equal(price(CHANNEL_SMS, "ID"), 2); /* 1.02 thousandths, rounded up */
    assert_int_equal(price(CHANNEL_SMS, "US"), 200100000);
}

static void tells_our_own_faults(void **state)
{
    read_as(*state, DECK_OWN, ONE,
            "channel,country,price\nfax,ID,5\nsms,XX,5\nsms,ID,five\nsms,ID,-1\nsms,ID,1\nsms,ID,2\nemail,ID,"
            "1\nsms,US,\nsms,GB,1e9\nsms,FR,9999999\n");
    assert_int_equal(deck.n_faults, 9);
    assert_fault(2, "not a channel");
    assert_fault(3, "XX");
    assert_fault(4, "five");
    assert_fault(5, "-1");
    assert_fault(7, "second time");
    assert_fault(8, "two letters");
    assert_fault(9, "not a price");
    assert_fault(10, "1e9");
    assert_fault(11, "9999999");
    assert_int_equal(deck.n, 1);
    read_as(*state, DECK_OWN, ONE, "a,b,c\n1,2,3\n");
    assert_fault(1, "must name the columns");
    read_as(*state, DECK_OWN, ONE, "channel,country,price\n");
    assert_fault(1, "no rate");
    read_as(*state, DECK_OWN, ONE, "channel,country,price\nsms,ID,\"5\n");
    assert_fault(2, "quote");
    read_as(*state, DECK_OWN, ONE, "channel,country,price\nsms,ID,\xff\n");
    assert_fault(1, "UTF-8");
    assert_int_equal(deck.n, 0);
}

static const char META[] =
    "Rates effective from,1 January 2026\n,\nCurrency,USD\nAll rates are per delivered message\nSee the "
    "terms,,\n"
    "Market,Currency,Marketing,Utility,Authentication,\"Authentication-\nInternational\",Service\n"
    "Argentina,$US,0.0618,0.026,0.0260,n/a,n/a\nIndonesia,$US,0.0411,0.02,0.0250,0.1360,n/a\nTurkey,$US,n/"
    "a,n/a,0.0053,n/a,n/a\n"
    "United Kingdom,$US,0.05,0.02,0.0220,n/a,n/a\nUAE,$US,,,0.0157,0.0510,\nJapan,$US,0.08,0.02,n/a,n/a,n/a\n"
    "Rest of Asia Pacific,$US,0.0732,0.0113,0.0113,n/a,n/a\nNorth "
    "America,$US,0.025,0.0034,.0034,n/a,n/a\nOther,$US,0.06,0.0077,0.0077,n/a,n/a\n";

static void reads_metas(void **state)
{
    read_as(*state, DECK_META, 200 * ONE, META);
    assert_int_equal(deck.n_faults, 0);
    assert_int_equal(price(CHANNEL_WHATSAPP, "ID"), 5000);
    assert_int_equal(price(CHANNEL_WHATSAPP, "AR"), 5200);
    assert_int_equal(price(CHANNEL_WHATSAPP, "TR"), 1060);
    assert_int_equal(price(CHANNEL_WHATSAPP, "AE"), 3140);
    assert_int_equal(price(CHANNEL_WHATSAPP, "VN"), 2260);
    assert_int_equal(price(CHANNEL_WHATSAPP, "JP"), 2260); /* no price of its own: its region's */
    assert_int_equal(price(CHANNEL_WHATSAPP, "US"), 680);
    assert_int_equal(price(CHANNEL_WHATSAPP, "BS"), 1540);
    assert_int_equal(price(CHANNEL_WHATSAPP, "FR"), -2);
    read_as(*state, DECK_META_ABROAD, 200 * ONE, META);
    assert_int_equal(price(CHANNEL_WHATSAPP, "ID"), 27200);
    assert_int_equal(price(CHANNEL_WHATSAPP, "AR"), 5200);
}

static void tells_metas_faults(void **state)
{
    read_as(*state, DECK_META, ONE,
            "Market,Currency,Authentication\nIndonesia,$US,0.1\nIndonesia,$US,0.1\nAtlantis,$US,0.1\nFrance,"
            "RP,0.1\nGermany,$US,dear\nOther,$US,1\nOther,$US,1\n");
    assert_int_equal(deck.n_faults, 5);
    assert_fault(3, "second time");
    assert_fault(4, "Atlantis");
    assert_fault(5, "RP");
    assert_fault(6, "dear");
    assert_fault(8, "second time");
    read_as(*state, DECK_META, ONE, "Market,Currency,From,To,Rate type,Rate\nIndonesia,$US,1,2,x,0.1\n");
    assert_fault(1, "Authentication");
}

static void reads_didwws(void **state)
{
    read_as(*state, DECK_DIDWW, 200 * ONE,
            "Source prefix,Destination prefix,Country,MCC,MCC name,MNC,MNC name,Reject "
            "SMS,Price\n,62811,Indonesia,510,Indonesia,10,Telkomsel,false,0.28\n"
            ",62812,Indonesia,510,Indonesia,10,Telkomsel,false,0.30\n,62855,Indonesia,510,Indonesia,01,"
            "Indosat,true,\n,850,North Korea,467,North Korea,,,true,\n"
            "1,62,Indonesia,,,,,false,9.99\n,1,United States,310,United "
            "States,,,false,0.01\n,1242,Bahamas,364,Bahamas,,,false,0.05\n");
    assert_int_equal(deck.n_faults, 0);
    assert_int_equal(price(CHANNEL_SMS, "ID"), 60000);
    assert_int_equal(price(CHANNEL_SMS, "KP"), -1);
    assert_int_equal(price(CHANNEL_SMS, "US"), 2000);
    assert_int_equal(price(CHANNEL_SMS, "BS"), 10000);
    assert_int_equal(price(CHANNEL_SMS, "CA"), -2);
    assert_int_equal(deck.merged, 3);
    read_as(*state, DECK_DIDWW, ONE,
            "Destination prefix,Country,Reject "
            "SMS,Price\n7,Somewhere,false,1\n999999,X,false,1\n62,Indonesia,false,\nabc,Indonesia,false,1\n");
    assert_int_equal(deck.n_faults, 4);
    assert_fault(2, "share");
    assert_fault(3, "999999");
    assert_fault(4, "not a price");
    assert_fault(5, "abc");
}

static void reads_prefixes(void **state)
{
    read_as(
        *state, DECK_PREFIX, 200 * ONE,
        "Prefix,Destination,Rate\n62,Indonesia,0.10\n628,Indonesia mobile,0.28\n+1,USA and "
        "Canada,0.01\n1242,Bahamas,0.05\n7,Russia,0.36\n77,Kazakhstan,0.30\n44,UK,0.05\n850,DPRK,refused\n");
    assert_int_equal(deck.n_faults, 0);
    assert_int_equal(price(CHANNEL_SMS, "ID"), 56000);
    assert_int_equal(price(CHANNEL_SMS, "US"), 2000);
    assert_int_equal(price(CHANNEL_SMS, "CA"), 2000);
    assert_int_equal(price(CHANNEL_SMS, "BS"), 10000);
    assert_int_equal(price(CHANNEL_SMS, "RU"), 72000);
    assert_int_equal(price(CHANNEL_SMS, "KZ"), 60000);
    assert_int_equal(price(CHANNEL_SMS, "GB"), 10000);
    assert_int_equal(price(CHANNEL_SMS, "GG"), 10000);
    assert_int_equal(price(CHANNEL_SMS, "KP"), -1);
}

static void tells_ambiguous_prefixes(void **state)
{
    read_as(*state, DECK_PREFIX, ONE,
            "prefix,price\n62,1\n62811,2\n62812,3\n62813,3\n65,1\n65,2\n2,1\n12345678901234,1\n");
    assert_fault(3, "cost differently");
    assert_fault(7, "second time");
    assert_fault(8, "too short");
    assert_fault(9, "not a dial prefix");
    read_as(*state, DECK_PREFIX, ONE, "62,1\n65,2\n");
    assert_fault(1, "must name the columns");
}

static void ends_after_so_many_lines(void **state)
{
    struct buf text = buf_new(*state, 65536);
    buf_put(&text, STR("prefix,price\n"));
    for (int i = 0; i < 5000; i++)
        buf_put(&text, STR("x,1\n"));
    buf_putc(&text, '\0');
    read_as(*state, DECK_PREFIX, ONE, text.s);
    assert_int_equal(deck.n_faults, 4001); /* the last: there are too many */
}

static void reads_factors(void **state)
{
    int64_t factor;
    (void)state;
    assert_true(deck_factor_parse(STR("200"), &factor));
    assert_int_equal(factor, 200 * ONE);
    assert_true(deck_factor_parse(STR("0.000061"), &factor));
    assert_int_equal(factor, 61);
    static const char *const BAD[] = {"", "0", "0.0000001", "-1", "1e3", "1,000", ".", "99999999999", "x"};
    for (size_t i = 0; i < COUNT_OF(BAD); i++)
        assert_false(deck_factor_parse(str_from(BAD[i]), &factor));
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(reads_our_own),
                                       TEST(tells_our_own_faults),
                                       TEST(reads_metas),
                                       TEST(tells_metas_faults),
                                       TEST(reads_didwws),
                                       TEST(reads_prefixes),
                                       TEST(tells_ambiguous_prefixes),
                                       TEST(ends_after_so_many_lines),
                                       TEST(reads_factors)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
