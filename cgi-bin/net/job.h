#ifndef NET_JOB_H
#define NET_JOB_H
/* Transfers under way between the thread that decides and those that do the I/O. All locking of net/ is here.
 */
#include "net/transfer.h"

struct job {
    struct transfer transfer;
    int64_t deadline_us;  /* on the monotonic clock: not started after it, cut off at it */
    struct arena *arena;  /* the answer's texts; touched by one thread at a time */
    struct answer answer; /* filled when the job comes back */
    void *owner;          /* the submitter's own */
    struct job *next;
};

struct job_queue;

struct job_queue *job_queue_open(void); /* NULL: the system is out of descriptors */
void job_queue_close(struct job_queue *queue);

void job_queue_put(struct job_queue *queue, struct job *job);
/* Everything that is there, oldest first, linked by next; NULL when empty. Never waits. */
struct job *job_queue_take_all(struct job_queue *queue);
/* Waits for one job; NULL after job_queue_stop. */
struct job *job_queue_take(struct job_queue *queue);
void job_queue_stop(struct job_queue *queue); /* wakes all who wait, those who poll too */

/* An eventfd that is readable while jobs were put that nobody took; for poll. */
int job_queue_fd(const struct job_queue *queue);

#endif
