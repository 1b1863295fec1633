#ifndef API_BODY_H
#define API_BODY_H
/* JSON bodies by table: a handler sees nothing that its table does not name, and every error at once. */
#include "backend/outcome.h"
#include "web/problem.h"
#include "web/request.h"

enum member_kind {
    MEMBER_TEXT,    /* struct str */
    MEMBER_INTEGER, /* struct body_integer */
    MEMBER_TEXTS,   /* struct body_texts */
};

struct body_integer {
    bool given;
    int64_t value;
};

#define BODY_TEXTS_MAX 4

struct body_texts {
    struct str text[BODY_TEXTS_MAX];
    int n;
};

struct member {
    const char *name;
    enum member_kind kind;
    enum outcome wrong; /* of a value of another type */
    size_t offset;      /* into the struct that body_read fills */
};

#define BODY_ERRORS_MAX 16

struct body_errors {
    struct {
        struct str name;
        enum outcome outcome;
    } error[BODY_ERRORS_MAX];
    int n;
};

/* A body as it is read: the members it may have, and what is wrong with them. */
struct body {
    const struct member *members;
    int n_members;
    struct body_errors errors;
};
#define BODY(table) ((struct body){.members = (table), .n_members = COUNT_OF(table)})

/*
 * Reads the request's body into the zeroed struct at out; null counts as absent. False: it is no JSON
 * object, and the problem has been sent. What is wrong with single members is added to body->errors.
 */
bool body_read(struct ctx *ctx, const struct request *request, struct response *response, struct body *body,
               void *out) MUST_USE;

/* Keeps the first error of each name. */
void body_error(struct body_errors *errors, struct str name, enum outcome outcome);

/* One problem with all of them, in the order of the table; its code is the first one's. */
void body_errors_send(struct ctx *ctx, struct response *response, const struct body *body);

#endif
