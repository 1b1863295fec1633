#ifndef CONSOLE_AUDIT_H
#define CONSOLE_AUDIT_H
/* Lines of the audit log in words. */
#include "backend/audit.h"

/* What was done, one sentence; the bare action where it is none that the pages know. */
struct str audit_sentence(struct ctx *ctx, const struct audit_line *line);
/* Who did it. */
struct str audit_actor(struct ctx *ctx, const struct audit_line *line);

/* What the log can be narrowed to: a value for the address, its words, and the nouns of its actions. */
struct audit_group {
    const char *value, *words, *nouns;
};
const struct audit_group *audit_group_at(int i); /* NULL behind the last */

/* The values of detail, in order, nested ones as "before.name". False behind the last. */
bool audit_detail_at(struct ctx *ctx, const struct audit_line *line, int i, struct str *key,
                     struct str *value) MUST_USE;

#endif
