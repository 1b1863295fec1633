#ifndef DISPATCHER_MAIL_SHARE_H
#define DISPATCHER_MAIL_SHARE_H
/*
 * Which mail server may hold how many of the threads of mail, so that servers that hang starve nobody else's
 * mails. Servers, not senders: many senders may lead to the same one. Pure: the clock is given.
 */
#include "base/arena.h"
#include "base/attr.h"
#include "base/str.h"

#define MAIL_SERVER_MAX 4                       /* threads that one server holds at most */
#define MAIL_SLOW_US (INT64_C(5) * 1000000 / 2) /* a server that holds a thread for longer is slow */

struct mail_share;
struct mail_share *mail_share_new(struct arena *arena);

/*
 * For so many more mails at once to the server of that address (smtp://host:port). Each server gets no more
 * than one above what it leaves free to others, and those that are slow share half of the threads; the other
 * half is for the rest. A server is slow until a mail to it is over in time.
 */
int mail_share_room(const struct mail_share *share, struct str url, int64_t now_us);

/* One thread is taken for the server, which has room; the same address and now_us give it back. */
void mail_share_take(struct mail_share *share, struct str url, int64_t now_us);
/* tried false: nothing was sent, so that it says nothing about the server. */
void mail_share_give(struct mail_share *share, struct str url, int64_t taken_us, bool tried, int64_t now_us);

#endif
