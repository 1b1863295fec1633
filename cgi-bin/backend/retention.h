#ifndef BACKEND_RETENTION_H
#define BACKEND_RETENTION_H
/* Recipients that organisations no longer keep. */
#include "base/ctx.h"

/* One organisation after *next, which moves on; nil begins anew. */
enum rc retention_round(struct ctx *ctx, struct uuid *next) MUST_USE;

#endif
