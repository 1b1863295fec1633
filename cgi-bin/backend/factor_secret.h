#ifndef BACKEND_FACTOR_SECRET_H
#define BACKEND_FACTOR_SECRET_H
/* What a second factor rests on: the app's secret, sealed for its person, and recovery codes. */
#include "base/ctx.h"
#include "db/db.h"

/* Adds the key's id and the sealed secret. */
void factor_put(struct ctx *ctx, struct db_args *args, struct uuid person, const struct secret *secret);
/* False where the key is gone or the seal is not that of this person. The text lies in the arena. */
bool factor_open(struct ctx *ctx, struct uuid person, int64_t key, struct str sealed,
                 struct str *secret) MUST_USE;

/* "ABCD-EFGH-JKLM-NPQR": 80 bits, no look-alikes. */
struct str recovery_code_new(struct arena *arena);
/* Of what was typed in any case, with or without hyphens and spaces. Bound to the person. */
struct str recovery_code_hash(struct arena *arena, struct uuid person, struct str typed);

#endif
