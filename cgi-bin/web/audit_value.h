#ifndef WEB_AUDIT_VALUE_H
#define WEB_AUDIT_VALUE_H
/* Values in the detail of a line of the audit log, as its reader writes them. For web/audit_*.c only. */
#include <jansson.h>

#include "web/audit.h"

/* The detail; an empty object where it is none. json_decref it. */
json_t *audit_detail_read(const struct audit_line *line);
/* Of key, "$subject" or "$about"; "role:key" and "credits:key" say how it is written. */
struct str audit_value(struct ctx *ctx, const struct audit_line *line, const json_t *detail, const char *key);

#endif
