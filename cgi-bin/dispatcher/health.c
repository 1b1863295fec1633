/* Figures of senders between two writings of them. One figure a sender, kept for the process's life. */
#include "dispatcher/health.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "dispatcher/notice.h"

#define REASON_KEPT 64
#define DETAIL_KEPT 200
#define FIGURES_MAX ((size_t)64 * 1024 * 1024)

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
    pthread_mutex_t lock; /* of the figures */
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
    health->notices = notices_open(arena);
    if (!health->notices)
        return NULL;
    pthread_mutex_init(&health->lock, NULL);
    health->arena = arena_open(FIGURES_MAX);
    return health;
}

void health_close(struct health *health)
{
    notices_close(health->notices);
    arena_close(health->arena);
    pthread_mutex_destroy(&health->lock);
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

static struct figure *figure_of(struct health *health, struct uuid sender)
{
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

void health_note(struct health *health, struct uuid sender, const struct verdict *verdict)
{
    pthread_mutex_lock(&health->lock);
    struct figure *figure = figure_of(health, sender);
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
    pthread_mutex_unlock(&health->lock);
}

void health_alert(struct health *health, struct uuid sender, const char *reason, struct str detail)
{
    pthread_mutex_lock(&health->lock);
    fault(figure_of(health, sender), alert_class_of(str_from(reason)), reason, detail);
    pthread_mutex_unlock(&health->lock);
}

void health_breaker(struct health *health, struct uuid sender, int open_countries)
{
    pthread_mutex_lock(&health->lock);
    struct figure *figure = figure_of(health, sender);
    if (open_countries > figure->open_countries)
        fault(figure, ALERT_BREAKER, "breaker_open", STR_NONE);
    figure->changed = figure->changed || open_countries != figure->open_countries;
    figure->open_countries = open_countries;
    pthread_mutex_unlock(&health->lock);
}

/* Words are copied: the figure goes on changing while these are written. */
static struct alert_note alert_of(const struct figure *figure, enum alert_class class, struct arena *arena)
{
    return (struct alert_note){.sender = figure->sender,
                               .class = class,
                               .reason = str_copy(arena, str_from(figure->fault[class].last.reason)),
                               .detail = str_copy(arena, str_from(figure->fault[class].last.detail)),
                               .count = figure->fault[class].count};
}

static struct health_note health_of(const struct figure *figure, struct arena *arena)
{
    return (struct health_note){.sender = figure->sender,
                                .accepted = figure->accepted,
                                .failed = figure->failed,
                                .accepted_at = figure->accepted_at,
                                .error_at = figure->error_at,
                                .reason = str_copy(arena, str_from(figure->error.reason)),
                                .detail = str_copy(arena, str_from(figure->error.detail)),
                                .open_countries = figure->open_countries};
}

/* What changed since the last writing; it counts as written. */
static void collect(struct health *health, struct arena *arena, struct alert_round *round)
{
    struct health_note *notes = ARENA_ARRAY(arena, struct health_note, (size_t)health->n + 1);
    struct alert_note *alerts = ARENA_ARRAY(arena, struct alert_note, (size_t)health->n * ALERT__COUNT + 1);
    round->health = notes;
    round->alerts = alerts;
    for (int i = 0; i < health->n; i++) {
        struct figure *figure = health->figures[i];
        if (!figure->changed)
            continue;
        figure->changed = false;
        notes[round->n_health++] = health_of(figure, arena);
        for (int class = 0; class < ALERT__COUNT; class ++)
            if (figure->fault[class].count)
                alerts[round->n_alerts++] = alert_of(figure, (enum alert_class) class, arena);
    }
}

/* Takes off what was written, and no more: meanwhile it was counted on. */
static void forget(struct health *health, const struct alert_round *round)
{
    for (int i = 0; i < round->n_health; i++) {
        const struct health_note *note = &round->health[i];
        struct figure *figure = figure_of(health, note->sender);
        figure->accepted -= note->accepted;
        figure->failed -= note->failed;
        figure->accepted_at = figure->accepted ? figure->accepted_at : 0;
        figure->error_at = figure->failed ? figure->error_at : 0;
    }
    for (int i = 0; i < round->n_alerts; i++)
        figure_of(health, round->alerts[i].sender)->fault[round->alerts[i].class].count -=
            round->alerts[i].count;
}

static void keep_all(struct health *health, const struct alert_round *round)
{
    for (int i = 0; i < round->n_health; i++)
        figure_of(health, round->health[i].sender)->changed = true;
}

/* A breaker is this process's own: what its predecessor wrote about open ones is over. */
static void begin(struct health *health, const struct roster *roster)
{
    for (int i = 0; roster && i < roster->n; i++)
        figure_of(health, roster->entries[i].sender.id)->changed = true;
    health->begun = roster != NULL;
}

void health_flush(struct upkeep *upkeep, struct ctx *ctx)
{
    struct health *health = upkeep->health;
    /* A mail that is claimed goes now or never: not without senders, and not when the program ends. */
    struct alert_round round = {.mails = upkeep->app.config.operator_email && upkeep->roster &&
                                         !atomic_load(&upkeep->stop)};
    notices_collect(health->notices);
    pthread_mutex_lock(&health->lock);
    if (!health->begun)
        begin(health, upkeep->roster);
    collect(health, ctx->arena, &round);
    pthread_mutex_unlock(&health->lock);
    enum rc rc = alert_round(ctx, &round);
    pthread_mutex_lock(&health->lock);
    if (rc == RC_OK)
        forget(health, &round);
    else
        keep_all(health, &round);
    pthread_mutex_unlock(&health->lock);
    if (rc != RC_OK)
        return;
    for (int class = 0; class < ALERT__COUNT; class ++)
        atomic_store(&health->open[class], round.open[class]);
    for (int i = 0; i < round.n_mails; i++)
        notice_send(upkeep, health->notices, &round.mail[i]);
}

void health_metrics(const struct health *health, struct buf *out)
{
    buf_put(out, STR("# TYPE sandi_alerts_open gauge\n"));
    for (int class = 0; class < ALERT__COUNT; class ++)
        buf_printf(out, "sandi_alerts_open{class=\"%s\"} %lld\n", alert_class_label((enum alert_class) class),
                   atomic_load(&health->open[class]));
}
