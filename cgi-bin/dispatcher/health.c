/* Figures of senders between two writings of them. One figure a sender, kept for the process's life. */
#include "dispatcher/health.h"

#include <string.h>

#include "base/clock.h"
#include "dispatcher/notice.h"

#define REASON_KEPT 64
#define DETAIL_KEPT 200

struct words_kept {
    char reason[REASON_KEPT], detail[DETAIL_KEPT];
};

struct figure {
    struct uuid sender;
    bool changed;
    int64_t accepted, failed, accepted_at, error_at;
    int open_countries;
    struct words_kept error;
    struct {
        int64_t count;
        struct words_kept last;
    } fault[ALERT__COUNT];
};

struct health {
    struct arena *arena;
    struct figure **figures; /* by sender */
    int n, room;
    bool begun;
    struct notices *notices;
    atomic_llong open[ALERT__COUNT];
};

struct health *health_open(struct arena *arena)
{
    struct health *health = ARENA_NEW(arena, struct health);
    health->arena = arena;
    health->notices = notices_open(arena);
    return health;
}

void health_close(struct health *health)
{
    notices_close(health->notices);
}

/* Where the sender's figure stands, or would. */
static int figure_place(const struct health *health, struct uuid sender)
{
    int low = 0, high = health->n;
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (memcmp(health->figures[middle]->sender.b, sender.b, sizeof sender.b) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static struct figure *figure_of(struct dispatcher *d, struct uuid sender)
{
    struct health *health = d->health;
    int at = figure_place(health, sender);
    if (at < health->n && uuid_eq(health->figures[at]->sender, sender))
        return health->figures[at];
    if (health->n == health->room) {
        int room = health->room ? 2 * health->room : 16;
        struct figure **grown = ARENA_ARRAY(health->arena, struct figure *, (size_t)room);
        for (int i = 0; i < health->n; i++)
            grown[i] = health->figures[i];
        health->figures = grown;
        health->room = room;
    }
    for (int i = health->n++; i > at; i--)
        health->figures[i] = health->figures[i - 1];
    struct figure *figure = ARENA_NEW(health->arena, struct figure);
    figure->sender = sender;
    return health->figures[at] = figure;
}

static void keep(struct words_kept *kept, const char *reason, struct str detail)
{
    snprintf(kept->reason, sizeof kept->reason, "%s", reason ? reason : "");
    size_t n = detail.n < DETAIL_KEPT - 1 ? detail.n : DETAIL_KEPT - 1;
    while (n && n < detail.n && ((unsigned char)detail.s[n] & 0xc0) == 0x80)
        n--;
    snprintf(kept->detail, sizeof kept->detail, "%.*s", (int)n, n ? detail.s : "");
}

static void fault(struct figure *figure, enum alert_class class, const char *reason, struct str detail)
{
    figure->changed = true;
    figure->fault[class].count++;
    keep(&figure->fault[class].last, reason, detail);
}

/* What says nothing about the recipient: the sender, its provider or the way there is at fault. */
static bool is_senders_own(const struct verdict *verdict)
{
    return verdict->operator_fault || verdict->result == RESULT_UNKNOWN ||
           (verdict->result == RESULT_BUSY && verdict->pace != PACE_PAIR);
}

void health_note(struct dispatcher *d, struct uuid sender, const struct verdict *verdict)
{
    struct figure *figure = figure_of(d, sender);
    if (verdict->result == RESULT_ACCEPTED) {
        figure->accepted++;
        figure->accepted_at = clock_now_us();
        figure->changed = true;
    } else if (is_senders_own(verdict)) {
        figure->failed++;
        figure->error_at = clock_now_us();
        figure->changed = true;
        keep(&figure->error, verdict->reason, verdict->detail);
    }
    if (verdict->operator_fault)
        fault(figure, alert_class_of(str_from(verdict->reason)), verdict->reason, verdict->detail);
}

void health_alert(struct dispatcher *d, struct uuid sender, const char *reason, struct str detail)
{
    fault(figure_of(d, sender), alert_class_of(str_from(reason)), reason, detail);
}

void health_breaker(struct dispatcher *d, struct uuid sender, int open_countries)
{
    struct figure *figure = figure_of(d, sender);
    if (open_countries > figure->open_countries)
        fault(figure, ALERT_BREAKER, "breaker_open", STR_NONE);
    figure->changed = figure->changed || open_countries != figure->open_countries;
    figure->open_countries = open_countries;
}

static struct alert_note alert_of(const struct figure *figure, enum alert_class class)
{
    return (struct alert_note){.sender = figure->sender,
                               .class = class,
                               .reason = str_from(figure->fault[class].last.reason),
                               .detail = str_from(figure->fault[class].last.detail),
                               .count = figure->fault[class].count};
}

static struct health_note health_of(const struct figure *figure)
{
    return (struct health_note){.sender = figure->sender,
                                .accepted = figure->accepted,
                                .failed = figure->failed,
                                .accepted_at = figure->accepted_at,
                                .error_at = figure->error_at,
                                .reason = str_from(figure->error.reason),
                                .detail = str_from(figure->error.detail),
                                .open_countries = figure->open_countries};
}

static void collect(const struct health *health, struct arena *arena, struct alert_round *round)
{
    struct health_note *notes = ARENA_ARRAY(arena, struct health_note, (size_t)health->n + 1);
    struct alert_note *alerts = ARENA_ARRAY(arena, struct alert_note, (size_t)health->n * ALERT__COUNT + 1);
    round->health = notes;
    round->alerts = alerts;
    for (int i = 0; i < health->n; i++) {
        const struct figure *figure = health->figures[i];
        if (!figure->changed)
            continue;
        notes[round->n_health++] = health_of(figure);
        for (int class = 0; class < ALERT__COUNT; class ++)
            if (figure->fault[class].count)
                alerts[round->n_alerts++] = alert_of(figure, (enum alert_class) class);
    }
}

static void forget(struct figure *figure)
{
    figure->changed = false;
    figure->accepted = figure->failed = figure->accepted_at = figure->error_at = 0;
    for (int class = 0; class < ALERT__COUNT; class ++)
        figure->fault[class].count = 0;
}

/* A breaker is this process's own: what its predecessor wrote about open ones is over. */
static void begin(struct dispatcher *d)
{
    for (int i = 0; i < d->roster.n; i++)
        figure_of(d, d->roster.entries[i].sender.id)->changed = true;
    d->health->begun = d->roster.arena != NULL;
}

void health_flush(struct dispatcher *d, struct ctx *ctx)
{
    struct health *health = d->health;
    struct alert_round round = {.mails = d->app.config.operator_email != NULL};
    if (!health->begun)
        begin(d);
    notices_collect(health->notices);
    collect(health, ctx->arena, &round);
    if (alert_round(ctx, &round) != RC_OK)
        return;
    for (int i = 0; i < health->n; i++)
        forget(health->figures[i]);
    for (int class = 0; class < ALERT__COUNT; class ++)
        atomic_store(&health->open[class], round.open[class]);
    for (int i = 0; i < round.n_mails; i++)
        notice_send(d, health->notices, &round.mail[i]);
}

void health_metrics(const struct dispatcher *d, struct buf *out)
{
    buf_put(out, STR("# TYPE sandi_alerts_open gauge\n"));
    for (int class = 0; class < ALERT__COUNT; class ++)
        buf_printf(out, "sandi_alerts_open{class=\"%s\"} %lld\n", alert_class_label((enum alert_class) class),
                   atomic_load(&d->health->open[class]));
}
