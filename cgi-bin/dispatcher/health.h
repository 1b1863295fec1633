#ifndef DISPATCHER_HEALTH_H
#define DISPATCHER_HEALTH_H
/*
 * How senders fare, counted in memory by the loop and written at most once a second by upkeep, and the alerts
 * that come of it. All but open and close may be called from any thread. A figure is no money: what a crash
 * forgets is not made up for.
 */
#include "backend/alert.h"
#include "channels/driver.h"
#include "dispatcher/upkeep.h"

struct health *health_open(struct arena *arena); /* NULL: the system is out of descriptors */
void health_close(struct health *health);

/* Once a verdict, as the provider gave it. One of an operator's fault raises an alert. */
void health_note(struct health *health, struct uuid sender, const struct verdict *verdict);

/* An alert by its reason (backend/reason.h), where there is no verdict of a provider: detail is its second
 * word. */
void health_alert(struct health *health, struct uuid sender, const char *reason, struct str detail);

/* To how many countries the sender's breaker is open now: 0 ends its alert, more than before raises it. */
void health_breaker(struct health *health, struct uuid sender, int open_countries);

/* Writes what was counted, ends alerts that are over, mails operators. Once a second; keeps all of it on a
 * fault. */
void health_flush(struct upkeep *upkeep, struct ctx *ctx);

/* sandi_alerts_open{class="…"} */
void health_metrics(const struct health *health, struct buf *out);

#endif
