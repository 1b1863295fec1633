#ifndef CONSOLE_RATE_H
#define CONSOLE_RATE_H
/* The price list: what was asked for in its address, and the lines that answer it. */
#include "backend/price.h"
#include "web/page.h"

#define RATE_BASE "/billing/rates"

enum rate_sort { SORT_COUNTRY, SORT_ISO, SORT_CODE, SORT_WHATSAPP, SORT_SMS, SORT_SINCE, SORT__COUNT };

struct rate_form {
    struct str q, allowed;      /* allowed: "", "yes" or "no" */
    bool shows[CHANNEL__COUNT]; /* the columns */
    bool one_channel;
    bool changed, used, filtered;
    enum rate_sort sort;
    bool falling;
};
void rate_form_read(struct ctx *ctx, const struct request *request, struct rate_form *out);
/* The same address with another order; the order that the page has already is turned round. */
struct str rate_form_sorted(struct ctx *ctx, const struct rate_form *form, enum rate_sort sort);
/* What stands behind the '?' for what is shown; STR_NONE when it is everything. */
struct str rate_form_query(struct ctx *ctx, const struct rate_form *form);
/* The channel's label when only one is shown, else "". */
const char *rate_form_channel(const struct rate_form *form);

struct rate_line {
    const struct price_row *row;
    struct str name; /* in the reader's language */
    struct str key;  /* the name, folded, to sort by */
    int calling_code;
    bool home;
};
struct rate_lines {
    struct rate_line *line; /* the home country first, then as asked */
    int n;
    struct price email;
    const struct price_row *home; /* NULL: it has no rate */
};
enum rc rate_lines_read(struct ctx *ctx, const struct request *request, const struct rate_form *form,
                        struct rate_lines *out);

/* How many times as dear as at home, in thousandths; 0 where that cannot be said. */
struct credits rate_times(const struct price *price, const struct price *home);

/* The estimate above the list; nothing without a number in the address. */
enum rc rate_estimate_fill(struct ctx *ctx, const struct request *request, struct template_dict *body);

/* What was asked for, and its answer. */
struct rate_shown {
    struct rate_form form;
    struct rate_lines lines;
};
void rate_row_fill(struct ctx *ctx, const struct request *request, const struct rate_shown *shown,
                   const struct rate_line *line, struct template_dict *rows);

#endif
