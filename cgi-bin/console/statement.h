#ifndef CONSOLE_STATEMENT_H
#define CONSOLE_STATEMENT_H
/* What the pages and files of the statement share: its filters in the address, and how a line is worded. */
#include "backend/statement.h"
#include "web/page.h"

struct statement_form {
    struct statement_filter filter;
    struct str from, to, country; /* as typed, as far as it can be shown again */
    bool bad_day, filtered;
};
enum rc statement_form_read(struct ctx *ctx, const struct request *request,
                            struct statement_form *form) MUST_USE;
/* "from=…&kind=…" of the filters, encoded; empty when there are none. */
struct str statement_form_query(struct ctx *ctx, const struct request *request);
/* A day of the address; STR_NONE when it is empty or none, and then *bad is set. */
struct str statement_day_read(struct ctx *ctx, const struct request *request, const char *name, bool *bad);

/* The kinds of entries, in the order in which they are offered; NULL behind the last. */
const char *statement_kind_at(size_t i);
/* Translated words. */
const char *statement_kind_words(struct ctx *ctx, struct str kind);
struct str statement_channel_words(struct ctx *ctx, struct str channel);
struct str statement_reason(struct ctx *ctx, const struct statement_line *line);
/* Who caused it: a person, an API key, support, the command line; STR_NONE: the programs themselves. */
struct str statement_by(struct ctx *ctx, const struct statement_line *line);

#endif
