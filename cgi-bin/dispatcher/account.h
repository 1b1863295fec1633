#ifndef DISPATCHER_ACCOUNT_H
#define DISPATCHER_ACCOUNT_H
/* Organisations' accounts, at leisure: who is to be warned of low credit, and the mails to their admins. */
#include "dispatcher/upkeep.h"

struct account *account_open(struct arena *arena); /* NULL: the system is out of descriptors */
void account_close(struct account *account);

/* Looks at some organisations and sends what mails there are. Every other second. */
void account_round(struct upkeep *upkeep, struct ctx *ctx);

#endif
