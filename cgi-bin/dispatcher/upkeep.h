#ifndef DISPATCHER_UPKEEP_H
#define DISPATCHER_UPKEEP_H
/*
 * What can wait: expiry, lost claims, senders' settings and figures, spending, mails that are nobody's
 * messages, recipients to be erased. One thread with a database connection, keys and senders of its own, so
 * that no message ever waits for any of it.
 */
#include <pthread.h>
#include <stdatomic.h>

#include "dispatcher/roster.h"

struct account;
struct health;
struct letters;

/* For this thread alone, but for health, which has a lock, and what begins with "loop_". */
struct upkeep {
    struct app app; /* its connection and keys; the rest is the process's */
    struct arena *round;
    struct roster *roster; /* NULL until they were read */
    struct health *health;
    struct account *account; /* account.h */
    struct letters *letters; /* letter.h */
    int64_t swept_until;     /* nothing that ended before then is left */
    struct uuid retained;    /* the organisation to go on after with erasing recipients */
    int passes_at_once;      /* of erasing, without an interval; what is left of this one counts */
    pthread_t thread;
    int stop_fd; /* an eventfd */
    atomic_bool stop;
    int loop_fd;                           /* an eventfd: something is due, or senders changed */
    _Atomic(struct roster *) loop_senders; /* taken by the loop */
};

/* Starts the thread. health and loop_fd are the loop's, app's texts and settings are shared. NULL: the system
 * lacks a thread or descriptors. */
struct upkeep *upkeep_open(struct arena *arena, const struct app *app, struct health *health, int loop_fd);

/* The senders, when they changed since the last call; else NULL. The caller closes them. */
struct roster *upkeep_senders(struct upkeep *upkeep);

/* Writes the last figures and ends the thread. */
void upkeep_close(struct upkeep *upkeep);

#endif
