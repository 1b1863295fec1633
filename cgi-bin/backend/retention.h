#ifndef BACKEND_RETENTION_H
#define BACKEND_RETENTION_H
/* Recipients that organisations no longer keep. */
#include "base/ctx.h"

#define ERASED_AT_ONCE 200 /* a round holds its connection */

/* One organisation after *next, which moves on; nil begins anew and ends a pass. *erased: how many recipients
 * and tasks; of ERASED_AT_ONCE or more there may be more, for the next pass. */
enum rc retention_round(struct ctx *ctx, struct uuid *next, int64_t *erased) MUST_USE;

#endif
