#ifndef DISPATCHER_RECORD_H
#define DISPATCHER_RECORD_H
/*
 * Settling, in a thread with a database connection of its own, so that launches need not wait for it: one
 * batch at a time, and what comes back meanwhile makes the next one bigger.
 */
#include "dispatcher/dispatcher.h"

#define RECORD_MAX 500 /* in one batch */

struct recorder;
/* NULL: the system lacks a thread or descriptors. */
struct recorder *recorder_open(struct arena *arena, const struct app *app, struct uuid worker);

/* Readable when a batch is done; for poll. */
int recorder_fd(const struct recorder *recorder);

/* Takes over at most RECORD_MAX deliveries, linked by next, whose verdict stands; the recorder must be idle.
 */
void recorder_give(struct recorder *recorder, struct delivery *first);

/* True once a batch: its deliveries are the caller's again. *rc is a fault where nobody knows whether they
 * are recorded; giving them again does no harm while none of them is claimed anew. */
bool recorder_taken(struct recorder *recorder, enum rc *rc) MUST_USE;

/* The same, waiting for it; a batch must be under way. */
enum rc recorder_wait(struct recorder *recorder) MUST_USE;

/* Ends the thread, which must be idle. */
void recorder_close(struct recorder *recorder);

#endif
