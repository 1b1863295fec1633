#ifndef BACKEND_VERIFICATION_H
#define BACKEND_VERIFICATION_H
/* The challenge: start, check, resend, cancel, and what is known of one. Every call that moves credit goes
 * through the batcher; a single call is a batch of one. No code is ever returned. */
#include "backend/channel.h"
#include "backend/code.h"
#include "backend/outcome.h"
#include "base/credits.h"
#include "base/ctx.h"

/* What a caller wants. Absent texts are STR_NONE, absent ids nil. */
struct verification_request {
    struct str to;          /* as typed */
    struct str home;        /* country whose national format is read; STR_NONE demands '+' */
    struct str channel;     /* label as given */
    int64_t digits;         /* 0: default */
    int64_t lifetime;       /* s; 0: default. Pages only, from a setting that was checked */
    struct str locale;      /* "en", "id"; STR_NONE: the organisation's language */
    struct str reference;   /* the caller's own, at most 200 bytes */
    struct str fallback[2]; /* channel labels, in order */
    int n_fallback;
    bool typed, linked;         /* the actor chose the recipient; the recipient may type the code */
    int64_t fallback_after;     /* s without delivery until the next is tried; 0: only after a failure */
    struct str idempotency_key; /* at most 200 bytes */
    struct uuid task;           /* task step, or nil */
    struct str component;
};

struct verification {
    struct uuid id;
    enum verification_status status;
    struct str to, country, reference; /* country and reference may be STR_NONE */
    enum channel channel;
    int digits, attempts_left;
    struct credits price;                      /* sum of its messages that were not released */
    int64_t expires_at, created_at, resend_at; /* resend_at: when the next is allowed; 0 when none is */
};

struct verification_message {
    struct uuid id;
    enum channel channel;
    enum message_status status;
    struct credits price;
    struct str reason; /* a label, see backend/reason.h; STR_NONE when there is none */
    int64_t created_at, updated_at;
    bool charged; /* and not refunded */
    enum message_cause cause;
    struct str fallback; /* what became of the channels after it, "sms:started"; STR_NONE: none was tried */
};

/* One wrong field of a request. */
struct verification_problem {
    struct str field;
    enum outcome outcome;
};
#define VERIFICATION_PROBLEMS_MAX 8

/* What an operation came to. */
struct verification_result {
    enum outcome outcome;
    struct verification verification; /* filled when started or replayed */
    int retry_after;                  /* s, with TOO_MANY and COOLDOWN */
    struct str cap;                   /* which cap, with TOO_MANY */
    struct str field;                 /* the offending field with a 422: "to", "channel", "digits", ... */
    struct verification_problem problem[VERIFICATION_PROBLEMS_MAX]; /* all; the first is outcome and field */
    int n_problems;
};

/* The organisation and who acts come from ctx->actor. RC is a fault; everything else is result->outcome. */
enum rc verification_start(struct ctx *ctx, const struct verification_request *request,
                           struct verification_result *result) MUST_USE;

struct verification_check_result {
    enum outcome outcome; /* APPROVED WRONG LOCKED CLOSED TOO_MANY NOT_FOUND INVALID_CODE */
    enum verification_status status;
    int attempts_left, retry_after;
};
/* code as typed: spaces, dashes and non-ASCII digits are normalised; INVALID_CODE costs no attempt. */
enum rc verification_check(struct ctx *ctx, struct uuid id, struct str code, enum typist typist,
                           struct verification_check_result *result) MUST_USE;

/* channel STR_NONE: the way it went last. A named one is a person's choice: nothing follows it by itself. */
enum rc verification_resend(struct ctx *ctx, struct uuid id, struct str channel, struct str idempotency_key,
                            struct verification_result *result) MUST_USE;
/* outcome CANCELED, CLOSED or NOT_FOUND. */
enum rc verification_cancel(struct ctx *ctx, struct uuid id, struct verification_result *result) MUST_USE;

/* outcome DONE or NOT_FOUND; messages oldest first in the arena. */
struct verification_view {
    enum outcome outcome;
    struct verification verification;
    struct verification_message *messages;
    int n_messages;
};
enum rc verification_get(struct ctx *ctx, struct uuid id, struct verification_view *view) MUST_USE;
/* The newest verification of a task step. */
enum rc verification_of_step(struct ctx *ctx, struct uuid task, struct str component,
                             struct verification_view *view) MUST_USE;

#endif
