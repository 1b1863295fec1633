#ifndef STAFF_CONFIRM_H
#define STAFF_CONFIRM_H
/* The page that asks for the password before a large amount moves; it posts what was asked for once more. */
#include "backend/support.h"
#include "web/form.h"

#define CONFIRM_FIELDS 8

struct confirm {
    const struct support_organisation *organisation;
    struct credits amount;
    struct str action; /* the address that it posts to */
    struct {
        const char *name;
        struct str value;
    } field[CONFIRM_FIELDS];
    int n;
    const char *error; /* about the password, translated; NULL: it was not asked yet */
};
enum rc confirm_send(struct ctx *ctx, struct request *request, struct response *response,
                     const struct confirm *confirm);

/* Looks at a password that came with the form. *error is a sentence when it is not right; NULL where none
 * came or it is. *proved: it is. */
enum rc confirm_password(struct ctx *ctx, const struct request *request, struct secret *password,
                         const char **error, bool *proved);

#endif
