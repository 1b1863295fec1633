#ifndef DISPATCHER_WORDS_H
#define DISPATCHER_WORDS_H
/* What a recipient reads, in the organisation's words or the built-in ones. */
#include "dispatcher/dispatcher.h"

/* Finishes text, subject and html of a message by its channel; WhatsApp's words are its template's. */
void words_fill(const struct dispatcher *d, const struct message_due *due, struct outgoing *message,
                struct arena *arena);

#endif
