/* Alerts: classes, and the way to sql/functions/alert.sql. Must not see a recipient or a code. */
#include "backend/alert.h"

#include <string.h>

#include "backend/scope.h"
#include "base/text.h"

#define DIGITS_MAX 6 /* in a row; providers' error codes have as many */

static const struct class
{
    const char *label, *words, *advice;
} CLASSES[] = {
    [ALERT_UNAUTHORISED] =
        {"unauthorised", TEXT("The provider does not accept the credentials"),
         TEXT("Get a new token or password from the provider and set it on the sender's page.")},
    [ALERT_TEMPLATE] = {"template", TEXT("The message template cannot be used"),
                        TEXT("Look at the template in the provider's console: paused, refused or missing.")},
    [ALERT_PAYMENT] = {"payment", TEXT("Payment problem at the provider"),
                       TEXT("Settle the payment with the provider.")},
    [ALERT_CREDIT] = {"credit", TEXT("The credit at the provider is used up"),
                      TEXT("Top up the account with the provider.")},
    [ALERT_BLOCKED] = {"blocked", TEXT("The provider has blocked the sender"),
                       TEXT("Ask the provider why, or switch another sender on.")},
    [ALERT_PERMISSION] = {"permission", TEXT("The sender lacks a permission"),
                          TEXT("Give it the permission in the provider's console, or finish its approval.")},
    [ALERT_REQUEST] = {"request", TEXT("The provider refuses the requests"),
                       TEXT("Compare the sender's settings with the provider's own.")},
    [ALERT_BREAKER] = {"breaker", TEXT("The provider fails too often"),
                       TEXT("Messages wait for it to recover. Switch another sender on if it takes long.")},
    [ALERT_UNUSABLE] = {"unusable", TEXT("The sender is not set up completely"),
                        TEXT("Set what is missing on the sender's page. Messages wait meanwhile.")},
};

static const struct {
    struct str reason;
    enum alert_class class;
} REASONS[] = {
    {STR("sender_unauthorized"), ALERT_UNAUTHORISED},
    {STR("template_missing"), ALERT_TEMPLATE},
    {STR("template_refused"), ALERT_TEMPLATE},
    {STR("template_paused"), ALERT_TEMPLATE},
    {STR("sender_unpaid"), ALERT_PAYMENT},
    {STR("provider_credit"), ALERT_CREDIT},
    {STR("sender_blocked"), ALERT_BLOCKED},
    {STR("spam_limited"), ALERT_BLOCKED},
    {STR("sender_forbidden"), ALERT_PERMISSION},
    {STR("sender_unapproved"), ALERT_PERMISSION},
    {STR("not_on_allow_list"), ALERT_PERMISSION},
    {STR("breaker_open"), ALERT_BREAKER},
    {STR("sender_unusable"), ALERT_UNUSABLE},
    {STR("code_unsealable"), ALERT_UNUSABLE},
};

const char *alert_class_label(enum alert_class class)
{
    return CLASSES[class].label;
}

bool alert_class_parse(struct str label, enum alert_class *out)
{
    for (int i = 0; i < ALERT__COUNT; i++)
        if (str_eq(label, str_from(CLASSES[i].label))) {
            *out = (enum alert_class)i;
            return true;
        }
    return false;
}

const char *alert_class_words(enum alert_class class)
{
    return CLASSES[class].words;
}

const char *alert_class_advice(enum alert_class class)
{
    return CLASSES[class].advice;
}

enum alert_class alert_class_of(struct str reason)
{
    for (size_t i = 0; i < COUNT_OF(REASONS); i++)
        if (str_eq(REASONS[i].reason, reason))
            return REASONS[i].class;
    return ALERT_REQUEST;
}

