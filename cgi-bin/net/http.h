#ifndef NET_HTTP_H
#define NET_HTTP_H
/*
 * Many HTTP requests at once in one thread of its own (libcurl's multi interface). A request is never sent
 * twice, never redirected, and ends by its deadline at the latest.
 */
#include "net/job.h"

struct http;

/* Finished jobs come back through done, in any order. NULL: the system lacks a thread or descriptors. */
struct http *http_open(struct job_queue *done);

/* At most as many at once as the caller wants to have under way: nothing waits in here. */
void http_submit(struct http *http, struct job *job);

/* Ends the thread. Jobs still under way are cut off and come back as what they are: missing, or never left.
 */
void http_close(struct http *http);

#endif
