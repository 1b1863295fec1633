#ifndef BACKEND_DOORBELL_H
#define BACKEND_DOORBELL_H
/* Wakes the dispatcher after a commit. A lost ring costs at most its polling interval. */
#include "base/ctx.h"

void doorbell_ring(const struct app *app);

#endif
