/* A queue with a lock, a condition for threads that wait and an eventfd for loops that poll. */
#include "net/job.h"

#include <pthread.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/thread.h"

struct job_queue {
    struct arena *arena;
    pthread_mutex_t lock;
    pthread_cond_t filled;
    struct job *first, *last;
    int fd;
    bool stopped;
};

struct job_queue *job_queue_open(void)
{
    int fd = event_open();
    if (fd < 0)
        return NULL;
    struct arena *arena = arena_open(1024);
    struct job_queue *queue = ARENA_NEW(arena, struct job_queue);
    queue->arena = arena;
    pthread_mutex_init(&queue->lock, NULL);
    pthread_cond_init(&queue->filled, NULL);
    queue->fd = fd;
    return queue;
}

void job_queue_close(struct job_queue *queue)
{
    close(queue->fd);
    pthread_cond_destroy(&queue->filled);
    pthread_mutex_destroy(&queue->lock);
    arena_close(queue->arena);
}

void job_queue_put(struct job_queue *queue, struct job *job)
{
    job->next = NULL;
    pthread_mutex_lock(&queue->lock);
    bool was_empty = !queue->last;
    if (queue->last)
        queue->last->next = job;
    else
        queue->first = job;
    queue->last = job;
    pthread_cond_signal(&queue->filled);
    pthread_mutex_unlock(&queue->lock);
    if (was_empty) /* else whoever polls has been told, and has not taken anything since */
        eventfd_write(queue->fd, 1);
}

struct job *job_queue_take_all(struct job_queue *queue)
{
    eventfd_t count;
    eventfd_read(queue->fd, &count);
    pthread_mutex_lock(&queue->lock);
    struct job *all = queue->first;
    queue->first = queue->last = NULL;
    pthread_mutex_unlock(&queue->lock);
    return all;
}

struct job *job_queue_take(struct job_queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    while (!queue->first && !queue->stopped)
        pthread_cond_wait(&queue->filled, &queue->lock);
    struct job *job = queue->stopped ? NULL : queue->first;
    if (job) {
        queue->first = job->next;
        if (!queue->first)
            queue->last = NULL;
        job->next = NULL;
    }
    pthread_mutex_unlock(&queue->lock);
    return job;
}

void job_queue_stop(struct job_queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    queue->stopped = true;
    pthread_cond_broadcast(&queue->filled);
    pthread_mutex_unlock(&queue->lock);
    eventfd_write(queue->fd, 1);
}

int job_queue_fd(const struct job_queue *queue)
{
    return queue->fd;
}
