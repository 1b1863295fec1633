#ifndef BACKEND_DOORBELL_H
#define BACKEND_DOORBELL_H
/*
 * Wakes the dispatcher after a commit, and names the message, so that it is claimed by its key. A datagram
 * is the organisation's id and the message's; a lost one costs at most the polling interval.
 */
#include "base/ctx.h"

struct doorbell_ring {
    struct uuid organisation, message;
};

void doorbell_ring(const struct app *app, struct uuid organisation, struct uuid message);

#endif
