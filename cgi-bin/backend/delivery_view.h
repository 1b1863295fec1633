#ifndef BACKEND_DELIVERY_VIEW_H
#define BACKEND_DELIVERY_VIEW_H
/* One verification as the delivery log tells it, and what its next message would cost. Reads only. */
#include "backend/delivery.h"

/* Moments are 0 where nothing happened. */
struct delivery_message {
    struct uuid id;
    enum channel channel;
    enum message_status status;
    struct str reason;   /* a label, see backend/reason.h; STR_NONE when there is none */
    struct str detail;   /* the provider's own words; for staff */
    struct str fallback; /* "email:wrong_channel sms:started": what became of the next channels */
    struct credits price;
    int64_t tries;
    bool settled;
    int64_t created_at, launched_at, accepted_at, sent_at, delivered_at, read_at, failed_at, unknown_at,
        updated_at, due_at;
    enum delivery_money money;
    int64_t entry_number, entry_at; /* the charge or release; 0: not settled */
    struct str entry_reason;
    int64_t refund_number, refund_at;
};

struct delivery_view {
    enum outcome outcome; /* DONE or NOT_FOUND */
    struct uuid id, task; /* task nil: none */
    struct uuid next;     /* the newest code for the same step after this one; nil: none */
    enum verification_status status;
    struct str recipient, country, reference;
    enum channel channel;
    int digits;
    int64_t created_at, expires_at, closed_at, last_wrong_at;
    int attempts_max, attempts_used, wrong;
    bool by_person, by_key;
    struct str person_name, api_key_name; /* STR_NONE: gone, or no member any more */
    struct str task_title, flow_name;
    struct delivery_message *message; /* oldest first, at least one */
    int n_messages;
    int64_t resend_at; /* when the next message is allowed; 0: none is any more */
};

/* By the id of a verification or of one of its messages. organisation is read for staff only. */
enum rc delivery_get(struct ctx *ctx, struct uuid organisation, struct uuid id,
                     struct delivery_view *view) MUST_USE;

/* A channel that fits the recipient: DONE, or why no message can go by it now. */
struct delivery_quote {
    enum channel channel;
    enum outcome outcome;
    struct credits price;
};
/* The verification's own channel first; n is 0 for a foreign id. Members only; a look, no promise. */
enum rc delivery_quote_list(struct ctx *ctx, struct uuid verification,
                            struct delivery_quote quote[CHANNEL__COUNT], int *n) MUST_USE;

#endif
