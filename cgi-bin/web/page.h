#ifndef WEB_PAGE_H
#define WEB_PAGE_H
/* Pages: a body template inside a layout, filled value by value, sent when complete. */
#include "base/credits.h"
#include "shim/template.h"
#include "web/request.h"
#include "web/response.h"
#include "web/templates.h" /* generated: enum template, TPL_… names */

enum layout { LAYOUT_CONSOLE, LAYOUT_STAFF, LAYOUT_FIELD, LAYOUT_PLAIN, LAYOUT_NONE /* a fragment */ };

struct page {
    struct template_dict *frame; /* the layout's values */
    struct template_dict *body;  /* the page's own */
    enum template file;          /* what is expanded: the layout, or the fragment itself */
    struct str visitor_cookie;   /* set with the page when a visitor's form needs it */
    bool flash_shown;
};

/*
 * title is a translated text. Fills what every page shows: language, organisation, credit, person,
 * navigation (current entry by the path), CSRF token in both dictionaries as CSRF.
 */
struct page page_new(struct ctx *ctx, const struct request *request, enum layout layout, enum template body,
                     const char *title);

/* Renders into the response with the page's security headers and Cache-Control: no-store. */
void page_send(struct ctx *ctx, struct page *page, int status, struct response *response);

/* The same as a text, to stand inside another page. STR_NONE (logged) when it cannot be rendered. */
struct str page_text(struct ctx *ctx, const struct page *page);

void page_set(struct template_dict *dict, const char *name, struct str value);
void page_set_c(struct template_dict *dict, const char *name, const char *value);
void page_set_i64(struct ctx *ctx, struct template_dict *dict, const char *name,
                  int64_t value); /* as the locale writes it */
void page_set_credits(struct ctx *ctx, struct template_dict *dict, const char *name, struct credits value);
/* The reader's clock, of an organisation, else UTC by name; NAME_UTC gets the RFC 3339 form for <time
 * datetime>. */
void page_set_time(struct ctx *ctx, const struct request *request, struct template_dict *dict,
                   const char *name, int64_t at_us);
/* The same to the second. */
void page_set_moment(struct ctx *ctx, const struct request *request, struct template_dict *dict,
                     const char *name, int64_t at_us);
/* 2026-12-31 as the reader's language writes it; itself when it is no date. */
struct str page_day(struct ctx *ctx, struct str date);
/* The same as texts, for sentences that hold them. */
struct str page_credits(struct ctx *ctx, struct credits value);
struct str page_time(struct ctx *ctx, const struct request *request, int64_t at_us);
/* A window of time: "22 Nov 2026, 08:00–10:00", "from …", "until …"; 0 is no end, STR_NONE without any. */
struct str page_window(struct ctx *ctx, const struct request *request, int64_t starts_at, int64_t ends_at);
/* Its time of day alone, for what happened just now. */
struct str page_clock(struct ctx *ctx, const struct request *request, int64_t at_us);
/* Its day alone. */
void page_set_date(struct ctx *ctx, const struct request *request, struct template_dict *dict,
                   const char *name, int64_t at_us);
void page_set_day(struct ctx *ctx, struct template_dict *dict, const char *name, struct str day);
/* A month "2026-11" as "November 2026". */
struct str page_month(struct ctx *ctx, struct str month);
/* The section NAME with NAME_TEXT, what the credits cost in the organisation's currency; no section without
 * an agreed price. */
void page_set_worth(struct ctx *ctx, const struct request *request, struct template_dict *dict,
                    const char *name, struct credits value);
/* A row of a select, in the template's section: VALUE, LABEL, and CHOSEN shown for the chosen one. */
void page_add_option(struct template_dict *dict, const char *section, struct str value, struct str label,
                     bool chosen);
/* The country's name in the reader's language. */
struct str page_country(struct ctx *ctx, struct str alpha2);
/* NAME is that name, NAME_CODE and NAME_LOWER are "ID" and "id". */
void page_set_country(struct ctx *ctx, struct template_dict *dict, const char *name, struct str alpha2);
/* With its middle hidden; or the word for one that was erased. */
struct str page_recipient(struct ctx *ctx, struct str recipient);
void page_set_recipient(struct ctx *ctx, struct template_dict *dict, const char *name, struct str recipient);

/* The sentence in the reader's language. `make texts` extracts the msgids of say(ctx, "…") and TEXT("…"). */
const char *say(struct ctx *ctx, const char *msgid);
/* The same with numbers: both msgids are formats with one %s for the number as the locale writes it. */
struct str text_count(struct ctx *ctx, const char *one, const char *many, int64_t n);
/* A translated format filled with strings: `%1` to `%4` are replaced. */
struct str text_fill(struct ctx *ctx, const char *msgid, const struct str *values, int n);

/* A page that says what happened: 400, 403, 404, 405, 413, 415, 500, 503 with a way on. */
void page_error(struct ctx *ctx, const struct request *request, int status, struct response *response);

/* A sentence to show on the next page (a signed, short-lived cookie), kind "success", "info" or "error". */
void page_flash(struct ctx *ctx, struct response *response, const char *kind, struct str text);

#endif
