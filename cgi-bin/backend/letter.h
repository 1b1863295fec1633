#ifndef BACKEND_LETTER_H
#define BACKEND_LETTER_H
/* Letters to one person, sent by the dispatcher. A link's token stands in the database only sealed. */
#include "base/ctx.h"
#include "db/db.h"

/* A letter of its own for this token: adds id, key and sealed text as the next three arguments. */
void letter_put_token(struct ctx *ctx, struct db_args *args, struct str token);
/* A letter without a link: adds its id. */
void letter_put(struct ctx *ctx, struct db_args *args);

/* One letter to send. It is the caller's from now on, and nobody else's. */
struct letter {
    struct uuid id, mail_sender;
    struct str kind; /* invite, reset, password or factor */
    struct str email, language, organisation_name, by_name, role;
    struct str token; /* of its link; STR_NONE where the key is gone */
    int64_t at;
};
#define LETTERS_AT_ONCE 8
enum rc letter_claim(struct ctx *ctx, struct letter **letters, int *n) MUST_USE;

#endif
