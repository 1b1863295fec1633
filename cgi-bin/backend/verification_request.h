#ifndef BACKEND_VERIFICATION_REQUEST_H
#define BACKEND_VERIFICATION_REQUEST_H
/* A request to start a verification, checked and normalised before any of it reaches SQL. */
#include "backend/recipient.h"
#include "backend/verification.h"
#include "base/digest.h"

struct verification_order {
    struct recipient recipient;
    enum channel channel;
    int digits;
    int fallback_after;                                                 /* 0: only after a failure */
    struct str locale, reference, fallback, idempotency_key, component; /* STR_NONE when absent */
    struct uuid task;
    unsigned char hash[DIGEST_SIZE]; /* of all above but the key: what the key is bound to */
};

/* True when every field is right; else the problems are in result, outcome and field those of the first. */
bool verification_request_check(struct ctx *ctx, const struct verification_request *request,
                                struct verification_order *order,
                                struct verification_result *result) MUST_USE;

/* 1 to 200 printable ASCII characters. */
bool idempotency_key_check(struct str key) MUST_USE;

void verification_problem_add(struct verification_result *result, const char *field, enum outcome outcome);

#endif
