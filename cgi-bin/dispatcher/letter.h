#ifndef DISPATCHER_LETTER_H
#define DISPATCHER_LETTER_H
/* Letters to one person: invitations, links to set a password, that it was changed. */
#include "dispatcher/upkeep.h"

struct letters *letters_open(struct arena *arena); /* NULL: the system is out of descriptors */
void letters_close(struct letters *letters);

/* Sends what waits. Every other second. */
void letters_round(struct upkeep *upkeep, struct ctx *ctx);

#endif
