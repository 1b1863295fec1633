#ifndef CHANNELS_DRIVER_H
#define CHANNELS_DRIVER_H
/*
 * A driver speaks one provider's protocol in pure functions: no I/O, no clock, no globals. Everything
 * they read is a parameter, everything they make lives in the given arena.
 */
#include "backend/channel.h"
#include "channels/callback.h"
#include "net/transfer.h"

struct outgoing {
    struct reference reference;
    struct str recipient; /* "+62812…" or an e-mail address */
    struct str locale;    /* "en", "id"; for providers that keep the text themselves */
    struct str code;
    int lifetime;                   /* s of life left */
    int64_t now_us;                 /* for a mail's Date */
    struct str public_url;          /* scheme://host[:port] of ours */
    const struct keyring *callback; /* proves delivery reports of providers that sign nothing */
    struct str text;                /* finished: an SMS of one segment, or a mail's plain text */
    struct str subject;             /* a mail's, finished; one line */
    struct str html;                /* a mail's second form, already rendered; STR_NONE: plain text only */
};

enum composed {
    COMPOSED,
    COMPOSE_UNUSABLE,   /* the sender lacks something: an operator must act, the message waits */
    COMPOSE_IMPOSSIBLE, /* this message can never be expressed: rejected */
};

enum result { RESULT_ACCEPTED, RESULT_BUSY, RESULT_REJECTED, RESULT_UNKNOWN };

/* How long to wait after BUSY is the dispatcher's to decide, by this class. */
enum pace { PACE_STEADY, PACE_PAIR /* 4^tries s */, PACE_GIVEN /* retry_after */ };

struct verdict {
    enum result result;
    const char *reason;     /* stable word: "not_on_whatsapp", "rate_limited"; NULL when accepted */
    struct str detail;      /* the provider's own words, may be STR_NONE */
    struct str provider_id; /* with ACCEPTED; may be STR_NONE */
    enum pace pace;
    int retry_after;     /* s, with PACE_GIVEN */
    bool operator_fault; /* the sender, not the recipient, needs attention */
};

struct driver {
    const char *name; /* as in SQL and in /hooks/{driver}/{sender} */
    enum channel channel;
    /* *why is a word for the log or the message's reason when it is not COMPOSED. */
    enum composed (*compose)(const struct sender *, const struct outgoing *, struct arena *,
                             struct transfer *, const char **why);
    struct verdict (*interpret)(const struct sender *, const struct answer *, struct arena *);
    /* NULL where the provider calls nobody back. One callback may hold many events, repeated, in any order.
     */
    enum callback_result (*callback)(const struct sender *, const struct callback *, struct arena *,
                                     struct event **events, int *n);
    /* The GET that a provider makes once to be sure of us; answers what to echo, STR_NONE: refused. */
    struct str (*handshake)(const struct sender *, struct str query, struct arena *);
};

extern const struct driver driver_whatsapp, driver_kannel, driver_twilio, driver_http, driver_smtp;
const struct driver *driver_find(struct str name); /* NULL when unknown */

/* At most max bytes, cut between characters but not within a number; control bytes become spaces. For a
 * provider's words. */
struct str words(struct arena *arena, struct str text, size_t max);
/* The same for a report, which may quote the message: a number as long as a code is left out, unless it is
 * all that was said. */
struct str report_words(struct arena *arena, struct str text, size_t max);

/* A verdict that no answer had to be read for: refused connections, lost answers. False: read the answer. */
bool verdict_without_answer(const struct answer *answer, struct verdict *out) MUST_USE;

#endif
