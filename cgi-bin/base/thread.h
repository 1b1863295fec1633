#ifndef BASE_THREAD_H
#define BASE_THREAD_H
/* What a daemon stands on. What the system does not grant is logged here; whoever asked cannot open. */
#include <pthread.h>
#include <stdbool.h>

#include "base/attr.h"

typedef void *thread_run(void *cookie);

bool thread_start(pthread_t *thread, const char *name, thread_run *run, void *cookie) MUST_USE;

/* An eventfd that never waits; -1: there is none. */
int event_open(void) MUST_USE;

#endif
