#ifndef BACKEND_DECK_H
#define BACKEND_DECK_H
/*
 * Files of rates: our own, Meta's rate card, DIDWW's SMS prices, and lists by dial prefix. Read into one
 * price or refusal a country and channel; what cannot be read is told by its line. Touches no database.
 */
#include "backend/channel.h"
#include "base/credits.h"
#include "base/csv.h"
#include "base/ctx.h"
#include "base/text.h"

#define DECK_BYTES_MAX ((size_t)4 << 20)
#define DECK_LINES_MAX 20000
#define DECK_FAULTS_MAX 50

/* X(C name, label, msgid) */
#define DECK_FORMATS(X)                                                                                      \
    X(OWN, "own", TEXT("Sandi: channel, country, price"))                                                    \
    X(META, "meta", TEXT("Meta: WhatsApp authentication"))                                                   \
    X(META_ABROAD, "meta_abroad", TEXT("Meta: WhatsApp authentication, international where there is one"))   \
    X(DIDWW, "didww", TEXT("DIDWW: SMS prices"))                                                             \
    X(PREFIX, "prefix", TEXT("Dial prefixes: prefix, price"))
enum deck_format {
#define X(name, label, words) DECK_##name,
    DECK_FORMATS(X)
#undef X
        DECK__COUNT
};
const char *deck_format_label(enum deck_format format);
const char *deck_format_words(enum deck_format format); /* msgid */
bool deck_format_parse(struct str label, enum deck_format *out) MUST_USE;

struct deck_order {
    enum deck_format format;
    enum channel channel; /* of a list by dial prefix; the other formats know theirs */
    int64_t factor;       /* millionths of a credit that one unit of the file's money is worth */
    struct str text;
};

struct deck_line {
    enum channel channel;
    char country[3]; /* "" for e-mail */
    bool refused;
    struct credits price; /* rounded up to a whole thousandth */
    int line;
};
struct deck_fault {
    int line;
    const char *words; /* msgid, %1 is value */
    struct str value;
};
struct deck {
    struct deck_line *line;
    int n;
    struct deck_fault fault[DECK_FAULTS_MAX];
    int n_faults; /* all of them, also those there was no room for */
    int merged;   /* lines of networks that went into the highest price of their country */
};
void deck_read(struct ctx *ctx, const struct deck_order *order, struct deck *out);

/* "0.025" into millionths, at most six decimals, greater than 0. */
bool deck_factor_parse(struct str text, int64_t *out) MUST_USE;

#endif
