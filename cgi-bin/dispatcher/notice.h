#ifndef DISPATCHER_NOTICE_H
#define DISPATCHER_NOTICE_H
/* Mails to operators and to organisations' admins, in a thread of their own. */
#include "backend/alert.h"
#include "dispatcher/upkeep.h"

struct notices;
struct notices *notices_open(struct arena *arena); /* NULL: the system is out of descriptors */
/* Waits up to two seconds for mails under way: nobody sends them again. */
void notices_close(struct notices *notices);
/* Logs what came of mails. */
void notices_collect(struct notices *notices);

/* One mail that was claimed, so it goes at most once: whatever fails is logged and not tried again. */
void notice_send(struct upkeep *upkeep, struct notices *notices, const struct alert_mail *mail);

/* The same with words of the caller's. Nothing of it is kept. */
struct post {
    struct uuid id, mail_sender;
    struct str to, language, subject, text;
    struct str kind; /* for the log */
};
void notice_post(struct upkeep *upkeep, struct notices *notices, const struct post *post);

#endif
