#ifndef BACKEND_ROLE_H
#define BACKEND_ROLE_H
/* Roles as SQL writes them. */
#include "base/ctx.h"

bool member_role_parse(struct str label, enum role *out) MUST_USE;
const char *member_role_label(enum role role); /* "" for ROLE_NONE */
bool staff_role_parse(struct str label, enum staff_role *out) MUST_USE;

#endif
