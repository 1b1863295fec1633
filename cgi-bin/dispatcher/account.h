#ifndef DISPATCHER_ACCOUNT_H
#define DISPATCHER_ACCOUNT_H
/* Organisations' accounts, at leisure: who is to be warned of low credit, and the mails to their admins. */
#include "dispatcher/dispatcher.h"

struct account *account_open(struct dispatcher *d);
void account_close(struct account *account);

/* Looks at some organisations and sends what mails there are. Every other second. */
void account_round(struct dispatcher *d, struct ctx *ctx);

#endif
