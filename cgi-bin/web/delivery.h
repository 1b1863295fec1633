#ifndef WEB_DELIVERY_H
#define WEB_DELIVERY_H
/* The pages of the delivery log, which the console shows to members and staff's program to support. */
#include "backend/delivery_view.h"
#include "web/page.h"

/* Whose log it is and where it stands. */
struct delivery_place {
    enum layout layout;
    struct uuid organisation;     /* staff only */
    struct str organisation_name; /* staff only */
    struct str base;              /* "/deliveries", encoded */
    struct str home;              /* country in which national numbers are read */
    struct str time_zone;
};

/* Filters, totals and rows by the request's query. */
enum rc delivery_page_list(struct ctx *ctx, const struct request *request, const struct delivery_place *place,
                           struct response *response) MUST_USE;
/* All rows that fit, as text/csv. */
enum rc delivery_export(struct ctx *ctx, const struct request *request, const struct delivery_place *place,
                        struct response *response) MUST_USE;

/* Why the last action on the page did nothing: a whole sentence; status 0: no action. */
struct delivery_refusal {
    int status;
    struct str title, text;
};
/* One verification; 404 when there is none. Members who may send find the ways to send again on it. */
enum rc delivery_page_show(struct ctx *ctx, const struct request *request, const struct delivery_place *place,
                           const struct delivery_refusal *refusal, struct response *response) MUST_USE;

/* The filters as they stand in the address. */
struct delivery_search_form {
    struct delivery_filter filter;
    struct str q, task, status, from, to; /* as typed, as far as it can be shown again */
    bool filtered, bad_day;
};
void delivery_form_read(struct ctx *ctx, const struct request *request, const struct delivery_place *place,
                        struct delivery_search_form *form);
/* "q=…&status=…" of the filters, encoded; empty when there are none. */
struct str delivery_form_query(struct ctx *ctx, const struct request *request);

/* Of a badge: "ok", "wait", "bad", "info"; translated words. */
const char *delivery_status_kind(enum message_status status);
const char *delivery_verification_kind(enum verification_status status);
const char *delivery_money_words(struct ctx *ctx, enum delivery_money money);
/* Why a message ended as it did, one sentence; STR_NONE when its status says it all. */
struct str delivery_reason(struct ctx *ctx, enum message_status status, struct str reason);
/* A number of credits as the reader writes it, with the word: "2.5 credits". */
struct str delivery_credits(struct ctx *ctx, struct credits credits);

/* --- what happened, in order --- */
struct delivery_step {
    int64_t at, order; /* what it says, and its place */
    const char *kind;  /* icon and colour: "ok", "wait", "bad", "info", "billing" */
    struct str title, detail;
    int64_t entry; /* the statement's line; 0: none */
};
struct delivery_story {
    struct delivery_step *step;
    int n;
};
#define DELIVERY_STEPS_MAX 512
struct delivery_story delivery_story(struct ctx *ctx, const struct delivery_view *view);

/* --- what to do next --- */
struct delivery_advice {
    const char *kind;
    struct str title, text;
    bool other_first; /* another channel is the better way */
    bool start_anew;  /* only a new code helps */
};
struct delivery_advice delivery_advice(struct ctx *ctx, const struct delivery_view *view);

#endif
