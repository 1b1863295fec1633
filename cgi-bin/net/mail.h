#ifndef NET_MAIL_H
#define NET_MAIL_H
/*
 * Mail in a few threads of its own, one connection a mail: libcurl waits for a mail server's last word inside
 * its event loop, which would stall every other transfer, and after a time-out a kept connection answers the
 * next mail with the words meant for the last.
 */
#include "net/job.h"

struct mail;

/* Finished jobs come back through done. NULL: the system lacks threads or descriptors. */
struct mail *mail_open(struct job_queue *done, int threads);
void mail_submit(struct mail *mail, struct job *job);
/* Waits for mails under way; what waits behind them never comes back. */
void mail_close(struct mail *mail);

#endif
