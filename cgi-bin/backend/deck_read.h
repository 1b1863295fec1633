#ifndef BACKEND_DECK_READ_H
#define BACKEND_DECK_READ_H
/* What the readers of the formats share. */
#include "backend/deck.h"

struct deck_reader {
    struct ctx *ctx;
    const struct deck_order *order;
    struct deck *deck;
    struct csv_reader csv;
    int place[CHANNEL__COUNT]
             [26 * 26 + 1]; /* of a country's line in the deck, plus one; the last is e-mail's */
};

/* One format each: reads to the end of the file. */
void deck_read_own(struct deck_reader *reader);
void deck_read_meta(struct deck_reader *reader);
void deck_read_didww(struct deck_reader *reader);
void deck_read_prefix(struct deck_reader *reader);

void deck_fault(struct deck_reader *reader, int line, const char *words, struct str value);
/* The next row; false at the end, or at a row that is broken or one too many (told). */
bool deck_next(struct deck_reader *reader, struct csv_row *row) MUST_USE;

/* The line of that country and channel; NULL: none yet. country "" is e-mail's. */
struct deck_line *deck_find(struct deck_reader *reader, enum channel channel, const char *country);
struct deck_line *deck_add(struct deck_reader *reader, const struct deck_line *line);

/* "0.0250", "1,234.5" in the file's money as credits; false (told) where it is none. */
bool deck_price(struct deck_reader *reader, int line, struct str text, struct credits *out) MUST_USE;

/* Which column has one of these names ("a|b"), compared without case, spaces and dashes; -1: none. */
int deck_column(const struct csv_row *head, const char *names);

/* The country of an English name; false where nobody is called so. */
struct deck_names;
struct deck_names *deck_names_open(struct ctx *ctx);
bool deck_names_find(const struct deck_names *names, struct ctx *ctx, struct str name,
                     char country[3]) MUST_USE;

#endif
