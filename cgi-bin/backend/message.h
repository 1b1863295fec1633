#ifndef BACKEND_MESSAGE_H
#define BACKEND_MESSAGE_H
/*
 * Messages on their way out: claimed under a lease, launched before a byte leaves, settled by what the
 * provider answered, moved on by callbacks. All work on arrays; each item's result stands at its index.
 */
#include "backend/message_text.h"

/* A message under this worker's lease. sealed opens with seal_key, bound to organisation and verification. */
struct message_due {
    struct uuid organisation, message, verification, sender;
    struct str channel, recipient, locale, sealed;
    uint8_t seal_key;
    int64_t expires_at;
    int tries;                    /* claims so far, this one included */
    struct str country;           /* empty for e-mail */
    struct message_text text;     /* the organisation's own, of this channel and language */
    struct str organisation_name; /* with a text of its own */
};

struct message_key {
    struct uuid organisation, message;
};

/* A sender that takes no more than most for now, in one country or (STR_NONE) in all. */
struct message_lane {
    struct uuid sender;
    struct str country;
    int most;
};

/* To be launched within hold_ms; once launched, to be settled within lease_ms. floor_ms: less life is left
 * alone.
 */
struct message_claim {
    struct uuid worker;
    int lease_ms, hold_ms, floor_ms, max;
    const struct message_lane *lanes;
    int n_lanes;
    struct uuid after; /* where the next claim goes on among very many organisations; kept by the caller */
    const struct message_key *named; /* only these, where n_named > 0 */
    int n_named;
};

/* Takes at most max due messages, each organisation's soonest expiry first; *due in ctx->arena. */
enum rc message_claim(struct ctx *ctx, struct message_claim *claim, struct message_due **due,
                      int *n) MUST_USE;

struct message_settlement {
    struct message_key key;
    const char *outcome; /* "accepted", "rejected", "unknown", "busy" */
    struct str provider_id, reason, detail;
    int64_t retry_at; /* with "busy" */
};

/* Repeatable: what was settled before stays as it is. "rejected" and "busy" need no launch. */
enum rc message_settle(struct ctx *ctx, struct uuid worker, const struct message_settlement *items,
                       int n) MUST_USE;

struct message_swept {
    int64_t expired, unknown, released, hops;
    int64_t until; /* nothing that ended before then is left; 0 while there may be */
};
/* Ends what ran out of time: expired codes, lost leases of launched messages, unknown ones past their grace;
 * and starts the next channel (hops, due at once) of what was not delivered in time. since: the last until of
 * a process's earlier sweeps, at first 0; it saves looking at what ended before. */
enum rc message_sweep(struct ctx *ctx, int max, int64_t since, struct message_swept *swept) MUST_USE;

struct message_event {
    struct uuid sender;
    struct message_key key; /* nil: match by provider_id within the sender */
    struct str provider_id;
    const char *status; /* "sent", "delivered", "read", "failed" */
    struct str reason, detail;
    int64_t at_us;
};

/* Applies callbacks in item order; those that come too early are kept and replayed when their message is
 * settled. */
enum rc message_events(struct ctx *ctx, const struct message_event *events, int n) MUST_USE;

#endif
