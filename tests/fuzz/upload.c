/*
 * What operators bring, on arbitrary bytes: CSV, and each format of rates. The first byte chooses which.
 */
#include "fuzz.h"

#include <stdlib.h>

#include "backend/deck.h"
#include "shim/phone.h"

static void need(bool truth)
{
    if (!truth)
        abort();
}

static void csv(struct arena *arena, struct str text)
{
    struct csv_reader reader = csv_open(arena, text);
    struct csv_row row;
    size_t left = text.n + 1;
    int line = 0;
    while (csv_next(&reader, &row)) {
        need(row.n > 0 && row.n <= CSV_CELLS_MAX && reader.text.n < left && reader.line > line);
        left = reader.text.n;
        line = reader.line;
    }
}

static void deck(struct arena *arena, enum deck_format format, struct str text)
{
    static struct deck deck;
    struct ctx ctx = {.arena = arena};
    struct deck_order order = {.format = format, .channel = CHANNEL_SMS, .factor = 200000000, .text = text};
    deck_read(&ctx, &order, &deck);
    need(deck.n > 0 || deck.n_faults > 0);
    for (int i = 0; i < deck.n; i++)
        need(deck.line[i].price.thousandths >= 0 && deck.line[i].price.thousandths <= 1000000000);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena *arena;
    if (size == 0)
        return 0;
    if (!arena) {
        arena = arena_open((size_t)64 << 20);
        phone_open();
    }
    arena_reset(arena);
    struct str text = {(const char *)data + 1, size - 1};
    int which = data[0] % (DECK__COUNT + 1);
    if (which < DECK__COUNT)
        deck(arena, (enum deck_format)which, text);
    else
        csv(arena, text);
    return 0;
}
