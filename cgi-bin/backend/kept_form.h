#ifndef BACKEND_KEPT_FORM_H
#define BACKEND_KEPT_FORM_H
/* A page of a task that came when its session had ended: kept a day for the same person, to be sent again. */
#include "base/ctx.h"

#define KEPT_FORM_MAX ((size_t)64 << 10) /* bytes of fields */

/* The actor's page of a task; page is its id in the definition. */
struct kept_form {
    struct uuid task;
    struct str page;
    struct str fields; /* urlencoded; STR_NONE: nothing is kept */
};
/* In the place of an earlier one; nothing, when the task is done, not the actor's, or has no such page. */
enum rc kept_form_put(struct ctx *ctx, const struct kept_form *form) MUST_USE;
/* Fills fields. */
enum rc kept_form_find(struct ctx *ctx, struct kept_form *form) MUST_USE;
enum rc kept_form_delete(struct ctx *ctx, const struct kept_form *form) MUST_USE;

#endif