static bool is_one_of(char c, struct str set)
{
    return str_index(set, c, 0) < set.n;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The end of a number that begins at i, grouped by single spaces, dots, dashes, slashes or brackets; *digits
 * of it. */
static size_t number_end(struct str text, size_t i, int *digits)
{
    size_t end = i;
    *digits = 0;
    for (size_t at = i; at < text.n && (is_digit(text.s[at]) || is_one_of(text.s[at], STR(" .-/()+"))); at++)
        if (is_digit(text.s[at])) {
            ++*digits;
            end = at + 1;
        }
    return end;
}

static size_t word_end(struct str text, size_t i)
{
    while (i < text.n && !is_one_of(text.s[i], STR(" <>\"'(),;")))
        i++;
    return i;
}

struct str alert_detail(struct arena *arena, struct str detail)
{
    struct buf out = buf_new(arena, 2 * detail.n + 64);
    for (size_t i = 0; i < detail.n;) {
        size_t word = word_end(detail, i);
        int digits = 0;
        size_t number = is_digit(detail.s[i]) || detail.s[i] == '+' ? number_end(detail, i, &digits) : i;
        if (digits > DIGITS_MAX) {
            buf_put(&out, STR("…"));
            i = number;
        } else if (memchr(detail.s + i, '@', word - i)) {
            buf_put(&out, STR("…"));
            i = word;
        } else if (number > i) {
            buf_put(&out, str_slice(detail, i, number));
            i = number;
        } else {
            buf_putc(&out, detail.s[i++]);
        }
    }
    return detail.n ? buf_str(&out) : detail;
}

static void put_alerts(struct db_query *query, const struct alert_note *notes, int n)
{
    struct arena *arena = query->args.arena;
    struct db_array *senders = db_array_new(arena, DB_UUID, n), *classes = db_array_new(arena, DB_TEXT, n),
                    *reasons = db_array_new(arena, DB_TEXT, n), *details = db_array_new(arena, DB_TEXT, n),
                    *counts = db_array_new(arena, DB_I64, n);
    for (int i = 0; i < n; i++) {
        db_array_uuid(senders, notes[i].sender);
        db_array_text(classes, str_from(alert_class_label(notes[i].class)));
        db_array_text(reasons, notes[i].reason.n ? notes[i].reason : STR("?"));
        db_array_text(details, alert_detail(arena, notes[i].detail));
        db_array_i64(counts, notes[i].count);
    }
    db_array(&query->args, senders);
    db_array(&query->args, classes);
    db_array(&query->args, reasons);
    db_array(&query->args, details);
    db_array(&query->args, counts);
}

enum rc alert_note(struct ctx *ctx, const struct alert_note *notes, int n)
{
    struct db_query query = {.id = QUERY_ALERT_NOTE, .args.arena = ctx->arena};
    put_alerts(&query, notes, n);
    return program_run(ctx, &query);
}

static void put_time(struct db_array *array, int64_t at)
{
    if (at)
        db_array_i64(array, at);
    else
        db_array_null(array);
}

static void put_health(struct db_query *query, const struct health_note *notes, int n)
{
    static const enum db_type TYPES[] = {DB_UUID, DB_I64, DB_I64, DB_TIME, DB_TIME, DB_TEXT, DB_TEXT, DB_I64};
    struct db_array *column[COUNT_OF(TYPES)];
    struct arena *arena = query->args.arena;
    for (size_t i = 0; i < COUNT_OF(TYPES); i++)
        column[i] = db_array_new(arena, TYPES[i], n);
    for (int i = 0; i < n; i++) {
        db_array_uuid(column[0], notes[i].sender);
        db_array_i64(column[1], notes[i].accepted);
        db_array_i64(column[2], notes[i].failed);
        put_time(column[3], notes[i].accepted_at);
        put_time(column[4], notes[i].error_at);
        db_array_text(column[5], notes[i].reason);
        db_array_text(column[6], alert_detail(arena, notes[i].detail));
        db_array_i64(column[7], notes[i].open_countries);
    }
    for (size_t i = 0; i < COUNT_OF(TYPES); i++)
        db_array(&query->args, column[i]);
}

static void read_mail(const struct db_rows *rows, int i, struct alert_mail *mail)
{
    *mail = (struct alert_mail){
        .id = db_get_uuid(rows, i, 0),
        .opening = db_get_bool(rows, i, 1),
        .mail_sender = db_is_null(rows, i, 2) ? UUID_NIL : db_get_uuid(rows, i, 2),
        .sender = db_get_text(rows, i, 3),
        .class = db_get_text(rows, i, 4),
        .reason = db_get_text(rows, i, 5),
        .detail = db_get_text(rows, i, 6),
        .count = db_get_i64(rows, i, 7),
        .opened_at = db_get_time(rows, i, 8),
        .closed_at = db_get_time(rows, i, 9),
        .closed_by = db_get_text(rows, i, 10),
        .closed_reason = db_get_text(rows, i, 11),
    };
}

static void read_open(const struct db_rows *rows, int64_t open[ALERT__COUNT])
{
    enum alert_class class;
    memset(open, 0, ALERT__COUNT * sizeof *open);
    for (int i = 0; i < rows->n; i++)
        if (alert_class_parse(db_get_text(rows, i, 0), &class))
            open[class] = db_get_i64(rows, i, 1);
}

enum rc alert_round(struct ctx *ctx, struct alert_round *round)
{
    struct db_query query[5];
    size_t n = 0;
    round->n_mails = 0;
    if (round->n_health) {
        query[n] = (struct db_query){.id = QUERY_SENDER_HEALTH_NOTE, .args.arena = ctx->arena};
        put_health(&query[n++], round->health, round->n_health);
    }
    if (round->n_alerts) {
        query[n] = (struct db_query){.id = QUERY_ALERT_NOTE, .args.arena = ctx->arena};
        put_alerts(&query[n++], round->alerts, round->n_alerts);
    }
    query[n++] = (struct db_query){.id = QUERY_ALERT_CLEAR, .args.arena = ctx->arena};
    query[n++] = (struct db_query){.id = QUERY_ALERT_COUNT, .args.arena = ctx->arena};
    if (round->mails) {
        query[n] = (struct db_query){.id = QUERY_ALERT_CLAIM, .args.arena = ctx->arena};
        db_i64(&query[n++].args, ALERT_MAILS_MAX);
    }
    enum rc rc = program_run_all(ctx, query, n);
    if (rc)
        return rc;
    read_open(&query[n - (round->mails ? 2 : 1)].rows, round->open);
    for (int i = 0; round->mails && i < query[n - 1].rows.n && i < ALERT_MAILS_MAX; i++)
        read_mail(&query[n - 1].rows, i, &round->mail[round->n_mails++]);
    return RC_OK;
}
