#ifndef BACKEND_ROLE_H
#define BACKEND_ROLE_H
/* Roles as SQL writes them. */
#include "base/ctx.h"

bool member_role_parse(struct str label, enum role *out) MUST_USE;
const char *member_role_label(enum role role); /* "" for ROLE_NONE */
const char *member_role_words(enum role role); /* a msgid; "" for ROLE_NONE */
const char *member_role_note(enum role role);  /* a msgid: what the role may do */
bool staff_role_parse(struct str label, enum staff_role *out) MUST_USE;

#endif
