/* Threads and eventfds, and the word in the log when there is none. */
#include "base/thread.h"

#include <errno.h>
#include <sys/eventfd.h>

#include "base/log.h"

bool thread_start(pthread_t *thread, const char *name, thread_run *run, void *cookie)
{
    int why = pthread_create(thread, NULL, run, cookie);
    if (why)
        log_event(LOG_ERROR, "thread.broken", "name=%s errno=%d", name, why);
    return why == 0;
}

int event_open(void)
{
    int fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (fd < 0)
        log_event(LOG_ERROR, "eventfd.broken", "errno=%d", errno);
    return fd;
}
